import pytest

from audits.checks.certificate_trust import (
    CHECK,
    INCOMPLETE,
    REJECTED,
    SELF_MADE,
    STALE_ISSUER,
    TRUSTED,
    UNKNOWN,
    VOUCHED_FOR,
)
from audits.core.observed.tls import Trust, Verification
from audits.core.verdict import COULD_NOT_CHECK
from tests.audits.certificates import CURRENT, OUTDATED, certificate, tls
from tests.audits.seen import HOST, SILENT, THERE, judged

WORDS = {
    0: "ok",
    2: "unable to get issuer certificate",
    9: "certificate is not yet valid",
    10: "certificate has expired",
    18: "self-signed certificate",
    19: "self-signed certificate in certificate chain",
    20: "unable to get local issuer certificate",
    21: "unable to verify the first certificate",
    26: "unsuitable certificate purpose",
    27: "certificate not trusted",
    66: "EE certificate key too weak",
    67: "CA certificate key too weak",
    68: "CA signature digest algorithm too weak",
}


def said(code):
    return None if code is None else Verification(code, WORDS[code])


def trust(now, ignoring_time=None, with_issuer=None, complaints=()):
    return Trust(said(now), said(ignoring_time), said(with_issuer), tuple(map(said, complaints)))


FOR_CLIENTS, FOR_SERVERS = certificate(purposes=("1.3.6.1.5.5.7.3.2",)), certificate(purposes=("serverAuth",))


CASES = [
    (CURRENT, trust(0), TRUSTED),
    (CURRENT, trust(18), SELF_MADE),
    (CURRENT, trust(20, with_issuer=0), INCOMPLETE),
    (CURRENT, trust(21, with_issuer=0), INCOMPLETE),
    (CURRENT, trust(2, with_issuer=0), INCOMPLETE),
    (CURRENT, trust(20, with_issuer=20), UNKNOWN),
    (CURRENT, trust(20), UNKNOWN),
    (CURRENT, trust(19), UNKNOWN),
    (CURRENT, trust(66), VOUCHED_FOR),
    (CURRENT, trust(67), VOUCHED_FOR),
    (CURRENT, trust(68, complaints=(68, 66)), VOUCHED_FOR),
    (CURRENT, trust(26), REJECTED),
    (CURRENT, trust(66, complaints=(66, 26)), REJECTED),
    (FOR_CLIENTS, trust(26, complaints=(26,)), VOUCHED_FOR),
    (FOR_CLIENTS, trust(26, complaints=(26, 66)), VOUCHED_FOR),
    (FOR_CLIENTS, trust(66, complaints=(66, 27)), UNKNOWN),
    (FOR_CLIENTS, trust(20), UNKNOWN),
    (FOR_SERVERS, trust(26, complaints=(26,)), REJECTED),
    (CURRENT, trust(10, ignoring_time=0), STALE_ISSUER),
    (OUTDATED, trust(10, ignoring_time=0), VOUCHED_FOR),
    (OUTDATED, trust(10, ignoring_time=18), SELF_MADE),
    (OUTDATED, trust(10, ignoring_time=20), UNKNOWN),
    (OUTDATED, trust(10), REJECTED),
    (CURRENT, SILENT, COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("leaf", "answer", "verdict"), CASES)
def test_chain_gets_its_verdict(leaf, answer, verdict):
    assert judged(CHECK, HOST, THERE, tls(leaf, trust=answer)).verdict is verdict


def test_missing_certificates_are_no_verdict():
    assert judged(CHECK, HOST, THERE, tls(certificates=SILENT)).verdict is COULD_NOT_CHECK


def test_evidence_shows_the_chain_as_sent():
    seen = judged(CHECK, HOST, THERE, tls(CURRENT, trust=trust(20))).evidence
    assert [one.observed for one in seen] == [
        "20: unable to get local issuer certificate",
        "CN=acme.example, issued by CN=R10,O=Example Authority",
    ]


def test_missing_intermediate_tells_whom_it_hurts():
    judgement = judged(CHECK, HOST, THERE, tls(CURRENT, trust=trust(20, with_issuer=0)))
    assert "curl, phones and other servers" in judgement.headline
    assert "Browsers on desktops fetch it by themselves" in judgement.fix
