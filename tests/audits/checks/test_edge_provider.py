from dataclasses import replace
from datetime import timedelta

import pytest

from audits.checks.edge_provider import BEHIND, CHECK, CLAIMED, DOUBTFUL, NONE, UNPROVEN
from audits.core.artifacts import Artifact, Artifacts, collect
from audits.core.edge_ranges import OLD_DAYS, RANGES
from audits.core.estate import Estate
from audits.core.observed.dns import ZONE, NameServer, ZoneRecords
from audits.core.observed.http import HTTP
from audits.core.subject import Domain, Host
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, HOST, NOW, SILENT, broken, chain, dns, hop, judged, records, visited

CLOUDFLARE = ("104.16.1.1", "2606:4700::1")
ELSEWHERE = "203.0.113.5"
OWN = "93.184.215.14"
RAY = ("CF-RAY: 8f0c1d2e3f405162-FRA", "Server: cloudflare")


def answering(*fields):
    return visited(chain(hop(f"https://{ACME}/", 200, *fields)))


CASES = [
    (records(*CLOUDFLARE), answering(), BEHIND),
    (records(*CLOUDFLARE), visited(broken(f"https://{ACME}/")), BEHIND),
    (records("151.101.1.195"), answering(), BEHIND),
    (records("13.32.99.1", "2600:9000:2000::1"), answering(), BEHIND),
    (records("216.198.79.1", "64.29.17.1"), answering(), BEHIND),
    (records("75.2.60.5"), answering(), BEHIND),
    (records("23.0.1.1"), answering(), BEHIND),
    (records("45.60.1.1"), answering(), BEHIND),
    (records(OWN, aliases=("d1.cloudfront.net",)), answering(), BEHIND),
    (records(OWN, aliases=("a.example", "ACME.Pages.DEV.")), answering(), BEHIND),
    # Two signs that agree are certain, also from addresses of one's own that were brought to the edge.
    (records(OWN), answering(*RAY), BEHIND),
    (records("10.0.0.1"), answering(*RAY), BEHIND),
    (records(OWN), answering("X-Vercel-Id: fra1::abc", "Server: Vercel"), BEHIND),
    (records(OWN), answering("Via: 1.1 google", "Server: Google Frontend"), BEHIND),
    (records("104.16.1.1", OWN), answering(*RAY), BEHIND),
    (records("104.16.1.1", OWN), answering(), BEHIND),
    # One field alone is a claim, and a doubtful one where the edge publishes all its networks and this is none of them.
    (records(OWN), answering("x-nf-request-id: 01J0ABCDEFGHJKMNPQRSTVWXYZ"), CLAIMED),
    (records(OWN), answering("X-Vercel-Id: fra1::abc"), CLAIMED),
    (records(OWN), answering("CF-RAY: 8f0c1d2e3f405162-FRA"), DOUBTFUL),
    (records(OWN), answering("Server: BunnyCDN-DE1-1081"), CLAIMED),
    (records("10.0.0.1"), answering("CF-RAY: 8f0c1d2e3f405162-FRA"), CLAIMED),
    # What anybody's own server sends claims nothing.
    (records(OWN), answering("Server: cloudflare"), NONE),
    (records(OWN), answering("CF-RAY: none", "Server: cloudflare"), NONE),
    (records(OWN), answering("Via: 1.1 varnish (Varnish/7.1)", "X-Cache: HIT"), NONE),
    (records(OWN), answering("Server: Vercel"), NONE),
    (records(OWN, aliases=("notcloudfront.net",)), answering(), NONE),
    (records(OWN, aliases=("cloudfront.net.evil.example",)), answering(), NONE),
    (records(ELSEWHERE), answering("Server: nginx"), NONE),
    (records(OWN), visited(broken(f"https://{ACME}/")), COULD_NOT_CHECK),
    (records(OWN), Artifact(HTTP, ACME, SILENT), COULD_NOT_CHECK),
    (SILENT, answering(*RAY), COULD_NOT_CHECK),
]
EXAMPLES = [UNPROVEN]


@pytest.mark.parametrize(("found", "visit", "verdict"), CASES)
def test_host_gets_its_verdict(found, visit, verdict):
    assert judged(CHECK, HOST, dns(found), visit).verdict is verdict


def test_answers_of_another_host_show_no_edge():
    hops = (hop(f"https://{ACME}/", 301), hop("https://other.example/", 200, *RAY))
    assert judged(CHECK, HOST, dns(records(OWN)), visited(chain(*hops))).verdict is NONE


def test_guessed_host_that_does_not_exist_is_not_asked():
    guessed = Host(f"app.{ACME}")
    assert judged(CHECK, guessed, dns(records(name=guessed.name, status="NXDOMAIN"))).verdict is NOT_APPLICABLE


def run_by(*servers):
    answered = tuple(NameServer(name, Unavailable("not asked")) for name in servers)
    return Artifact(ZONE, ACME, ZoneRecords(ACME, "NOERROR", answered, (), ()))


@pytest.mark.parametrize(
    ("server", "verdict"), [("lola.ns.cloudflare.com", BEHIND), ("ns1.cloudflare.com.evil.example", DOUBTFUL)]
)
def test_name_server_of_the_edge_agrees_with_one_field(server, verdict):
    seen = answering("CF-RAY: 8f0c1d2e3f405162-FRA")
    assert judged(CHECK, HOST, dns(records(OWN)), seen, run_by(server)).verdict is verdict


def test_name_server_alone_says_nothing_of_a_host():
    assert judged(CHECK, HOST, dns(records(OWN)), answering(), run_by("lola.ns.cloudflare.com")).verdict is NONE


def late(days):
    """The judgement of a claim from a foreign address, so many days after the networks were read."""
    day = RANGES["Cloudflare"].read_on + timedelta(days=days)
    gathered = collect((dns(records(OWN)), answering("CF-RAY: 8f0c1d2e3f405162-FRA")))
    now = NOW.replace(year=day.year, month=day.month, day=day.day)
    seen = Artifacts(Estate(Domain(ACME), (HOST,)), now, gathered, HOST)
    return CHECK.judgements(seen)[0], replace(seen, gathered=collect((dns(records("104.16.1.1")), answering())))


@pytest.mark.parametrize(("days", "verdict"), [(OLD_DAYS, DOUBTFUL), (OLD_DAYS + 1, UNPROVEN)])
def test_old_list_proves_no_address_foreign(days, verdict):
    judgement, _ = late(days)
    assert judgement.verdict is verdict


def test_age_of_an_old_list_is_told():
    judgement = CHECK.judgements(late(200)[1])[0]
    assert judgement.verdict is BEHIND
    assert f"as read on {RANGES['Cloudflare'].read_on}, 200 days ago" in [one.observed for one in judgement.evidence]
