from datetime import timedelta

import pytest

from audits.checks.domain_expiry import (
    CHECK,
    DELETED,
    IMMINENT,
    LASTING,
    LOST_SOON,
    NEAR,
    ON_HOLD,
    OVER,
    SOON,
)
from audits.core.artifacts import Artifact
from audits.core.observed.registration import REGISTRATION, Registration
from audits.core.subject import Domain
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK
from tests.audits.seen import ACME, NOW, SILENT, judged

URL = f"https://rdap.example/domain/{ACME}"
LOCKS = ("client transfer prohibited", "server delete prohibited", "auto renew period", "active")


def until(days, *statuses, registrar="Names Ltd", expires=None):
    date = expires if expires is not None else (NOW + timedelta(days=days, hours=1)).isoformat()
    return Registration(ACME, URL, registrar, date, statuses, ())


CASES = [
    (until(400), LASTING),
    (until(31), LASTING),
    (until(400, *LOCKS), LASTING),
    (until(0, expires="2027-03-01T00:00:00Z"), LASTING),
    (until(0, expires="2027-03-01t00:00:00.000z"), LASTING),
    (until(0, expires="2027-03-01"), LASTING),
    (until(30), SOON),
    (until(15), SOON),
    (until(14), NEAR),
    (until(8), NEAR),
    (until(7), IMMINENT),
    (until(0), IMMINENT),
    (until(-1), OVER),
    (until(400, "client hold"), ON_HOLD),
    (until(400, "active", "server hold"), ON_HOLD),
    (until(0, "server hold", expires=""), ON_HOLD),
    (until(300, "redemption period", "server hold"), DELETED),
    (until(300, "pending restore"), DELETED),
    (until(300, "redemption period", "pending delete"), LOST_SOON),
    (until(0, expires=""), COULD_NOT_CHECK),
    (until(0, expires="soon"), COULD_NOT_CHECK),
    (until(0, expires="9999999-01-01"), COULD_NOT_CHECK),
    (SILENT, COULD_NOT_CHECK),
    (Unavailable("the registry of .example publishes no RDAP server"), COULD_NOT_CHECK),
]


def answered(value):
    return judged(CHECK, Domain(ACME), Artifact(REGISTRATION, ACME, value))


@pytest.mark.parametrize(("value", "verdict"), CASES)
def test_registration_gets_its_verdict(value, verdict):
    assert answered(value).verdict is verdict


def test_registrar_is_named_where_he_is_known():
    assert "at Names Ltd today" in answered(until(3)).fix
    assert "at the registrar today" in answered(until(3, registrar="")).fix


def test_registry_without_a_date_says_where_to_look():
    judgement = answered(until(0, expires=""))
    assert judgement.facts["reason"] == f"the registry of .example does not publish until when {ACME} is registered"
    assert judgement.fix.startswith("Try again in the account at the registrar")
