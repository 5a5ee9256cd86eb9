from datetime import timedelta

import pytest

from audits.checks.certificate_expiry import CHECK, EXPIRED, LATE_NOW, NOT_YET, SOON_OVER, VALID
from audits.core.verdict import COULD_NOT_CHECK
from tests.audits.certificates import certificate, tls
from tests.audits.seen import HOST, NOW, SILENT, THERE, judged


def lasting(life, left):
    """A certificate of so many days of life, with so many left."""
    until = NOW + timedelta(days=left)
    return certificate(not_before=(until - timedelta(days=life)).isoformat(), not_after=until.isoformat())


CASES = [  # (life, left) in days
    (lasting(398, 300), VALID),
    (lasting(398, 21), VALID),
    (lasting(398, 20.9), SOON_OVER),
    (lasting(398, 7.1), SOON_OVER),
    (lasting(398, 7), LATE_NOW),
    (lasting(200, 30), VALID),
    (lasting(200, 21), VALID),
    (lasting(200, 20.9), SOON_OVER),
    (lasting(200, 7), LATE_NOW),
    (lasting(100, 21), VALID),
    (lasting(90, 60), VALID),
    (lasting(90, 30), VALID),
    (lasting(90, 29), VALID),
    (lasting(90, 21), VALID),
    (lasting(90, 20.9), SOON_OVER),
    (lasting(90, 7.1), SOON_OVER),
    (lasting(90, 7), LATE_NOW),
    (lasting(90, 0), LATE_NOW),
    (lasting(90, -0.001), EXPIRED),
    (lasting(90, -400), EXPIRED),
    (lasting(90, 91), NOT_YET),
    (lasting(47, 15.7), VALID),
    (lasting(47, 14.2), VALID),
    (lasting(47, 14), SOON_OVER),
    (lasting(47, 7), LATE_NOW),
    (lasting(30, 9), VALID),
    (lasting(30, 8.9), SOON_OVER),
    (lasting(30, 5), LATE_NOW),
    (lasting(10, 9), VALID),
    (lasting(10, 3.4), VALID),
    (lasting(10, 3.3), SOON_OVER),
    (lasting(10, 1.6), LATE_NOW),
    (lasting(6.67, 6.6), VALID),
    (lasting(6.67, 3), VALID),
    (lasting(6.67, 2.3), VALID),
    (lasting(6.67, 2.2), SOON_OVER),
    (lasting(6.67, 1.2), SOON_OVER),
    (lasting(6.67, 1.1), LATE_NOW),
    (lasting(6.67, -0.1), EXPIRED),
]


@pytest.mark.parametrize("life", [1, 3, 6, 6.67, 10])
def test_short_life_is_never_warned_of_before_two_thirds_are_over(life):
    for passed in range(66):
        leaf = lasting(life, life * (100 - passed) / 100)
        assert judged(CHECK, HOST, THERE, tls(leaf)).verdict is VALID


@pytest.mark.parametrize(("leaf", "verdict"), CASES)
def test_dates_get_their_verdict(leaf, verdict):
    assert judged(CHECK, HOST, THERE, tls(leaf)).verdict is verdict


WITHOUT = [(SILENT, COULD_NOT_CHECK)]
EXAMPLES = WITHOUT


@pytest.mark.parametrize(("certificates", "verdict"), WITHOUT)
def test_missing_certificates_are_no_verdict(certificates, verdict):
    assert judged(CHECK, HOST, THERE, tls(certificates=certificates)).verdict is verdict


LEFT = [(60, "60 days"), (1.5, "1 day"), (0.5, "12 hours"), (0.05, "1 hour")]


@pytest.mark.parametrize(("left", "words"), LEFT)
def test_what_is_left_is_written_out(left, words):
    assert words in judged(CHECK, HOST, THERE, tls(lasting(90, left))).headline


def test_only_the_hosts_own_certificate_counts():
    found = tls(certificates=(lasting(90, 60), lasting(3650, -1)))
    assert judged(CHECK, HOST, THERE, found).verdict is VALID
