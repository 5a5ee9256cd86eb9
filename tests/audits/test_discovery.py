import asyncio

import pytest

from audits.discovery import discover
from portal.outbound.door import Door, Rules
from tests.audits.small_zone import ADDRESS, DOMAIN, ZONE, small_zone

pytestmark = pytest.mark.network


def looked_at(settings, told=None):
    async def run():
        async def tell(hosts):
            told.append(hosts)

        async with Door(Rules.from_environment(settings, DOMAIN)) as door:
            return await discover(DOMAIN, door, tell if told is not None else None)

    return asyncio.run(run())


def test_hosts_servers_endpoints_and_selectors_are_found(tmp_path):
    with small_zone(tmp_path) as (settings, _, _):
        found = looked_at(settings)
    hosts = (DOMAIN, *(f"{name}.{DOMAIN}" for name in ("www", "app", "files", "old", "mx")))
    assert (found.exists, found.hosts) == (True, hosts)
    assert (found.name_servers, found.mail_exchangers) == (("ns1.elsewhere.test",), (f"mx.{DOMAIN}",))
    assert found.selectors == ("s1",)
    assert ("home", f"https://{DOMAIN}/") in found.endpoints
    assert ("login", f"https://app.{DOMAIN}/login") in found.endpoints
    assert ("api", f"https://app.{DOMAIN}/health") in found.endpoints


def test_each_host_is_seen_as_a_visitor_meets_it(tmp_path):
    with small_zone(tmp_path) as (settings, _, _):
        sights = {sight.host: sight for sight in looked_at(settings).sights}
    assert (sights[DOMAIN].status, sights[DOMAIN].addresses) == (200, ("127.0.0.1",))
    assert (sights[f"old.{DOMAIN}"].status, sights[f"old.{DOMAIN}"].aliases) == (None, ("gone.elsewhere.test",))
    assert (sights[f"files.{DOMAIN}"].status, sights[f"files.{DOMAIN}"].not_public) == (None, "private, 10.0.0.0/8")


def test_it_tells_when_the_names_are_known(tmp_path):
    told = []
    with small_zone(tmp_path) as (settings, _, _):
        found = looked_at(settings, told)
    assert told == [len(found.hosts)]


def test_domain_that_dns_denies_does_not_exist(tmp_path):
    with small_zone(tmp_path, {("elsewhere.test", "A"): ADDRESS}) as (settings, site, _):
        found = looked_at(settings)
    assert (found.exists, found.hosts, found.endpoints, site.requests) == (False, (), (), [])


def test_name_server_at_a_loss_says_nothing_about_the_domain(tmp_path):
    with small_zone(tmp_path, {**ZONE, (DOMAIN, "A"): "SERVFAIL"}) as (settings, _, _):
        found = looked_at(settings)
    assert found.exists is None
    assert DOMAIN not in found.hosts
    assert any("SERVFAIL" in reason for reason in found.unanswered)


def test_redirect_is_seen_and_not_followed(tmp_path):
    pages = {"/": (301, [("Location", "https://elsewhere.test/")], b"")}
    with small_zone(tmp_path, pages=pages) as (settings, site, _):
        found = looked_at(settings)
    assert found.sights[0].location == "https://elsewhere.test/"
    assert {host for host, _, _ in site.requests if "elsewhere" in host} == set()


NO_ADDRESS = ("http://[::1", "//[x/login", "http://a@[::", "javascript:alert(1)//login")


@pytest.mark.parametrize("location", NO_ADDRESS)
def test_redirect_and_link_that_lead_nowhere_hide_nothing_else(tmp_path, location):
    home = (302, [("Location", location)], b"")
    linked = (200, [], f"<a href='{location}/login'>Log in</a><a href='/login'>Log in</a>".encode())
    for page in (home, linked):
        with small_zone(tmp_path, pages={"/": page, "/login": (200, [], b"<input type='password'>")}) as (
            settings,
            _,
            _,
        ):
            found = looked_at(settings)
        assert ("login", f"https://app.{DOMAIN}/login") in found.endpoints
        assert found.sights[0].status == page[0]
