"""The routing map: every host and address that matters, with records, way, owner and the moment it was seen."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from audits.core.amount import took
from audits.core.artifacts import Artifacts
from audits.core.derived.map_rows import short_fault
from audits.core.derived.request_way import within
from audits.core.derived.routing import ENDS, NO_EDGE, Route, route_of_host
from audits.core.observed.dns import DNS, ZONE, ZoneRecords
from audits.core.observed.http import HTTP, RedirectChain, Visit
from audits.core.observed.timing import TIMING, ResponseTimes
from audits.core.observed.tls import TLS
from audits.core.unavailable import Unavailable
from audits.queries.latest import latest_judgements
from audits.queries.newest import newest_artifacts
from portal.estate.models import Endpoint, Host
from portal.estate.queries import EstateRows, estate_rows
from portal.sprint.models import Engagement

SOURCES = (DNS, ZONE, HTTP, TLS, TIMING)
ROUTE_CHECKS = ("host-answers", "dangling-name", "private-address", "dead-subdomain", "canonical-url", "https-redirect")
"""The checks whose answers say whether a host leads where it should."""
CERTIFICATE_CHECKS = ("certificate-trust", "certificate-name", "certificate-expiry")
ADDRESS_CHECKS = ("endpoint-answers", "redirect-chain", "old-urls")
WORST = ("fail", "warn", "could-not-check", "pass")


@dataclass(frozen=True)
class RouteLine:
    """One host; `outcome` is the worst of the checks of its way, `says` the sentence of that one."""

    row: Host | None
    route: Route
    outcome: str
    says: str
    certificate: str
    seen_at: datetime | None
    is_origin: bool = False

    @property
    def is_seen(self) -> bool:
        """Whether any audit looked at it."""
        return bool(self.route.records) or self.route.exists is False

    @property
    def wants(self) -> str:
        """What nobody wrote down yet."""
        if self.row is None:
            return ""
        missing = [word for word, value in (("purpose", self.row.purpose), ("owner", self.row.owner)) if not value]
        return f"No {' and no '.join(missing)} yet" if missing else ""

    @property
    def glyph(self) -> str:
        """Its sign; a pass is calm here."""
        return {"": "not-started", "pass": "done"}.get(self.outcome, self.outcome)

    @property
    def certificate_glyph(self) -> str:
        return {"": "not-started", "pass": "done"}.get(self.certificate, self.certificate)

    @property
    def is_direct(self) -> bool:
        """Whether answers showed that no edge stands in front."""
        return self.route.edge == NO_EDGE

    @property
    def until(self) -> datetime | None:
        """The certificate's last moment."""
        return datetime.fromisoformat(self.route.until) if self.route.until else None

    @property
    def lands(self) -> str:
        """Where a visitor ends, in a few words."""
        if self.route.ends_at_itself and not self.route.hops:
            return "itself"
        return self.route.end


@dataclass(frozen=True)
class AddressLine:
    """One declared address; `outcome` is that of the check of its answer, or of old addresses."""

    row: Endpoint
    outcome: str
    end: str
    hops: int
    status: int | None
    fault: str = ""
    half: str = ""
    most: str = ""

    @property
    def glyph(self) -> str:
        """Its sign; an origin is no address for visitors."""
        if self.row.purpose == "origin":
            return "not-applicable"
        return {"": "not-started", "pass": "done"}.get(self.outcome, self.outcome)

    @property
    def is_itself(self) -> bool:
        """Whether it answers where it was asked."""
        return self.end.rstrip("/") == self.row.url.rstrip("/")


@dataclass(frozen=True)
class RoutingMap:
    """Everything the page shows."""

    domain: str
    lines: tuple[RouteLine, ...]
    addresses: tuple[AddressLine, ...]
    name_servers: tuple[str, ...]
    mail: tuple[str, ...]
    at: datetime | None
    number: int | None

    @property
    def faulty(self) -> int:
        """Hosts and addresses that do not lead where they should."""
        return sum(line.outcome in {"fail", "warn"} for line in (*self.lines, *self.addresses))

    @property
    def wanting(self) -> int:
        """Hosts without a purpose or an owner."""
        return sum(bool(line.wants) for line in self.lines)


