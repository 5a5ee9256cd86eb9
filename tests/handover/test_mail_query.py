"""The checklist as it is read from what audits saw: every fact from an answer, nothing where there was none."""

from datetime import UTC, datetime

import pytest

from audits.core.observed.mail import MAIL
from handover.queries.mail import judged_messages, mail_checklist
from handover.queries.observed import Observed, observed
from portal.estate.actions import add_domain, add_mail_domain
from tests.audits.checks.test_dkim import GOOD
from tests.audits.findings_of import judged, run_of
from tests.audits.mail_zone import SILENT, answers

DOMAIN = "acme.example"
AT = datetime(2026, 11, 18, 9, 40, tzinfo=UTC)
ZONE = {
    f"MX {DOMAIN}": ["10 mx1.mailbox.example."],
    f"TXT {DOMAIN}": ["v=spf1 include:_spf.google.com include:mail.unknown.example ~all"],
    "TXT _spf.google.com": ["v=spf1 ip4:192.0.2.0/24 ~all"],
    "TXT mail.unknown.example": ["v=spf1 ip4:198.51.100.0/24 ~all"],
    f"TXT _dmarc.{DOMAIN}": ["v=DMARC1; p=quarantine; rua=mailto:dmarc@acme.example"],
    f"TXT s1._domainkey.{DOMAIN}": [GOOD],
    f"TXT s2._domainkey.{DOMAIN}": ["v=DKIM1; p="],
    f"TXT _smtp._tls.{DOMAIN}": ["v=TLSRPTv1; rua=mailto:tls@acme.example"],
}


@pytest.fixture
def engagement(inside):
    add_domain(engagement=inside.engagement, name=DOMAIN, acting_user=inside.owner)
    add_mail_domain(engagement=inside.engagement, name=DOMAIN, selectors=["s1", "s2"], acting_user=inside.owner)
    return inside.engagement


def lines(engagement, mail, given=None):
    seen = Observed(AT, {(MAIL.name, DOMAIN): mail} if mail else {}, given or {})
    (checklist,) = mail_checklist(engagement, seen)
    return {line.title: line for line in checklist.lines}


def test_every_record_stands_with_what_it_means(engagement):
    told = lines(engagement, answers(ZONE, selectors=("s1", "s2")))
    assert told["SPF"].seen == (
        "2 of 10 look-ups",
        "_spf.google.com is Google Workspace",
        "mail.unknown.example is no service we know",
    )
    assert told["SPF"].records == tuple(ZONE[f"TXT {DOMAIN}"])
    assert told["DKIM"].seen[1] == "s2: revoked"
    assert told["DKIM"].seen[0].startswith("s1: ")
    assert told["DMARC"].seen == ("Receivers are asked to quarantine what fails", "Reports go to dmarc@acme.example")
    assert told["Who receives"].records == ("mx1.mailbox.example",)
    assert told["Who sends"].seen[0] == "Google Workspace"
    assert told["Who sends"].at == AT.isoformat(timespec="seconds")
    assert told["TLS reports"].records == ("v=TLSRPTv1; rua=mailto:tls@acme.example",)


def test_nothing_is_said_of_what_was_not_seen(engagement):
    told = lines(engagement, answers({f"TXT {DOMAIN}": SILENT, f"TXT _dmarc.{DOMAIN}": SILENT}))
    for title in ("SPF", "DKIM", "DMARC", "MTA-STS", "TLS reports", "Logo (BIMI)", "Encryption on the way"):
        assert (told[title].seen, told[title].records, told[title].outcome, told[title].at) == ((), (), "", "")
    assert lines(engagement, None) == {}


def test_domain_nobody_looked_at_has_no_line(engagement):
    (checklist,) = mail_checklist(engagement, observed(engagement))
    assert (checklist.domain, checklist.lines) == (DOMAIN, ())


def test_line_carries_the_answer_of_its_check_and_its_day(inside, engagement):
    run = run_of(inside)
    row = judged(run, "spf", DOMAIN, "pass")
    told = lines(engagement, answers(ZONE), {("spf", DOMAIN): row})
    assert told["SPF"].outcome == "pass"
    assert told["SPF"].at.startswith(row.judged_at.isoformat()[:10])
    assert told["DMARC"].outcome == ""


def test_answer_of_a_check_stands_where_no_record_does(inside, engagement):
    row = judged(run_of(inside), "mta-sts", DOMAIN, "pass")
    told = lines(engagement, answers(ZONE), {("mta-sts", DOMAIN): row})
    assert told["MTA-STS"].seen == (row.headline,)
    assert told["MTA-STS"].records == ()


def test_judged_message_stands_by_its_purpose(inside, engagement):
    label = "message:password-reset-0a1b2c3d"
    row = judged(run_of(inside), "received-message", label, "fail")
    (told,) = judged_messages(Observed(AT, {}, {("received-message", label): row}))
    assert (told.purpose, told.outcome) == ("Password reset", "fail")
