"""Looks for a token in a real zone and at a real host, and what must not pass for it."""

import asyncio

import pytest

from audits.gatherers import control
from audits.gatherers.control import control_of
from portal.outbound.door import Door
from tests.closed_network import DOMAIN, rules
from tests.loopback import SILENT, NameServer, closed_port
from tests.scripted_server import HANG, ScriptedServer, reply, sent_on

pytestmark = pytest.mark.network

VALUE = "launchready-proof=7c1d"
RECORD = f"_launchready.{DOMAIN}"
URL = f"https://{DOMAIN}/.well-known/launchready.txt"


def looked(records, *, https=None, roots=None, dns=None):
    """What a look sees of a zone with these records and of a host that stands there."""
    everything = {(DOMAIN, "A"): ["127.0.0.1"], "zone": DOMAIN, **records}

    async def look(given):
        async with Door(given) as door:
            return await control_of(record=RECORD, url=URL, value=VALUE, door=door)

    with NameServer(everything) as resolver:
        return asyncio.run(look(rules(resolver, https=https or closed_port(), roots=roots, dns=dns)))


PROVEN = [[f'"{VALUE}"'], ['"other"', f'"{VALUE}"'], [f'"{VALUE[:10]}" "{VALUE[10:]}"']]


@pytest.mark.parametrize("texts", PROVEN)
def test_record_with_the_token_proves_the_name(texts):
    assert looked({(RECORD, "TXT"): texts}).way == "dns"


@pytest.mark.parametrize(
    "text", ['"launchready-proof=7c1"', '"launchready-proof=7c1d7"', '"7c1d"', '"LAUNCHREADY-PROOF=7C1D"']
)
def test_other_value_proves_nothing(text):
    seen = looked({(RECORD, "TXT"): [text]})
    assert (seen.way, seen.gone) == ("", ("dns",))  # the file's host refused the connection, which says nothing
    assert "with another value" in seen.says


def test_alias_may_lead_to_somebody_else():
    seen = looked({(RECORD, "CNAME"): ["pages.host.test."], ("pages.host.test", "TXT"): [f'"{VALUE}"']})
    assert not seen.way
    assert "must stand at the name itself" in seen.says


def test_token_at_a_parent_or_beside_it_proves_nothing():
    elsewhere = {(DOMAIN, "TXT"): [f'"{VALUE}"'], (f"_launchready.www.{DOMAIN}", "TXT"): [f'"{VALUE}"']}
    assert not looked(elsewhere).way


def test_zones_own_servers_are_asked_where_the_resolver_remembers_nothing():
    """A resolver keeps "not there" for the zone's negative lifetime; the record was published since."""
    with NameServer({(RECORD, "TXT"): [f'"{VALUE}"'], "zone": DOMAIN}, address="127.0.0.7") as own:
        named = {(DOMAIN, "NS"): [f"ns1.{DOMAIN}."], (f"ns1.{DOMAIN}", "A"): ["127.0.0.7"]}
        seen = looked(named, dns=own.port)
    assert (seen.way, "says 127.0.0.7" in seen.says) == ("dns", True)
    assert own.questions == [(RECORD, "TXT")]


def test_server_without_authority_is_not_believed():
    with NameServer({(RECORD, "TXT"): [f'"{VALUE}"']}, address="127.0.0.7", authoritative=False) as own:
        named = {(DOMAIN, "NS"): [f"ns1.{DOMAIN}."], (f"ns1.{DOMAIN}", "A"): ["127.0.0.7"]}
        assert not looked(named, dns=own.port).way


@pytest.mark.parametrize("status", ["SERVFAIL", "REFUSED", SILENT])
def test_no_answer_is_neither_proof_nor_its_loss(status, monkeypatch):
    monkeypatch.setattr("portal.outbound.lookups.ANSWER_SECONDS", 0.1)
    seen = looked({(RECORD, "TXT"): status})
    assert (seen.way, seen.gone) == ("", ())
    assert "DNS gave no answer" in seen.says


FILES = [
    (reply(200, VALUE, kind="text/plain"), "file"),
    (reply(200, f"\n  {VALUE}\r\nlaunchready-proof=other\n", kind="text/plain"), "file"),
    (reply(200, f"<p>{VALUE}</p>"), ""),
    (reply(200, f"{VALUE}-and-more"), ""),
    (reply(200, "<title>App</title>"), ""),
    (reply(404, VALUE), ""),
    (sent_on("https://other.acme.test/"), ""),
    (reply(500, VALUE), "unknown"),
    (reply(429, VALUE), "unknown"),
    (reply(200, " " * control.FILE_BYTES + "\n" + VALUE), ""),
]


@pytest.mark.parametrize(("answer", "way"), FILES)
def test_file_proves_its_host_by_a_line_of_its_own(context, roots, answer, way):
    with ScriptedServer(lambda _: answer, context=context) as server:
        seen = looked({}, https=server.port, roots=roots)
    assert seen.way == ("" if way == "unknown" else way)
    assert ("file" in seen.gone) is (way == "")
    assert [request.path for request in server.requests] == ["/.well-known/launchready.txt"]


def test_file_behind_a_broken_certificate_proves_nothing(context):
    with ScriptedServer(lambda _: reply(200, VALUE), context=context) as server:
        seen = looked({}, https=server.port)
    assert (seen.way, seen.gone) == ("", ("dns",))
    assert "certificate" in seen.says


def test_file_that_never_comes_ends_in_time(context, roots, monkeypatch):
    monkeypatch.setattr(control, "FILE_SECONDS", 0.2)
    with ScriptedServer(lambda _: HANG, context=context) as server:
        assert looked({}, https=server.port, roots=roots).gone == ("dns",)
