"""Where every host leads and the way of one request, as a handover tells them."""

from audits.core.derived.map_rows import short_fault
from audits.queries.request_path import path_page
from audits.queries.routing_map import RouteLine, routing_map
from handover.contents.route_facts import MapRowFacts, RouteFacts, StretchFacts, WayFacts
from portal.sprint.models import Engagement


def route_facts(engagement: Engagement) -> tuple[RouteFacts, ...]:
    """Every host of the estate; what a check said in full stays with its risk."""
    return tuple(_route(line) for line in routing_map(engagement).lines)


def _route(line: RouteLine) -> RouteFacts:
    route = line.route
    return RouteFacts(
        host=route.host,
        purpose=line.row.purpose if line.row else "",
        owner=line.row.owner if line.row else "",
        records=tuple(f"{kind} {value}" for kind, value in route.records),
        exists=route.exists,
        end=route.end,
        hops=route.hops,
        status=route.status,
        fault=short_fault(route.fault) if route.fault else "",
        edge=route.edge,
        is_origin=line.is_origin,
        until=route.until,
        outcome=line.outcome,
    )


def way_facts(engagement: Engagement) -> WayFacts | None:
    """The way to the address that matters most; None where no address is declared or no audit has finished."""
    page = path_page(engagement)
    if page is None or not page.was_seen:
        return None
    return WayFacts(
        url=page.way.url,
        host=page.way.host,
        stretches=tuple(StretchFacts(title=one.title, says=one.says, state=one.state) for one in page.way.stretches),
        rows=tuple(
            MapRowFacts(host=row.host, dns=row.dns, edge=row.edge, origin=row.origin, answer=row.answer, tone=row.tone)
            for row in page.rows
        ),
    )