def routing_map(engagement: Engagement) -> RoutingMap:
    """The whole map, from the estate and the newest answers."""
    newest, rows = newest_artifacts(engagement, SOURCES), estate_rows(engagement)
    outcomes = _Outcomes(engagement)
    zone = newest.artifacts.observed(ZONE, rows.domain.name) if rows.domain else None
    told = zone.mx if isinstance(zone, ZoneRecords) and not isinstance(zone.mx, Unavailable) else ()
    return RoutingMap(
        domain=rows.domain.name if rows.domain else "",
        lines=_lines(rows, newest.artifacts, outcomes, newest.seen_at.get(HTTP.name) or newest.at),
        addresses=tuple(_address(row, newest.artifacts, outcomes) for row in rows.endpoints),
        name_servers=tuple(server.name for server in zone.name_servers) if isinstance(zone, ZoneRecords) else (),
        mail=tuple(value.removesuffix(".") for value in told),
        at=newest.at,
        number=newest.number,
    )


class _Outcomes:
    """The newest answers of the checks that are told, by subject."""

    def __init__(self, engagement: Engagement) -> None:
        wanted = (*ROUTE_CHECKS, *CERTIFICATE_CHECKS, *ADDRESS_CHECKS)
        judged = latest_judgements(engagement, wanted)
        self.rows = {(check, row.subject): row for check, of_check in judged.items() for row in of_check}

    def worst(self, checks: tuple[str, ...], subject: str) -> tuple[str, str]:
        """The worst outcome of these checks about a subject, with its sentence."""
        found = [row for check in checks if (row := self.rows.get((check, subject)))]
        told = [(WORST.index(row.outcome), row.outcome, row.headline) for row in found if row.outcome in WORST]
        return min(told)[1:] if told else ("", "")


def _lines(
    rows: EstateRows, artifacts: Artifacts, outcomes: _Outcomes, seen_at: datetime | None
) -> tuple[RouteLine, ...]:
    """The domain itself first, then its hosts by name."""
    by_name = {row.name: row for row in rows.hosts}
    apex = (rows.domain.name,) if rows.domain else ()
    origins = {urlsplit(row.url).hostname for row in rows.endpoints if row.purpose == "origin"}
    names = tuple(dict.fromkeys((*apex, *sorted(by_name, key=lambda name: (name.split(".")[::-1], name)))))
    lines = []
    for name in names:
        outcome, says = outcomes.worst(ROUTE_CHECKS, name)
        certificate, _ = outcomes.worst(CERTIFICATE_CHECKS, name)
        route = route_of_host(name, artifacts)
        lines.append(RouteLine(by_name.get(name), route, outcome, says, certificate, seen_at, name in origins))
    return tuple(lines)


def _fault(chain: RedirectChain) -> str:
    """Why an address ends at no page, in a few words."""
    return short_fault(chain.missing.reason) if chain.missing else ENDS.get(chain.end, chain.end)


def _address(row: Endpoint, artifacts: Artifacts, outcomes: _Outcomes) -> AddressLine:
    visit, times = artifacts.observed(HTTP, row.url), artifacts.observed(TIMING, row.url)
    chain = visit.chain if isinstance(visit, Visit) else None
    last = chain.last if chain else None
    outcome, _ = outcomes.worst(ADDRESS_CHECKS, row.url)
    taken = sorted(answer.seconds for answer in times.answers) if isinstance(times, ResponseTimes) else []
    return AddressLine(
        row=row,
        outcome=outcome,
        end=last.url if last else "",
        hops=chain.redirects if chain else 0,
        status=last.status if last else None,
        fault=_fault(chain) if chain and last is None else "",
        half=took(within(taken, 0.5)) if taken else "",
        most=took(within(taken, 0.95)) if taken else "",
    )
