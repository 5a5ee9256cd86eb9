import pytest

from audits.checks.cipher_suites import AGEING, BROKEN, CHECK, NONE_IN_COMMON, ONLY_13, SOUND, UNPROVEN, USELESS
from audits.core.verdict import COULD_NOT_CHECK
from tests.audits.certificates import tls
from tests.audits.cipher_answers import DHE, ECDHE, NOTHING, ORDINARY, RSA, WEAK, refused, took, versions
from tests.audits.seen import HOST, SILENT, THERE, judged

NULL, ANONYMOUS = "TLS_RSA_WITH_NULL_SHA", "TLS_ECDH_anon_WITH_AES_128_CBC_SHA"
EXPORT, DES = "TLS_RSA_EXPORT_WITH_RC4_40_MD5", "TLS_RSA_WITH_DES_CBC_SHA"
RC4, TRIPLE_DES = "TLS_RSA_WITH_RC4_128_SHA", "TLS_RSA_WITH_3DES_EDE_CBC_SHA"
PLAIN = ("TLSv1.2", ECDHE, 0)

CASES = [
    (PLAIN, True, [refused(WEAK)], SOUND),
    (PLAIN, False, [refused(WEAK)], SOUND),
    (("TLSv1.2", DHE, 2048), True, [refused(ORDINARY), refused(WEAK)], SOUND),
    (("TLSv1.2", RSA, 0), True, [took(ORDINARY, RSA), refused(WEAK)], SOUND),
    (PLAIN, True, [took(WEAK, NULL), refused(WEAK)], USELESS),
    (PLAIN, True, [took(WEAK, ANONYMOUS), refused(WEAK)], USELESS),
    (PLAIN, True, [took(WEAK, EXPORT), refused(WEAK)], USELESS),
    (PLAIN, True, [took(WEAK, DES)], USELESS),
    (PLAIN, True, [took(WEAK, TRIPLE_DES), took(WEAK, NULL)], USELESS),
    (PLAIN, True, [took(WEAK, RC4), refused(WEAK)], BROKEN),
    (PLAIN, True, [took(WEAK, TRIPLE_DES), took(WEAK, RC4)], BROKEN),
    (("TLSv1.2", RC4, 0), True, [took(ORDINARY, RSA), refused(WEAK, "unanswered")], BROKEN),
    (PLAIN, True, [took(WEAK, TRIPLE_DES), refused(WEAK)], AGEING),
    (PLAIN, True, [took(WEAK, TRIPLE_DES), refused(WEAK, "unanswered")], AGEING),
    (("TLSv1.2", DHE, 2048), False, [refused(ORDINARY), refused(WEAK)], NONE_IN_COMMON),
    (("TLSv1.0", RC4, 0), False, [refused(ORDINARY), took(WEAK, RC4)], NONE_IN_COMMON),
    (NOTHING, True, [], ONLY_13),
    (PLAIN, True, [refused(WEAK, "unanswered")], UNPROVEN),
    (PLAIN, True, [], UNPROVEN),
]
WITHOUT = [(SILENT, COULD_NOT_CHECK)]
EXAMPLES = WITHOUT


@pytest.mark.parametrize(("newest", "modern", "suites", "verdict"), CASES, ids=range(len(CASES)))
def test_ciphers_get_their_verdict(newest, modern, suites, verdict):
    seen = tls(versions=versions(newest, modern=modern), suites=tuple(suites))
    assert judged(CHECK, HOST, THERE, seen).verdict is verdict


@pytest.mark.parametrize(("certificates", "verdict"), WITHOUT)
def test_missing_answer_is_no_verdict(certificates, verdict):
    assert judged(CHECK, HOST, THERE, tls(certificates=certificates)).verdict is verdict


def test_cipher_and_its_flaw_are_named():
    seen = tls(versions=versions(PLAIN, modern=True), suites=(took(WEAK, NULL), refused(WEAK)))
    assert judged(CHECK, HOST, THERE, seen).headline.endswith(f"{NULL}, nothing is encrypted")
