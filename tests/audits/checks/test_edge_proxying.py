import pytest

from audits.checks.edge_proxying import (
    AROUND,
    CHECK,
    DIRECT,
    MAIL_DIRECT,
    MAIL_PROXIED,
    NO_EDGE,
    PARTLY,
    PROXIED,
)
from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.dns import ZONE, ZoneRecords
from audits.core.observed.http import HTTP
from audits.core.subject import Domain, Endpoint, Host
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, SILENT, broken, chain, dns, hop, judged, knocked, records, visited

EDGE, VERCEL, OWN = "104.16.1.1", "76.76.21.21", "93.184.215.14"
APEX, WWW = Host(ACME, declared=True), Host(f"www.{ACME}", declared=True)


def host(label):
    return Host(f"{label}.{ACME}", declared=True)


def serving(of, status=200):
    return visited(chain(hop(f"https://{of.name}/", status)), host=of.name)


def sending_on(of):
    hops = (hop(f"https://{of.name}/", 301), hop(f"https://www.{ACME}/", 200))
    return visited(chain(*hops), host=of.name)


def mx(*exchangers):
    told = tuple(f"10 {name}." for name in exchangers)
    return Artifact(ZONE, ACME, ZoneRecords(ACME, "NOERROR", (), told, ()))


def verdict_of(subject, address, answer=None, *, beside=EDGE, aliases=(), more=(), endpoints=()):
    """The subject at an address, beside www at another."""
    sibling = WWW if subject != WWW else APEX
    seen = [
        dns(records(address, name=subject.name, aliases=aliases)),
        dns(records(beside, name=sibling.name)),
        answer or serving(subject),
        serving(sibling),
        *more,
    ]
    estate = Estate(domain=Domain(ACME), hosts=(subject, sibling), endpoints=endpoints)
    return judged(CHECK, subject, *seen, estate=estate).verdict


CASES = [
    (APEX, EDGE, None, {}, PROXIED),
    (APEX, VERCEL, None, {}, PROXIED),
    (host("app"), OWN, None, {"aliases": ("acme.netlify.app",)}, PROXIED),
    (host("app"), OWN, None, {}, AROUND),
    (APEX, OWN, None, {}, AROUND),
    (host("admin"), OWN, None, {}, AROUND),
    (host("admin"), OWN, serving(host("admin"), 403), {}, AROUND),
    # Legal: only sends on, is for programs, stands at another party, or the edge serves one site and not the zone.
    (APEX, OWN, sending_on(APEX), {}, DIRECT),
    (host("api"), OWN, None, {}, DIRECT),
    (host("vpn"), OWN, None, {}, DIRECT),
    (host("status"), OWN, None, {"aliases": ("hosted.statuspage.example",)}, DIRECT),
    (host("app"), OWN, None, {"aliases": ("acme.onrender.com",)}, DIRECT),
    (host("app"), OWN, None, {"beside": VERCEL}, NO_EDGE),
    (host("app"), OWN, None, {"beside": OWN}, NO_EDGE),
    (host("app"), OWN, visited(broken(f"https://app.{ACME}/"), host=f"app.{ACME}"), {}, COULD_NOT_CHECK),
    (host("app"), OWN, Artifact(HTTP, f"app.{ACME}", SILENT), {}, COULD_NOT_CHECK),
    (host("mail"), OWN, None, {}, NOT_APPLICABLE),
    (host("files"), OWN, None, {"more": (knocked(f"files.{ACME}", p25="open"),)}, NOT_APPLICABLE),
]


@pytest.mark.parametrize(("subject", "address", "answer", "told", "verdict"), CASES)
def test_host_gets_its_verdict(subject, address, answer, told, verdict):
    assert verdict_of(subject, address, answer, **told) is verdict


def test_alias_within_the_domain_is_no_other_party():
    aliases = (f"server.{ACME}",)
    assert verdict_of(host("app"), OWN, aliases=aliases) is AROUND


def test_one_address_past_the_edge_is_told():
    found = dns(records(EDGE, OWN))
    judgement = judged(CHECK, APEX, found, serving(APEX), estate=Estate(Domain(ACME), (APEX,)))
    assert judgement.verdict is PARTLY
    assert OWN in judgement.fix


def test_declared_origin_is_left_alone():
    origin = host("server")
    endpoints = (Endpoint(f"https://{origin.name}/", "origin"),)
    assert verdict_of(origin, OWN, endpoints=endpoints) is NOT_APPLICABLE


MX = host("mx1")
ELSEWHERE = knocked(WWW.name, p25="open")
MAIL = [
    (EDGE, "refused", (), MAIL_PROXIED),
    (EDGE, "silent silent silent", (ELSEWHERE,), MAIL_PROXIED),
    # Silence may be our own network's, which lets no mail out.
    (EDGE, "silent silent silent", (), COULD_NOT_CHECK),
    (EDGE, "unreachable", (), COULD_NOT_CHECK),
    # An edge may pass mail on as a product of its own.
    (EDGE, "open", (), MAIL_DIRECT),
    (OWN, "refused", (), MAIL_DIRECT),
    (OWN, "open", (), MAIL_DIRECT),
]
EXAMPLES = [*MAIL, PARTLY]


@pytest.mark.parametrize(("address", "port", "more", "verdict"), MAIL)
def test_mail_exchanger_gets_its_verdict(address, port, more, verdict):
    seen = (mx(MX.name), knocked(MX.name, p25=port, p443="open"), *more)
    assert verdict_of(MX, address, more=seen) is verdict


def test_web_page_called_mail_may_be_proxied():
    assert verdict_of(host("mail"), EDGE, more=(mx("mx.elsewhere.example"),)) is PROXIED
