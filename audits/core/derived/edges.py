"""The edge of each host of an estate, and where one that is in use is gone past."""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.derived.edge import ADDRESS, Edge, edge_of
from audits.core.derived.presence import existing_host, is_origin
from audits.core.derived.visits import takes_mail, visit_of_host
from audits.core.inapplicable import Inapplicable
from audits.core.observed.dns import DNS, ZONE, HostRecords, ZoneRecords
from audits.core.observed.http import HTTP, Visit
from audits.core.observed.reach import REACH, HostReach
from audits.core.parsing.hosting import service_of
from audits.core.subject import Host
from audits.core.unavailable import Unavailable

DIRECT_LABELS = frozenset({"api", "origin", "direct", "ssh", "vpn", "ftp", "sftp", "ns1", "ns2", "ws", "webhooks"})
"""First labels of hosts that programs reach on purpose without an edge in between."""
ZONE_EDGES = frozenset({"Cloudflare", "Imperva", "Sucuri"})
"""Edges that take over the hosts of a zone one by one; the others serve single sites, which says nothing of the rest."""
MAIL = 25
MAIL_LABELS = frozenset({"mail", "smtp", "imap", "pop", "pop3", "mx", "webmail", "autodiscover", "autoconfig"})


@dataclass(frozen=True)
class EdgeSeen:
    """The edge in front of one host, if any, and the host's addresses.

    `stale_days` is the age of the provider's list of networks where it is too old to prove that an address is not on it.
    """

    host: str
    addresses: tuple[str, ...]
    edge: Edge | None
    stale_days: int = 0


@dataclass(frozen=True)
class Proxied:
    """One host beside the others: its edge, what it is for, and which edge the estate uses elsewhere.

    `exchanges` is True for a mail exchanger of the domain, `mail_port` what port 25 did when knocked at. `in_use` names
    the edge of a sibling, `sibling` that sibling. `serves` is False where it only sends visitors on.
    """

    host: str
    addresses: tuple[str, ...]
    edge: Edge | None
    exchanges: bool = False
    mail_port: str = ""
    programs: bool = False
    hosted_by: str = ""
    in_use: str = ""
    sibling: str = ""
    serves: bool = False


def name_servers_of(artifacts: Artifacts) -> tuple[str, ...]:
    """The name servers of the estate's domain, where they are known."""
    domain = artifacts.estate.domain
    zone = artifacts.observed(ZONE, domain.label) if domain else None
    return tuple(server.name for server in zone.name_servers) if isinstance(zone, ZoneRecords) else ()


def edge_of_host(label: str, artifacts: Artifacts) -> Edge | None:
    """The edge of any host of the estate by what is known of it."""
    records, visit = artifacts.observed(DNS, label), artifacts.observed(HTTP, label)
    if not isinstance(records, HostRecords) or not records.addresses:
        return None
    return edge_of(records, visit.own_answers if isinstance(visit, Visit) else (), name_servers_of(artifacts))


def edge_seen(artifacts: Artifacts) -> EdgeSeen | Unavailable | Inapplicable:
    """The edge of the host of the subject; when no records show one, its answers must be there to prove none."""
    visit = visit_of_host(artifacts)
    records = artifacts.observed(DNS)
    if isinstance(visit, Inapplicable) or not isinstance(records, HostRecords):
        return visit if isinstance(visit, Inapplicable) else Unavailable("the records of the host are not known")
    answers = visit.own_answers if isinstance(visit, Visit) else ()
    edge = edge_of(records, answers, name_servers_of(artifacts))
    reach = artifacts.observed(REACH)
    if edge is None and isinstance(reach, HostReach) and takes_mail(reach):
        return Inapplicable(f"{records.name} takes mail, which no edge for web pages passes on")
    if edge is None and not answers:
        missing = visit.chain.missing if isinstance(visit, Visit) else visit
        return missing or Unavailable(f"{records.name} gave no answer")
    addresses = tuple(record.address for record in records.addresses)
    return EdgeSeen(records.name, addresses, edge, edge.stale_days(artifacts.now.date()) if edge else 0)


