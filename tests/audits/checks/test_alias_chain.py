import pytest

from audits.checks.alias_chain import AT_APEX, BESIDE_OTHERS, CHECK, LONG, NONE, SHORT
from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.dns import ZONE, NameServer, ZoneRecords
from audits.core.observed.mail import MAIL, MailReply
from audits.core.subject import Domain, Host, MailDomain
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits import mail_zone
from tests.audits.seen import ACME, HOST, SILENT, dns, judged, records

DOCS = Host(f"docs.{ACME}", declared=True)
SERVERS = Artifact(ZONE, ACME, ZoneRecords(ACME, "NOERROR", (NameServer("ns1.dns.example", SILENT),), (), ()))
PART = Artifact(ZONE, ACME, ZoneRecords(ACME, "NOERROR", (), (), (), zone="example"))


def alias(count, *, host=DOCS, **more):
    targets = [f"n{number}.host.example" for number in range(1, count + 1)]
    return dns(records(*more.pop("addresses", ("192.0.2.1",)), name=host.name, aliases=targets, **more))


def mail(literals):
    return Artifact(MAIL, DOCS.name, mail_zone.answers(literals, domain=DOCS.name))


MX = {f"MX {DOCS.name}": ["10 mx.example."]}
THROUGH_ALIAS = {
    f"MX {DOCS.name}": MailReply("NOERROR", ("10 mx.example.",), ("n1.host.example",)),
    f"TXT {DOCS.name}": MailReply("NOERROR", ("v=spf1 -all",), ("n1.host.example",)),
}
OF_DOCS = [
    ((dns(records("192.0.2.1", name=DOCS.name)),), NONE),
    ((alias(1),), SHORT),
    ((alias(8),), SHORT),
    ((alias(1, addresses=()),), SHORT),
    ((alias(1), mail({})), SHORT),
    ((alias(1), mail(THROUGH_ALIAS)), SHORT),
    ((alias(1), mail({f"MX {DOCS.name}": mail_zone.SILENT, f"TXT {DOCS.name}": mail_zone.SILENT})), SHORT),
    ((alias(9),), LONG),
    ((alias(1000),), LONG),
    ((alias(1), mail(MX)), BESIDE_OTHERS),
    ((alias(1), mail({f"TXT {DOCS.name}": ["v=spf1 -all"]})), BESIDE_OTHERS),
    ((dns(records(name=DOCS.name, status="NXDOMAIN")),), NOT_APPLICABLE),
    ((Artifact(dns(records()).source, DOCS.name, SILENT),), COULD_NOT_CHECK),
    ((dns(records(name=DOCS.name, four=SILENT)),), COULD_NOT_CHECK),
]
OF_APEX = [
    ((alias(1, host=HOST), SERVERS), AT_APEX),
    ((alias(1, host=HOST), PART), SHORT),
    ((dns(records("192.0.2.1")), SERVERS), NONE),
]
CASES = [*OF_DOCS, *OF_APEX]


def answered(host, artifacts):
    estate = Estate(Domain(ACME), (host,), mail_domains=(MailDomain(DOCS.name),))
    return judged(CHECK, host, *artifacts, estate=estate)


@pytest.mark.parametrize(("artifacts", "verdict"), OF_DOCS)
def test_aliases_get_their_verdict(artifacts, verdict):
    assert answered(DOCS, artifacts).verdict is verdict


@pytest.mark.parametrize(("artifacts", "verdict"), OF_APEX)
def test_bare_domain_gets_its_verdict(artifacts, verdict):
    assert answered(HOST, artifacts).verdict is verdict


def test_long_chain_is_shown_in_part():
    (way,) = answered(DOCS, (alias(1000),)).evidence
    assert "988 more" in way.observed
    assert len(way.observed) < 400
