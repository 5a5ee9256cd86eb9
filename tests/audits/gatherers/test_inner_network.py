"""A client's site names addresses of our own network in every way it can; no gatherer connects to one of them."""

import asyncio

import pytest

from audits.core.estate import Estate
from audits.core.subject import Domain, Endpoint, Host, MailDomain, Repository
from audits.engine import gather
from audits.gatherers import GATHERERS, log_ins
from audits.gatherers.permit import Permit, Proven
from portal.outbound.door import Door
from portal.outbound.rules import Rules
from tests.closed_network import DOMAIN
from tests.loopback import NameServer
from tests.scripted_server import ScriptedServer, reply, sent_on
from tests.throwaway_authority import authority, leaf, server_context

pytestmark = pytest.mark.network

WITHIN = "127.0.0.2"
INNER, INSIDE = f"http://inner.{DOMAIN}", f"https://inner.{DOMAIN}"
OWN = ("", "app")
ZONE = {
    **{(f"{label}.{DOMAIN}".lstrip("."), "A"): ["127.0.0.1"] for label in OWN},
    **{(f"{label}.{DOMAIN}", "A"): [WITHIN] for label in ("inner", "www", "mx", "ns1", "mta-sts")},
    (DOMAIN, "NS"): [f"ns1.{DOMAIN}."],
    (DOMAIN, "MX"): [f"10 mx.{DOMAIN}."],
    (DOMAIN, "TXT"): [f'"v=spf1 ip4:{WITHIN} a:inner.{DOMAIN} -all"'],
    (f"_mta-sts.{DOMAIN}", "TXT"): ['"v=STSv1; id=1"'],
    "zone": DOMAIN,
}
HOME = f"""<!doctype html><title>Desk</title><link rel="stylesheet" href="{INSIDE}/a.css">
<script src="{INSIDE}/a.js"></script><script src="/own.js"></script><img src="{INNER}/a.png">
<a href="{INSIDE}/page">page</a><a href="{INNER}/page">page</a><a href="http://{WITHIN}/">page</a>
<a href="/onward">page</a><form action="{INSIDE}/session"></form>"""
SIGN_IN = f"""<title>Sign in</title><form method="post" action="{INSIDE}/session"><input name="email">
<input type="password" name="pass"></form>"""
SCRIPT = f'import("{INSIDE}/b.js");\n//# sourceMappingURL={INSIDE}/own.js.map'
PAGES = {
    "/": reply(200, HOME, ("Server", "cloudflare"), ("CF-Ray", "8f-FRA")),
    "/login": reply(200, SIGN_IN),
    "/own.js": reply(200, SCRIPT, kind="text/javascript"),
    "/onward": sent_on(f"{INSIDE}/"),
    "/literal": sent_on(f"http://{WITHIN}/"),
    "/metadata": sent_on("http://169.254.169.254/latest/meta-data/"),
}


@pytest.fixture(autouse=True)
def _quickly(monkeypatch):
    monkeypatch.setattr(log_ins, "PAUSE_SECONDS", 0)


def site(request):
    """What has no page of its own is sent to the inner host."""
    return PAGES.get(request.path) or sent_on(f"{INNER}{request.path}", status=302)


class Unwatched:
    """Nobody has to be told."""

    async def started(self, _gatherer):
        return

    async def finished(self, _gatherer, _artifacts):
        return


def estate():
    paths = ("/", "/onward", "/literal", "/metadata", "/nothing-of-its-own")
    endpoints = [Endpoint(f"https://app.{DOMAIN}{path}", "page") for path in paths]
    endpoints += [Endpoint(f"https://app.{DOMAIN}/login", "login"), Endpoint(f"{INSIDE}/login", "login", "a", "p")]
    endpoints += [Endpoint(f"{INSIDE}/", "origin"), Endpoint(f"http://{WITHIN}/", "api")]
    hosts = (*(f"{label}.{DOMAIN}".lstrip(".") for label in OWN), f"www.{DOMAIN}")
    return Estate(
        Domain(DOMAIN),
        tuple(Host(name, declared=True) for name in hosts),
        tuple(endpoints),
        (Repository("inner", f"{INSIDE}/repository.git"),),
        (MailDomain(DOMAIN, ("s1",)),),
    )


def gathered_with(folder, networks):
    """The inner host's servers, and what the site itself was asked, after everything was gathered."""
    root = authority("Inner Root")
    between = authority("Inner Issuer", root)
    names = {name for name, kind in (key for key in ZONE if isinstance(key, tuple)) if kind == "A"}
    shown = leaf(between, *sorted(names), issuer_url=f"{INNER}/issuer.der")
    broken = server_context(folder, shown)  # without its intermediate, so that the issuer's address is of use
    whole = server_context(folder, shown, between)
    place = folder / "root.pem"
    place.write_bytes(root.pem)
    nothing = lambda _: reply(404, "nothing")  # noqa: E731 - one answer
    with (
        NameServer(ZONE, recursive=True) as zone,
        ScriptedServer(site) as plain,
        ScriptedServer(site, context=broken) as secure,
        ScriptedServer(nothing, address=WITHIN, port=plain.port) as inner_plain,
        ScriptedServer(nothing, address=WITHIN, port=secure.port, context=whole) as inner_secure,
        ScriptedServer(nothing, address=WITHIN, greeting=b"554 no\r\n") as inner_mail,
        NameServer({}, address=WITHIN, port=zone.port) as inner_zone,
    ):
        rules = Rules.from_environment(
            {
                "LAUNCHREADY_NAMESERVERS": zone.setting,
                "LAUNCHREADY_PORTS": f"80={plain.port},443={secure.port},25={inner_mail.port},53={zone.port}",
                "LAUNCHREADY_ALLOW_NETWORKS": networks,
                "LAUNCHREADY_CA_FILE": str(place),
                "LAUNCHREADY_RDAP": f"test=http://app.{DOMAIN}/rdap/",
            },
            DOMAIN,
        )

        async def everything():
            async with Door(rules) as door:
                await gather(estate(), GATHERERS, door, Unwatched(), permit=Permit((Proven(DOMAIN, below=True),)))

        asyncio.run(everything())
        return (inner_plain, inner_secure, inner_mail), inner_zone, {*plain.paths(), *secure.paths()}


def test_no_gatherer_reaches_the_inner_network(tmp_path):
    inner, inner_zone, asked = gathered_with(tmp_path, "127.0.0.1/32")
    assert [server.connections for server in inner] == [0, 0, 0]
    assert inner_zone.questions == []
    assert {"/", "/login", "/own.js", "/onward", "/literal", "/metadata", "/rdap/domain/acme.test"} <= asked


def test_the_guard_alone_keeps_them_out(tmp_path):
    """The same estate where the operator allows the inner network: every way leads there, so each was really tried."""
    (plain, secure, mail), zone, _ = gathered_with(tmp_path, "127.0.0.0/8")
    assert {"/issuer.der", "/rdap/domain/acme.test", "/nothing-of-its-own"} <= set(plain.paths())
    assert {"/", "/login", "/a.js", "/own.js.map", "/.well-known/mta-sts.txt", "/session"} <= set(secure.paths())
    assert mail.connections
    assert zone.questions
