from audits.core.artifacts import Artifact, Artifacts
from audits.core.derived.mail_summary import mail_summary
from audits.core.derived.sending import Role
from audits.core.estate import Estate
from audits.core.observed.mail_transport import STS_POLICY, PolicyFile
from audits.core.unavailable import Unavailable
from tests.audits.checks.test_dkim import GOOD
from tests.audits.mail_zone import ACME, NOW, SILENT, answers, artifacts

ZONE = {
    "MX acme.example": ["1 aspmx.l.google.com."],
    "TXT acme.example": ["v=spf1 include:_spf.google.com include:sendgrid.net ip4:192.0.2.1 -all"],
    "TXT _spf.google.com": ["v=spf1 ip4:198.51.100.0/24 ~all"],
    "TXT sendgrid.net": ["v=spf1 ip4:203.0.113.0/24 ~all"],
    "TXT _dmarc.acme.example": ["v=DMARC1; p=reject; t=y"],
    "TXT s1._domainkey.acme.example": [GOOD],
    "TXT _mta-sts.acme.example": ["v=STSv1; id=1"],
}
POLICY = PolicyFile("https://x", 200, "text/plain", "version: STSv1\nmode: enforce\nmx: *.l.google.com\nmax_age: 600")


def test_everything_published_is_told():
    mail = answers(ZONE, selectors=("s1",))
    summary = mail_summary(artifacts(mail, Artifact(STS_POLICY, ACME, POLICY)))
    assert summary.role is Role.MAIL
    assert summary.services == ("Google Workspace", "SendGrid")
    assert (summary.spf_lookups, summary.networks.is_whole) == (2, True)
    assert summary.networks.networks == ("ip4:198.51.100.0/24", "ip4:203.0.113.0/24", "ip4:192.0.2.1")
    assert summary.selectors == ("s1._domainkey.acme.example",)
    assert (summary.dmarc, summary.dmarc_holder, summary.transport) == ("quarantine", ACME, "enforce")


def test_parked_domain_is_one_thing():
    zone = {
        "MX acme.example": ["0 ."],
        "TXT acme.example": ["v=spf1 -all"],
        "TXT _dmarc.acme.example": ["v=DMARC1; p=reject"],
    }
    summary = mail_summary(artifacts(answers(zone)))
    assert (summary.role, summary.services, summary.selectors, summary.dmarc) == (Role.PARKED, (), (), "reject")


def test_unanswered_parts_stay_empty():
    silent = {f"{kind} {name}": SILENT for kind, name in (("MX", ACME), ("TXT", ACME), ("TXT", f"_dmarc.{ACME}"))}
    summary = mail_summary(artifacts(answers(silent)))
    assert (summary.role, summary.exchangers, summary.spf, summary.dmarc) == (Role.UNKNOWN, (), (), "")
    assert isinstance(mail_summary(Artifacts(Estate(), NOW)), Unavailable)
