import pytest

from audits.checks.certificate_chain import CHECK, OLD_TOO, ORDERED, REPEATED, ROOT_TOO, SHUFFLED, STRANGE
from audits.core.observed.tls import Trust, Verification
from audits.core.verdict import COULD_NOT_CHECK
from tests.audits.certificates import certificate, tls
from tests.audits.seen import HOST, SILENT, THERE, judged

OVER = {"not_before": "2015-01-01T00:00:00+00:00", "not_after": "2025-01-01T00:00:00+00:00"}


def link(subject, issuer, **more):
    """A certificate of a chain; one name has one key here, unless it is told otherwise."""
    ids = {"key_id": f"key of {subject}", "issuer_key_id": f"key of {issuer}", "public_key": f"key of {subject}"}
    return certificate(subject=f"CN={subject}", issuer=f"CN={issuer}", **(ids | more))


LEAF = link("acme.example", "Issuing")
ISSUING = link("Issuing", "Root")
ROOT = link("Root", "Root")
CROSS, CROSS_OVER = link("Root", "Elder"), link("Root", "Elder", **OVER)
ELDER = link("Elder", "Elder")
OTHER = link("Other Issuing", "Other Root")
REKEYED = link("Issuing", "Root", key_id="a new key", public_key="a new key", not_after="2030-01-01T00:00:00+00:00")
ISSUING_OVER = link("Issuing", "Root", **OVER)
NAMED_ALONE = [
    certificate(subject="CN=acme.example", issuer="CN=Issuing"),
    certificate(subject="CN=Issuing", issuer="CN=Root"),
]

CASES = [
    ([LEAF], ORDERED),
    ([LEAF, ISSUING], ORDERED),
    ([LEAF, ISSUING, CROSS], ORDERED),
    ([*NAMED_ALONE], ORDERED),
    ([LEAF, ISSUING, ROOT], ROOT_TOO),
    ([LEAF, ISSUING, CROSS, ELDER], ROOT_TOO),
    ([LEAF, ISSUING, ROOT, CROSS], ROOT_TOO),
    ([ROOT], ORDERED),
    ([LEAF, ISSUING, CROSS_OVER], OLD_TOO),
    ([LEAF, ISSUING, ROOT, CROSS_OVER], OLD_TOO),
    ([LEAF, ISSUING_OVER, ISSUING], OLD_TOO),
    ([LEAF, ROOT, ISSUING], SHUFFLED),
    ([LEAF, CROSS, ISSUING], SHUFFLED),
    ([LEAF, LEAF, ISSUING], REPEATED),
    ([LEAF, ISSUING, ISSUING], REPEATED),
    ([LEAF, ISSUING, ROOT, ROOT], REPEATED),
    ([LEAF, OTHER], STRANGE),
    ([LEAF, OTHER, ISSUING], STRANGE),
    ([LEAF, ISSUING, OTHER], STRANGE),
    ([LEAF, REKEYED], STRANGE),
    ([LEAF, ISSUING, REKEYED], STRANGE),
    ([LEAF, link("www.acme.example", "Issuing")], STRANGE),
]
WITHOUT = [(SILENT, COULD_NOT_CHECK)]
EXAMPLES = WITHOUT


@pytest.mark.parametrize(("sent", "verdict"), CASES, ids=range(len(CASES)))
def test_chain_as_sent_gets_its_verdict(sent, verdict):
    assert judged(CHECK, HOST, THERE, tls(*sent)).verdict is verdict


@pytest.mark.parametrize(("certificates", "verdict"), WITHOUT)
def test_missing_certificates_are_no_verdict(certificates, verdict):
    assert judged(CHECK, HOST, THERE, tls(certificates=certificates)).verdict is verdict


def test_expired_certificate_that_matters_is_left_to_trust():
    trust = Trust(Verification(10, "certificate has expired"), ignoring_time=Verification(0, "ok"))
    assert judged(CHECK, HOST, THERE, tls(LEAF, ISSUING_OVER, trust=trust)).verdict is ORDERED


def test_fix_names_the_order():
    assert "CN=acme.example, CN=Issuing, CN=Root" in judged(CHECK, HOST, THERE, tls(LEAF, ROOT, ISSUING)).fix


def test_circle_of_issuers_ends():
    one, two = link("One", "Two"), link("Two", "One")
    assert judged(CHECK, HOST, THERE, tls(LEAF, one, two)).verdict is STRANGE
    assert judged(CHECK, HOST, THERE, tls(one, two, link("Three", "One"))).verdict is STRANGE
