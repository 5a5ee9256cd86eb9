import pytest

from audits.checks.certificate_name import CHECK, NAMED, NAMELESS, OTHER
from audits.core.subject import Host
from audits.core.verdict import COULD_NOT_CHECK
from tests.audits.certificates import certificate, tls
from tests.audits.seen import ACME, HOST, SILENT, THERE, dns, judged, records

CASES = [
    ((ACME,), NAMED),
    ((f"WWW.{ACME.upper()}", ACME.upper()), NAMED),
    ((f"www.{ACME}",), OTHER),
    ((f"*.{ACME}",), OTHER),
    (("*.example",), OTHER),
    (("*",), OTHER),
    ((f"{ACME}.evil.example",), OTHER),
    ((f"evil{ACME}",), OTHER),
    ((), NAMELESS),
]


@pytest.mark.parametrize(("names", "verdict"), CASES)
def test_names_get_their_verdict(names, verdict):
    assert judged(CHECK, HOST, THERE, tls(certificate(names=names))).verdict is verdict


SUBDOMAIN = [
    ("app", (f"*.{ACME}",), NAMED),
    ("app", (f"*.app.{ACME}",), OTHER),
    ("app", (f"a*.{ACME}",), OTHER),
    ("app", ("*.*.example",), OTHER),
    ("a.b", (f"*.{ACME}",), OTHER),
    ("a.b", (f"a.*.{ACME}",), OTHER),
]


@pytest.mark.parametrize(("label", "names", "verdict"), SUBDOMAIN)
def test_wildcard_stands_for_one_whole_label(label, names, verdict):
    host = Host(f"{label}.{ACME}", declared=True)
    found = tls(certificate(names=names), host=host.name)
    assert judged(CHECK, host, dns(records("192.0.2.1", name=host.name)), found).verdict is verdict


def test_common_name_is_not_read():
    nameless = certificate(names=(), subject=f"CN={ACME}")
    judgement = judged(CHECK, HOST, THERE, tls(nameless))
    assert judgement.verdict is NAMELESS
    assert judgement.evidence[0].observed == f"none; subject CN={ACME}"


def test_addresses_alone_name_no_host():
    assert judged(CHECK, HOST, THERE, tls(certificate(names=(), addresses=("192.0.2.1",)))).verdict is OTHER


def test_many_names_are_counted():
    names = tuple(f"n{number}.example" for number in range(100))
    headline = judged(CHECK, HOST, THERE, tls(certificate(names=names))).headline
    assert headline.endswith("made out to n0.example, n1.example, n2.example, n3.example and 96 more")


WITHOUT = [(SILENT, COULD_NOT_CHECK)]


@pytest.mark.parametrize(("certificates", "verdict"), WITHOUT)
def test_missing_certificates_are_no_verdict(certificates, verdict):
    assert judged(CHECK, HOST, THERE, tls(certificates=certificates)).verdict is verdict


EXAMPLES = [*SUBDOMAIN, *WITHOUT]
