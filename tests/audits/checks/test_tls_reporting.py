import pytest

from audits.checks.tls_reporting import ABSENT, CHECK, REPORTED, SEVERAL, UNREADABLE
from audits.core.verdict import COULD_NOT_CHECK
from tests.audits.mail_zone import NXDOMAIN, SILENT, judged

NAME = "TXT _smtp._tls.acme.example"


def own(*texts):
    return {NAME: list(texts)}


CASES = [
    ({}, ABSENT),
    ({NAME: NXDOMAIN}, ABSENT),
    (own("v=spf1 -all", "v=tlsrptv1; rua=mailto:a@acme.example"), ABSENT),
    (own("v=TLSRPTv1; rua=mailto:tls@acme.example"), REPORTED),
    (own("v=TLSRPTv1;rua=https://reports.example/v1,mailto:a@reports.example; x=kept"), REPORTED),
    (own("v=TLSRPTv1; rua=mailto:a@acme.example", "v=TLSRPTv1; rua=mailto:b@acme.example"), SEVERAL),
    (own("v=TLSRPTv1; rua=tls@acme.example"), UNREADABLE),
    (own("v=TLSRPTv1; rua=http://acme.example/"), UNREADABLE),
    (own("v=TLSRPTv1;"), UNREADABLE),
    (own("v=TLSRPTv1; rua=mailto:a@acme.example,"), UNREADABLE),
    ({NAME: SILENT}, COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("zone", "verdict"), CASES)
def test_record_gets_its_verdict(zone, verdict):
    judgement = judged(CHECK, zone)[0]
    assert judgement.verdict is verdict
    assert judgement.headline
    assert bool(judgement.fix) is (verdict in {SEVERAL, UNREADABLE, COULD_NOT_CHECK})


def test_fix_holds_the_mended_record():
    assert judged(CHECK, own("v=TLSRPTv1; rua=tls@acme.example"))[0].fix.endswith("rua=mailto:tls@acme.example")
    assert judged(CHECK, own("v=TLSRPTv1"))[0].fix.endswith("rua=mailto:tls-reports@acme.example")
