import pytest

from audits.checks.edge_provider import BEHIND, CHECK, DOUBTFUL, NONE
from audits.core.artifacts import Artifact
from audits.core.observed.http import HTTP
from audits.core.subject import Host
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, HOST, SILENT, broken, chain, dns, hop, judged, records, visited

CLOUDFLARE = ("104.16.1.1", "2606:4700::1")
ELSEWHERE = "203.0.113.5"
OWN = "93.184.215.14"
RAY = ("CF-RAY: 8f0c1d2e3f405162-FRA", "Server: cloudflare")


def answering(*fields):
    return visited(chain(hop(f"https://{ACME}/", 200, *fields)))


CASES = [
    (records(*CLOUDFLARE), answering(), BEHIND),
    (records(*CLOUDFLARE), visited(broken(f"https://{ACME}/")), BEHIND),
    (records(OWN, aliases=("d1.cloudfront.net",)), answering(), BEHIND),
    (records(OWN, aliases=("a.example", "ACME.Pages.DEV.")), answering(), BEHIND),
    (records(OWN), answering("X-Vercel-Id: fra1::abc"), DOUBTFUL),
    (records("10.0.0.1"), answering(*RAY), BEHIND),
    (records(OWN), answering("x-nf-request-id: 01J0ABCDEFGHJKMNPQRSTVWXYZ"), BEHIND),
    (records(OWN), answering(*RAY), DOUBTFUL),
    (records("104.16.1.1", OWN), answering(*RAY), DOUBTFUL),
    (records(OWN), answering("Server: cloudflare"), NONE),
    (records(OWN), answering("CF-RAY: none", "Server: cloudflare"), NONE),
    (records(OWN, aliases=("notcloudfront.net",)), answering(), NONE),
    (records(OWN, aliases=("cloudfront.net.evil.example",)), answering(), NONE),
    (records("104.16.1.1", OWN), answering(), NONE),
    (records(ELSEWHERE), answering("Server: nginx"), NONE),
    (records(OWN), visited(broken(f"https://{ACME}/")), COULD_NOT_CHECK),
    (records(OWN), Artifact(HTTP, ACME, SILENT), COULD_NOT_CHECK),
    (SILENT, answering(*RAY), COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("found", "visit", "verdict"), CASES)
def test_host_gets_its_verdict(found, visit, verdict):
    assert judged(CHECK, HOST, dns(found), visit).verdict is verdict


def test_answers_of_another_host_show_no_edge():
    hops = (hop(f"https://{ACME}/", 301), hop("https://other.example/", 200, *RAY))
    assert judged(CHECK, HOST, dns(records(OWN)), visited(chain(*hops))).verdict is NONE


def test_guessed_host_that_does_not_exist_is_not_asked():
    guessed = Host(f"app.{ACME}")
    assert judged(CHECK, guessed, dns(records(name=guessed.name, status="NXDOMAIN"))).verdict is NOT_APPLICABLE
