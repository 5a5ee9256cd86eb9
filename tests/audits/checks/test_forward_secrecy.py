import pytest

from audits.checks.forward_secrecy import CHECK, KEPT, ONLY_13, SHORT, STATIC, STATIC_BELOW, UNPROVEN
from audits.core.verdict import COULD_NOT_CHECK
from tests.audits.certificates import tls
from tests.audits.cipher_answers import DHE, ECDHE, NOTHING, ORDINARY, RSA, refused, took, versions
from tests.audits.seen import HOST, SILENT, THERE, judged

CASES = [  # (the newest version before 1.3 with its suite, whether 1.3 is spoken, what browsers' suites got)
    (("TLSv1.2", ECDHE, 0), True, None, KEPT),
    (("TLSv1.2", ECDHE, 0), False, None, KEPT),
    (("TLSv1.0", ECDHE, 0), False, None, KEPT),
    (("TLSv1.2", DHE, 2048), True, took(ORDINARY, ECDHE), KEPT),
    (("TLSv1.2", DHE, 2048), False, refused(ORDINARY), KEPT),
    (("TLSv1.2", RSA, 0), True, took(ORDINARY, ECDHE), KEPT),
    (("TLSv1.2", DHE, 1024), True, refused(ORDINARY), SHORT),
    (("TLSv1.2", DHE, 1024), False, took(ORDINARY, DHE, 1024), SHORT),
    (("TLSv1.2", DHE, 2047), False, refused(ORDINARY), SHORT),
    (("TLSv1.2", RSA, 0), False, took(ORDINARY, RSA), STATIC),
    (("TLSv1.1", RSA, 0), False, took(ORDINARY, RSA), STATIC),
    (("TLSv1.2", DHE, 2048), False, took(ORDINARY, RSA), STATIC),
    (("TLSv1.2", RSA, 0), True, took(ORDINARY, RSA), STATIC_BELOW),
    (("TLSv1.2", DHE, 2048), True, took(ORDINARY, RSA), STATIC_BELOW),
    (NOTHING, True, None, ONLY_13),
]
UNCLEAR = [
    ((("TLSv1.2", RSA, 0), True, refused(ORDINARY, "unanswered")), UNPROVEN),
    ((NOTHING, False, None), COULD_NOT_CHECK),
    ((("TLSv1.2", "", 0), True, None), COULD_NOT_CHECK),
]
EXAMPLES = UNCLEAR


@pytest.mark.parametrize(("newest", "modern", "ordinary", "verdict"), CASES, ids=range(len(CASES)))
def test_choice_gets_its_verdict(newest, modern, ordinary, verdict):
    seen = tls(versions=versions(newest, modern=modern), suites=(ordinary,) if ordinary else ())
    assert judged(CHECK, HOST, THERE, seen).verdict is verdict


@pytest.mark.parametrize(("told", "verdict"), UNCLEAR, ids=range(len(UNCLEAR)))
def test_missing_answer_is_no_verdict(told, verdict):
    newest, modern, ordinary = told
    seen = tls(versions=versions(newest, modern=modern), suites=(ordinary,) if ordinary else ())
    assert judged(CHECK, HOST, THERE, seen).verdict is verdict
    assert judged(CHECK, HOST, THERE, tls(certificates=SILENT)).verdict is COULD_NOT_CHECK


def test_old_version_that_gave_no_answer_leaves_the_question_open():
    seen = tls(versions=versions(NOTHING, modern=True, unanswered={"TLSv1.2"}))
    assert judged(CHECK, HOST, THERE, seen).verdict is COULD_NOT_CHECK


def test_size_is_named():
    seen = tls(versions=versions(("TLSv1.2", DHE, 1024), modern=True), suites=(refused(ORDINARY),))
    assert "1024 bits" in judged(CHECK, HOST, THERE, seen).headline
