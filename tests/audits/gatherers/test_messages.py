"""Received messages, really signed with fresh keys, verified by keys that a real name server publishes."""

import re
from functools import partial

import dkim as library
import pytest

from audits.checks import message_leads as leads
from audits.checks import received_message as check
from audits.core.artifacts import Artifacts
from audits.core.estate import Estate
from audits.core.observed import message as states
from audits.core.observed.message import MESSAGES, ReceivedSource
from audits.core.subject import Domain, MailDomain, Message
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK
from audits.gatherers.messages import MESSAGES_GATHERER, handed
from tests.audits.received_mail import NOW
from tests.audits.signed_mail import AT, arrived, ed25519_key, message, rsa_key, signed
from tests.closed_network import gathered, rules
from tests.loopback import SILENT, NameServer

pytestmark = pytest.mark.network

DOMAIN = "acme.test"
RESET = Message("0a1b2c3d", "password-reset")
SHARED = "Harbour Desk <onboarding@resend.dev>"
ARC = "ARC-Seal: i=1; a=rsa-sha256; d=google.com; cv=none; b=AAAA\r\n"


def txt(text):
    return [" ".join(f'"{text[start : start + 255]}"' for start in range(0, len(text), 255))]


ZONE = {
    (f"_dmarc.{DOMAIN}", "TXT"): txt("v=DMARC1; p=reject"),
    (f"s1._domainkey.{DOMAIN}", "TXT"): txt(rsa_key()[1]),
    (f"e1._domainkey.{DOMAIN}", "TXT"): txt(ed25519_key()[1]),
    (f"weak._domainkey.{DOMAIN}", "TXT"): txt(rsa_key(1024)[1][:-4]),
    (f"gone._domainkey.{DOMAIN}", "TXT"): txt("v=DKIM1; p="),
    (f"two._domainkey.{DOMAIN}", "TXT"): [*txt(rsa_key()[1]), *txt(ed25519_key()[1])],
    (f"strict._domainkey.{DOMAIN}", "TXT"): txt(f"{rsa_key()[1]}; t=s"),
    (f"other._domainkey.{DOMAIN}", "TXT"): txt(rsa_key(3072)[1]),
    (f"mute._domainkey.{DOMAIN}", "TXT"): SILENT,
    ("s1._domainkey.sender.test", "TXT"): txt(rsa_key()[1]),
    (f"s1._domainkey.mail.{DOMAIN}", "TXT"): txt(rsa_key()[1]),
    (DOMAIN, "TXT"): txt("v=spf1 include:_spf.sender.test -all"),
    ("_spf.sender.test", "TXT"): txt("v=spf1 ip4:203.0.113.0/24 -all"),
}

ours = partial(message, DOMAIN)
by_us = partial(signed, domain=DOMAIN)


def seen(raw, *, is_pasted=False, purpose="password-reset", records=ZONE, questions=None):
    """The artifact, and the check's judgements about it."""
    subject = Message(RESET.key, purpose)
    estate = Estate(Domain(DOMAIN), mail_domains=(MailDomain(DOMAIN),), messages=(subject,))
    source = handed([(subject.label, ReceivedSource(raw, is_pasted))]) if raw is not None else ()
    with NameServer(records) as server:
        found = gathered(MESSAGES_GATHERER, estate, rules(server), *source)
        if questions is not None:
            questions += server.questions
    mail = found[MESSAGES.name, subject.label]
    held = Artifacts(estate, NOW, found, subject)
    return mail, (*check.CHECK.judgements(held), *leads.CHECK.judgements(held))


class Dated(library.DKIM):
    """A signer that writes x= too, which the library cannot."""

    expires = 0

    def gen_header(self, fields, *rest, **more):
        return super().gen_header([*fields, (b"x", str(self.expires).encode())], *rest, **more)


def dated(raw, expires):
    signer = Dated(raw)
    signer.expires = expires
    headers = [b"From", b"To", b"Subject"]
    return signer.sign(b"s1", DOMAIN.encode(), rsa_key()[0], include_headers=headers) + raw


def with_algorithm(raw, name):
    return re.sub(rb"a=rsa-sha256", b"a=" + name, raw)


