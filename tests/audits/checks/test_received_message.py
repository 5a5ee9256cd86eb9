from dataclasses import replace

import pytest

from audits.checks.received_message import (
    BODY_CHANGED,
    CHECK,
    COPIED,
    EXPIRED,
    FORWARDED,
    KEY_MISSING,
    KEY_REVOKED,
    KEY_UNUSABLE,
    LOOK_ALIKE,
    NO_AUTHOR,
    NOT_ALIGNED,
    PARTLY_SIGNED,
    REFUSED,
    SEVERAL_AUTHORS,
    SHARED_SENDER,
    STRANGER,
    TEST_SENDER,
    TRUSTED,
    UNREADABLE,
    UNSIGNED,
    WRONG,
)
from audits.core.estate import Estate
from audits.core.observed.mail import MailReply
from audits.core.observed.message import Mailbox, SpfSeen
from audits.core.subject import MailDomain
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK
from tests.audits.received_mail import ARRIVED, GOOD, NOTHING, RESET, SILENT, judged, policy, signature, written_by

EARLY, LATE = 1_700_000_000, 1_900_000_000
PASSED_ON = {"stops": ("arc-seal: i=1; d=google.com",)}
CYRILLIC = "\u0430cme.example".encode("idna").decode()
OF_SENDGRID = signature(domain="sendgrid.net")


def with_signatures(*signatures, **more):
    return replace(GOOD, signatures=signatures, **more)


