import pytest

from audits.checks.dmarc_policy import (
    BLIND,
    CHECK,
    ENFORCED,
    ENFORCED_WITH_RELICS,
    IGNORED,
    MISSING,
    MISTYPED,
    MONITORING,
    NO_POLICY,
    OPEN_SUBDOMAINS,
    OUTDATED,
    POSES_AS_REGISTRY,
    REFUSED_REPORTS,
    SEVERAL,
    TESTING,
    UNREADABLE_REPORTS,
)
from audits.core.verdict import COULD_NOT_CHECK
from tests.audits.mail_zone import NXDOMAIN, SILENT, answers, artifacts, judged

RUA = "rua=mailto:d@acme.example"
PERMISSION = "TXT acme.example._report._dmarc.reports.example"


def own(*texts):
    return {"TXT _dmarc.acme.example": list(texts)}


CASES = [
    ({}, MISSING),
    (own("v=spf1 -all"), MISSING),
    ({"TXT _dmarc.example": SILENT}, MISSING),
    (own("v=dmarc1; p=reject"), MISTYPED),
    (own("v=DMARC1 p=reject"), MISTYPED),
    (own("p=reject; v=DMARC1"), MISTYPED),
    (own("\u201cv=DMARC1; p=reject\u201d"), MISTYPED),
    (own("v=DMARC1; p=reject rua=mailto:d@acme.example"), IGNORED),
    (own("v=DMARC1; p=\u201creject\u201d"), IGNORED),
    (own("v=DMARC1; p=none", "v=DMARC1; p=reject"), SEVERAL),
    (own("v=DMARC1; adkim=s"), IGNORED),
    (own("v=DMARC1; p=rejct"), IGNORED),
    (own("v=DMARC1; p=reject; sp=x"), IGNORED),
    (own("v=DMARC1; p=reject; p=none"), IGNORED),
    (own("v=DMARC1; p=rejct; rua=nonsense"), IGNORED),
    (own(f"v=DMARC1; {RUA}"), NO_POLICY),
    (own(f"v=DMARC1; p=reject; np=x; {RUA}"), NO_POLICY),
    (own("v=DMARC1; p=none"), BLIND),
    (own(f"v=DMARC1; p=none; {RUA}"), MONITORING),
    (own(f"v=DMARC1; p=none; t=y; {RUA}"), MONITORING),
    (own("v=DMARC1; p=reject; t=y"), TESTING),
    (own(f"v=DMARC1; p=quarantine; t=y; {RUA}"), TESTING),
    (own("v=DMARC1; p=reject; sp=none"), OPEN_SUBDOMAINS),
    (own("v=DMARC1; p=quarantine; sp=reject; np=none"), OPEN_SUBDOMAINS),
    (own("v=DMARC1; p=reject; rua=mailto:d@reports.example") | {PERMISSION: NXDOMAIN}, REFUSED_REPORTS),
    (own("v=DMARC1; p=reject; rua=mailto:d@reports.example") | {PERMISSION: ["v=DMARC1"]}, ENFORCED),
    (own("v=DMARC1; p=reject; rua=mailto:d@reports.example") | {PERMISSION: SILENT}, ENFORCED),
    (own("v=DMARC1; p=reject; ruf=mailto:d@reports.example") | {PERMISSION: NXDOMAIN}, REFUSED_REPORTS),
    (own("v=DMARC1; p=reject; pct=50"), OUTDATED),
    (own("v=DMARC1; p=reject; pct=0; ri=1"), OUTDATED),
    (own("v=DMARC1; p=reject; pct=100"), ENFORCED_WITH_RELICS),
    (own("v=DMARC1; p=reject; rf=afrf; ri=86400"), ENFORCED_WITH_RELICS),
    (own("v=DMARC1; p=reject; rua=mailto:d@acme.example!10m"), ENFORCED_WITH_RELICS),
    (own("v=DMARC1; p=reject; rua=d@acme.example"), UNREADABLE_REPORTS),
    (own(f"v=DMARC1; p=reject; {RUA},nonsense"), UNREADABLE_REPORTS),
    (own(f"v=DMARC1; p=reject; {RUA}; ruf=<d@acme.example>"), UNREADABLE_REPORTS),
    (own("v=DMARC1; p=reject; psd=y"), POSES_AS_REGISTRY),
    (own("v=DMARC1; p=reject; psd=u; rua=https://acme.example/dmarc"), ENFORCED),
    (own("v=DMARC1; p=reject; rua="), ENFORCED),
    (own("v=DMARC1;p=reject"), ENFORCED),
    (own("v=DMARC1; p=quarantine"), ENFORCED),
    (own("v=DMARC1; p=Quarantine; unknown=1; garbage", "other text"), ENFORCED),
    (own("v=DMARC1; p=reject; np=reject; psd=n; fo=1:d:s; adkim=s; aspf=s"), ENFORCED),
    ({"TXT _dmarc.acme.example": SILENT}, COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("zone", "verdict"), CASES)
def test_record_gets_its_verdict(zone, verdict):
    judgement = judged(CHECK, zone)[0]
    assert judgement.verdict is verdict
    assert judgement.headline
    assert judgement.fix or verdict in {ENFORCED, ENFORCED_WITH_RELICS}


ORG = "TXT _dmarc.acme.example"
INHERITED = [
    ({ORG: ["v=DMARC1; p=reject"]}, ENFORCED),
    ({ORG: [f"v=DMARC1; p=reject; sp=none; {RUA}"]}, MONITORING),
    ({ORG: [f"v=DMARC1; p=none; sp=quarantine; {RUA}"]}, ENFORCED),
    ({ORG: ["v=DMARC1; p=none; np=reject"], "TXT mail.acme.example": NXDOMAIN}, ENFORCED),
    ({ORG: ["v=DMARC1; p=none; np=reject"]}, BLIND),
    ({ORG: ["v=DMARC1; p=reject", "v=DMARC1; p=none"]}, SEVERAL),
    ({ORG: SILENT}, COULD_NOT_CHECK),
    ({"TXT _dmarc.example": ["v=DMARC1; p=reject; psd=y"]}, ENFORCED),
    ({"TXT _dmarc.example": ["v=DMARC1; p=reject; psd=y"], ORG: ["v=DMARC1; p=none"]}, BLIND),
    ({"TXT _dmarc.mail.acme.example": ["v=DMARC1; p=reject; sp=none"]}, ENFORCED),
    ({}, MISSING),
]


@pytest.mark.parametrize(("zone", "verdict"), INHERITED)
def test_subdomain_takes_the_policy_of_its_organization(zone, verdict):
    mail = answers(zone, domain="mail.acme.example")
    assert CHECK.judgements(artifacts(mail))[0].verdict is verdict


FIXES = [
    ({}, "_dmarc.acme.example: v=DMARC1; p=none; rua=mailto:dmarc-reports@acme.example"),
    ({"TXT acme.example": ["v=spf1 -all"]}, "v=DMARC1; p=reject"),
    (own("v=DMARC1; p=none", f"v=DMARC1; p=reject; {RUA}"), f"v=DMARC1; p=none; {RUA}"),
    (own("v=DMARC1 p=reject"), "v=DMARC1; p=reject"),
    (own("p=reject; v=DMARC1"), "by: v=DMARC1; p=reject"),
    (own(f'"v=DMARC1, p=reject, {RUA}"'), f"by: v=DMARC1; p=reject; {RUA}"),
    (own(f"v=DMARC1\\; p=reject\\; {RUA}"), f"by: v=DMARC1; p=reject; {RUA}"),
    (own(f"v=DMARC1; p=reject {RUA}"), f"by: v=DMARC1; p=reject; {RUA}"),
    (own(f"v=DMARC1; p=\u201creject\u201d; {RUA}"), f"by: v=DMARC1; p=reject; {RUA}"),
    (own("v=DMARC1; p=reject; rua=mailto: d@acme.example"), f"by: v=DMARC1; p=reject; {RUA}"),
    (own("v=DMARC1; p=rejct"), "dmarc-reports@acme.example — the mailbox must exist."),
    ({"TXT acme.example": ["v=spf1 -all"], "MX acme.example": ["10 mx.acme.example."]}, "v=DMARC1; p=reject"),
    (own("v=dmarc1; p=reject; pct=100"), "v=DMARC1; p=reject"),
    (own("v=DMARC1; p=rejct"), "v=DMARC1; p=none; rua=mailto:dmarc-reports@acme.example"),
    (own(f"v=DMARC1; p=none; {RUA}"), f"v=DMARC1; p=quarantine; {RUA}"),
    (own("v=DMARC1; p=reject; t=y"), "v=DMARC1; p=reject"),
    (own("v=DMARC1; p=reject; sp=none"), "v=DMARC1; p=reject"),
    (own("v=DMARC1; p=reject; pct=50; ri=1; rf=afrf"), "_dmarc.acme.example by: v=DMARC1; p=reject"),
    (own("v=DMARC1; p=reject; rua=mailto:d@reports.example") | {PERMISSION: NXDOMAIN}, PERMISSION[4:]),
    (own("v=DMARC1; p=reject; rua=d@acme.example, mailto:e@acme.example"), "rua=mailto:d@acme.example,mailto:e@acme"),
    (own("v=DMARC1; p=reject; psd=y"), "_dmarc.acme.example by: v=DMARC1; p=reject"),
]


@pytest.mark.parametrize(("zone", "record"), FIXES)
def test_fix_holds_the_exact_record(zone, record):
    assert record in judged(CHECK, zone)[0].fix


def test_removed_tags_are_named():
    headline = judged(CHECK, own("v=DMARC1; p=reject; pct=100; ri=1; rua=mailto:d@acme.example!9k"))[0].headline
    assert "pct=100, ri=1, !9k" in headline


def test_registry_may_say_that_it_is_one():
    mail = answers({"TXT _dmarc.co.uk": ["v=DMARC1; p=reject; psd=y"]}, domain="acme.co.uk")
    assert CHECK.judgements(artifacts(mail, apex="acme.co.uk"))[0].verdict is ENFORCED


def test_reports_within_the_family_need_no_permission():
    record = "v=DMARC1; p=reject; rua=mailto:d@reports.acme.example,mailto:d@sub.mail.acme.example"
    mail = answers({"TXT _dmarc.mail.acme.example": [record]}, domain="mail.acme.example")
    assert mail.permissions == ()
    assert CHECK.judgements(artifacts(mail))[0].verdict is ENFORCED
