"""Verdicts from real handshakes: servers as wrong as can be, gathered and judged like a client's."""

import ssl
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from audits.checks import (
    certificate_chain,
    certificate_expiry,
    certificate_key,
    certificate_name,
    certificate_trust,
    cipher_suites,
    edge_to_origin,
    forward_secrecy,
    tls_versions,
)
from audits.core.artifacts import Artifact, Artifacts, collect
from audits.core.estate import Estate
from audits.core.observed.reach import REACH, HostReach, PortAttempts
from audits.core.observed.tls import TLS
from audits.core.subject import Domain, Endpoint, Host
from audits.gatherers import tls_conversation
from audits.gatherers.tls import TLS_GATHERER
from tests.audits.gatherers.test_tls_offers import NUMBERS_OF_1024_BITS
from tests.audits.tls_answers import KNOWN, answers, served
from tests.closed_network import DOMAIN, gathered, has_addresses, rules
from tests.hello_server import DONE, HANG_UP, REAL, HelloServer, alert, record, server_hello, suites_of, version_of
from tests.scripted_server import ScriptedServer, reply
from tests.throwaway_authority import CLIENTS, authority, leaf, server_context, signed_with_sha1

pytestmark = pytest.mark.network


@pytest.fixture(scope="module")
def old_root(root):
    """The elder authority that once vouched for the root, before it was trusted itself; long over."""
    elder = authority("Elder Root", days=(-5000, -100))
    return authority("Throwaway Root", elder, days=(-4000, -200), key=root.key)


@pytest.fixture(scope="module")
def issuing(root):
    return authority("Throwaway Issuing", root)


@pytest.fixture(scope="module")
def rsa_root(tmp_path_factory):
    made = authority("RSA Root", key=rsa.generate_private_key(65537, 2048))
    place = tmp_path_factory.mktemp("rsa") / "root.pem"
    place.write_bytes(made.pem)
    return made, place


def verdict(module, found, *, name=DOMAIN):
    """What a check says of the host whose TLS was gathered."""

    host = Host(name, declared=True)
    estate = Estate(Domain(DOMAIN), (host,))
    seen = collect((*KNOWN, Artifact(TLS, name, found)))
    (judgement,) = module.CHECK.judgements(Artifacts(estate, datetime.now(UTC), seen, host))
    assert judgement.headline
    assert judgement.fix or not judgement.outcome.is_finding
    return judgement.verdict.id


def test_chains(resolver, root, roots, issuing, old_root, tmp_path):
    own, stranger = leaf(issuing, DOMAIN), authority("Stranger")
    chains = {
        "ordered": (issuing,),
        "with-root": (issuing, root),
        "with-expired": (issuing, old_root),
        "out-of-order": (root, issuing),
        "repeated": (own, issuing),
        "unrelated": (issuing, stranger),
    }
    for expected, chain in chains.items():
        found = served(server_context(tmp_path, own, *chain), resolver, roots)
        assert verdict(certificate_chain, found) == expected
        assert verdict(certificate_trust, found) == "trusted"


def test_expired_intermediate_beside_a_good_one_harms_nobody(resolver, root, roots, tmp_path):
    key = ec.generate_private_key(ec.SECP256R1())
    over, good = (authority("Twice Issued", root, days=days, key=key) for days in ((-90, -1), (-1, 90)))
    found = served(server_context(tmp_path, leaf(good, DOMAIN), over, good), resolver, roots)
    assert (verdict(certificate_chain, found), verdict(certificate_trust, found)) == ("with-expired", "trusted")


KEYS = {
    "strong": {},
    "unaccepted-key": {"key": ed25519.Ed25519PrivateKey.generate()},
    "half-accepted-key": {"key": ec.generate_private_key(ec.SECP521R1())},
    "weak-key": {"bits": 1024},
    "other-purpose": {"purpose": CLIENTS},
    "staple-missing": {"must_staple": True},
    "private": {"days": (-1, 900)},
}


@pytest.mark.parametrize("expected", KEYS)
def test_keys(resolver, root, roots, tmp_path, expected):
    own = leaf(root, DOMAIN, **KEYS[expected])
    found = served(server_context(tmp_path, own, ciphers="DEFAULT:@SECLEVEL=0"), resolver, roots)
    assert verdict(certificate_key, found) == expected
    assert verdict(certificate_trust, found) in {"trusted", "vouched-for"}


