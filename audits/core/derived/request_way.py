"""The way of one request, from a browser to production's answer, in six stretches that were seen or are not known."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from audits.core.amount import amount, took
from audits.core.artifacts import Artifacts
from audits.core.derived.routing import HOSTED, NO_EDGE, Route, main_edge, origins_of, route_of_host
from audits.core.observed.dns import DNS, ZONE, HostRecords, ZoneRecords
from audits.core.observed.http import ANSWERED, HTTP, RedirectChain, Visit
from audits.core.observed.timing import TIMING, ResponseTimes
from audits.core.observed.tls import TLS, TlsAnswers
from audits.core.subject import Endpoint, Host
from audits.core.unavailable import Unavailable
from audits.core.verdict import Observation

KNOWN, UNKNOWN, BROKEN = "known", "unknown", "broken"
NOT_SEEN = "No audit has looked at this yet."


@dataclass(frozen=True)
class Stretch:
    """One stretch: what happens there, what was seen of it, and the answers that show it."""

    title: str
    says: str
    state: str = KNOWN
    evidence: tuple[Observation, ...] = ()


@dataclass(frozen=True)
class RequestWay:
    """The stretches in the order a request takes them; `host` is the one the browser asks for."""

    url: str
    host: str
    stretches: tuple[Stretch, ...]

    @property
    def unknown(self) -> int:
        """How many stretches nobody has seen."""
        return sum(stretch.state == UNKNOWN for stretch in self.stretches)

    @property
    def broken(self) -> int:
        """How many stretches stop a request."""
        return sum(stretch.state == BROKEN for stretch in self.stretches)


def way_of_request(endpoint: Endpoint, artifacts: Artifacts) -> RequestWay:
    """The way to one endpoint of the estate."""
    host = urlsplit(endpoint.url).hostname or ""
    route = route_of_host(host, artifacts)
    visit = artifacts.observed(HTTP, endpoint.label)
    stretches = (
        _name(host, artifacts),
        _edge(route),
        _encryption(host, route, artifacts),
        _redirects(endpoint, visit, artifacts.observed(HTTP, host)),
        _origin(route, artifacts),
        _answer(endpoint, visit, artifacts),
    )
    return RequestWay(endpoint.url, host, stretches)


def _name(host: str, artifacts: Artifacts) -> Stretch:
    title = f"The browser asks DNS for {host}."
    records = artifacts.observed(DNS, host)
    if isinstance(records, Unavailable):
        return Stretch(title, _sentence(records.reason) if records.tried else NOT_SEEN, UNKNOWN)
    if not records.addresses:
        missing = records.unanswered
        says = _sentence(missing.reason) if missing else f"No address is published: {records.status}."
        return Stretch(title, says, UNKNOWN if missing else BROKEN, (_records(records),))
    told = f"It is told {_listed([record.address for record in records.addresses])}"
    if records.aliases:
        told += f", through the alias {records.aliases[-1]}"
    told += f", and keeps that for {_duration(records.ttl)}." if records.ttl else "."
    domain = artifacts.estate.domain
    zone = artifacts.observed(ZONE, domain.label) if domain else None
    evidence = [_records(records)]
    if isinstance(zone, ZoneRecords) and zone.name_servers:
        servers = [server.name for server in zone.name_servers]
        told += f" {_listed(servers)} {'answers' if len(servers) == 1 else 'answer'} for {zone.name}."
        evidence.append(Observation(f"DNS {zone.name} NS", ", ".join(servers)))
    return Stretch(title, told, KNOWN, tuple(evidence))


def _records(records: HostRecords) -> Observation:
    told = [*(f"CNAME {alias}" for alias in records.aliases), *(each.address for each in records.addresses)]
    return Observation(f"DNS {records.name} A, AAAA", ", ".join(told) or records.status)


def _edge(route: Route) -> Stretch:
    if not route.edge:
        return Stretch(
            "What takes the request is not known.", (route.fault and _sentence(route.fault)) or NOT_SEEN, UNKNOWN
        )
    if route.edge == NO_EDGE:
        at = route.address or "its own address"
        return Stretch("No edge stands in front.", f"The request goes straight to {at}.")
    seen = (Observation(f"edge of {route.host}", route.edge_seen),)
    at = f" at {route.address}" if route.address else ""
    return Stretch(f"{route.edge} takes the request{at}.", f"Told by its {_plain(route.edge_seen)}.", KNOWN, seen)


def _plain(seen: str) -> str:
    """What told an edge, its long values left to the evidence."""
    told_by, _, _ = seen.partition(": ")
    return {"address": "published addresses", "alias": "alias in DNS"}.get(told_by, told_by)


def _encryption(host: str, route: Route, artifacts: Artifacts) -> Stretch:
    tls = artifacts.observed(TLS, host)
    if isinstance(tls, Unavailable) or not route.until:
        reason = tls.reason if isinstance(tls, Unavailable) and tls.tried else ""
        return Stretch("How it is encrypted is not known.", _sentence(reason) if reason else NOT_SEEN, UNKNOWN)
    title = f"{route.tls or 'TLS'} protects it, under a certificate by {route.issuer}."
    says = f"The certificate ends on {_day(route.until)}."
    evidence = _shown(tls)
    if not isinstance(tls.trust, Unavailable) and tls.trust.now.code:
        return Stretch(title, f"Browsers do not accept it: {tls.trust.now.message}. {says}", BROKEN, evidence)
    return Stretch(title, says, KNOWN, evidence)


def _shown(tls: TlsAnswers) -> tuple[Observation, ...]:
    leaf = None if isinstance(tls.certificates, Unavailable) else tls.certificates[0]
    versions = ", ".join(f"{answer.version} {answer.answer}" for answer in tls.versions)
    shown = [Observation(f"TLS with {tls.host} at {tls.address}", versions)]
    if leaf:
        shown.append(Observation(f"certificate of {tls.host}", f"{', '.join(leaf.names)}; until {leaf.not_after}"))
    return tuple(shown)


def _redirects(endpoint: Endpoint, visit: Visit | Unavailable, of_host: Visit | Unavailable) -> Stretch:
    if isinstance(visit, Unavailable):
        return Stretch("Whether it is redirected is not known.", NOT_SEEN, UNKNOWN)
    chain = visit.chain
    seen: tuple[Observation, ...] = (Observation(f"GET {endpoint.url}", chain.path),)
    if chain.end != ANSWERED or chain.last is None:
        reason = chain.missing.reason if chain.missing else f"it {chain.end} at {chain.at}"
        state = UNKNOWN if chain.missing and not chain.hops else BROKEN
        return Stretch("The request does not arrive.", _sentence(reason), state, seen)
    plain = _plainly(of_host)
    if plain:
        seen = (*seen, Observation(f"GET {plain.start}", plain.path))
    without = (
        f" Without https it is first sent to {_short(plain.hops[1].url)}." if plain and len(plain.hops) > 1 else ""
    )
    if not chain.redirects:
        return Stretch("No redirect stands on the way.", f"{endpoint.url} is where the page is.{without}", KNOWN, seen)
    statuses = ", ".join(str(hop.status) for hop in chain.hops[:-1])
    title = f"{_capital(amount(chain.redirects, 'redirect'))} {'leads' if chain.redirects == 1 else 'lead'} on."
    return Stretch(title, f"It ends at {chain.last.url} ({statuses}).{without}", KNOWN, seen)


def _plainly(of_host: Visit | Unavailable) -> RedirectChain | None:
    return of_host.plain if isinstance(of_host, Visit) and of_host.plain and of_host.plain.hops else None


def _origin(route: Route, artifacts: Artifacts) -> Stretch:
    routes = tuple(route_of_host(host.name, artifacts) for host in artifacts.estate.subjects(Host))
    hosts = list(origins_of(artifacts.estate.endpoints)) if route.edge in {"", main_edge(routes)} else []
    if route.edge == NO_EDGE:
        return Stretch("The server itself answers.", "Nothing that shows from outside stands between it and the app.")
    if route.edge in HOSTED:
        return Stretch(f"{route.edge} hosts it itself.", "Pages are deployed where the request is taken.")
    if not hosts:
        says = "No origin is declared, and none shows from outside. Declare it as an endpoint of the estate."
        return Stretch("Where production runs is not known.", says, UNKNOWN)
    addresses = [_addresses(name, artifacts) for name in hosts]
    told = _listed([f"{name} ({address})" if address else name for name, address in zip(hosts, addresses, strict=True)])
    title = f"{route.edge or 'The edge'} hands it to the origin." if route.edge else "The origin is declared."
    seen = tuple(Observation("declared origin", name) for name in hosts)
    return Stretch(title, f"Declared: {told}. What happens behind it does not show from outside.", KNOWN, seen)


def _addresses(name: str, artifacts: Artifacts) -> str:
    records = artifacts.observed(DNS, name)
    return ", ".join(each.address for each in records.addresses[:2]) if isinstance(records, HostRecords) else ""


def _answer(endpoint: Endpoint, visit: Visit | Unavailable, artifacts: Artifacts) -> Stretch:
    last = visit.chain.last if isinstance(visit, Visit) else None
    if last is None:
        reason = visit.reason if isinstance(visit, Unavailable) and visit.tried else ""
        return Stretch("What production answers is not known.", _sentence(reason) if reason else NOT_SEEN, UNKNOWN)
    times = artifacts.observed(TIMING, endpoint.label)
    seen = [
        Observation(f"GET {last.url}", f"{last.status}, {last.media_type or 'no media type'}, {last.seconds:.3f} s")
    ]
    says = f"It took {took(last.seconds)} once."
    if isinstance(times, ResponseTimes) and times.answers:
        taken = sorted(answer.seconds for answer in times.answers)
        seen.append(Observation(f"{len(taken)} timed requests", ", ".join(f"{each:.3f} s" for each in taken)))
        says = (
            f"Half of {len(taken)} requests took {took(within(taken, 0.5))}, 95 % at most {took(within(taken, 0.95))}."
        )
    state = BROKEN if last.status >= 500 or last.status == 404 else KNOWN
    return Stretch(f"Production answers with {last.status}.", says, state, tuple(seen))


def within(ordered: list[float], share: float) -> float:
    """The time within which this share was answered (nearest rank)."""
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


def _sentence(clause: str) -> str:
    return _capital(clause) + ("" if clause.endswith(".") else ".")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _listed(things: list[str]) -> str:
    return things[0] if len(things) == 1 else f"{', '.join(things[:-1])} and {things[-1]}" if things else ""


def _short(url: str) -> str:
    return url.removesuffix("/")


def _day(moment: str) -> str:
    found = datetime.fromisoformat(moment)
    return f"{found.day} {found:%b %Y}"


def _duration(seconds: int) -> str:
    for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            return amount(round(seconds / size), unit)
    return amount(seconds, "second")
