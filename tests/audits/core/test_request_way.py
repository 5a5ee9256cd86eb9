"""The way of a request told from whatever was seen: nothing is claimed that nobody saw."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from audits.core.artifacts import Artifact, Artifacts, collect
from audits.core.derived.map_rows import map_rows
from audits.core.derived.request_way import BROKEN, KNOWN, UNKNOWN, way_of_request
from audits.core.derived.routing import origins_of, route_of_host
from audits.core.estate import Estate
from audits.core.observed.http import LOOPED
from audits.core.observed.timing import TIMING, ResponseTimes, TimedAnswer
from audits.core.observed.tls import TLS, Certificate, TlsAnswers, Trust, Verification, VersionAnswer
from audits.core.subject import Domain, Endpoint, Host
from audits.core.unavailable import Unavailable
from tests.audits.seen import ACME, SILENT, broken, chain, dns, hop, records, visited

APP = f"app.{ACME}"
LOGIN = Endpoint(f"https://{APP}/login", "login")
ORIGIN = Endpoint(f"https://origin.{ACME}/", "origin")
HOSTS = tuple(Host(name, declared=True) for name in (ACME, APP, f"origin.{ACME}"))
CERTIFICATE = Certificate(
    *("CN=app", "CN=R11,O=LE", (APP,), (), "2026-01-01T00:00:00+00:00", "2027-02-14T00:00:00+00:00"),
    *("01", "ab", "EC 256", "ecdsa-with-SHA256"),
)
SPOKEN = (VersionAnswer("TLSv1.2", "accepted", ""), VersionAnswer("TLSv1.3", "refused", ""))


def tls(code=0, message="ok", certificates=(CERTIFICATE,)):
    return Artifact(
        TLS, APP, TlsAnswers(APP, "104.16.0.7", certificates, Trust(Verification(code, message)), SPOKEN, 4)
    )


def way(*artifacts, endpoints=(LOGIN,), endpoint=LOGIN):
    estate = Estate(Domain(ACME), HOSTS, endpoints)
    return way_of_request(endpoint, Artifacts(estate, datetime(2026, 1, 1, tzinfo=UTC), collect(artifacts)))


def states(*artifacts, **more):
    return [stretch.state for stretch in way(*artifacts, **more).stretches]


PAGE = visited(chain(hop(LOGIN.url, address="104.16.0.7")), host=APP, label=LOGIN.url)
ROOT = visited(chain(hop(f"https://{APP}/", address="104.16.0.7")), host=APP)
THERE = dns(records("104.16.0.7", name=APP))


def test_nothing_seen_is_six_times_not_known():
    assert states() == [UNKNOWN] * 6
    assert {stretch.says for stretch in way().stretches[:4]} == {"No audit has looked at this yet."}


def test_everything_seen_is_known():
    origin = dns(records("192.0.2.80", name=f"origin.{ACME}"))
    seen = (THERE, origin, PAGE, ROOT, tls())
    assert states(*seen, endpoints=(LOGIN, ORIGIN)) == [KNOWN] * 6
    told = way(*seen, endpoints=(LOGIN, ORIGIN)).stretches[4]
    assert (told.title, told.says.partition(". ")[0]) == (
        "Cloudflare hands it to the origin.",
        f"Declared: origin.{ACME} (192.0.2.80)",
    )


CHANGES = [  # the stretch, what was seen of it, and its state
    (0, (dns(records(name=APP, status="NXDOMAIN")),), BROKEN),
    (0, (dns(records(name=APP, four=SILENT, six=SILENT)),), UNKNOWN),
    (1, (dns(records("192.0.2.5", name=APP)), ROOT), KNOWN),
    (1, (dns(records("192.0.2.5", name=APP)),), UNKNOWN),
    (2, (tls(20, "unable to get local issuer certificate"),), BROKEN),
    (2, (Artifact(TLS, APP, SILENT),), UNKNOWN),
    (2, (tls(certificates=Unavailable("no answer")),), UNKNOWN),
    (3, (visited(chain(hop(LOGIN.url, 302), end=LOOPED, at=LOGIN.url), host=APP, label=LOGIN.url),), BROKEN),
    (3, (visited(broken(LOGIN.url), host=APP, label=LOGIN.url),), UNKNOWN),
    (3, (visited(chain(hop(LOGIN.url, 302), hop(f"{LOGIN.url}/")), host=APP, label=LOGIN.url),), KNOWN),
    (4, (THERE, ROOT), UNKNOWN),
    (4, (dns(records("192.0.2.5", name=APP)), ROOT), KNOWN),
    (4, (dns(records("76.76.21.9", name=APP)), ROOT), KNOWN),
    (5, (visited(chain(hop(LOGIN.url, 503)), host=APP, label=LOGIN.url),), BROKEN),
    (5, (visited(chain(hop(LOGIN.url, 404)), host=APP, label=LOGIN.url),), BROKEN),
    (5, (visited(chain(hop(LOGIN.url, 401)), host=APP, label=LOGIN.url),), KNOWN),
]


@pytest.mark.parametrize(("place", "seen", "state"), CHANGES)
def test_stretch_says_what_was_seen_of_it(place, seen, state):
    stretch = way(*seen).stretches[place]
    assert stretch.state == state
    assert stretch.title.endswith(".")
    assert stretch.says.endswith(".")


def test_evidence_stands_beside_every_known_stretch_that_was_asked():
    stretches = way(THERE, PAGE, ROOT, tls()).stretches
    assert [bool(stretch.evidence) for stretch in stretches] == [True, True, True, True, False, True]
    assert stretches[0].evidence[0].observed == "104.16.0.7"


def test_times_are_told_by_their_shares():
    times = ResponseTimes(LOGIN.url, tuple(TimedAnswer(200, seconds) for seconds in (0.2, 0.1, 2.4)))
    answer = way(PAGE, Artifact(TIMING, LOGIN.url, times)).stretches[5]
    assert answer.says == "Half of 3 requests took 200 ms, 95 % at most 2.4 s."


def test_map_tells_each_host_in_five_columns():
    origin = dns(records("192.0.2.80", name=f"origin.{ACME}"))
    docs = replace(records("192.0.2.9", name=ACME), aliases=("acme.pages.test",))
    estate = Estate(Domain(ACME), HOSTS, (LOGIN, ORIGIN))
    away = visited(chain(hop(f"https://{ACME}/", 301), hop(f"https://{APP}/login")))
    seen = collect((THERE, origin, ROOT, dns(docs), away))
    artifacts = Artifacts(estate, datetime(2026, 1, 1, tzinfo=UTC), seen)
    routes = tuple(route_of_host(host.name, artifacts) for host in HOSTS)
    rows = {row.host: row for row in map_rows(routes, origins_of(estate.endpoints), ACME)}
    assert set(rows) == {ACME, APP}
    assert (rows[APP].dns, rows[APP].edge, rows[APP].origin) == ("A 104.16.0.7", "Cloudflare", "origin 192.0.2.80")
    assert (rows[ACME].dns, rows[ACME].origin, rows[ACME].answer) == (
        "CNAME acme.pages.test",
        "its own server",
        "1 × on, to app/login",
    )
