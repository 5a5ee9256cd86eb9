"""The rows of the estate's map in words, from where each host leads."""

from urllib.parse import urlsplit

from audits.core.amount import took
from audits.core.derived.routing import ENDS, HOSTED, NO_EDGE, UNTRUSTED, Route, main_edge
from audits.core.estate_map import DIFFERS, PLAIN, MapRow


def map_rows(routes: tuple[Route, ...], origins: tuple[str, ...], domain: str) -> tuple[MapRow, ...]:
    """One row a host; `origins` are the hosts declared as origins, which stand behind the estate's main edge."""
    main = main_edge(routes)
    by_host = {route.host: route for route in routes}
    told = tuple(_origin_words(name, by_host.get(name), domain) for name in origins)
    return tuple(
        _row(route, told if route.edge == main else (), domain) for route in routes if route.host not in origins
    )


def _origin_words(name: str, route: Route | None, domain: str) -> str:
    address = next((value for kind, value in route.records if kind != "CNAME"), "") if route else ""
    return f"{short_host(name, domain)} {address}".strip()


def _row(route: Route, origins: tuple[str, ...], domain: str) -> MapRow:
    if route.exists is False:
        return MapRow(route.host, "no such name", tone=DIFFERS)
    if not route.records:
        return MapRow(route.host)
    edge = "" if route.edge == NO_EDGE else route.edge
    bad = bool(route.fault) or (route.status or 0) >= 500
    return MapRow(
        host=route.host,
        dns=_dns(route),
        edge=edge,
        origin=_origin(route, edge, origins),
        answer=answer_of(route, domain),
        tone=DIFFERS if bad else PLAIN,
    )


def _dns(route: Route) -> str:
    kind, value = route.records[0]
    others = len(route.records) - 1 if kind != "CNAME" else 0
    return f"{kind} {value}" + (f" +{others}" if others else "")


def _origin(route: Route, edge: str, origins: tuple[str, ...]) -> str:
    if edge in HOSTED:
        return "hosted there"
    if edge:
        return origins[0] if origins else ""
    return "its own server" if route.edge == NO_EDGE else ""


def answer_of(route: Route, domain: str) -> str:
    """What a visitor gets, in a few words."""
    if route.fault:
        return "TLS not trusted" if short_fault(route.fault) == UNTRUSTED else short_fault(route.fault)
    if route.status is None:
        return ""
    if route.hops and not route.ends_at_itself:
        parts = urlsplit(route.end)
        return f"{route.hops} × on, to {short_host(parts.hostname or '', domain)}{parts.path.rstrip('/')}"
    return f"{route.status}, {took(route.seconds)}" if route.seconds is not None else str(route.status)


def short_fault(fault: str) -> str:
    """Why there is no answer, in a few words."""
    if fault.startswith("certificate "):
        return UNTRUSTED
    return fault if fault in ENDS.values() else "no answer"


def short_host(host: str, domain: str) -> str:
    """A host without the domain it lies below, where that is still a name."""
    return host.removesuffix(f".{domain}") if domain and host != domain else host
