"""Whole mail domains that are right, in ordinary and in odd but legal ways: no check has anything to say of them."""

import pytest

from audits.checks import CHECKS
from audits.core.artifacts import Artifact
from audits.core.observed.mail import MailReply
from audits.core.observed.mail_transport import SMTP, STS_POLICY, PolicyFile, Reception, Receptions, SmtpSession
from audits.core.outcome import Outcome
from audits.core.subject import MailDomain
from tests.audits.checks.test_dkim import ED25519, GOOD, rsa
from tests.audits.checks.test_mail_encryption import WILD, tls
from tests.audits.mail_zone import ACME, answers, artifacts

MAIL_CHECKS = [check for check in CHECKS if check.subject is MailDomain]
QUIET = {Outcome.PASS, Outcome.NOT_APPLICABLE}

PLAIN = {
    "MX acme.example": ["1 aspmx.l.google.com."],
    "A aspmx.l.google.com": ["192.0.2.25"],
    "TXT acme.example": ["v=spf1 include:_spf.google.com ~all"],
    "TXT _spf.google.com": ["v=spf1 ip4:198.51.100.0/24 ~all"],
    "TXT _dmarc.acme.example": ["v=DMARC1; p=quarantine; rua=mailto:dmarc@acme.example"],
    "TXT s1._domainkey.acme.example": [GOOD],
}
PARKED = {
    "MX acme.example": ["0 ."],
    "TXT acme.example": ["v=spf1 -all"],
    "TXT _dmarc.acme.example": ["v=DMARC1; p=reject"],
    "TXT s1._domainkey.acme.example": ["v=DKIM1; p="],
}
PARKED_WITHOUT_MX = {key: value for key, value in PARKED.items() if not key.startswith("MX")}
ODD = {
    # Equal preferences, one of them zero; names in capitals; the domain itself as an exchanger.
    "MX acme.example": ["0 Mx1.Acme.Example.", "0 acme.example.", "10 mx1.acme.example."],
    "A mx1.acme.example": ["192.0.2.1"],
    "AAAA mx1.acme.example": ["2001:db8::1"],
    "AAAA acme.example": ["2001:db8::2"],
    # The version in mixed case, several spaces, an unknown modifier, an explanation, macros, lengths of networks, a
    # redirect in place of `all`, beside texts of others that are no ASCII and one of the old Sender ID.
    "TXT acme.example": [
        (
            "v=SpF1  MX/32//128   a:mx1.acme.example exists:%{ir}.%{l1r-}.spf.%{d} x-note=%{d} exp=why.%{d} "
            "redirect=_spf.acme.example"
        ),
        "spf2.0/pra include:_spf.acme.example ~all",
        "prüfung=\u202e1",
    ],
    "TXT _spf.acme.example": ["v=spf1 ?ip4:203.0.113.9 ip6:2001:db8:1::/48 ip4:198.51.100.7/31 -ALL "],
    # Odd spaces, an unknown tag, tags that RFC 9989 removed, values in capitals, several kinds of addresses.
    "TXT _dmarc.acme.example": [
        (
            "v = DMARC1 ;p=Quarantine ; sp=reject;np=REJECT; t=n; psd=n; pct=100; rf=afrf; ri=3600; x-a=b; fo=1:d; "
            "rua=https://acme.example/dmarc, mailto:d@reports.acme.example!10m; adkim=s ; aspf=s;"
        )
    ],
    # Neither version nor key type, every limit that still lets today's mail through, flags, a note, folded space.
    "TXT s1._domainkey.acme.example": [
        f"h=sha1:sha256; s=email:*; t=s; n=made in 2026; p={rsa(2048)[:60]} {rsa(2048)[60:]};"
    ],
    "TXT s2._domainkey.acme.example": MailReply("NOERROR", (ED25519,), ("acme.dkim.mailer.example",)),
    "TXT _mta-sts.acme.example": ["v=STSv1; id=a; x=kept;"],
    "TXT _smtp._tls.acme.example": ["v=TLSRPTv1;rua=https://acme.example/tls,mailto:tls@acme.example"],
    "TXT default._bimi.acme.example": ["v=BIMI1; l=; a=;"],
    "PTR 192.0.2.1": ["other.host.example.", "MX1.acme.example."],
    "A MX1.acme.example": ["192.0.2.1"],
    "PTR 2001:db8::1": ["mx1.acme.example."],
    "PTR 2001:db8::2": ["acme.example."],
}
POLICY = "version: STSv1\nx-note: kept\nmode: enforce\nmx: *.acme.example\nmx: ACME.example.\nmax_age: 86400"


def received(*certificates):
    hosts = ("acme.example", "mx1.acme.example")
    sessions = (
        SmtpSession(host, "192.0.2.1", "220", ("STARTTLS",), each)
        for host, each in zip(hosts, certificates, strict=False)
    )
    return Artifact(SMTP, ACME, Receptions(ACME, tuple(Reception(each.host, each) for each in sessions)))


DOMAINS = {
    "plain": (PLAIN, (received(tls("mx.google.com")),)),
    "parked": (PARKED, ()),
    "parked without MX": (PARKED_WITHOUT_MX, ()),
    "odd": (ODD, (received(tls("acme.example"), WILD), Artifact(STS_POLICY, ACME, PolicyFile("https://x", 200, "Text/Plain", POLICY)))),
}  # fmt: skip


@pytest.mark.parametrize("check", MAIL_CHECKS, ids=lambda check: check.id)
@pytest.mark.parametrize(("zone", "known"), DOMAINS.values(), ids=DOMAINS.keys())
def test_right_domain_gives_no_check_anything_to_say(check, zone, known):
    selectors = ("s1", "s2") if zone is ODD else ("s1",) if zone is PLAIN else ()
    mail = answers(zone, selectors=selectors, guessed=() if selectors else ("s1",))
    judgements = check.judgements(artifacts(mail, *known))
    assert [(each.headline, each.facts) for each in judgements if each.outcome not in QUIET] == []


@pytest.mark.parametrize("zone", [PARKED, PARKED_WITHOUT_MX])
def test_parked_domain_is_judged_as_one_thing(zone):
    seen = artifacts(answers(zone, guessed=("s1",)))
    outcomes = {check.id: check.judgements(seen)[0].outcome.value for check in MAIL_CHECKS}
    told = {"spf", "dmarc-policy", "mail-exchangers", "tls-reporting", "bimi"}
    assert {name for name, outcome in outcomes.items() if outcome == "pass"} == told
    assert {name for name, outcome in outcomes.items() if outcome == "not-applicable"} == set(outcomes) - told
