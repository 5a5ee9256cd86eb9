"""DNS answers as hostile and odd servers give them: bounded, shown as they are, never a crash."""

import asyncio
import time

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset
import pytest

from portal.outbound import lookups
from portal.outbound.door import Door, Reply, Rules, Unavailable
from portal.outbound.lookups import MOST_ALIASES, UNCHECKED, VALIDATED
from tests.loopback import NameServer
from tests.zone_servers import ZoneServers, held, zone

pytestmark = pytest.mark.network

ACME = "acme.test"


def asked(records, name, kind, *, seconds=5, **how):
    """The answer of our own look-ups while a real server holds these records."""

    async def run(server):
        settings = {"LAUNCHREADY_NAMESERVERS": server.setting, "LAUNCHREADY_PORTS": f"53={server.port}"}
        settings["LAUNCHREADY_ALLOW_NETWORKS"] = "127.0.0.0/8"
        async with Door(Rules.from_environment(settings, ACME)) as door:
            return await door.ask(name, kind, **how)

    with NameServer(records, recursive=True) as server:
        begun = time.monotonic()
        answer = asyncio.run(run(server))
        assert time.monotonic() - begun < seconds
    return answer


class Hostile(NameServer):
    """Sends the bytes that `wire` makes of the question's."""

    def __init__(self, wire):
        super().__init__({})
        self.wire = wire

    def _serve(self):
        while True:
            wire, asker = self._socket.recvfrom(4096)
            if not wire:
                return
            self._socket.sendto(self.wire(wire), asker)


def told_by(wire, monkeypatch):
    monkeypatch.setattr(lookups, "ANSWER_SECONDS", 0.2)

    async def run(server):
        rules = Rules.from_environment({"LAUNCHREADY_NAMESERVERS": server.setting}, ACME)
        async with Door(rules) as door:
            return await door.ask(ACME, "A")

    with Hostile(wire) as server:
        return asyncio.run(run(server))


def header(question, answers=1):
    return question[:2] + b"\x81\x80\x00\x01" + answers.to_bytes(2, "big") + b"\x00\x00\x00\x00" + question[12:]


def cut(question):
    """The question without the EDNS record behind it."""
    end = question.index(b"\x00", 12) + 5
    return question[:end]


WIRES = {
    "a name that points at itself": lambda q: header(cut(q)) + b"\xc0" + bytes([len(cut(q))]) + b"\x00\x01" * 2,
    "two names that point at each other": lambda q: header(cut(q)) + b"\xc0\x1f\xc0\x1d" + b"\x00" * 10,
    "a pointer past the end": lambda q: (
        header(cut(q)) + b"\xff\xff\x00\x01\x00\x01\x00\x00\x00\x01\x00\x04\x7f\x00\x00\x01"
    ),
    "fewer records than it says": lambda q: header(cut(q), 65_535),
    "half an answer": lambda q: header(cut(q))[:20],
    "nothing but noise": lambda _: bytes(range(256)) * 4,
    "another question's answer": lambda q: header(cut(q)).replace(b"acme", b"evil"),
}


@pytest.mark.parametrize("wire", WIRES.values(), ids=WIRES.keys())
def test_broken_packets_are_no_answer(wire, monkeypatch):
    found = told_by(wire, monkeypatch)
    assert isinstance(found, Unavailable)
    assert len(found.tried) == 2


def test_answer_cut_short_by_a_server_without_tcp_is_not_called_silence(monkeypatch):
    found = told_by(lambda q: header(cut(q), 0).replace(b"\x81\x80", b"\x83\x80", 1), monkeypatch)
    assert isinstance(found, Unavailable)
    assert "cut short" in found.reason
    assert not any("silent" in attempt or "refused" in attempt for attempt in found.tried)


def test_chain_of_a_thousand_aliases_is_cut():
    with ZoneServers({}, resolver={}) as servers:
        servers._resolved = thousand
        found = asyncio.run(_ask(servers, f"n0.{ACME}"))
    assert isinstance(found, Reply)
    assert len(found.aliases) == MOST_ALIASES
    assert found.records == ()


