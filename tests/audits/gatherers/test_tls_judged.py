"""Verdicts from real handshakes about versions, cipher suites and origins: servers as wrong as can be."""

import ssl
from datetime import UTC, datetime

import pytest

from audits.checks import cipher_suites, edge_to_origin, forward_secrecy, tls_versions
from audits.core.artifacts import Artifact, Artifacts, collect
from audits.core.estate import Estate
from audits.core.observed.reach import REACH, HostReach, PortAttempts
from audits.core.subject import Domain, Endpoint, Host
from audits.gatherers import tls_conversation
from audits.gatherers.tls import TLS_GATHERER
from tests.audits.gatherers.test_tls_offers import NUMBERS_OF_1024_BITS
from tests.audits.tls_answers import KNOWN, answers, served, verdict
from tests.closed_network import DOMAIN, gathered, has_addresses, rules
from tests.hello_server import DONE, HANG_UP, REAL, HelloServer, alert, record, server_hello, suites_of, version_of
from tests.scripted_server import ScriptedServer, reply
from tests.throwaway_authority import authority, leaf, server_context

pytestmark = pytest.mark.network


@pytest.fixture(scope="module")
def rsa_leaf(root):
    return leaf(root, DOMAIN, bits=2048)


@pytest.fixture
def made(rsa_leaf, tmp_path):
    """A server with an RSA key, that speaks these versions with these ciphers."""

    def build(ciphers="DEFAULT", oldest="TLSv1_2", newest="TLSv1_3"):
        context = server_context(tmp_path, rsa_leaf, ciphers=f"{ciphers}:@SECLEVEL=0")
        context.minimum_version, context.maximum_version = ssl.TLSVersion[oldest], ssl.TLSVersion[newest]
        numbers = tmp_path / "numbers.pem"
        numbers.write_bytes(NUMBERS_OF_1024_BITS)
        context.load_dh_params(numbers)
        return context

    return build


SERVERS = [  # how the server is made, then what tls-versions, forward-secrecy and cipher-suites say
    ({}, ("modern", "kept", "sound")),
    ({"newest": "TLSv1_2"}, ("sufficient", "kept", "sound")),
    ({"oldest": "TLSv1_3"}, ("modern", "always", "none-weak-in-13")),
    ({"ciphers": "AES128-SHA"}, ("modern", "static-before-13", "sound")),
    ({"ciphers": "AES128-SHA", "newest": "TLSv1_2"}, ("sufficient", "static", "sound")),
    ({"ciphers": "DHE+AES"}, ("modern", "short-numbers", "sound")),
    ({"ciphers": "DHE+AES", "newest": "TLSv1_2"}, ("sufficient", "short-numbers", "none-in-common")),
    ({"ciphers": "ALL"}, ("modern", "kept", "no-protection")),
    ({"ciphers": "ECDHE+AES:NULL-SHA256"}, ("modern", "kept", "no-protection")),
]


@pytest.mark.parametrize(("how", "expected"), SERVERS, ids=range(len(SERVERS)))
def test_versions_and_ciphers(resolver, roots, made, how, expected):
    found = served(made(**how), resolver, roots)
    assert tuple(verdict(check, found) for check in (tls_versions, forward_secrecy, cipher_suites)) == expected
    assert found.handshakes <= tls_conversation.MOST_HANDSHAKES


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
@pytest.mark.parametrize(("newest", "expected"), [("TLSv1_1", "obsolete"), ("TLSv1_3", "outdated")])
def test_old_versions(resolver, roots, made, newest, expected):
    assert verdict(tls_versions, served(made(oldest="TLSv1", newest=newest), resolver, roots)) == expected


OLD_SERVERS = [
    (0x0005, "broken-cipher"),
    (0x000A, "old-cipher"),
    (0x0003, "no-protection"),
    (None, "unproven"),
]


