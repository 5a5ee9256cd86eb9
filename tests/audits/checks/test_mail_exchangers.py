import pytest

from audits.checks.mail_exchangers import (
    CHECK,
    CONTRADICTORY,
    DEAD_EXCHANGER,
    FALLS_BACK,
    NO_WAY_BACK,
    PARKED,
    RECEIVES,
    TAKES_NONE,
    TO_ALIAS,
    UNREACHABLE,
    UNUSED,
)
from audits.core.observed.mail import MailReply
from audits.core.outcome import Outcome
from audits.core.verdict import COULD_NOT_CHECK
from tests.audits.mail_zone import NXDOMAIN, SILENT, judged

MX, SPF = "MX acme.example", "TXT acme.example"
HOSTS = {"A mx1.acme.example": ["192.0.2.1"], "AAAA mx2.acme.example": ["2001:db8::1"]}
PRIVATE = {"A mx1.acme.example": ["10.0.0.1"]}
GONE = {"A mx1.acme.example": NXDOMAIN, "AAAA mx1.acme.example": NXDOMAIN}
ALIAS = {"A mx1.acme.example": MailReply("NOERROR", ("192.0.2.1",), ("real.acme.example",))}
CLOSED, SENDS = {SPF: ["v=spf1 -all"]}, {SPF: ["v=spf1 include:a.example -all"]}
MX1, MX2, NULL = "10 mx1.acme.example.", "20 mx2.acme.example.", "0 ."


def mx(*records):
    return {MX: list(records)}


CASES = [
    (mx(MX1) | HOSTS, RECEIVES),
    (mx(MX1, MX2) | HOSTS, RECEIVES),
    (mx(MX1, "10 mx2.acme.example.") | HOSTS, RECEIVES),
    (mx("0 MX1.Acme.Example.") | HOSTS, RECEIVES),
    (mx("10 acme.example.") | {"A acme.example": ["192.0.2.1"]}, RECEIVES),
    (mx(NULL), TAKES_NONE),
    (mx(NULL) | SENDS, TAKES_NONE),
    (mx() | CLOSED, PARKED),
    ({MX: NXDOMAIN} | CLOSED, PARKED),
    (mx() | SENDS | {"A acme.example": ["192.0.2.1"]}, FALLS_BACK),
    (mx() | {"AAAA acme.example": ["2001:db8::1"]}, FALLS_BACK),
    (mx() | SENDS, NO_WAY_BACK),
    (mx(), UNUSED),
    (mx() | {SPF: ["verification=1"]}, UNUSED),
    (mx(MX1) | GONE, UNREACHABLE),
    (mx(MX1) | {"A mx1.acme.example": []}, UNREACHABLE),
    (mx(MX1) | PRIVATE, UNREACHABLE),
    (mx("10 192.0.2.1."), UNREACHABLE),
    (mx("10 [192.0.2.1]."), UNREACHABLE),
    (mx(MX1, MX2) | HOSTS | GONE, DEAD_EXCHANGER),
    (mx(MX1, MX2) | HOSTS | PRIVATE, DEAD_EXCHANGER),
    (mx("10 192.0.2.1.", MX2) | HOSTS, DEAD_EXCHANGER),
    (mx(MX1, NULL) | HOSTS, CONTRADICTORY),
    (mx(MX1) | ALIAS, TO_ALIAS),
    ({MX: SILENT}, COULD_NOT_CHECK),
    (mx(MX1) | {"A mx1.acme.example": SILENT, "AAAA mx1.acme.example": SILENT}, COULD_NOT_CHECK),
    (mx(MX1) | {"A mx1.acme.example": SILENT}, COULD_NOT_CHECK),
    (mx() | SENDS | {"A acme.example": SILENT, "AAAA acme.example": SILENT}, COULD_NOT_CHECK),
    (mx() | {SPF: SILENT}, COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("zone", "verdict"), CASES)
def test_records_get_their_verdict(zone, verdict):
    judgement = judged(CHECK, zone)[0]
    assert judgement.verdict is verdict
    assert judgement.headline
    assert bool(judgement.fix) is (verdict.outcome is not Outcome.PASS)


FIXES = [
    (mx("10 192.0.2.1."), "MX 10 mail.acme.example. and publish mail.acme.example A 192.0.2.1"),
    (
        mx(MX1, MX2) | HOSTS | GONE,
        "Delete the MX record 10 mx1.acme.example. at acme.example, so that these remain: MX 20",
    ),
    (mx(MX1, NULL) | HOSTS, "these remain: MX 10 mx1.acme.example."),
    (mx(MX1) | ALIAS, "by: MX 10 real.acme.example."),
]


@pytest.mark.parametrize(("zone", "words"), FIXES)
def test_fix_holds_the_records(zone, words):
    assert words in judged(CHECK, zone)[0].fix


def test_one_address_that_is_reached_is_enough():
    zone = mx(MX1) | {"A mx1.acme.example": ["10.0.0.1"], "AAAA mx1.acme.example": ["2001:db8::1"]}
    assert judged(CHECK, zone)[0].verdict is RECEIVES
