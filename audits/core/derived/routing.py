"""Where each host leads, told from the newest answers: its records, its edge, its certificate, the end of its way."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from audits.core.artifacts import Artifacts
from audits.core.derived.edge import edge_of
from audits.core.observed.dns import DNS, HostRecords
from audits.core.observed.http import ANSWERED, DEAD_END, HTTP, LOOPED, TOO_LONG, RedirectChain, Visit
from audits.core.observed.tls import ACCEPTED, TLS, TlsAnswers
from audits.core.subject import Endpoint
from audits.core.unavailable import Unavailable

NO_EDGE = "none"
UNTRUSTED = "certificate not accepted"
HOSTED = frozenset({"Fly.io", "GitHub Pages", "Netlify", "Vercel"})
"""Edges of services that also run what stands behind them."""
ENDS = {LOOPED: "goes in circles", TOO_LONG: "redirects without end", DEAD_END: "redirects to nowhere"}


@dataclass(frozen=True)
class Route:
    """One host's way: empty and None stand for what nobody saw.

    `exists` is False for a name nobody made; `records` are (type, value); `edge` is its provider, `none` where answers
    showed none. `end` is where https://host/ ends after `hops` redirects; `fault` says why it ends nowhere. `until` is
    the certificate's last moment in ISO 8601 UTC, `tls` the newest version spoken.
    """

    host: str
    exists: bool | None = None
    records: tuple[tuple[str, str], ...] = ()
    ttl: int | None = None
    edge: str = ""
    edge_seen: str = ""
    address: str = ""
    end: str = ""
    hops: int = 0
    status: int | None = None
    seconds: float | None = None
    fault: str = ""
    issuer: str = ""
    until: str = ""
    tls: str = ""

    @property
    def ends_at_itself(self) -> bool:
        """Whether visitors stay on this host."""
        return urlsplit(self.end).hostname == self.host


def route_of_host(name: str, artifacts: Artifacts) -> Route:
    """The route of one host of the estate."""
    records, visit, tls = (artifacts.observed(source, name) for source in (DNS, HTTP, TLS))
    seen: dict[str, object] = {}
    if isinstance(records, HostRecords):
        seen |= {"exists": _exists(records), "records": records_of(records), "ttl": records.ttl}
        if records.exists:
            seen |= _edge(records, visit if isinstance(visit, Visit) else None)
    if isinstance(visit, Visit):
        seen |= _end(visit.chain)
    elif records.exists if isinstance(records, HostRecords) else False:
        seen["fault"] = visit.reason if isinstance(visit, Unavailable) else ""
    if isinstance(tls, TlsAnswers):
        seen |= _certificate(tls)
    return Route(name, **seen)  # type: ignore[arg-type] # the fields by their names


def records_of(records: HostRecords) -> tuple[tuple[str, str], ...]:
    """The records a visitor's computer is told, the alias before the addresses it leads to."""
    aliases = tuple(("CNAME", alias) for alias in records.aliases[:1])
    addresses = tuple(("AAAA" if ":" in each.address else "A", each.address) for each in records.addresses)
    return (*aliases, *addresses)


def _exists(records: HostRecords) -> bool | None:
    if records.exists:
        return True
    return None if records.unanswered else False


def _edge(records: HostRecords, visit: Visit | None) -> dict[str, object]:
    answers = visit.own_answers if visit else ()
    edge = edge_of(records, answers)
    if edge is not None:
        return {"edge": edge.provider, "edge_seen": f"{edge.told_by}: {edge.seen}"}
    return {"edge": NO_EDGE if answers else ""}


def _end(chain: RedirectChain) -> dict[str, object]:
    """Where a chain ends, or why it does not."""
    first = chain.hops[0] if chain.hops else None
    told: dict[str, object] = {"hops": chain.redirects, "address": first.address if first else ""}
    if chain.end == ANSWERED and chain.last is not None:
        return told | {"end": chain.last.url, "status": chain.last.status, "seconds": chain.last.seconds}
    fault = chain.missing.reason if chain.missing else ENDS.get(chain.end, chain.end)
    return told | {"fault": fault}


def _certificate(tls: TlsAnswers) -> dict[str, object]:
    spoken = [answer.version for answer in tls.versions if answer.answer == ACCEPTED]
    told: dict[str, object] = {"tls": spoken[-1].replace("TLSv", "TLS ") if spoken else ""}
    if isinstance(tls.certificates, Unavailable) or not tls.certificates:
        return told
    leaf = tls.certificates[0]
    return told | {"issuer": known_name(leaf.issuer), "until": leaf.not_after}


def known_name(distinguished: str) -> str:
    """The part of a distinguished name that people know an issuer by."""
    parts = [part.strip().partition("=") for part in distinguished.replace("/", ",").split(",")]
    named = {key.strip().upper(): value.strip() for key, _, value in parts if value}
    return named.get("CN") or named.get("O") or distinguished


def main_edge(routes: tuple[Route, ...]) -> str:
    """The edge that most hosts stand behind and that hands requests on to an origin; empty where there is none."""
    edges = [route.edge for route in routes if route.edge not in {"", NO_EDGE, *HOSTED}]
    return max(dict.fromkeys(edges), key=edges.count, default="")


def origins_of(endpoints: tuple[Endpoint, ...]) -> tuple[str, ...]:
    """The hosts that were declared as origins, each once."""
    named = (urlsplit(each.url).hostname or "" for each in endpoints if each.purpose == "origin")
    return tuple(dict.fromkeys(name for name in named if name))