def proxied_host(artifacts: Artifacts) -> Proxied | Unavailable | Inapplicable:
    """The host of the subject beside the other hosts of its domain."""
    records = existing_host(artifacts)
    if not isinstance(records, HostRecords):
        return records
    addresses = tuple(record.address for record in records.addresses)
    edge = edge_of_host(records.name, artifacts)
    if _exchanges(records.name, artifacts):
        return _exchanger(records.name, addresses, edge, artifacts)
    if is_origin(records.name, artifacts):
        return Inapplicable(f"{records.name} is an origin, which stands behind the edge")
    if edge is not None:
        return Proxied(records.name, addresses, edge)
    return _without_edge(records, addresses, artifacts)


def _without_edge(
    records: HostRecords, addresses: tuple[str, ...], artifacts: Artifacts
) -> Proxied | Unavailable | Inapplicable:
    """A host in front of which nothing shows an edge; its own answers must be there to tell what it is for."""
    label = records.name.partition(".")[0]
    reach = artifacts.observed(REACH)
    if label in MAIL_LABELS or (isinstance(reach, HostReach) and takes_mail(reach)):
        return Inapplicable(f"{records.name} is there for mail, which no edge for web pages passes on")
    visit = visit_of_host(artifacts)
    if not isinstance(visit, Visit):
        return visit
    if not visit.own_answers:
        return visit.chain.missing or Unavailable(f"{records.name} gave no answer")
    sibling, in_use = _sibling(records.name, artifacts)
    return Proxied(
        records.name,
        addresses,
        None,
        programs=label in DIRECT_LABELS,
        hosted_by=_hosted_by(records, artifacts),
        in_use=in_use,
        sibling=sibling,
        serves=any(not 300 <= hop.status < 400 for hop in visit.own_answers),
    )


def _exchanges(name: str, artifacts: Artifacts) -> bool:
    domain = artifacts.estate.domain
    zone = artifacts.observed(ZONE, domain.label) if domain else None
    if not isinstance(zone, ZoneRecords) or isinstance(zone.mx, Unavailable):
        return False
    return name in {record.split()[-1].rstrip(".").lower() for record in zone.mx if record.split()}


def _exchanger(
    name: str, addresses: tuple[str, ...], edge: Edge | None, artifacts: Artifacts
) -> Proxied | Unavailable | Inapplicable:
    """A mail exchanger; silence at port 25 of an edge proves nothing until another host's port 25 answered us."""
    if edge is None or edge.told_by != ADDRESS:
        return Proxied(name, addresses, None, exchanges=True)
    outcome = _mail_port(name, artifacts)
    others = (_mail_port(host.label, artifacts) for host in artifacts.estate.subjects(Host) if host.name != name)
    if outcome in {"open", "refused"} or (outcome == "silent" and "open" in others):
        return Proxied(name, addresses, edge, exchanges=True, mail_port=outcome)
    reason = f"{name} takes mail at addresses of {edge.provider}, and port 25 gave no answer that proves anything"
    return Unavailable(reason, tuple(f"{address} port 25" for address in addresses))


def _mail_port(name: str, artifacts: Artifacts) -> str:
    """The most telling answer of any address at port 25: open, refused, silent; empty where none was seen."""
    reach = artifacts.observed(REACH, name)
    attempts = reach.attempts if isinstance(reach, HostReach) else ()
    outcomes = {outcome for attempt in attempts if attempt.port == MAIL for outcome in attempt.outcomes}
    return next((outcome for outcome in ("open", "refused", "silent") if outcome in outcomes), "")


def _hosted_by(records: HostRecords, artifacts: Artifacts) -> str:
    """The other party an alias leads to: a known service by name, or the name itself; empty without one."""
    domain = artifacts.estate.domain
    for alias in records.aliases:
        lowered = alias.rstrip(".").lower()
        if domain and (lowered == domain.name or lowered.endswith(f".{domain.name}")):
            continue
        service = service_of(lowered)
        return service.name if service else lowered
    return ""


def _sibling(name: str, artifacts: Artifacts) -> tuple[str, str]:
    """Another host of the domain that certainly stands behind an edge of the domain's own, and that edge."""
    domain = artifacts.estate.domain
    for host in artifacts.estate.subjects(Host):
        if host.name == name or domain is None or not host.name.endswith(domain.name):
            continue
        records = artifacts.observed(DNS, host.label)
        if not isinstance(records, HostRecords) or _hosted_by(records, artifacts):
            continue
        edge = edge_of_host(host.label, artifacts)
        if edge is not None and edge.is_certain and edge.provider in ZONE_EDGES:
            return host.name, edge.provider
    return "", ""
