import base64

import pytest

from audits.checks.dkim import (
    CHECK,
    KEY_ACCEPTED,
    KEY_DANGLING,
    KEY_INVALID,
    KEY_MISSING,
    KEY_RETIRED,
    KEY_REVOKED,
    KEY_SEVERAL,
    KEY_SHORT,
    KEY_TESTING,
    KEY_TOO_SHORT,
    NONE_USABLE,
    ONLY_ED25519,
    SELECTOR_UNKNOWN,
    SIGNED,
    UNSIGNED,
)
from audits.core.observed.mail import MailReply
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.mail_zone import NXDOMAIN, SILENT, answers, artifacts, judged


def rsa(bits):
    """The smallest bare RSAPublicKey of that size, in base64."""

    def element(kind, content):
        return bytes([kind, 0x82]) + len(content).to_bytes(2, "big") + content

    modulus = b"\x00" + ((1 << (bits - 1)) | 1).to_bytes(bits // 8, "big")
    return base64.b64encode(element(0x30, element(2, modulus) + element(2, b"\x01\x00\x01"))).decode()


GOOD = f"v=DKIM1; k=rsa; p={rsa(2048)}"
SHORT = f"v=DKIM1; p={rsa(1024)}"
TOO_SHORT = f"v=DKIM1; p={rsa(512)}"
TESTING = f"v=DKIM1; t=y; p={rsa(2048)}"
ED25519 = f"v=DKIM1; k=ed25519; p={base64.b64encode(bytes(32)).decode()}"
REVOKED = "v=DKIM1; p="
ALIAS = MailReply("NXDOMAIN", (), ("gone.mailer.example",))
EXISTS = {"TXT _domainkey.acme.example": []}
CLOSED = {"TXT acme.example": ["v=spf1 -all"], "MX acme.example": ["0 ."]}


def selector(*texts, name="s1"):
    return {f"TXT {name}._domainkey.acme.example": list(texts), **EXISTS}


def as_answer(answer):
    return {"TXT s1._domainkey.acme.example": answer, **EXISTS}


DECLARED = [
    (selector(GOOD), SIGNED, KEY_ACCEPTED),
    (selector(ED25519), ONLY_ED25519, KEY_ACCEPTED),
    (selector(SHORT), SIGNED, KEY_SHORT),
    (as_answer(MailReply("NOERROR", (SHORT,), ("s1.mailer.example",))), SIGNED, KEY_ACCEPTED),
    (selector(TESTING), SIGNED, KEY_TESTING),
    (selector(GOOD, "v=spf1 -all"), SIGNED, KEY_ACCEPTED),
    (selector(TOO_SHORT), NONE_USABLE, KEY_TOO_SHORT),
    (selector(REVOKED), NONE_USABLE, KEY_REVOKED),
    (selector(GOOD, SHORT), NONE_USABLE, KEY_SEVERAL),
    (selector("v=DKIM1; p=%%%"), NONE_USABLE, KEY_INVALID),
    (selector("v=spf1 -all"), NONE_USABLE, KEY_INVALID),
    (selector(), NONE_USABLE, KEY_MISSING),
    (as_answer(NXDOMAIN), NONE_USABLE, KEY_MISSING),
    (as_answer(ALIAS), NONE_USABLE, KEY_DANGLING),
    (as_answer(SILENT), COULD_NOT_CHECK, COULD_NOT_CHECK),
    (selector() | CLOSED, NONE_USABLE, KEY_MISSING),
]
SENDS = {"TXT acme.example": ["v=spf1 ip4:192.0.2.1 -all"]}
GUESSED = [
    (selector(GOOD), SIGNED, KEY_ACCEPTED),
    (selector(GOOD) | SENDS, SIGNED, KEY_ACCEPTED),
    (selector(ED25519) | SENDS, SIGNED, KEY_ACCEPTED),
    (selector(REVOKED) | SENDS, SELECTOR_UNKNOWN, KEY_RETIRED),
    (selector(TOO_SHORT) | SENDS, SELECTOR_UNKNOWN, KEY_TOO_SHORT),
    (selector(GOOD[:200]) | SENDS, SELECTOR_UNKNOWN, KEY_INVALID),
    (selector(GOOD.lower()) | SENDS, SELECTOR_UNKNOWN, KEY_INVALID),
    (selector(GOOD.replace(";", "")) | SENDS, SELECTOR_UNKNOWN, KEY_INVALID),
    (selector(GOOD.replace(";", "\\;")) | SENDS, SELECTOR_UNKNOWN, KEY_INVALID),
    (as_answer(MailReply("NOERROR", (TOO_SHORT,))) | SENDS | {"TXT _domainkey.acme.example": NXDOMAIN}, SELECTOR_UNKNOWN, KEY_TOO_SHORT),
    (selector("v=spf1 -all") | SENDS, SELECTOR_UNKNOWN, None),
    (EXISTS | SENDS, SELECTOR_UNKNOWN, None),
    (SENDS, UNSIGNED, None),
    ({"MX acme.example": ["10 mx.acme.example."]}, UNSIGNED, None),
    (as_answer(SILENT) | SENDS, COULD_NOT_CHECK, None),
    (as_answer(SILENT), COULD_NOT_CHECK, None),
    ({"TXT _domainkey.acme.example": SILENT} | SENDS, SELECTOR_UNKNOWN, None),
    ({"TXT acme.example": SILENT, **EXISTS}, SELECTOR_UNKNOWN, None),
    ({"TXT acme.example": SILENT}, COULD_NOT_CHECK, None),
    ({"MX acme.example": SILENT}, COULD_NOT_CHECK, None),
    ({"MX acme.example": SILENT} | SENDS, UNSIGNED, None),
    ({}, NOT_APPLICABLE, None),
    (CLOSED, NOT_APPLICABLE, None),
    (CLOSED | {"MX acme.example": ["10 mx.acme.example."]}, NOT_APPLICABLE, None),
]  # fmt: skip
CASES = [
    *((zone, "declared", verdict) for zone, *verdicts in DECLARED for verdict in verdicts),
    *((zone, "guessed", verdict) for zone, *verdicts in GUESSED for verdict in verdicts if verdict),
]


def answered(zone, how):
    return judged(CHECK, zone, **({"selectors": ("s1",)} if how == "declared" else {"guessed": ("s1",)}))


@pytest.mark.parametrize(("zone", "how", "verdict"), CASES)
def test_key_gets_its_verdict(zone, how, verdict):
    given = answered(zone, how)
    assert any(judgement.verdict is verdict for judgement in given)
    assert all(judgement.headline for judgement in given)


@pytest.mark.parametrize(("zone", "whole", "part"), DECLARED)
def test_declared_selector_is_answered_for_itself(zone, whole, part):
    first, second = answered(zone, "declared")
    assert (first.verdict, second.verdict) == (whole, part)
    assert (first.part, second.part) == ("", "s1._domainkey.acme.example")
    assert second.fix or part is KEY_ACCEPTED


@pytest.mark.parametrize(("zone", "whole", "part"), GUESSED)
def test_guessed_selector_counts_only_where_it_holds_a_key(zone, whole, part):
    given = answered(zone, "guessed")
    assert [judgement.verdict for judgement in given] == ([whole, part] if part else [whole])


def test_one_bad_selector_does_not_fail_the_whole():
    zone = selector(GOOD) | selector(TOO_SHORT, name="old")
    whole, good, bad = judged(CHECK, zone, selectors=("s1", "old"))
    assert (whole.verdict, good.verdict, bad.verdict) == (SIGNED, KEY_ACCEPTED, KEY_TOO_SHORT)


def test_test_flag_is_taken_out_of_the_record():
    zone = selector(f"v=DKIM1; t=y:s; p={rsa(2048)}")
    assert f"v=DKIM1; t=s; p={rsa(2048)}" in answered(zone, "declared")[1].fix


def test_ed25519_beside_rsa_is_no_worry():
    zone = selector(ED25519) | selector(GOOD, name="s2")
    assert judged(CHECK, zone, selectors=("s1", "s2"))[0].verdict is SIGNED


def test_ed25519_is_not_called_alone_while_a_selector_is_unanswered():
    zone = selector(ED25519) | {"TXT s2._domainkey.acme.example": SILENT}
    assert judged(CHECK, zone, selectors=("s1", "s2"))[0].verdict is SIGNED


def test_wildcard_is_told_once_and_under_its_own_name():
    zone = selector(GOOD) | selector(GOOD, name="k1")
    whole, key = judged(CHECK, zone, guessed=("s1", "k1"), stray=(GOOD,))
    assert whole.verdict is SIGNED
    assert (key.verdict, key.part) == (KEY_ACCEPTED, "*._domainkey.acme.example")


def test_selector_beside_a_wildcard_is_told_for_itself():
    zone = selector(GOOD) | selector(REVOKED, name="k1")
    parts = [each.part for each in judged(CHECK, zone, guessed=("s1", "k1"), stray=(REVOKED,))]
    assert parts == ["", "s1._domainkey.acme.example", "*._domainkey.acme.example"]


def test_parked_domain_may_revoke_every_key_by_a_wildcard():
    zone = selector(REVOKED) | CLOSED
    assert judged(CHECK, zone, guessed=("s1",), stray=(REVOKED,))[0].verdict is NOT_APPLICABLE


def test_key_of_a_sister_domain_may_sign_for_a_domain_without_any():
    sister = answers({"TXT s1._domainkey.mail.acme.example": [GOOD]}, domain="mail.acme.example", selectors=("s1",))
    stranger = answers({"TXT s1._domainkey.other.example": [GOOD]}, domain="other.example", selectors=("s1",))
    alone = answers(SENDS)
    assert CHECK.judgements(artifacts(alone))[0].verdict is UNSIGNED
    assert CHECK.judgements(artifacts(alone, kin=(stranger,)))[0].verdict is UNSIGNED
    assert CHECK.judgements(artifacts(alone, kin=(sister,)))[0].verdict is SELECTOR_UNKNOWN
