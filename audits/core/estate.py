"""What an audit covers, as one value: the engine's only input besides the outside world."""

from dataclasses import dataclass
from typing import TypeVar

from audits.core.subject import Domain, Endpoint, Host, MailDomain, Message, Repository, Subject

ORDINARY_NAMES = ("www", "app", "api", "admin", "auth", "docs", "mail")
"""The names besides the apex that every estate is asked for."""

S = TypeVar("S", bound=Subject)


@dataclass(frozen=True)
class Estate:
    """Domains, hosts, endpoints, repositories, mail domains and received messages; `domain` is None for a repository alone."""

    domain: Domain | None = None
    hosts: tuple[Host, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    repositories: tuple[Repository, ...] = ()
    mail_domains: tuple[MailDomain, ...] = ()
    messages: tuple[Message, ...] = ()

    def subjects(self, kind: type[S]) -> tuple[S, ...]:
        """Every subject of one kind, in the order given."""
        domains = (self.domain,) if self.domain else ()
        everything = (*domains, *self.hosts, *self.endpoints, *self.repositories, *self.mail_domains, *self.messages)
        return tuple(subject for subject in everything if isinstance(subject, kind))


def estate_of_domain(
    domain: str,
    *,
    endpoints: tuple[Endpoint, ...] = (),
    repositories: tuple[Repository, ...] = (),
    selectors: tuple[str, ...] = (),
) -> Estate:
    """The estate one bare domain implies: the apex, the ordinary names, the home page and the mail domain."""
    home = Endpoint(f"https://{domain}/", "home")
    declared_home = any(endpoint.purpose == "home" for endpoint in endpoints)
    names = tuple(Host(f"{name}.{domain}") for name in ORDINARY_NAMES)
    return Estate(
        domain=Domain(domain),
        hosts=(Host(domain, declared=True), *names),
        endpoints=endpoints if declared_home else (home, *endpoints),
        repositories=repositories,
        mail_domains=(MailDomain(domain, selectors),),
    )
