"""Knocks at real ports: open, refused three times, silent, not public; and which ports are asked at all."""

import pytest

from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.dns import ZONE, ZoneRecords
from audits.core.subject import Domain, Host
from audits.gatherers.reach import REACH_GATHERER
from tests.closed_network import DOMAIN, gathered, has_addresses, rules
from tests.loopback import Canary, closed_port

pytestmark = pytest.mark.network


def reached(given_rules, *known, name=DOMAIN):
    covered = Estate(Domain(DOMAIN), (Host(name, declared=True),))
    return gathered(REACH_GATHERER, covered, given_rules, *known).get(("reach", name))


def test_open_port_is_knocked_at_once_and_told_nothing(resolver):
    with Canary() as secure, Canary() as plain:
        found = reached(rules(resolver, http=plain.port, https=secure.port), has_addresses(DOMAIN, "127.0.0.1"))
        assert (secure.callers(), plain.callers()) == (1, 1)
    assert [(each.port, each.outcomes) for each in found.attempts] == [(443, ("open",)), (80, ("open",))]


def test_closed_host_is_tried_three_times(resolver):
    given = rules(resolver, http=closed_port(), https=closed_port())
    found = reached(given, has_addresses(DOMAIN, "127.0.0.1"))
    assert {each.outcomes for each in found.attempts} == {("refused",) * 3}
    assert found.dead == ("127.0.0.1",)


def test_every_address_is_tried_alone(resolver):
    with Canary("127.0.0.1") as secure:
        given = rules(resolver, http=closed_port(), https=secure.port)
        found = reached(given, has_addresses(DOMAIN, "127.0.0.5", "127.0.0.1"))
    assert (found.answering, found.dead) == (("127.0.0.1",), ("127.0.0.5",))


def test_inner_address_is_never_knocked_at(resolver):
    with Canary() as canary:
        given = rules(resolver, http=canary.port, https=canary.port, networks="127.0.0.9/32")
        found = reached(given, has_addresses(DOMAIN, "127.0.0.1"))
        assert canary.callers() == 0
    assert {each.outcomes for each in found.attempts} == {("not public",)}
    assert found.dead == ()


@pytest.mark.parametrize(("name", "mx", "asked"), [
    (f"mail.{DOMAIN}", (), True),
    (f"post.{DOMAIN}", (f"10 post.{DOMAIN}.",), True),
    (f"app.{DOMAIN}", (f"10 post.{DOMAIN}.",), False),
])  # fmt: skip
def test_mail_ports_are_asked_of_mail_hosts_alone(resolver, name, mx, asked):
    zone = Artifact(ZONE, DOMAIN, ZoneRecords(DOMAIN, "NOERROR", (), mx, ()))
    with Canary() as canary:
        given = rules(resolver, http=canary.port, https=canary.port, mail=canary.port)
        found = reached(given, has_addresses(name, "127.0.0.1"), zone, name=name)
    assert (25 in {each.port for each in found.attempts}) is asked


def test_host_without_records_is_left_out(resolver):
    assert reached(rules(resolver)) is None
