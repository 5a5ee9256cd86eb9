import pytest

from audits.checks.certificate_key import (
    CHECK,
    DEAD,
    HALF_KNOWN,
    OTHER_PURPOSE,
    OVER_LIMIT,
    PRIVATE,
    SHORT,
    STRONG,
    TOO_LONG,
    UNKNOWN,
    UNPROVEN,
    UNSTAPLED,
)
from audits.core.observed.tls import Trust, Verification
from audits.core.verdict import COULD_NOT_CHECK
from tests.audits.certificates import CURRENT, certificate, tls
from tests.audits.seen import HOST, SILENT, THERE, judged

R10 = "CN=R10,O=Example Authority"
OK = Verification(0, "ok")
TRUSTED, PRIVATELY = Trust(OK, anchor="CN=Root"), Trust(OK, anchor="CN=Acme Inside", is_private=True)
NOBODYS = Trust(Verification(20, "unable to get local issuer certificate"))
EXPIRED = Trust(Verification(10, "certificate has expired"), ignoring_time=OK)


def key(words, **more):
    return [certificate(key=words, **more)]


def lasting(since, until, trust=TRUSTED):
    return [certificate(not_before=f"{since}T00:00:00+00:00", not_after=f"{until}T00:00:00+00:00")], trust


def above(**more):
    """The leaf with an intermediate."""
    return [CURRENT, certificate(subject=R10, issuer=more.pop("issuer", "CN=Root"), **more)]


def complained(code):
    found = Verification(code, "too weak")
    return Trust(found, complaints=(found,))


CASES = [
    ([CURRENT], TRUSTED, STRONG),
    (key("RSA 2048"), TRUSTED, STRONG),
    (key("RSA 2056"), TRUSTED, STRONG),
    (key("RSA 4096"), TRUSTED, STRONG),
    (key("ECDSA secp384r1"), TRUSTED, STRONG),
    (key("RSA 2048", signature="SHA512"), TRUSTED, STRONG),
    (key("RSA 2047"), TRUSTED, SHORT),
    (key("RSA 1024"), complained(66), SHORT),
    (key("RSA 512"), NOBODYS, SHORT),
    (key("ECDSA secp521r1"), TRUSTED, HALF_KNOWN),
    (key("ECDSA secp256k1"), TRUSTED, UNKNOWN),
    (key("ECDSA brainpoolP256r1"), TRUSTED, UNKNOWN),
    (key("ECDSA secp224r1"), TRUSTED, UNKNOWN),
    (key("Ed25519"), TRUSTED, UNKNOWN),
    (key("Ed448"), TRUSTED, UNKNOWN),
    (key("DSA 2048"), TRUSTED, UNKNOWN),
    (key("a key of an unknown kind"), TRUSTED, UNKNOWN),
    (above(), TRUSTED, STRONG),
    (above(key="ECDSA secp521r1"), TRUSTED, STRONG),
    (above(key="RSA 1024"), complained(67), SHORT),
    (above(), complained(67), SHORT),
    (above(), complained(66), SHORT),
    (above(), complained(68), DEAD),
    (key("RSA 2048", signature="SHA1"), complained(68), DEAD),
    (key("RSA 2048", signature="MD5"), NOBODYS, DEAD),
    (above(signature="SHA1"), TRUSTED, DEAD),
    (above(signature="SHA1", issuer=R10), TRUSTED, STRONG),
    ([CURRENT, certificate(subject="CN=Other", issuer="CN=Elder", key="RSA 1024", signature="MD5")], TRUSTED, STRONG),
    (key("RSA 2048", purposes=("serverAuth",)), TRUSTED, STRONG),
    (key("RSA 2048", purposes=("clientAuth", "serverAuth")), TRUSTED, STRONG),
    (key("RSA 2048", purposes=("anyExtendedKeyUsage",)), TRUSTED, STRONG),
    (key("RSA 2048", purposes=("1.3.6.1.5.5.7.3.2",)), complained(26), OTHER_PURPOSE),
    (*lasting("2025-12-01", "2026-12-01"), STRONG),
    (*lasting("2025-12-01", "2027-01-03"), STRONG),
    (*lasting("2025-12-01", "2027-01-04"), TOO_LONG),
    (*lasting("2025-12-01", "2035-12-01"), TOO_LONG),
    (*lasting("2026-03-14", "2027-04-16"), STRONG),
    (*lasting("2026-03-15", "2026-10-01"), STRONG),
    (*lasting("2026-03-15", "2026-10-02"), OVER_LIMIT),
    (*lasting("2026-03-15", "2027-04-17"), OVER_LIMIT),
    (*lasting("2026-03-15", "2027-04-18"), TOO_LONG),
    (*lasting("2027-03-15", "2027-06-23"), STRONG),
    (*lasting("2027-03-15", "2027-06-24"), OVER_LIMIT),
    (*lasting("2029-03-15", "2029-05-01"), STRONG),
    (*lasting("2029-03-15", "2029-05-02"), OVER_LIMIT),
    (*lasting("2020-08-31", "2022-12-04"), STRONG),
    (*lasting("2020-08-31", "2022-12-05"), TOO_LONG),
    (*lasting("2017-01-01", "2027-01-01"), STRONG),
    (*lasting("2025-12-01", "2035-12-01", PRIVATELY), PRIVATE),
    (*lasting("2025-12-01", "2026-02-01", PRIVATELY), STRONG),
    (*lasting("2025-12-01", "2035-12-01", NOBODYS), STRONG),
    (*lasting("2022-12-01", "2025-12-01", EXPIRED), TOO_LONG),
]
STAPLES = [(0, 0, UNPROVEN), (1, 0, UNPROVEN), (2, 0, UNSTAPLED), (3, 1, STRONG), (1, 1, STRONG)]
WITHOUT = [(SILENT, COULD_NOT_CHECK)]
EXAMPLES = [*STAPLES, *WITHOUT]


@pytest.mark.parametrize(("sent", "trust", "verdict"), CASES, ids=range(len(CASES)))
def test_key_gets_its_verdict(sent, trust, verdict):
    assert judged(CHECK, HOST, THERE, tls(*sent, trust=trust)).verdict is verdict


@pytest.mark.parametrize(("asked", "brought", "verdict"), STAPLES)
def test_staple_that_is_demanded_must_come(asked, brought, verdict):
    leaf = certificate(must_staple=True)
    assert judged(CHECK, HOST, THERE, tls(leaf, staple_requests=asked, staples=brought)).verdict is verdict
    assert judged(CHECK, HOST, THERE, tls(certificate(), staple_requests=asked)).verdict is STRONG


@pytest.mark.parametrize(("certificates", "verdict"), WITHOUT)
def test_missing_certificates_are_no_verdict(certificates, verdict):
    assert judged(CHECK, HOST, THERE, tls(certificates=certificates)).verdict is verdict


def test_certificate_at_fault_is_named():
    judgement = judged(CHECK, HOST, THERE, tls(*above(signature="SHA1")))
    assert judgement.headline == f"The certificate of {R10} is signed with SHA1, which browsers reject"
    assert "certbot certonly -d acme.example" in judgement.fix