def thousand(query, name, _kind):
    response = dns.message.make_response(query)
    response.flags |= dns.flags.RA
    for number in range(1000):
        response.answer.append(dns.rrset.from_text(f"n{number}.{ACME}.", 60, "IN", "CNAME", f"n{number + 1}.{ACME}."))
    response.answer.append(dns.rrset.from_text(f"n1000.{ACME}.", 60, "IN", "A", "127.0.0.1"))
    return response


async def _ask(servers, name, kind="A", **how):
    async with Door(Rules.from_environment(servers.settings, ACME)) as door:
        return await door.ask(name, kind, **how)


def test_loop_of_aliases_ends_where_it_closes():
    records = {(f"a.{ACME}", "CNAME"): [f"b.{ACME}."], (f"b.{ACME}", "CNAME"): [f"a.{ACME}."]}
    found = asked(records, f"a.{ACME}", "A")
    assert found.aliases == (f"b.{ACME}", f"a.{ACME}")
    assert found.alias_ttl == 300


def test_text_as_large_as_dns_carries_comes_whole():
    texts = "\n".join(f'@ TXT "{"x" * 200} {number}"' for number in range(280))
    own = zone(ACME, f"@ SOA ns1 host 1 2 3 4 5\n@ NS ns1\nns1 A 127.0.0.1\n{texts}")
    with ZoneServers({"127.0.0.1": held(own)}) as servers:
        found = asyncio.run(_ask(servers, ACME, "TXT"))
    assert len(found.records) == 280
    assert sum(map(len, found.records)) > 56_000


def test_nul_and_bytes_in_names_are_shown_escaped():
    found = asked({(ACME, "CNAME"): ["a\\000b\\200\\.c.acme.test."]}, ACME, "A")
    assert found.aliases == ("a\\000b\\200\\.c.acme.test",)


@pytest.mark.parametrize(
    "name", ["bücher.test", "a\x00b.test", "x" * 64 + ".test", ".".join(["abc"] * 70), "a..b", "*." + ACME]
)
def test_odd_names_are_asked_or_refused_and_never_crash(name):
    found = asked({}, name, "A")
    assert isinstance(found, Reply | Unavailable)


def test_international_name_is_asked_by_its_a_label():
    found = asked({("xn--bcher-kva.test", "A"): ["127.0.0.1"]}, "xn--bcher-kva.test", "A")
    assert found.records == ("127.0.0.1",)


def test_resolver_is_told_what_to_check():
    own = zone(ACME, "@ SOA ns1 host 1 2 3 4 5\n@ NS ns1\nns1 A 127.0.0.1")
    with ZoneServers({"127.0.0.1": held(own)}, bogus=(ACME,), validates=True) as servers:
        refused = asyncio.run(_ask(servers, ACME, "SOA", flag=VALIDATED))
        plain = asyncio.run(_ask(servers, ACME, "SOA", flag=UNCHECKED))
        above = asyncio.run(_ask(servers, f"ns1.{ACME}", "A", flag=VALIDATED))
    assert refused.tried[0].endswith(": SERVFAIL")
    assert (plain.status, plain.validated) == ("NOERROR", False)
    assert above.validated


def test_each_question_is_asked_once_with_each_flag():
    async def run(server):
        async with Door(Rules.from_environment({"LAUNCHREADY_NAMESERVERS": server.setting}, ACME)) as door:
            await asyncio.gather(*(door.ask(ACME, "A") for _ in range(5)))
            await asyncio.gather(*(door.ask(ACME, "A", flag=UNCHECKED) for _ in range(5)))
            return door.questions

    with NameServer({(ACME, "A"): ["127.0.0.1"]}, recursive=True) as server:
        assert asyncio.run(run(server)) == 2
        assert len(server.questions) == 2
