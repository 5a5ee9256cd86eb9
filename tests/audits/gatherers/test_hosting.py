"""The page of a hosting service is asked where an alias leads into one, and nowhere else."""

import pytest

from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.dns import DNS, AddressRecord, HostRecords
from audits.core.subject import Domain, Host
from audits.gatherers.hosting import HOSTING_GATHERER
from tests.closed_network import DOMAIN, gathered, has_addresses, rules
from tests.scripted_server import ScriptedServer, reply, sent_on

pytestmark = pytest.mark.network

NAME = f"other.{DOMAIN}"


def shown(resolver, script, *known):
    covered = Estate(Domain(DOMAIN), (Host(NAME), Host(DOMAIN)))
    with ScriptedServer(script) as server:
        return gathered(HOSTING_GATHERER, covered, rules(resolver, http=server.port), *known), server


def aliased(to):
    return Artifact(DNS, NAME, HostRecords(NAME, "NOERROR", (to,), (AddressRecord("127.0.0.1"),), ()))


def test_first_page_of_an_alias_into_a_service_is_recorded(resolver):
    page = reply(404, "There isn't a GitHub Pages site here." + "x" * 9000)
    found, server = shown(resolver, lambda _: page, aliased("desk.github.io"), has_addresses(DOMAIN, "127.0.0.1"))
    page = found["hosting", NAME]
    assert (page.target, page.status, len(page.text)) == ("desk.github.io", 404, 4000)
    assert page.text.startswith("There isn't a GitHub Pages site here.")
    assert [request.host for request in server.requests] == [NAME]


def test_redirect_of_the_service_is_not_followed(resolver):
    found, server = shown(resolver, lambda _: sent_on("/elsewhere"), aliased("desk.github.io"))
    assert found["hosting", NAME].status == 301
    assert len(server.requests) == 1


def test_other_aliases_are_left_alone(resolver):
    found, server = shown(
        resolver, lambda _: reply(200), aliased("lb.elsewhere.test"), has_addresses(DOMAIN, "127.0.0.1")
    )
    assert (found, server.requests) == ({}, [])