CASES = [
    (GOOD, TRUSTED),
    (replace(GOOD, purpose="alert", replies=(), links=(), spf=None, claims=()), TRUSTED),
    (with_signatures(signature("body-changed"), signature()), TRUSTED),
    (with_signatures(OF_SENDGRID, signature()), TRUSTED),
    (with_signatures(signature(expires_at=LATE)), TRUSTED),
    (with_signatures(signature(), walks=(policy(SILENT), NOTHING)), TRUSTED),
    (with_signatures(signature(is_partial=True), signature()), TRUSTED),
    (written_by("alerts@status.acme.example", walks=(policy(), NOTHING)), TRUSTED),
    (with_signatures(signature(domain="mail.acme.example")), TRUSTED),
    (
        with_signatures(signature(domain="mail.acme.example"), walks=(policy("v=DMARC1; p=reject; adkim=s"),)),
        NOT_ALIGNED,
    ),
    (
        with_signatures(
            signature(domain="mail.acme.example"),
            walks=(policy(), policy("v=DMARC1; p=reject; psd=n", "mail.acme.example")),
        ),
        NOT_ALIGNED,
    ),
    (with_signatures(signature(is_partial=True)), PARTLY_SIGNED),
    (replace(GOOD, from_fields=(), authors=()), NO_AUTHOR),
    (replace(GOOD, from_fields=("undisclosed:;",), authors=()), NO_AUTHOR),
    (replace(GOOD, authors=(Mailbox("", "root@localhost", ""),)), NO_AUTHOR),
    (replace(GOOD, from_fields=("a@acme.example", "b@acme.example")), SEVERAL_AUTHORS),
    (
        replace(GOOD, authors=(*GOOD.authors, Mailbox("", "x@other.example", "other.example"))),
        SEVERAL_AUTHORS,
    ),
    (written_by("onboarding@resend.dev"), TEST_SENDER),
    (written_by("noreply@mail.app.supabase.io"), TEST_SENDER),
    (written_by("postmaster@sandbox12.mailgun.org"), TEST_SENDER),
    (written_by("noreply@harbour-desk.firebaseapp.com"), SHARED_SENDER),
    (written_by("acme.support@gmail.com"), SHARED_SENDER),
    (written_by("no-reply@verificationemail.com"), SHARED_SENDER),
    (written_by("support@acrne.example"), LOOK_ALIKE),
    (written_by(f"support@{CYRILLIC}"), LOOK_ALIKE),
    (written_by("support@acme-example.test"), STRANGER),
    (written_by("support@acme.test"), LOOK_ALIKE),
    (written_by("support@other.test"), STRANGER),
    (with_signatures(), UNSIGNED),
    (with_signatures(OF_SENDGRID), NOT_ALIGNED),
    (with_signatures(signature("body-changed")), BODY_CHANGED),
    (with_signatures(signature("wrong")), WRONG),
    (with_signatures(signature("no-key", reply=MailReply("NXDOMAIN"))), KEY_MISSING),
    (with_signatures(signature("revoked")), KEY_REVOKED),
    (with_signatures(signature("unusable-key", reason="p= is not base64")), KEY_UNUSABLE),
    (with_signatures(signature("refused", reason="the RSA key has 512 bits")), REFUSED),
    (with_signatures(signature("unreadable", reason="it has no bh= tag")), UNREADABLE),
    (with_signatures(signature("unreadable", domain="", reason="it has no d= tag")), UNREADABLE),
    (with_signatures(signature(expires_at=EARLY)), EXPIRED),
    (with_signatures(signature(expires_at=EARLY), received_at=""), COULD_NOT_CHECK),
    (with_signatures(signature("body-changed"), **PASSED_ON), FORWARDED),
    (with_signatures(signature("wrong"), stops=("list-id: <dev.lists.test>",)), FORWARDED),
    (with_signatures(signature("no-key"), **PASSED_ON), KEY_MISSING),
    (with_signatures(signature("body-changed"), is_pasted=True), COPIED),
    (with_signatures(signature("no-key"), is_pasted=True), KEY_MISSING),
    (with_signatures(signature("unanswered", reply=SILENT)), COULD_NOT_CHECK),
    (with_signatures(signature("unanswered", reply=SILENT), signature("revoked")), COULD_NOT_CHECK),
    (with_signatures(signature(domain="mail.acme.example"), walks=(policy(SILENT),)), COULD_NOT_CHECK),
    (Unavailable("its source is not here any more"), COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("mail", "verdict"), CASES)
def test_message_gets_its_verdict(mail, verdict):
    judgement = judged(CHECK, mail)[0]
    assert judgement.verdict is verdict
    assert judgement.headline
    assert "{" not in judgement.fix


def test_what_the_receiver_claims_is_shown_and_counts_for_nothing():
    claimed = with_signatures(claims=("mx.mailbox.test; dkim=pass header.d=acme.example; dmarc=pass",))
    judgement = judged(CHECK, claimed)[0]
    assert judgement.verdict is UNSIGNED
    assert judgement.evidence[-1].source == "Authentication-Results, as the receiver claims"


def test_fix_names_the_setting_of_the_service_and_the_domain():
    judgement = judged(CHECK, written_by("noreply@harbour-desk.firebaseapp.com"))[0]
    assert "Authentication › Templates" in judgement.fix
    assert "acme.example" in judgement.fix
    assert "firebaseapp" not in judgement.fix


def test_dmarc_is_told_with_what_it_passes_by():
    by_key = {one.source: one.observed for one in judged(CHECK, GOOD)[0].evidence}
    assert by_key["DMARC"] == "passes by the DKIM signature of acme.example"
    by_spf = {one.source: one.observed for one in judged(CHECK, with_signatures())[0].evidence}
    assert by_spf["DMARC"].startswith("passes by SPF alone")
    failing = replace(with_signatures(), spf=SpfSeen("203.0.113.7", "acme.example", "fail"))
    assert {one.source: one.observed for one in judged(CHECK, failing)[0].evidence}["DMARC"] == "fails"


def test_expiry_is_held_against_the_day_of_receipt():
    just = with_signatures(signature(expires_at=1_795_600_000), received_at=ARRIVED)
    assert judged(CHECK, just)[0].verdict is TRUSTED


def test_estate_without_a_domain_leaves_nothing_to_compare_with():
    assert judged(CHECK, GOOD, estate=Estate(messages=(RESET,)))[0].verdict is COULD_NOT_CHECK


def test_declared_sender_under_another_name_is_the_estates_own():
    estate = Estate(mail_domains=(MailDomain("acme-mail.example"),), messages=(RESET,))
    mail = written_by("x@acme-mail.example", signatures=(signature(domain="acme-mail.example"),))
    assert judged(CHECK, mail, estate=estate)[0].verdict is TRUSTED