@pytest.mark.parametrize(("days", "expected"), [(198, "strong"), (250, "over-limit"), (500, "too-long")])
def test_life_under_a_root_of_browsers(resolver, root, roots, tmp_path, monkeypatch, days, expected):
    monkeypatch.setenv("SSL_CERT_FILE", str(roots))  # now the system trusts it, and not the operator alone
    found = served(server_context(tmp_path, leaf(root, DOMAIN, days=(-1, days))), resolver, roots)
    assert (found.trust.anchor, found.trust.is_private) == ("CN=Throwaway Root", False)
    assert verdict(certificate_key, found) == expected


def test_sha1_anywhere_but_on_the_root(resolver, rsa_root, tmp_path):
    top, place = rsa_root
    between = authority("RSA Issuing", top, key=rsa.generate_private_key(65537, 2048))
    own = leaf(between, DOMAIN)
    chains = {
        "weak-signature": [(signed_with_sha1(own, between), between), (own, signed_with_sha1(between, top))],
        "strong": [(own, between), (own, between, signed_with_sha1(top, top))],
    }
    for expected, sent in chains.items():
        for first, *others in sent:
            found = served(server_context(tmp_path, first, *others, ciphers="DEFAULT:@SECLEVEL=0"), resolver, place)
            assert verdict(certificate_key, found) == expected
            assert verdict(certificate_trust, found) in {"trusted", "vouched-for"}


def test_short_key_of_an_intermediate(resolver, rsa_root, tmp_path):
    top, place = rsa_root
    weak = authority("Weak Issuing", top, key=rsa.generate_private_key(65537, 1024))  # noqa: S505 - short is the point
    context = server_context(tmp_path, leaf(weak, DOMAIN), weak, ciphers="DEFAULT:@SECLEVEL=0")
    found = served(context, resolver, place)
    assert (verdict(certificate_key, found), verdict(certificate_trust, found)) == ("weak-key", "vouched-for")


def test_must_staple_seen_once_is_no_proof(resolver, root, roots, tmp_path):
    context = server_context(tmp_path, leaf(root, DOMAIN, must_staple=True))
    with HelloServer(lambda _, number: REAL if number == 1 else alert(70), context=context) as server:
        found = answers(resolver, server.port, roots)
    assert (found.staple_requests, verdict(certificate_key, found)) == (1, "staple-unproven")


def test_trust(resolver, root, roots, issuing, tmp_path):
    stale = authority("Stale", root, days=(-90, -1))
    sent = {
        "self-signed": (leaf(None, DOMAIN),),
        "unknown-authority": (leaf(authority("Nobody's"), DOMAIN),),
        "expired-issuer": (leaf(stale, DOMAIN), stale),
        "vouched-for": (leaf(root, DOMAIN, days=(-90, -1)),),
        "trusted": (leaf(issuing, DOMAIN), issuing),
    }
    for expected, chain in sent.items():
        assert verdict(certificate_trust, served(server_context(tmp_path, *chain), resolver, roots)) == expected


def test_missing_intermediate_that_can_be_fetched(resolver, roots, issuing, tmp_path):
    resolver.records[f"pki.{DOMAIN}", "A"] = ["127.0.0.1"]
    own = leaf(issuing, DOMAIN, issuer_url=f"http://pki.{DOMAIN}/issuing.cer")
    with ScriptedServer(lambda _: reply(200, issuing.der)) as pki:
        found = served(server_context(tmp_path, own), resolver, roots, http=pki.port)
    assert verdict(certificate_trust, found) == "incomplete"


DAYS = {"valid": (-30, 60), "soon": (-75, 15), "late": (-84, 6), "expired": (-91, -1), "not-yet": (1, 91)}


@pytest.mark.parametrize("expected", DAYS)
def test_expiry(resolver, root, roots, tmp_path, expected):
    found = served(server_context(tmp_path, leaf(root, DOMAIN, days=DAYS[expected])), resolver, roots)
    assert verdict(certificate_expiry, found) == expected


def test_names(resolver, root, roots, tmp_path):
    named = {"named": (f"*.{DOMAIN}", DOMAIN), "other-names": ("elsewhere.test",), "nameless": ()}
    for expected, names in named.items():
        found = served(server_context(tmp_path, leaf(root, *names)), resolver, roots)
        assert verdict(certificate_name, found) == expected


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