CASES = [
    (by_us(ours()), check.TRUSTED),
    (by_us(ours(), algorithm=b"ed25519-sha256", selector="e1"), check.TRUSTED),
    (by_us(by_us(ours(), algorithm=b"ed25519-sha256", selector="e1")), check.TRUSTED),
    (by_us(by_us(ours()), selector="gone"), check.TRUSTED),
    (signed(ours(), f"mail.{DOMAIN}"), check.TRUSTED),
    (signed(signed(ours(), "sender.test"), DOMAIN), check.TRUSTED),
    (by_us(ours(), length=True), check.TRUSTED),
    (by_us(ours(), length=True) + b"\r\nP.S. send me your password\r\n", check.PARTLY_SIGNED),
    (ours(), check.UNSIGNED),
    (signed(ours(), "sender.test"), check.NOT_ALIGNED),
    (by_us(ours()) + b"A footer.\r\n", check.BODY_CHANGED),
    (by_us(ours()).replace(b"Set a new password\r\nDate", b"Another\r\nDate"), check.WRONG),
    (by_us(ours(), selector="other"), check.WRONG),
    (by_us(ours()).replace(b"From: Harbour", b"From: x@evil.test\r\nFrom: Harbour"), check.SEVERAL_AUTHORS),
    (by_us(ours(), selector="none"), check.KEY_MISSING),
    (by_us(ours(), selector="gone"), check.KEY_REVOKED),
    (by_us(ours(), selector="weak"), check.KEY_UNUSABLE),
    (by_us(ours(), selector="two"), check.KEY_UNUSABLE),
    (by_us(ours(), selector="e1"), check.KEY_UNUSABLE),
    (by_us(ours(), selector="strict", identity=b"@news.acme.test"), check.KEY_UNUSABLE),
    (with_algorithm(by_us(ours()), b"rsa-sha1"), check.REFUSED),
    (by_us(ours()).replace(b"h=from : to", b"h=to"), check.UNREADABLE),
    (by_us(ours()).replace(b"; bh=", b"; xx=", 1), check.UNREADABLE),
    (dated(ours(), AT + 3_600), check.TRUSTED),
    (dated(ours(), AT - 3_600), check.EXPIRED),
    (by_us(ours(), selector="mute"), COULD_NOT_CHECK),
    (ours(sender=SHARED), check.TEST_SENDER),
    (signed(ours(sender="Harbour Desk <noreply@desk-1.firebaseapp.com>"), "sender.test"), check.SHARED_SENDER),
    (by_us(ours(sender="support@acrne.test")), check.LOOK_ALIKE),
    (by_us(ours(sender="support@elsewhere.test")), check.STRANGER),
    (by_us(ours(sender="undisclosed-senders:;")), check.NO_AUTHOR),
    (b"\r\n" + by_us(ours()), check.TRUSTED),
    (b"From MAILER Wed Nov 18 09:40:00 2026\r\n" + by_us(ours()), check.TRUSTED),
    (by_us(ours()).replace(b"\r\n", b"\n"), check.TRUSTED),
]


@pytest.mark.parametrize(("raw", "verdict"), CASES)
def test_signed_message_gets_its_verdict(raw, verdict):
    _, judgements = seen(raw if raw.startswith((b"\r\n", b"From M")) else arrived(raw, DOMAIN))
    assert judgements[0].verdict is verdict, judgements[0]


def test_weak_key_is_refused():
    short = {(f"w._domainkey.{DOMAIN}", "TXT"): txt(WEAK)}
    mail, judgements = seen(arrived(by_us(ours(), selector="w"), DOMAIN), records=ZONE | short)
    assert mail.signatures[0].state == states.REFUSED
    assert mail.signatures[0].bits == 512
    assert judgements[0].verdict is check.REFUSED


WEAK = (
    "v=DKIM1; k=rsa; p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAL7K2eQmPzN1zV0k2vY0pN7Tq3r8mY2L1c4xq8wzq7s9yXo5b2a1uZ3k6v4T1m8N0r5P7"
    "Q9e2W6x3B4C5D6E7F8CAwEAAQ=="
)


def test_expiry_without_a_day_of_receipt_is_not_guessed():
    _, judgements = seen(dated(ours(), AT - 3_600))
    assert judgements[0].verdict is COULD_NOT_CHECK


