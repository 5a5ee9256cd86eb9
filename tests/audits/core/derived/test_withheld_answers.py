"""Whichever DNS answer about mail is withheld, no check of mail finds or passes what it would not have otherwise."""

import pytest

from audits.checks import bimi, dkim, dmarc_policy, mail_exchangers, mta_sts, reverse_dns, spf, tls_reporting
from audits.core.outcome import Outcome
from tests.audits.checks.test_dkim import GOOD
from tests.audits.mail_zone import SILENT, judged

CHECKS = (spf, dkim, dmarc_policy, mail_exchangers, mta_sts, tls_reporting, bimi, reverse_dns)
GUESSED, DECLARED = {"guessed": ("s",)}, {"selectors": ("s", "t")}
WHOLE = {
    "TXT acme.example": ["v=spf1 mx a:out.acme.example include:_spf.mailer.example ip4:192.0.2.1 -all"],
    "TXT _spf.mailer.example": ["v=spf1 ip4:198.51.100.0/24 -all"],
    "MX acme.example": ["10 mx1.acme.example.", "20 mx2.acme.example."],
    "A mx1.acme.example": ["192.0.2.1"],
    "AAAA mx1.acme.example": ["2001:db8::1"],
    "A mx2.acme.example": ["192.0.2.2"],
    "A out.acme.example": ["192.0.2.3"],
    "PTR 192.0.2.1": ["mx1.acme.example."],
    "PTR 192.0.2.2": ["mx2.acme.example."],
    "PTR 192.0.2.3": ["out.acme.example."],
    "PTR 2001:db8::1": ["mx1.acme.example."],
    "TXT _dmarc.acme.example": ["v=DMARC1; p=reject; rua=mailto:a@reports.example"],
    "TXT acme.example._report._dmarc.reports.example": ["v=DMARC1"],
    "TXT _domainkey.acme.example": [],
    "TXT s._domainkey.acme.example": [GOOD],
    "TXT t._domainkey.acme.example": [GOOD],
    "TXT _mta-sts.acme.example": [],
    "TXT _smtp._tls.acme.example": ["v=TLSRPTv1; rua=mailto:a@acme.example"],
    "TXT default._bimi.acme.example": ["v=BIMI1; l=https://acme.example/logo.svg"],
}
TAKES_ONLY = {"TXT acme.example": ["v=spf1 -all"], "MX acme.example": ["10 mx.mailer.example."]}
TAKES_ONLY |= {"A mx.mailer.example": ["192.0.2.9"], "TXT _dmarc.acme.example": ["v=DMARC1; p=reject"]}
NOTHING = {"TXT acme.example": [], "MX acme.example": [], "TXT _domainkey.acme.example": SILENT}
CASES = [
    *((WHOLE, DECLARED, question) for question in WHOLE),
    *((TAKES_ONLY, GUESSED, question) for question in TAKES_ONLY),
    *((NOTHING, GUESSED, question) for question in ("TXT acme.example", "MX acme.example")),
]


def proven(zone, asked):
    """Every finding and pass."""
    given = ((check, each) for check in CHECKS for each in judged(check.CHECK, zone, **asked))
    return {
        (check.CHECK.id, each.part, each.verdict.id)
        for check, each in given
        if each.outcome.is_finding or each.outcome is Outcome.PASS
    }


@pytest.mark.parametrize(("zone", "asked", "question"), CASES, ids=[case[2] for case in CASES])
def test_withheld_answer_proves_nothing(zone, asked, question):
    assert proven(zone | {question: SILENT}, asked) <= proven(zone, asked)