@pytest.mark.parametrize(("taken", "expected"), OLD_SERVERS)
def test_servers_older_than_any_library_here(resolver, roots, made, taken, expected):
    """Their hellos are written down; what they take of modern offers is a real server's."""

    def script(hello, number):
        if version_of(hello) == 0x0300:
            return record(server_hello(0x0300, 0x0005), DONE)
        if version_of(hello) == 0x0303 and 0x002F not in suites_of(hello):
            if taken is None:
                return HANG_UP if number < 7 else b"no TLS any more"
            return record(server_hello(0x0303, taken), DONE) if taken in suites_of(hello) else alert(40)
        return REAL

    with HelloServer(script, context=made()) as server:
        found = answers(resolver, server.port, roots)
    assert (verdict(tls_versions, found), verdict(cipher_suites, found)) == ("broken", expected)


def test_answers_that_are_none(resolver, roots, made, monkeypatch):
    monkeypatch.setattr(tls_conversation, "HANDSHAKE_SECONDS", 0.3)

    def script(hello, _number):
        odd = version_of(hello) == 0x0301 or (
            version_of(hello) == 0x0303 and suites_of(hello) & {0x009E, 0xC02F} == {0xC02F}
        )
        return b"\x16\x03\x01\x00\x00" if odd else REAL

    with HelloServer(script, context=made(ciphers="AES128-SHA", newest="TLSv1_2")) as server:
        found = answers(resolver, server.port, roots)
    assert (verdict(tls_versions, found), verdict(forward_secrecy, found)) == ("unproven", "unproven")


ORIGIN = Endpoint(f"https://origin.{DOMAIN}/", "origin")


def origin_verdict(resolver, roots, context, *known, hosts=()):
    """What edge-to-origin says of an origin that is no host of the estate, asked for real."""

    estate = Estate(Domain(DOMAIN), (Host(DOMAIN, declared=True), *hosts), (ORIGIN,))
    resolver.records[f"origin.{DOMAIN}", "A"] = ["127.0.0.1"]
    with ScriptedServer(lambda _: reply(200), context=context) as server:
        found = gathered(TLS_GATHERER, estate, rules(resolver, https=server.port, roots=roots), *KNOWN, *known)
    seen = found | collect(known)
    (judgement,) = edge_to_origin.CHECK.judgements(Artifacts(estate, datetime.now(UTC), seen, ORIGIN))
    return judgement.verdict.id, found


BEHIND_CLOUDFLARE = has_addresses(DOMAIN, "104.16.0.1")
CLOUDFLARES = "CloudFlare Origin SSL Certificate Authority"


def test_origins(resolver, root, roots, tmp_path):
    cases = {
        "verifiable": leaf(root, f"*.{DOMAIN}"),
        "edges-own": leaf(authority(CLOUDFLARES), DOMAIN, f"*.{DOMAIN}"),
        "unverifiable": leaf(None, DOMAIN),
    }
    for expected, own in cases.items():
        said, found = origin_verdict(resolver, roots, server_context(tmp_path, own), BEHIND_CLOUDFLARE)
        assert said == expected
        assert found["tls", ORIGIN.url].handshakes == 1


def test_origin_that_is_closed_to_us_is_no_finding(resolver, roots, made):
    """Nobody listens; whether the edge is let in shows to nobody outside."""
    host = Host(f"origin.{DOMAIN}", declared=True)
    refused = Artifact(REACH, host.name, HostReach(host.name, (PortAttempts("127.0.0.1", 443, ("refused",) * 3),)))
    plain = PortAttempts("127.0.0.1", 80, ("open",))
    half_open = Artifact(REACH, host.name, HostReach(host.name, (*refused.value.attempts, plain)))
    for reach, expected in ((refused, "could-not-check"), (half_open, "plain")):
        seen = (BEHIND_CLOUDFLARE, has_addresses(host.name, "127.0.0.1"), reach)
        assert origin_verdict(resolver, roots, made(), *seen, hosts=(host,))[0] == expected
