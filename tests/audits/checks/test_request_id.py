import pytest

from audits.checks.request_id import ABSENT, CACHED, CARRIED, CHECK, REPEATED
from audits.core.artifacts import Artifact
from audits.core.derived.cross_origin import NO_API
from audits.core.observed.probes import FOREIGN, PROBES, ApiProbes, OriginProbe
from audits.core.subject import Host
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, SILENT, chain, dns, hop, judged, records, visited

API = f"api.{ACME}"
URL = f"https://{API}/health"
THERE = (dns(records("192.0.2.1", name=API)), visited(chain(hop(URL)), host=API))


def seen(*answers):
    """The visit's answer, then those to the probes; each is a list of fields."""
    first, *others = (each if isinstance(each, Unavailable) else hop(URL, 200, *each) for each in answers)
    probes = tuple(OriginProbe(FOREIGN, "https://a.example", other) for other in others)
    return (*THERE, Artifact(PROBES, API, ApiProbes(API, URL, first, probes)))


CASES = [
    (seen(["X-Request-Id: a1"], ["X-Request-Id: a2"]), CARRIED),
    (seen(["CF-Ray: 1-FRA"], ["cf-ray: 2-FRA"], ["cf-ray: 3-FRA"]), CARRIED),
    (seen(["X-Request-Id: a1", "CF-Ray: 1"], ["X-Request-Id: a1", "CF-Ray: 2"]), CARRIED),
    (seen(["traceparent: 00-1-1-01"], ["traceparent: 00-2-1-01"]), CARRIED),
    (seen([], []), ABSENT),
    (seen(["X-Request-Id: "], ["X-Request-Id: "]), ABSENT),
    (seen(["X-Request-Id: a1"], []), ABSENT),
    (seen(["ETag: a"], ["ETag: a"]), ABSENT),
    (seen(["X-Request-Id: a1"], ["X-Request-Id: a1"]), REPEATED),
    (seen(["X-Correlation-Id: 0"], ["X-Correlation-Id: 0"], ["X-Correlation-Id: 0"]), REPEATED),
    (seen(["X-Request-Id: a1", "X-Cache: MISS"], ["X-Request-Id: a1", "X-Cache: HIT"]), CACHED),
    (seen(["X-Request-Id: a1"], ["X-Request-Id: a1", "Age: 7"]), CACHED),
    (seen(["X-Request-Id: a1", "Age: 0"], ["X-Request-Id: a1", "Age: 0"]), REPEATED),
    (seen(["X-Request-Id: a1"], SILENT), COULD_NOT_CHECK),
    (seen(["X-Request-Id: a1"]), COULD_NOT_CHECK),
    ((*THERE, Artifact(PROBES, API, Unavailable(NO_API))), NOT_APPLICABLE),
]


@pytest.mark.parametrize(("artifacts", "verdict"), CASES)
def test_answers_of_an_api_get_their_verdict(artifacts, verdict):
    assert judged(CHECK, Host(API, declared=True), *artifacts).verdict is verdict
