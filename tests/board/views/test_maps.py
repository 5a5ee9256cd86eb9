"""The way of a request and the routing map: what they tell before, during and after audits."""

from dataclasses import replace

import pytest

from audits.core.codec import encoded
from audits.core.observed.dns import DNS, ZONE, NameServer, ZoneRecords
from audits.core.observed.http import HTTP, Visit
from audits.core.observed.timing import TIMING, ResponseTimes, TimedAnswer
from audits.core.observed.tls import TLS, Certificate, TlsAnswers, Trust, Verification, VersionAnswer
from audits.core.unavailable import Unavailable
from audits.models import Artifact
from portal.database.tenant import tenant
from portal.estate.actions import add_domain, add_endpoint, add_host
from tests.audits.findings_of import judged, run_of
from tests.audits.seen import broken, chain, hop, records
from tests.board.entry_pages import browser, page, text

DOMAIN, APP, OLD = "acme.test", "app.acme.test", "https://acme.test/desk"
LANES = f"https://{APP}/lanes"
CERTIFICATE = Certificate(
    *("CN=app.acme.test", "CN=Acme CA,O=Acme", (APP,), (), "2026-01-01T00:00:00+00:00", "2027-02-14T00:00:00+00:00"),
    *("01", "ab", "EC 256", "ecdsa-with-SHA256"),
)
SPOKEN = (VersionAnswer("TLSv1.2", "accepted", ""), VersionAnswer("TLSv1.3", "accepted", ""))
ENCRYPTED = TlsAnswers(APP, "104.16.0.7", (CERTIFICATE,), Trust(Verification(0, "ok")), SPOKEN, 4)


@pytest.fixture
def member(world):
    return browser(world.consultant)


def inside_of(world):
    return tenant(world.consultancy.pk, world.owner.pk)


@pytest.fixture
def estate(world):
    with inside_of(world):
        told = {"engagement": world.engagement, "acting_user": world.owner}
        add_domain(name=DOMAIN, **told)
        add_host(name=APP, purpose="The desk", owner="Ada", **told)
        add_host(name=f"docs.{DOMAIN}", **told)
        add_endpoint(url=LANES, purpose="critical", **told)
        add_endpoint(url=f"https://{DOMAIN}/", purpose="home", **told)
        add_endpoint(url=OLD, purpose="old", **told)
    return world


def kept(run, source, subject, value):
    owned = {"consultancy_id": run.consultancy_id, "run": run}
    Artifact.objects.create(**owned, gatherer=source.name, subject=subject, value=encoded(value))


def seen(world, **changes):
    """A run that saw the app behind an edge."""
    with inside_of(world):
        run = run_of(world, **changes)
        kept(run, DNS, APP, replace(records("104.16.0.7", name=APP), ttl=300))
        kept(run, DNS, DOMAIN, records("192.0.2.1", name=DOMAIN))
        kept(run, DNS, f"docs.{DOMAIN}", records(name=f"docs.{DOMAIN}", status="NXDOMAIN"))
        servers = tuple(NameServer(f"ns{number}.acme.test", Unavailable("not asked")) for number in (1, 2))
        kept(run, ZONE, DOMAIN, ZoneRecords(DOMAIN, "NOERROR", servers, ("10 mail.acme.test.",), ()))
        page_text = "<p>" + "a long page " * 50
        way = chain(hop(LANES, 200, "Content-Type: text/html", address="104.16.0.7"), text=page_text)
        root = chain(
            hop(f"https://{APP}/", 302, address="104.16.0.7"), hop(f"https://{APP}/login", 200, address="104.16.0.7")
        )
        kept(run, HTTP, LANES, Visit(APP, way))
        kept(run, HTTP, APP, Visit(APP, root, chain(hop(f"http://{APP}/", 301), hop(f"https://{APP}/", 200))))
        kept(run, HTTP, DOMAIN, Visit(DOMAIN, broken(f"https://{DOMAIN}/")))
        kept(run, TLS, APP, ENCRYPTED)
        kept(run, TIMING, LANES, ResponseTimes(LANES, tuple(TimedAnswer(200, 0.1 * n) for n in (1, 2, 3))))
        return run


@pytest.mark.parametrize("name", ["request_path", "routing_map"])
def test_empty_estate_says_what_to_do_first(world, member, name):
    body = text(member.get(page(world, name)))
    assert {"request_path": "No address is declared to follow", "routing_map": "The estate has no host yet"}[
        name
    ] in body


@pytest.mark.parametrize("name", ["request_path", "routing_map"])
def test_before_any_audit_nothing_is_claimed(estate, member, name):
    body = text(member.get(page(estate, name)))
    says = {"request_path": "Nobody has followed a request yet", "routing_map": "No route has been verified yet"}
    assert says[name] in body
    assert "No audit has looked at this yet." in body or name == "routing_map"


