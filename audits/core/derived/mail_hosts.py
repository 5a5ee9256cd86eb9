"""The hosts that take the domain's mail, as far as it can be told whether somebody owns their names."""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.inapplicable import Inapplicable
from audits.core.observed.dns import ZONE, Exchanger
from audits.core.parsing.names import is_registry
from audits.core.unavailable import Unavailable


@dataclass(frozen=True)
class MailHosts:
    """The exchangers of a domain in order of preference."""

    domain: str
    mx: tuple[str, ...]
    hosts: tuple[Exchanger, ...]

    @property
    def unregistered(self) -> tuple[Exchanger, ...]:
        """Those whose absence is told by a zone that sells names: nobody has bought what is missing there."""
        return tuple(host for host in self.hosts if is_unregistered(host))


def is_unregistered(host: Exchanger) -> bool:
    """Whether the name lies in a domain that anybody can register."""
    return host.status == "NXDOMAIN" and host.denied_by is not None and is_registry(host.denied_by)


def mail_hosts(artifacts: Artifacts) -> MailHosts | Unavailable | Inapplicable:
    """The exchangers; one that is unregistered counts though another gave no answer."""
    zone = artifacts.observed(ZONE)
    if isinstance(zone, Unavailable):
        return zone
    if isinstance(zone.mx, Unavailable):
        return zone.mx
    if not any(record.partition(" ")[2] != "." for record in zone.mx):
        return Inapplicable(f"{zone.name} names no host for its mail")
    known = tuple(host for host in zone.exchangers if isinstance(host, Exchanger))
    missing = next((host for host in zone.exchangers if isinstance(host, Unavailable)), None)
    found = MailHosts(zone.name, zone.mx, known)
    if not found.unregistered and (missing or not known):
        return missing or Unavailable("the hosts that take the mail were not asked for")
    return found
