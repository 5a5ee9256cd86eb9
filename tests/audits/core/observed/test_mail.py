from audits.checks import CHECKS
from audits.core.codec import decoded, encoded
from audits.core.observed.mail import MAIL
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
from audits.core.observed.tls import Trust, Verification
from tests.audits.mail_zone import SILENT, answers, artifacts

MAIL_CHECKS = [check for check in CHECKS if MAIL in check.sources]


def test_answers_survive_storage():
    mail = answers({"TXT acme.example": ["v=spf1 -all"], "MX acme.example": SILENT}, selectors=("s1",))
    assert decoded(encoded(mail), MAIL.type) == mail


def test_answers_of_an_older_run_are_still_read():
    """What was stored before hosts, reverse names and policies were asked for."""
    stored = encoded(answers({"TXT acme.example": ["v=spf1 mx -all"], "MX acme.example": ["10 mx.acme.example."]}))
    added = ("hosts", "addresses", "reverse_names", "stray", "transport_policy", "tls_reports", "logo")
    older = {name: value for name, value in stored.items() if name not in added}
    read = decoded(older, MAIL.type)
    assert (read.hosts, read.reverse_names, read.transport_policy) == ((), (), None)
    for check in MAIL_CHECKS:
        assert check.judgements(artifacts(read))[0].headline


def test_everything_new_survives_storage():
    zone = {
        "TXT acme.example": ["v=spf1 mx -all"],
        "MX acme.example": ["10 mx.acme.example."],
        "A mx.acme.example": ["192.0.2.1"],
        "PTR 192.0.2.1": ["mx.acme.example."],
        "TXT _mta-sts.acme.example": ["v=STSv1; id=1"],
    }
    mail = answers(zone, stray=("v=DKIM1; p=",))
    assert mail.reverse_names
    assert decoded(encoded(mail), MAIL.type) == mail


def test_receptions_survive_storage():
    tls = SmtpTls("TLSv1.3", (), Trust(Verification(0, "ok")))
    sessions = (
        SmtpSession("a.example", "192.0.2.1", "220 a", ("STARTTLS",), tls),
        SmtpSession("b.example", "192.0.2.2", "220 b", (), BrokenTls(("once", "twice")), 2),
        SILENT,
    )
    held = Receptions("acme.example", tuple(Reception(f"h{n}.example", each) for n, each in enumerate(sessions)))
    assert decoded(encoded(held), SMTP.type) == held
    file = PolicyFile("https://x.example/", 200, "text/plain", "version: STSv1")
    assert decoded(encoded(file), STS_POLICY.type) == file
