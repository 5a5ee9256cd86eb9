"""What the API of the desk answers, as the client left it and repaired."""

from dataclasses import replace
from http import HTTPStatus

from portal.demo import places
from portal.demo.visit import Reply, Visit, document, to_https

SLOW_SECONDS = 0.95
LOG_INS_A_MINUTE = 5
SESSION_ROUTE = "/v1/session"
SLOW_ROUTE, BROKEN_ROUTE = "/v1/lanes", "/v1/reports/month"
NUMBERS = """# HELP desk_requests_total Requests answered.
# TYPE desk_requests_total counter
desk_requests_total{route="/v1/lanes"} 48213
# TYPE desk_queue_length gauge
desk_queue_length 3
"""
ROUTES = {
    "/": document('{"service":"harbour-desk","docs":"https://docs.harbourdesk.example/"}'),
    SESSION_ROUTE: document('{"signed_in":false}'),
    "/health": document('{"status":"ok","database":"ok","queue":"ok"}'),
    SLOW_ROUTE: document('{"lanes":[{"id":41,"from":"Kiel","to":"Turku","rate":412},{"id":42,"from":"Kiel"}]}'),
    # Under the comfortable half second, though not quick.
    "/v1/rates": document('{"rates":[{"lane":41,"eur":412}]}', seconds=0.12),
    BROKEN_ROUTE: document('{"month":"2026-10","shipments":1840}'),
    # A wall that belongs there: nobody is signed in.
    "/v1/account": document('{"error":"sign in first"}', status=HTTPStatus.UNAUTHORIZED).with_headers(
        www_authenticate='Bearer realm="harbour-desk"'
    ),
}
LEFT_OPEN = {
    "/metrics": document(NUMBERS).of_kind("text/plain; version=0.0.4"),
    BROKEN_ROUTE: document('{"error":"upstream timed out"}', status=HTTPStatus.BAD_GATEWAY),
    SLOW_ROUTE: replace(ROUTES[SLOW_ROUTE], seconds=SLOW_SECONDS),
}


def api(visit: Visit, *, repaired: bool) -> Reply:
    """JSON, and a 308 from plain HTTP, which is as good as a 301."""
    if visit.scheme == "http":
        return to_https(f"https://{visit.host}{visit.target}", status=HTTPStatus.PERMANENT_REDIRECT)
    if visit.method == "POST" and visit.path == SESSION_ROUTE:
        return _session(visit)
    routes = ROUTES if repaired else ROUTES | LEFT_OPEN
    reply = routes.get(visit.path, document('{"error":"no such route"}', status=HTTPStatus.NOT_FOUND))
    return _shared(reply, visit, repaired=repaired)


def _session(visit: Visit) -> Reply:
    """The log-in of the desk's own programs, which was limited from the first day."""
    if visit.tries > LOG_INS_A_MINUTE:
        return document('{"error":"slow down"}', status=HTTPStatus.TOO_MANY_REQUESTS).with_headers(retry_after="60")
    return document('{"error":"invalid_credentials"}', status=HTTPStatus.UNAUTHORIZED)


def _shared(reply: Reply, visit: Visit, *, repaired: bool) -> Reply:
    """The app may read it with its cookies; as the client left it, so may every site that asks."""
    reply = reply.with_headers(vary="Origin")
    if not visit.origin or (repaired and visit.origin != f"https://{places.APP}"):
        return reply
    return reply.with_headers(access_control_allow_origin=visit.origin, access_control_allow_credentials="true")
