import pytest

from audits.checks.edge_to_origin import CHECK, EDGES_OWN, PLAIN, UNVERIFIED, VERIFIABLE
from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.http import BROKEN, HTTP
from audits.core.observed.tls import TLS, Trust, Verification
from audits.core.subject import Domain, Endpoint, Host
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.certificates import certificate, tls
from tests.audits.seen import ACME, HOST, SILENT, broken, chain, dns, hop, judged, knocked, records, visited

NAME = f"origin.{ACME}"
URL, PLAIN_URL = f"https://{NAME}/", f"http://{NAME}/"
ORIGIN = Endpoint(URL, "origin")
CLOUDFLARE = dns(records("104.16.0.1"))
DIRECT = dns(records("192.0.2.1"))
OK, NOBODYS, SELF = (
    Verification(0, "ok"),
    Verification(20, "unable to get local issuer certificate"),
    Verification(18, "self-signed certificate"),
)
FROM_CLOUDFLARE = "OU=CloudFlare Origin SSL Certificate Authority,O=CloudFlare\\, Inc.,C=US"
ECC_FROM_CLOUDFLARE = "OU=CloudFlare Origin SSL ECC Certificate Authority,O=CloudFlare\\, Inc.,C=US"
PAST = {"not_before": "2025-01-01T00:00:00+00:00", "not_after": "2025-12-31T00:00:00+00:00"}


def said(trust, **more):
    return tls(certificate(**({"names": (NAME,)} | more)), trust=Trust(trust), host=URL)


CASES = [
    (said(OK), CLOUDFLARE, VERIFIABLE),
    (said(OK), DIRECT, VERIFIABLE),
    (said(OK, names=(ACME, f"*.{ACME}")), CLOUDFLARE, VERIFIABLE),
    (said(NOBODYS, issuer=FROM_CLOUDFLARE), CLOUDFLARE, EDGES_OWN),
    (said(NOBODYS, issuer=ECC_FROM_CLOUDFLARE, names=(f"*.{ACME}", ACME)), CLOUDFLARE, EDGES_OWN),
    (said(NOBODYS, issuer=FROM_CLOUDFLARE), DIRECT, UNVERIFIED),
    (said(NOBODYS, issuer=FROM_CLOUDFLARE, **PAST), CLOUDFLARE, UNVERIFIED),
    (said(NOBODYS, issuer=FROM_CLOUDFLARE, names=("elsewhere.example",)), CLOUDFLARE, UNVERIFIED),
    (said(SELF), CLOUDFLARE, UNVERIFIED),
    (said(NOBODYS), CLOUDFLARE, UNVERIFIED),
    (said(OK, names=("elsewhere.example",)), CLOUDFLARE, UNVERIFIED),
    (said(Verification(10, "certificate has expired"), **PAST), CLOUDFLARE, UNVERIFIED),
    (Artifact(TLS, URL, SILENT), CLOUDFLARE, COULD_NOT_CHECK),
    (tls(certificates=SILENT, trust=SILENT, host=URL), CLOUDFLARE, COULD_NOT_CHECK),
    (tls(certificate(), trust=SILENT, host=URL), CLOUDFLARE, COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("answer", "edge", "verdict"), CASES, ids=range(len(CASES)))
def test_origin_gets_its_verdict(answer, edge, verdict):
    estate = Estate(domain=Domain(ACME), hosts=(HOST,), endpoints=(ORIGIN,))
    assert judged(CHECK, ORIGIN, edge, answer, estate=estate).verdict is verdict


PORTS = [
    ("open", "refused refused refused", PLAIN),
    ("open", "silent", COULD_NOT_CHECK),
    ("open", "refused silent", COULD_NOT_CHECK),
    ("refused", "refused", COULD_NOT_CHECK),
    ("silent", "refused", COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("plain", "secure", "verdict"), PORTS)
def test_origin_that_is_a_host_is_told_by_its_ports(plain, secure, verdict):
    host = Host(NAME, declared=True)
    estate = Estate(domain=Domain(ACME), hosts=(HOST, host), endpoints=(ORIGIN,))
    seen = (CLOUDFLARE, dns(records("192.0.2.9", name=NAME)), knocked(NAME, p80=plain, p443=secure))
    refused = Artifact(TLS, NAME, Unavailable(f"no connection to {NAME} port 443"))
    assert judged(CHECK, ORIGIN, *seen, refused, estate=estate).verdict is verdict


DECLARED_PLAIN = [
    (chain(hop(PLAIN_URL)), PLAIN),
    (chain(hop(PLAIN_URL, 302), hop(f"{PLAIN_URL}login")), PLAIN),
    (chain(hop(PLAIN_URL, 301), hop(URL)), COULD_NOT_CHECK),
    (chain(hop(PLAIN_URL, 301), end=BROKEN, at=URL), COULD_NOT_CHECK),
    (chain(hop(PLAIN_URL, 403)), COULD_NOT_CHECK),
    (chain(hop(PLAIN_URL, 502)), COULD_NOT_CHECK),
    (broken(PLAIN_URL), COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("way", "verdict"), DECLARED_PLAIN, ids=range(len(DECLARED_PLAIN)))
def test_origin_declared_without_https(way, verdict):
    origin = Endpoint(PLAIN_URL, "origin")
    estate = Estate(domain=Domain(ACME), hosts=(HOST,), endpoints=(origin,))
    assert judged(CHECK, origin, CLOUDFLARE, visited(way, host=NAME, label=PLAIN_URL), estate=estate).verdict is verdict
    silent = judged(CHECK, origin, CLOUDFLARE, Artifact(HTTP, PLAIN_URL, SILENT), estate=estate)
    assert silent.verdict is COULD_NOT_CHECK


def test_other_endpoints_are_no_origins():
    home = Endpoint(f"https://{ACME}/", "home")
    judgement = judged(CHECK, home, estate=Estate(domain=Domain(ACME), endpoints=(home,)))
    assert judgement.verdict is NOT_APPLICABLE
    assert "declare the server behind the edge" in judgement.headline


EXAMPLES = [*PORTS, *DECLARED_PLAIN]
