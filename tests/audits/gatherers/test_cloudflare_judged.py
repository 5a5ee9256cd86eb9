"""From the API's answers over TLS to the verdict: every row of the checks of a zone that an answer can lead to."""

import asyncio

import pytest

from audits.checks import (
    cloudflare_cache_rules,
    cloudflare_firewall,
    cloudflare_https,
    cloudflare_minimum_tls,
    cloudflare_owner,
    cloudflare_rate_limits,
    cloudflare_tls_mode,
)
from audits.core.artifacts import Artifact, Artifacts, collect
from audits.core.estate import Estate
from audits.core.observed.dns import ZONE, NameServer, ZoneRecords
from audits.core.observed.http import HTTP, Visit
from audits.core.subject import Domain, Endpoint, Host
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK
from audits.gatherers.cloudflare import API_HOST, CLOUDFLARE, CLOUDFLARE_GATHERER
from portal.outbound.door import Credential, Door
from tests.audits.cloudflare_api import (
    FORBIDDEN,
    MANAGED,
    NO_ENTRY_POINT,
    answers,
    entry_point,
    framed,
    rule,
    script,
    setting,
    zone,
)
from tests.audits.seen import NOW, chain, dns, hop, records
from tests.closed_network import DOMAIN, rules
from tests.loopback import NameServer as Resolver
from tests.scripted_server import ScriptedServer
from tests.throwaway_authority import leaf, server_context

pytestmark = pytest.mark.network

TOKEN = "cfut_" + "Zm9vYmFyYmF6" * 4
APP = f"app.{DOMAIN}"
ESTATE = Estate(Domain(DOMAIN), (Host(APP, declared=True),), (Endpoint(f"https://{APP}/login", "login"),))
PLAIN = Visit(APP, chain(hop(f"https://{APP}/")), chain(hop(f"http://{APP}/")))
SENT_ON = Visit(APP, chain(hop(f"https://{APP}/")), chain(hop(f"http://{APP}/", 301), hop(f"https://{APP}/")))
ZONE_SEEN = ZoneRecords(DOMAIN, "NOERROR", (NameServer("lola.ns.cloudflare.com", Unavailable("not asked")),), (), ())


def at(phase, *rules_of_it):
    return {phase: (200, framed(entry_point(phase, *rules_of_it)))}


def managed(**more):
    return at("http_request_firewall_managed", rule("execute", action_parameters={"id": MANAGED}, **more))


def kept(where=f'(http.host eq "{APP}")', **lifetime):
    parameters = {"cache": True, **({"edge_ttl": lifetime} if lifetime else {})}
    return at("http_request_cache_settings", rule("set_cache_settings", where, action_parameters=parameters))


def listed(**more):
    return {"zones": (200, framed([zone(**more)]))}


FREE = listed(plan={"legacy_id": "free"})
NO_RULES = {"http_request_firewall_managed": NO_ENTRY_POINT}
CASES = [
    *((cloudflare_tls_mode, {"settings/ssl": setting("ssl", mode)}, verdict) for mode, verdict in [
        ("off", "off"), ("flexible", "flexible"), ("full", "full"), ("strict", "strict"), ("newest", "unknown"),
    ]),
    *((cloudflare_minimum_tls, {"settings/min_tls_version": setting("min_tls_version", value)}, verdict) for value, verdict in [
        ("1.0", "old"), ("1.1", "old"), ("1.2", "current"), ("1.3", "current"), ("9", "unknown"),
    ]),
    (cloudflare_https, {}, "on"),
    (cloudflare_https, {"settings/always_use_https": setting("always_use_https", "off")}, "served"),
    (cloudflare_firewall, {}, "on"),
    (cloudflare_firewall, managed(enabled=False), "disabled"),
    (cloudflare_firewall, NO_RULES, "absent"),
    (cloudflare_firewall, {**NO_RULES, **FREE}, "free"),
    (cloudflare_cache_rules, {}, "narrow"),
    (cloudflare_cache_rules, kept(mode="override_origin", default=7200), "forced"),
    (cloudflare_cache_rules, kept(), "trusting"),
    (cloudflare_rate_limits, {}, "limited"),
    (cloudflare_rate_limits, {"http_ratelimit": NO_ENTRY_POINT}, "open-login"),
    (cloudflare_owner, {}, "named"),
    (cloudflare_owner, listed(account=None), "unnamed"),
    (cloudflare_owner, listed(paused=True), "paused"),
    (cloudflare_owner, listed(status="pending"), "inactive"),
    *((module, {"zones": FORBIDDEN}, COULD_NOT_CHECK.id) for module in (
        cloudflare_tls_mode, cloudflare_https, cloudflare_minimum_tls, cloudflare_firewall, cloudflare_cache_rules,
        cloudflare_rate_limits, cloudflare_owner,
    )),
]  # fmt: skip


@pytest.fixture
def told(root, roots, tmp_path):
    """What the gatherer records of the answers, beside what else was seen of the app."""
    context = server_context(tmp_path, leaf(root, API_HOST))

    async def read(under, known):
        async with Door(under, {CLOUDFLARE: Credential(API_HOST, TOKEN)}) as door:
            return await CLOUDFLARE_GATHERER.gather(ESTATE, door, collect(known))

    def tell(changed, visit):
        known = (Artifact(ZONE, DOMAIN, ZONE_SEEN), dns(records("104.16.1.1", name=APP)), Artifact(HTTP, APP, visit))
        with (
            Resolver({(API_HOST, "A"): ["127.0.0.1"]}) as resolver,
            ScriptedServer(script(answers(**changed), TOKEN), context=context) as server,
        ):
            found = asyncio.run(read(rules(resolver, https=server.port, roots=roots), known))
        return Artifacts(ESTATE, NOW, collect((*known, *found)), ESTATE.domain)

    return tell


@pytest.mark.parametrize(("module", "changed", "verdict"), CASES)
def test_answer_leads_to_its_verdict(told, module, changed, verdict):
    (judgement,) = module.CHECK.judgements(told(changed, PLAIN))
    assert judgement.verdict.id == verdict
    assert TOKEN not in f"{judgement.headline}{judgement.fix}{judgement.evidence}"


def test_origin_that_sends_plain_http_on_needs_no_setting(told):
    changed = {"settings/always_use_https": setting("always_use_https", "off")}
    assert cloudflare_https.CHECK.judgements(told(changed, SENT_ON))[0].verdict.id == "elsewhere"
