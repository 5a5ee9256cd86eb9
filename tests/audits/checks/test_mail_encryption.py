import pytest

from audits.checks.mail_encryption import (
    BREAKS_OFF,
    CHECK,
    OPPORTUNISTIC,
    PARTLY_REFUSED,
    PLAIN,
    PROVEN,
    REFUSED_BY_POLICY,
)
from audits.core.artifacts import Artifact
from audits.core.observed.mail_transport import (
    SMTP,
    STS_POLICY,
    BrokenTls,
    PolicyFile,
    Reception,
    Receptions,
    SmtpSession,
    SmtpTls,
)
from audits.core.observed.tls import Certificate, Trust, Verification
from audits.core.outcome import Outcome
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.mail_zone import ACME, SILENT, judged

URL = "https://mta-sts.acme.example/.well-known/mta-sts.txt"
TEXT = "version: STSv1\nmode: enforce\nmx: *.acme.example\nmax_age: 604800"
ENFORCED = Artifact(STS_POLICY, ACME, PolicyFile(URL, 200, "text/plain", TEXT))
TESTED = Artifact(STS_POLICY, ACME, PolicyFile(URL, 200, "text/plain", TEXT.replace("enforce", "testing")))
UNREAD = Artifact(STS_POLICY, ACME, PolicyFile(URL, 503, "text/html", ""))
ONE, TWO = ["10 mx1.acme.example."], ["10 mx1.acme.example.", "20 mx2.acme.example."]


def tls(*names, code=0, until="2026-06-01T00:00:00+00:00"):
    leaf = Certificate(
        "CN=x", "CN=issuer", names, (), "2025-06-01T00:00:00+00:00", until, "1", "ab", "RSA 2048", "SHA256"
    )
    return SmtpTls("TLSv1.3, TLS_AES_256_GCM_SHA384", (leaf,), Trust(Verification(code, "self-signed certificate")))


GOOD, WILD = tls("mx1.acme.example"), tls("*.acme.example")
OTHER, UNTRUSTED = tls("shared.host.example"), tls("mx1.acme.example", code=18)
ENDED = tls("mx1.acme.example", code=10, until="2025-12-01T00:00:00+00:00")
BROKEN = BrokenTls(("STARTTLS, then: closed", "STARTTLS, then: closed"))
NO_ANSWER = Unavailable(
    "no connection to mx1.acme.example port 25 (silent)", ("192.0.2.1 port 25: silent",), "elsewhere"
)
LATER = Unavailable("mx1.acme.example answered 454 to STARTTLS", ("454 4.7.0 not now",), "in an hour")

CASES = [
    ((GOOD,), (), PROVEN),
    ((WILD, WILD), (), PROVEN),
    ((GOOD,), (ENFORCED,), PROVEN),
    ((OTHER,), (), OPPORTUNISTIC),
    ((UNTRUSTED,), (), OPPORTUNISTIC),
    ((ENDED,), (), OPPORTUNISTIC),
    ((OTHER,), (TESTED,), OPPORTUNISTIC),
    ((OTHER,), (UNREAD,), COULD_NOT_CHECK),
    ((GOOD,), (UNREAD,), PROVEN),
    ((OTHER,), (ENFORCED,), REFUSED_BY_POLICY),
    ((UNTRUSTED,), (ENFORCED,), REFUSED_BY_POLICY),
    ((ENDED,), (ENFORCED,), REFUSED_BY_POLICY),
    ((WILD, OTHER), (ENFORCED,), PARTLY_REFUSED),
    ((OTHER, NO_ANSWER), (ENFORCED,), PARTLY_REFUSED),
    ((None,), (), PLAIN),
    ((GOOD, None), (), PLAIN),
    ((BROKEN,), (), BREAKS_OFF),
    ((BROKEN, NO_ANSWER), (), BREAKS_OFF),
    ((NO_ANSWER,), (), COULD_NOT_CHECK),
    ((GOOD, NO_ANSWER), (), COULD_NOT_CHECK),
    ((LATER,), (ENFORCED,), COULD_NOT_CHECK),
    ((), (), COULD_NOT_CHECK),
]


def session(number, met):
    host = f"mx{number}.acme.example"
    if isinstance(met, Unavailable) and met is NO_ANSWER:
        return Reception(host, met)
    offers = ("PIPELINING", "STARTTLS") if met else ("PIPELINING",)
    return Reception(host, SmtpSession(host, f"192.0.2.{number}", "220 ready", offers, met))


def judgement_of(met, known, **zone):
    receptions = Receptions(ACME, tuple(session(number, each) for number, each in enumerate(met, 1)))
    literals = {"MX acme.example": zone.get("mx", TWO if len(met) == 2 else ONE)}
    literals["TXT _mta-sts.acme.example"] = ["v=STSv1; id=1"] if known else []
    return judged(CHECK, literals, Artifact(SMTP, ACME, receptions), *known)[0]


@pytest.mark.parametrize(("met", "known", "verdict"), CASES)
def test_reception_gets_its_verdict(met, known, verdict):
    judgement = judgement_of(met, known)
    assert judgement.verdict is verdict
    assert judgement.headline
    assert bool(judgement.fix) is (verdict.outcome is not Outcome.PASS)


@pytest.mark.parametrize("records", [[], ["0 ."]])
def test_domain_that_takes_no_mail_is_not_asked(records):
    assert judgement_of((), (), mx=records).verdict is NOT_APPLICABLE


def test_unanswered_exchanger_is_told_with_what_was_tried():
    judgement = judgement_of((NO_ANSWER,), ())
    assert judgement.facts["reason"] == NO_ANSWER.reason
    assert any(each.source == "tried" for each in judgement.evidence)


def test_missing_gatherer_and_missing_mx_are_no_verdict():
    assert judged(CHECK, {"MX acme.example": ONE})[0].verdict is COULD_NOT_CHECK
    assert judged(CHECK, {"MX acme.example": SILENT})[0].verdict is COULD_NOT_CHECK


def test_evidence_is_in_the_servers_own_words():
    seen = {each.source: each.observed for each in judgement_of((OTHER,), ()).evidence}
    assert seen["mx1.acme.example port 25, greeting"] == "220 ready"
    assert seen["mx1.acme.example port 25, EHLO"] == "PIPELINING STARTTLS"
    assert seen["mx1.acme.example port 25, certificate"].startswith("shared.host.example; until 2026-06-01")
