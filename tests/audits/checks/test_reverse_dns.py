from dataclasses import replace

import pytest

from audits.checks.reverse_dns import CHECK, CONFIRMED, NAMELESS, UNCONFIRMED
from audits.core.observed.mail import MailLookup, MailReply, ReverseName
from audits.core.outcome import Outcome
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.mail_zone import NXDOMAIN, SILENT, answers, artifacts, judged

NAMED = {"PTR 192.0.2.1": ["mail.acme.example."], "A mail.acme.example": ["192.0.2.1"]}
NAMED6 = {"PTR 2001:db8::1": ["mail.acme.example."], "AAAA mail.acme.example": ["2001:db8::1"]}
AT_MAIL = {"MX acme.example": ["10 mail.acme.example."]}


def spf(text):
    return {"TXT acme.example": [text]}


CASES = [
    (spf("v=spf1 ip4:192.0.2.1 -all") | NAMED, CONFIRMED),
    (spf("v=spf1 ip4:192.0.2.1/32 -all") | NAMED, CONFIRMED),
    (spf("v=spf1 ip6:2001:DB8:0::1 -all") | NAMED6, CONFIRMED),
    (spf("v=spf1 mx -all") | AT_MAIL | NAMED, CONFIRMED),
    (spf("v=spf1 a:mail.acme.example -all") | NAMED, CONFIRMED),
    (spf("v=spf1 ip4:192.0.2.1 -all") | NAMED | {"PTR 192.0.2.1": ["x.host.example.", "mail.acme.example."]}, CONFIRMED),
    (spf("v=spf1 ip4:192.0.2.1 -all") | {"PTR 192.0.2.1": NXDOMAIN}, NAMELESS),
    (spf("v=spf1 mx -all") | AT_MAIL | NAMED | {"PTR 192.0.2.1": []}, NAMELESS),
    (spf("v=spf1 ip4:192.0.2.1 -all") | {"PTR 192.0.2.1": ["mail.acme.example."]}, UNCONFIRMED),
    (spf("v=spf1 ip4:192.0.2.1 -all") | NAMED | {"A mail.acme.example": ["192.0.2.9"]}, UNCONFIRMED),
    (spf("v=spf1 ip4:192.0.2.1 -all") | {"PTR 192.0.2.1": SILENT}, COULD_NOT_CHECK),
    (spf("v=spf1 ip4:192.0.2.1 -all") | NAMED | {"A mail.acme.example": SILENT}, COULD_NOT_CHECK),
    ({"TXT acme.example": SILENT}, COULD_NOT_CHECK),
    (spf("v=spf1 include:a.example -all") | {"TXT a.example": ["v=spf1 ip4:192.0.2.1 -all"]}, NOT_APPLICABLE),
    (spf("v=spf1 ip4:192.0.2.0/24 -all"), NOT_APPLICABLE),
    (spf("v=spf1 ip4:10.0.0.1 -all"), NOT_APPLICABLE),
    (spf("v=spf1 -ip4:192.0.2.1 -all"), NOT_APPLICABLE),
    (spf("v=spf1 mx -all") | {"MX acme.example": ["1 aspmx.l.google.com."], "A aspmx.l.google.com": ["192.0.2.1"]}, NOT_APPLICABLE),
    (spf("v=spf1 a -all") | {"A acme.example": ["104.16.1.1"]}, NOT_APPLICABLE),
    (spf("v=spf1 a -all") | {"A acme.example": ["192.0.2.1"], "PTR 192.0.2.1": NXDOMAIN}, NOT_APPLICABLE),
    (spf("v=spf1 a:www.acme.example -all") | {"A www.acme.example": ["192.0.2.1"], "PTR 192.0.2.1": []}, NOT_APPLICABLE),
    (spf("v=spf1 a -all") | AT_MAIL | {"A acme.example": ["192.0.2.1"], "A mail.acme.example": ["192.0.2.1"], "PTR 192.0.2.1": NXDOMAIN}, NAMELESS),
    (spf("v=spf1 -all"), NOT_APPLICABLE),
]  # fmt: skip


@pytest.mark.parametrize(("zone", "verdict"), CASES)
def test_senders_get_their_verdict(zone, verdict):
    judgement = judged(CHECK, zone)[0]
    assert judgement.verdict is verdict
    assert judgement.headline
    assert bool(judgement.fix) is (verdict.outcome not in {Outcome.PASS, Outcome.NOT_APPLICABLE})


def test_fix_names_the_host_the_address_belongs_to():
    zone = spf("v=spf1 a:relay.acme.example -all") | {"A relay.acme.example": ["192.0.2.7"], "PTR 192.0.2.7": NXDOMAIN}
    assert "reverse DNS name to relay.acme.example" in judged(CHECK, zone)[0].fix
    bare = spf("v=spf1 ip4:192.0.2.7 -all") | {"PTR 192.0.2.7": NXDOMAIN}
    assert "reverse DNS name to mail.acme.example" in judged(CHECK, bare)[0].fix


def test_name_that_was_not_asked_back_may_be_the_one_that_leads_back():
    asked = MailLookup("a.host.example", "A", MailReply("NOERROR", ("192.0.2.9",)))
    pointer = MailLookup(
        "1.2.0.192.in-addr.arpa", "PTR", MailReply("NOERROR", ("a.host.example.", "mail.acme.example."))
    )
    known = answers(spf("v=spf1 ip4:192.0.2.1 -all"))
    mail = replace(known, reverse_names=(ReverseName("192.0.2.1", pointer, (asked,)),))
    assert CHECK.judgements(artifacts(mail))[0].verdict is COULD_NOT_CHECK