def test_way_of_a_request_is_told_in_six_stretches(estate, member):
    seen(estate)
    response = member.get(page(estate, "request_path"))
    told = [(stretch.title, stretch.state) for stretch in response.context["page"].way.stretches]
    assert told == [
        (f"The browser asks DNS for {APP}.", "known"),
        ("Cloudflare takes the request at 104.16.0.7.", "known"),
        ("TLS 1.3 protects it, under a certificate by Acme CA.", "known"),
        ("No redirect stands on the way.", "known"),
        ("Where production runs is not known.", "unknown"),
        ("Production answers with 200.", "known"),
    ]
    body = text(response)
    assert "It is told 104.16.0.7, and keeps that for 5 minutes. ns1.acme.test and ns2.acme.test answer for" in body
    assert "Half of 3 requests took 200 ms, 95 % at most 300 ms." in body
    assert "1 of 6 stretches is not known" in body


def test_text_of_pages_is_left_in_the_database(estate, member):
    seen(estate)
    assert "a long page" not in text(member.get(page(estate, "request_path")))


def test_another_address_can_be_followed(estate, member):
    seen(estate)
    response = member.get(page(estate, "request_path"), {"to": f"https://{DOMAIN}/"})
    assert response.context["page"].way.host == DOMAIN
    foreign = member.get(page(estate, "request_path"), {"to": "https://evil.test/<script>"})
    assert foreign.context["page"].way.url == LANES
    assert "evil.test" not in text(foreign)


def test_drawing_shows_every_host_once(estate, member):
    seen(estate)
    drawing = member.get(page(estate, "request_path")).context["page"].drawing
    names = [label.text for label in drawing.labels if label.kind == "mono" and label.x < 20]
    assert sorted(names) == sorted([APP, DOMAIN, f"docs.{DOMAIN}"])
    assert [disc.number for disc in drawing.discs] == [1, 2, 3, 4, 5, 6]


def test_forms_are_listed_with_the_sign_of_each(estate, member):
    with inside_of(estate):
        run = run_of(estate)
        faulty, fine = f"http://{APP}/lanes?launch-ready=1", f"https://{APP}/Lanes"
        evidence = [
            {"source": f"GET {faulty}", "observed": f"{faulty} (301) → https://{APP}/ (200)"},
            {"source": f"GET {fine}", "observed": f"{fine} (404)"},
        ]
        judged(run, "canonical-url", APP, "fail", evidence=evidence, facts={"faulty": faulty})
        away = [{"source": f"GET {OLD}", "observed": f"{OLD} (301) → {LANES} (200)"}]
        judged(run, "old-urls", OLD, "pass", evidence=away)
    response = member.get(page(estate, "request_path"))
    lines = {line.typed: (line.hops, line.end, line.outcome) for line in response.context["page"].forms}
    assert lines == {
        f"http://{APP}/lanes": (1, f"https://{APP}/", "fail"),
        fine: (0, "no page (404)", "pass"),
        OLD: (1, LANES, "pass"),
    }


def test_routing_map_tells_every_host(estate, member):
    run = seen(estate)
    with inside_of(estate):
        judged(run, "host-answers", APP, "pass")
        judged(run, "canonical-url", APP, "fail")
        judged(run, "certificate-trust", APP, "pass")
        judged(run, "old-urls", OLD, "warn")
    response = member.get(page(estate, "routing_map"))
    found = {line.route.host: line for line in response.context["page"].lines}
    assert list(found) == [DOMAIN, APP, f"docs.{DOMAIN}"]
    app = found[APP]
    assert (app.route.records, app.route.edge, app.route.status, app.route.hops) == (
        (("A", "104.16.0.7"),),
        "Cloudflare",
        200,
        1,
    )
    assert (app.outcome, app.says, app.certificate) == ("fail", f"{APP} is not fine", "pass")
    assert found[f"docs.{DOMAIN}"].wants == "No purpose and no owner yet"
    body = text(response)
    assert "2 routes do not lead where they should" in body
    assert "1 host waits for a purpose or an owner" in body
    assert "ns1.acme.test" in body
    assert "10 mail.acme.test" in body
    assert "No record" in body


def test_right_routes_are_said_to_be_right(estate, member):
    run = seen(estate)
    with inside_of(estate):
        judged(run, "host-answers", APP, "pass")
    assert "Every route leads where it should" in text(member.get(page(estate, "routing_map")))


def test_newest_run_counts(estate, member):
    seen(estate)
    with inside_of(estate):
        run = run_of(estate)
        kept(run, DNS, APP, records("192.0.2.77", name=APP))
    response = member.get(page(estate, "routing_map"))
    app = next(line for line in response.context["page"].lines if line.route.host == APP)
    assert app.route.records == (("A", "192.0.2.77"),)


def test_estate_leads_to_both_maps(estate, member):
    body = text(member.get(page(estate, "estate")))
    assert page(estate, "request_path") in body
    assert page(estate, "routing_map") in body


@pytest.mark.parametrize("name", ["request_path", "routing_map"])
def test_client_sees_neither_map(estate, name):
    assert browser(estate.approver).get(page(estate, name)).status_code == 404
