"""Verdicts from real handshakes about certificates: chains, keys and dates as wrong as can be."""

import contextlib
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from OpenSSL import SSL

from audits.checks import (
    certificate_chain,
    certificate_expiry,
    certificate_key,
    certificate_name,
    certificate_trust,
)
from tests.audits.tls_answers import answers, served, verdict
from tests.closed_network import DOMAIN
from tests.hello_server import REAL, HelloServer, alert
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


class Stapling:
    """A server that brings an OCSP answer along, which the standard library's servers cannot."""

    def __init__(self, folder, shown, answer):
        place = folder / "stapling.pem"
        place.write_bytes(shown.private_pem + shown.pem)
        self.context = SSL.Context(SSL.TLS_SERVER_METHOD)
        self.context.use_privatekey_file(str(place))
        self.context.use_certificate_file(str(place))
        self.context.set_ocsp_server_callback(lambda *_: answer)

    def wrap_socket(self, raw, *, server_side):
        assert server_side
        connection = SSL.Connection(self.context, raw)
        connection.set_accept_state()
        with contextlib.suppress(SSL.Error):
            connection.do_handshake()
        return raw


def good_answer(own, issuer):
    """What the authority says of a certificate that it has not revoked (RFC 6960)."""
    now = datetime.now(UTC)
    builder = ocsp.OCSPResponseBuilder().add_response(
        cert=own.certificate,
        issuer=issuer.certificate,
        algorithm=hashes.SHA256(),
        cert_status=ocsp.OCSPCertStatus.GOOD,
        this_update=now,
        next_update=now + timedelta(days=3),
        revocation_time=None,
        revocation_reason=None,
    )
    builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, issuer.certificate)
    return builder.sign(issuer.key, hashes.SHA256()).public_bytes(Encoding.DER)


def test_staple_that_is_demanded_and_comes(resolver, root, roots, tmp_path):
    own = leaf(root, DOMAIN, must_staple=True)
    stapling = Stapling(tmp_path, own, good_answer(own, root))
    with HelloServer(lambda *_: REAL, context=stapling) as server:
        found = answers(resolver, server.port, roots)
    assert found.staples == found.staple_requests >= 2
    assert verdict(certificate_key, found) == "strong"


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
