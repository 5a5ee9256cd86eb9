"""Pages that stopped our program are asked for once more as a browser asks, and nothing else is."""

import asyncio

import pytest

from audits.checks.ordinary_visitors import CHALLENGED, CHECK, DENIED, LET_IN, PROGRAMS_ONLY, UNPROVEN
from audits.core.artifacts import Artifacts, collect
from audits.core.estate import Estate
from audits.core.subject import Domain, Endpoint, Host
from audits.gatherers.http import HTTP_GATHERER
from audits.gatherers.visitors import VISITORS_GATHERER
from portal.outbound.door import Door
from tests.audits.seen import NOW
from tests.closed_network import DOMAIN, has_addresses, rules
from tests.scripted_server import ScriptedServer, reply

pytestmark = pytest.mark.network

HOST = Host(DOMAIN, declared=True)
ESTATE = Estate(Domain(DOMAIN), (HOST,), (Endpoint(f"https://{DOMAIN}/login", "login"),))
CHALLENGE = reply(403, "<title>Just a moment...</title>", ("cf-mitigated", "challenge"), ("Server", "cloudflare"))
PAGE = reply(200, "<title>Acme</title>")
BLOCKED = reply(403, "<title>Attention Required! | Cloudflare</title>", ("Server", "cloudflare"))
REFUSED = reply(403, "<h1>403 Forbidden</h1>")


def is_browser(request):
    return request.fields["user-agent"].startswith("Mozilla/5.0")


def to_programs(walled):
    return lambda request: PAGE if is_browser(request) else walled


WALLS = [
    (lambda _: PAGE, LET_IN, 0),
    (to_programs(CHALLENGE), PROGRAMS_ONLY, 2),
    (to_programs(REFUSED), PROGRAMS_ONLY, 2),
    (lambda _: CHALLENGE, CHALLENGED, 2),
    (lambda _: BLOCKED, DENIED, 2),
    (lambda _: REFUSED, UNPROVEN, 2),
    (lambda request: CHALLENGE if request.path == "/login" else PAGE, CHALLENGED, 1),
]


@pytest.mark.parametrize(("script", "verdict", "asked"), WALLS)
def test_wall_is_met_and_judged(resolver, context, roots, script, verdict, asked):
    known = (has_addresses(DOMAIN, "127.0.0.1"),)

    async def run(port):
        async with Door(rules(resolver, http=port, https=port, roots=roots)) as door:
            visits = await HTTP_GATHERER.gather(ESTATE, door, collect(known))
            return (*known, *visits, *await VISITORS_GATHERER.gather(ESTATE, door, collect((*known, *visits))))

    with ScriptedServer(script, context=context) as server:
        seen = asyncio.run(run(server.port))
    judgement = CHECK.judgements(Artifacts(ESTATE, NOW, collect(seen), HOST))[0]
    assert judgement.verdict is verdict
    browsers = [request for request in server.requests if is_browser(request)]
    assert len(browsers) == asked
    assert {request.path for request in browsers} <= {"/", "/login"}
