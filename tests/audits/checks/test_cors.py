import pytest

from audits.checks.cors import CHECK, CHOSEN, CLOSED, CONTRADICTORY, NULL, PUBLIC, REFLECTED, UNREADABLE, UNVARIED
from audits.core.artifacts import Artifact
from audits.core.derived.cross_origin import NO_API
from audits.core.observed.probes import FOREIGN, NO_ORIGIN, OWN, PROBES, ApiProbes, OriginProbe
from audits.core.subject import Host
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, SILENT, chain, dns, hop, judged, records, visited

API = f"api.{ACME}"
URL = f"https://{API}/health"
STRANGER, APP = f"https://app.{ACME}.x0123{ACME}", f"https://app.{ACME}"
ALLOW, COOKIES, VARY, KEEP = (
    "Access-Control-Allow-Origin:",
    "Access-Control-Allow-Credentials:",
    "Vary:",
    "Cache-Control:",
)
THERE = (dns(records("192.0.2.1", name=API)), visited(chain(hop(URL, 200, "Content-Type: application/json")), host=API))


def probe(kind, origin, *fields, status=200):
    return OriginProbe(kind, origin, hop(URL, status, *fields))


def foreign(*fields, status=200):
    return probe(FOREIGN, STRANGER, *fields, status=status)


def null(*fields, status=200):
    return probe(NO_ORIGIN, "null", *fields, status=status)


def own(*fields, status=200):
    return probe(OWN, APP, *fields, status=status)


def seen(*probes):
    return (*THERE, Artifact(PROBES, API, ApiProbes(API, URL, hop(URL), probes)))


CASES = [
    (seen(foreign(), null(), own()), CLOSED),
    (seen(foreign(), null()), CLOSED),
    (seen(foreign(status=403), null(status=403), own(status=401)), CLOSED),
    (seen(foreign(f"{COOKIES} true"), null(), own()), CLOSED),
    (seen(foreign(f"{VARY} Origin"), null(), own(f"{ALLOW} {APP}", f"{COOKIES} true", f"{VARY} Origin")), CHOSEN),
    (seen(foreign(), null(), own(f"{ALLOW} {APP}", f"{VARY} Accept, ORIGIN")), CHOSEN),
    (seen(foreign(), null(), own(f"{ALLOW} {APP}", f"{KEEP} private, no-store")), CHOSEN),
    (seen(*(each(f"{ALLOW} {APP}", f"{COOKIES} true") for each in (foreign, null, own))), CHOSEN),
    (seen(foreign(f"{ALLOW} {APP}"), null(f"{ALLOW} {APP}")), CHOSEN),
    (seen(foreign(), null(f"{ALLOW} null"), own()), CLOSED),
    (seen(foreign(f"{ALLOW} *")), PUBLIC),
    (seen(foreign(f"{ALLOW} *", f"{COOKIES} false")), PUBLIC),
    (seen(foreign(f"{ALLOW} {STRANGER}", f"{VARY} Origin")), PUBLIC),
    (seen(foreign(f"{ALLOW} {STRANGER}", f"{COOKIES} True", f"{VARY} *")), PUBLIC),
    (seen(foreign(f"{ALLOW} {STRANGER}", f"{COOKIES} true")), REFLECTED),
    (seen(foreign(f"{ALLOW} {STRANGER}", f"{COOKIES} true", f"{VARY} Origin")), REFLECTED),
    (seen(foreign(f"{ALLOW} {STRANGER}", f"{COOKIES} true", status=401)), REFLECTED),
    (seen(foreign(), null(f"{ALLOW} null", f"{COOKIES} true"), own()), NULL),
    (seen(foreign(f"{ALLOW} *", f"{COOKIES} true")), CONTRADICTORY),
    (seen(*(each(f"{ALLOW} {APP}", f"{ALLOW} {APP}") for each in (foreign, null, own))), UNREADABLE),
    (seen(foreign(f"{ALLOW} {APP}, https://www.{ACME}"), null(), own()), UNREADABLE),
    (seen(foreign(f"{ALLOW} {APP}/"), null(), own()), UNREADABLE),
    (seen(foreign(f"{ALLOW} app.{ACME}"), null(), own()), UNREADABLE),
    (seen(foreign(f"{ALLOW} https://*.{ACME}"), null(), own()), UNREADABLE),
    (seen(foreign(), null(), own(f"{ALLOW} {APP}", f"{KEEP} private, no-cache")), CHOSEN),
    (seen(foreign(), null(), own(f"{ALLOW} {APP}", f"{KEEP} max-age=0")), CHOSEN),
    (seen(foreign(), null(), own(f"{ALLOW} {APP}", f"{KEEP} max-age=0, s-maxage=60")), UNVARIED),
    (seen(foreign(), null(), own(f"{ALLOW} {APP}")), UNVARIED),
    (seen(foreign(), null(), own(f"{ALLOW} {APP}", f"{COOKIES} true", f"{VARY} Accept")), UNVARIED),
    (seen(foreign(f"{ALLOW} {STRANGER}")), UNVARIED),
    ((*THERE, Artifact(PROBES, API, Unavailable(NO_API))), NOT_APPLICABLE),
    ((*THERE, Artifact(PROBES, API, SILENT)), COULD_NOT_CHECK),
    (THERE, COULD_NOT_CHECK),
    (seen(OriginProbe(FOREIGN, STRANGER, SILENT)), COULD_NOT_CHECK),
    (seen(foreign(), OriginProbe(NO_ORIGIN, "null", SILENT)), COULD_NOT_CHECK),
    (seen(foreign(status=429)), COULD_NOT_CHECK),
    (seen(foreign(status=503)), COULD_NOT_CHECK),
    (seen(foreign(status=421)), COULD_NOT_CHECK),
    (seen(foreign("cf-mitigated: challenge", status=403)), COULD_NOT_CHECK),
    ((dns(records(name=API, status="NXDOMAIN", denied_by=ACME)),), COULD_NOT_CHECK),
]  # fmt: skip


@pytest.mark.parametrize(("artifacts", "verdict"), CASES)
def test_answers_to_other_sites_get_their_verdict(artifacts, verdict):
    assert judged(CHECK, Host(API, declared=True), *artifacts).verdict is verdict


def test_evidence_shows_the_question_and_the_fields():
    judgement = judged(CHECK, Host(API, declared=True), *seen(foreign(f"{ALLOW} {STRANGER}", f"{COOKIES} true")))
    (piece,) = judgement.evidence
    assert piece.source == f"GET {URL} with Origin: {STRANGER}"
    assert piece.observed == f"200; access-control-allow-origin: {STRANGER}; access-control-allow-credentials: true"


def test_headline_names_what_no_browser_can_match():
    probes = foreign(), null(f"{ALLOW} null, null"), own(f"{ALLOW} {APP}", f"{VARY} Origin")
    judgement = judged(CHECK, Host(API, declared=True), *seen(*probes))
    assert judgement.headline == f"Browsers can match no site with what {API} allows: null, null"