@pytest.mark.parametrize(
    ("is_pasted", "trace", "verdict"),
    [
        (True, "", check.COPIED),
        (False, ARC, check.FORWARDED),
        (False, "List-Id: <dev.lists.test>\r\n", check.FORWARDED),
    ],
)
def test_change_on_the_way_is_no_fault_of_the_sender(is_pasted, trace, verdict):
    raw = arrived(by_us(ours()) + b"-- \r\nThe list\r\n", DOMAIN, trace=trace)
    assert seen(raw, is_pasted=is_pasted)[1][0].verdict is verdict


@pytest.mark.parametrize(
    ("raw", "verdict"),
    [
        (ours(extra="Reply-To: help@desk.test\r\n"), leads.FOREIGN_REPLIES),
        (ours(sender='"ceo@bank.test" <support@acme.test>'), leads.FALSE_NAME),
        (ours(sender="=?utf-8?q?ceo=40bank=2Etest?= <support@acme.test>"), leads.FALSE_NAME),
        (ours(body="http://app.acme.test/reset?token=1\r\n"), leads.OPEN_LINK),
        (
            ours(html='<p><a href="https://u7.ct.track.test/ls/click?upn=u001abcDEF2345678901234567">Reset</a>'),
            leads.FOREIGN_LINK,
        ),
    ],
)
def test_what_leads_elsewhere_is_told_beside_the_pass(raw, verdict):
    _, judgements = seen(arrived(by_us(raw), DOMAIN))
    assert [one.verdict for one in judgements] == [check.TRUSTED, verdict]


def test_nothing_of_the_recipient_the_text_or_the_key_in_a_link_is_kept():
    mail, _ = seen(arrived(by_us(ours()), DOMAIN))
    told = repr(mail)
    assert "someone@mailbox.test" not in told
    assert "a1b2c3d4" not in told
    assert "set a new password" not in told.lower()


def test_sender_policy_is_asked_for_the_address_the_receiver_names():
    mail, _ = seen(arrived(by_us(ours()), DOMAIN))
    assert (mail.spf.address, mail.spf.domain, mail.spf.result) == ("203.0.113.7", DOMAIN, "pass")
    assert mail.received_at == "2026-11-18T09:40:00+00:00"
    refused, _ = seen(arrived(by_us(ours()), DOMAIN).replace(b"203.0.113.7", b"198.51.100.9"))
    assert refused.spf.result == "fail"


def test_policy_nobody_answered_for_is_no_verdict_about_kin():
    raw = arrived(signed(ours(), f"mail.{DOMAIN}"), DOMAIN)
    assert seen(raw, records=ZONE | {(f"_dmarc.mail.{DOMAIN}", "TXT"): "SERVFAIL"})[1][0].verdict is COULD_NOT_CHECK


def test_nothing_is_asked_twice_and_little_at_all():
    questions = []
    seen(arrived(by_us(by_us(ours())), DOMAIN), questions=questions)
    assert len(questions) == len(set(questions)) <= 6


def test_source_that_is_gone_is_an_answer_we_do_not_have():
    mail, judgements = seen(None)
    assert isinstance(mail, Unavailable)
    assert judgements[0].verdict is COULD_NOT_CHECK


def test_many_signatures_are_bounded():
    raw = ours()
    for _ in range(20):
        raw = by_us(raw)
    mail, judgements = seen(arrived(raw, DOMAIN))
    assert len(mail.signatures) == 8
    assert judgements[0].verdict is check.TRUSTED


def test_nobody_it_was_sent_to_is_kept_or_quoted():
    """Receivers and forwarders write their own users' addresses into what is shown as evidence for good."""
    claim = (
        "Authentication-Results: mx.mailbox.test; spf=pass smtp.mailfrom=bounces+1-ann.lee=mailbox.test@acme.test\r\n"
    )
    forwarded = "X-Forwarded-To: ann.lee@else.test\r\nResent-From: Ann Lee <ann.lee@mailbox.test>\r\n"
    mail, judged = seen(
        arrived(by_us(ours()), DOMAIN, trace=f"Delivered-To: ann.lee@mailbox.test\r\n{claim}{forwarded}")
    )
    assert mail.stops == ("x-forwarded-to: else.test", "resent-from: mailbox.test")
    assert mail.claims == ("mx.mailbox.test; spf=pass smtp.mailfrom=…@acme.test",)
    told = f"{mail} {judged}".lower()
    assert "ann" not in told
    assert "someone" not in told
