"""Chains of every kind, sent by real servers: what is recorded, what verification says, which issuers are fetched."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from tests.audits.tls_answers import served
from tests.closed_network import DOMAIN
from tests.scripted_server import ScriptedServer, reply
from tests.throwaway_authority import authority, leaf, server_context

pytestmark = pytest.mark.network


@pytest.fixture(scope="module")
def intermediate(root):
    return authority("Throwaway Issuing", root)


def test_certificates_are_recorded_as_sent(resolver, root, roots, intermediate, tmp_path):
    shown = leaf(intermediate, DOMAIN, f"*.{DOMAIN}", issuer_url="http://pki.acme.test/ca.cer")
    found = served(server_context(tmp_path, shown, intermediate), resolver, roots)
    first, second = found.certificates
    assert (first.subject, first.issuer) == (f"CN={DOMAIN}", "CN=Throwaway Issuing")
    assert first.names == (DOMAIN, f"*.{DOMAIN}")
    assert first.issuer_urls == ("http://pki.acme.test/ca.cer",)
    assert (first.key, first.signature) == ("ECDSA secp256r1", "SHA256")
    assert datetime.fromisoformat(first.not_after) - datetime.now(UTC) > timedelta(days=79)
    assert (second.subject, second.issuer) == ("CN=Throwaway Issuing", "CN=Throwaway Root")
    assert (found.host, found.address, found.trust.now.code) == (DOMAIN, "127.0.0.1", 0)


def test_chain_of_an_unknown_authority_is_not_trusted(resolver, intermediate, tmp_path):
    found = served(server_context(tmp_path, leaf(intermediate, DOMAIN), intermediate), resolver)
    assert (found.trust.now.code, found.trust.with_issuer) == (20, None)
    assert found.trust.now.message == "unable to get local issuer certificate"


def test_certificate_that_vouches_for_itself(resolver, roots, tmp_path):
    assert served(server_context(tmp_path, leaf(None, DOMAIN)), resolver, roots).trust.now.code == 18


def test_other_name_is_no_matter_of_trust(resolver, root, roots, tmp_path):
    found = served(server_context(tmp_path, leaf(root, "elsewhere.test")), resolver, roots)
    assert (found.trust.now.code, found.certificates[0].names) == (0, ("elsewhere.test",))


@pytest.mark.parametrize(("days", "code"), [((-90, -1), 10), ((1, 90), 9)])
def test_date_is_told_apart_from_the_rest_of_the_chain(resolver, root, roots, tmp_path, days, code):
    trust = served(server_context(tmp_path, leaf(root, DOMAIN, days=days)), resolver, roots).trust
    assert (trust.now.code, trust.ignoring_time.code, trust.with_issuer) == (code, 0, None)


def test_expired_leaf_of_an_unknown_authority_stays_unknown_without_its_date(resolver, tmp_path, intermediate):
    context = server_context(tmp_path, leaf(intermediate, DOMAIN, days=(-90, -1)), intermediate)
    trust = served(context, resolver).trust
    assert (trust.now.code, trust.ignoring_time) == (20, None)


def test_expired_intermediate_is_found(resolver, root, roots, tmp_path):
    stale = authority("Stale Issuing", root, days=(-90, -1))
    trust = served(server_context(tmp_path, leaf(stale, DOMAIN), stale), resolver, roots).trust
    assert (trust.now.code, trust.ignoring_time.code) == (10, 0)


def test_key_that_browsers_reject_is_found(resolver, root, roots, tmp_path):
    weak = leaf(root, DOMAIN, bits=1024)
    found = served(server_context(tmp_path, weak, ciphers="DEFAULT:@SECLEVEL=0"), resolver, roots)
    assert (found.trust.now.code, found.trust.now.message) == (66, "EE certificate key too weak")
    assert found.certificates[0].key == "RSA 1024"


ISSUER = f"http://pki.{DOMAIN}/issuing.cer"


def with_issuer_at(resolver, intermediate, roots, tmp_path, answer):
    resolver.records[f"pki.{DOMAIN}", "A"] = ["127.0.0.1"]
    context = server_context(tmp_path, leaf(intermediate, DOMAIN, issuer_url=ISSUER))
    with ScriptedServer(lambda _: answer) as pki:
        return served(context, resolver, roots, http=pki.port).trust, pki


@pytest.mark.parametrize("form", ["der", "pem", "pkcs7"])
def test_missing_issuer_is_fetched_from_where_the_certificate_says(resolver, root, roots, intermediate, tmp_path, form):
    bundle = pkcs7.serialize_certificates([root.certificate, intermediate.certificate], Encoding.DER)
    answer = {"der": intermediate.der, "pem": intermediate.pem, "pkcs7": bundle}[form]
    trust, pki = with_issuer_at(
        resolver, intermediate, roots, tmp_path, reply(200, answer, kind="application/pkix-cert")
    )
    assert trust.now.code in {20, 21}
    assert trust.with_issuer.code == 0
    assert pki.paths() == ["/issuing.cer"]


@pytest.mark.parametrize("answer", [reply(404), reply(200, "<html>sorry</html>"), reply(200, b"0\x82" + b"\xff" * 90)])
def test_issuer_that_cannot_be_fetched_leaves_the_question_open(resolver, roots, intermediate, tmp_path, answer):
    trust, _ = with_issuer_at(resolver, intermediate, roots, tmp_path, answer)
    assert trust.now.code in {20, 21}
    assert trust.with_issuer is None


def test_stranger_is_not_taken_for_the_issuer(resolver, root, roots, intermediate, tmp_path):
    trust, _ = with_issuer_at(resolver, intermediate, roots, tmp_path, reply(200, authority("Stranger", root).der))
    assert trust.with_issuer is None


def test_issuer_on_an_inner_address_is_not_fetched(resolver, roots, intermediate, tmp_path):
    url = f"http://inner.{DOMAIN}/issuing.cer"
    found = served(server_context(tmp_path, leaf(intermediate, DOMAIN, issuer_url=url)), resolver, roots, http=1)
    assert found.trust.with_issuer is None
