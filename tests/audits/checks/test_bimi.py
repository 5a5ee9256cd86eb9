import pytest

from audits.checks.bimi import ABSENT, CHECK, DECLINED, NOT_SHOWN, SHOWN, UNREADABLE
from audits.core.verdict import COULD_NOT_CHECK
from tests.audits.mail_zone import SILENT, judged

NAME = "TXT default._bimi.acme.example"
REJECT = {"TXT _dmarc.acme.example": ["v=DMARC1; p=reject"]}
TESTING = {"TXT _dmarc.acme.example": ["v=DMARC1; p=quarantine; t=y"]}
UNKNOWN = {"TXT _dmarc.acme.example": SILENT}
LOGO = "v=BIMI1; l=https://acme.example/logo.svg"


def own(*texts):
    return {NAME: list(texts)}


CASES = [
    (REJECT, ABSENT),
    (own("other") | REJECT, ABSENT),
    (UNKNOWN, ABSENT),
    (own(LOGO) | REJECT, SHOWN),
    (own(f"{LOGO}; a=https://acme.example/mark.pem") | REJECT, SHOWN),
    (own(LOGO), NOT_SHOWN),
    (own(LOGO) | TESTING, NOT_SHOWN),
    (own("v=BIMI1; l=; a=;") | REJECT, DECLINED),
    (own("v=BIMI1; l=http://acme.example/logo.svg") | REJECT, UNREADABLE),
    (own("v=BIMI1; a=https://acme.example/mark.pem") | REJECT, UNREADABLE),
    (own(LOGO, LOGO) | REJECT, UNREADABLE),
    (own("v=BIMI1; logo") | REJECT, UNREADABLE),
    ({NAME: SILENT} | REJECT, COULD_NOT_CHECK),
    (own(LOGO) | UNKNOWN, COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("zone", "verdict"), CASES)
def test_record_gets_its_verdict(zone, verdict):
    judgement = judged(CHECK, zone)[0]
    assert judgement.verdict is verdict
    assert judgement.headline
    assert bool(judgement.fix) is (verdict in {UNREADABLE, COULD_NOT_CHECK})
