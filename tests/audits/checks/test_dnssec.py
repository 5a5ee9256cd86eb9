from datetime import timedelta

import pytest

from audits.checks.dnssec import (
    CHECK,
    EARLY,
    ENDING,
    EXPIRED,
    FORGED,
    NO_KEY,
    REFUSED,
    UNSIGNED,
    VALID,
    WRONG_KEY,
)
from audits.core.artifacts import Artifact
from audits.core.observed.dnssec import (
    DATES,
    DNSSEC,
    INVALID,
    MISMATCH,
    NO_KEYS,
    NO_SIGNATURES,
    SECURE,
    UNSUPPORTED,
    DnssecAnswers,
    ResolverWord,
    Signature,
)
from audits.core.subject import Domain
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK
from tests.audits.seen import ACME, NOW, SILENT, judged

DS = "4711 13 2 AB12"
PLAIN, VALIDATED = ResolverWord("NOERROR"), ResolverWord("NOERROR", validated=True)
BOGUS = ResolverWord("SERVFAIL", unchecked="NOERROR")
DOWN = ResolverWord("SERVFAIL")


def signed(since, until, covers="SOA"):
    """A signature from so many days ago to so many days ahead."""
    begin, end = (NOW + timedelta(days=days) for days in (since, until))
    return Signature(covers, 4711, 13, begin.isoformat(), end.isoformat())


FRESH = (signed(-4, 10, "DNSKEY"), signed(-4, 10))


def chain(verified=SECURE, signatures=FRESH, word=PLAIN, ds=(DS,)):
    return DnssecAnswers(ACME, ds, "192.0.2.1", ("257 3 13 abcd",), tuple(signatures), verified, word)


CASES = [
    (DnssecAnswers(ACME, ()), UNSIGNED),
    (chain(), VALID),
    (chain(word=None), VALID),
    (chain(word=DOWN), VALID),
    (chain(UNSUPPORTED, word=VALIDATED), VALID),
    (chain(NO_SIGNATURES, (), VALIDATED), VALID),
    (chain(SILENT, (), VALIDATED), VALID),
    (chain(signatures=(signed(-1, 1),)), VALID),
    (chain(signatures=(signed(-27, 4),)), VALID),
    (chain(signatures=(signed(-28, 2), signed(-1, 29))), VALID),
    (chain(signatures=(signed(-28, 2),)), ENDING),
    (chain(signatures=(signed(-4, 10), signed(-13, 1, "DNSKEY"))), ENDING),
    (chain(NO_KEYS, ()), NO_KEY),
    (chain(MISMATCH), WRONG_KEY),
    (chain(MISMATCH, word=VALIDATED), WRONG_KEY),
    (chain(DATES, (signed(-30, -1),)), EXPIRED),
    (chain(DATES, (signed(-4, 10), signed(-30, -1, "DNSKEY"))), EXPIRED),
    (chain(DATES, (signed(1, 10),)), EARLY),
    (chain(DATES), FORGED),
    (chain(INVALID), FORGED),
    (chain(word=BOGUS), REFUSED),
    (chain(NO_SIGNATURES, (), BOGUS), REFUSED),
    (chain(SILENT, (), BOGUS), REFUSED),
    (chain(UNSUPPORTED), COULD_NOT_CHECK),
    (chain(NO_SIGNATURES, ()), COULD_NOT_CHECK),
    (chain(SILENT, (), DOWN), COULD_NOT_CHECK),
    (Unavailable("no answer"), COULD_NOT_CHECK),
]


def answered(value):
    return judged(CHECK, Domain(ACME), Artifact(DNSSEC, ACME, value))


@pytest.mark.parametrize(("value", "verdict"), CASES)
def test_chain_gets_its_verdict(value, verdict):
    assert answered(value).verdict is verdict


def test_record_to_delete_and_the_proof_are_told():
    judgement = answered(chain(word=BOGUS))
    assert f"({DS})" in judgement.fix
    assert judgement.evidence[-1].observed == "SERVFAIL; without checking: NOERROR"


def test_end_of_a_signature_is_told_to_the_minute():
    assert "runs out on 2026-01-03 00:00 UTC" in answered(chain(signatures=(signed(-28, 2),))).headline
