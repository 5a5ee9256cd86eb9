"""The invented name is visited where every name exists, and nowhere else."""

import pytest

from audits.checks import wildcard
from audits.core.artifacts import Artifact, Artifacts, collect
from audits.core.estate import Estate
from audits.core.observed.dns import ZONE, ZoneRecords
from audits.core.observed.wildcard import WILDCARD
from audits.core.subject import Domain
from audits.core.unavailable import Unavailable
from audits.gatherers.wildcard import WILDCARD_GATHERER
from tests.audits.seen import NOW, chain, hop
from tests.audits.seen import visited as visit_of
from tests.closed_network import DOMAIN, gathered, rules
from tests.loopback import NameServer, closed_port
from tests.scripted_server import ScriptedServer, reply, sent_on

pytestmark = pytest.mark.network

NAME = f"b1946ac92492.{DOMAIN}"


def visited(script, *, leads_to=("127.0.0.1",), status="NOERROR", **ports):
    zone = ZoneRecords(DOMAIN, "NOERROR", (), (), leads_to, invented=NAME, wildcard_status=status)
    resolver = NameServer({(NAME, "A"): ["127.0.0.1"]}, recursive=True)
    with resolver, ScriptedServer(script) as server:
        given = rules(resolver, http=server.port, https=ports.get("https") or closed_port())
        found = gathered(WILDCARD_GATHERER, Estate(Domain(DOMAIN)), given, Artifact(ZONE, DOMAIN, zone))
    return found.get(("wildcard", DOMAIN)), server


def test_plain_answer_counts_where_there_is_no_encrypted_one():
    found, server = visited(lambda _: reply(200, "Anybody home?"))
    assert (found.name, found.answer.status, found.body.text) == (NAME, 200, "Anybody home?")
    assert [request.host for request in server.requests] == [NAME]


def test_redirect_is_not_followed():
    found, server = visited(lambda _: sent_on(f"http://{DOMAIN}/"))
    assert (found.answer.status, found.answer.first("location")) == (301, f"http://{DOMAIN}/")
    assert len(server.requests) == 1


def test_closed_ports_are_told_with_what_was_tried():
    zone = ZoneRecords(DOMAIN, "NOERROR", (), (), ("127.0.0.1",), invented=NAME, wildcard_status="NOERROR")
    with NameServer({(NAME, "A"): ["127.0.0.1"]}, recursive=True) as resolver:
        given = rules(resolver, http=closed_port(), https=closed_port())
        found = gathered(WILDCARD_GATHERER, Estate(Domain(DOMAIN)), given, Artifact(ZONE, DOMAIN, zone))
    missing = found["wildcard", DOMAIN]
    assert isinstance(missing, Unavailable)
    assert missing.tried == (f"GET https://{NAME}/", f"GET http://{NAME}/")


@pytest.mark.parametrize(("leads_to", "status"), [((), "NXDOMAIN"), (("gone.host.test",), "NXDOMAIN")])
def test_nothing_is_visited_without_a_wildcard_or_an_address(leads_to, status):
    assert visited(lambda _: reply(200), leads_to=leads_to, status=status)[0] is None


SITE = "<!doctype html><title>Acme</title><p>One page of words for every visitor of the site</p>"
FREE = "There isn't a GitHub Pages site here."
JUDGED = [
    (reply(200, SITE), ("127.0.0.1",), wildcard.SAME_SITE),
    (reply(421, SITE), ("127.0.0.1",), wildcard.NO_SITE),
    (sent_on(f"https://{DOMAIN}/"), ("127.0.0.1",), wildcard.NO_SITE),
    (reply(404, f"<p>{FREE}</p>"), ("acme.github.io", "127.0.0.1"), wildcard.CLAIMABLE),
]


@pytest.mark.parametrize(("answer", "leads_to", "verdict"), JUDGED)
def test_answer_of_a_real_server_gets_its_verdict(answer, leads_to, verdict):
    found, _ = visited(lambda _: answer, leads_to=leads_to)
    zone = ZoneRecords(DOMAIN, "NOERROR", (), (), leads_to, invented=NAME, wildcard_status="NOERROR")
    home = visit_of(chain(hop(f"https://{DOMAIN}/", 200, "Content-Type: text/html"), text=SITE), host=DOMAIN)
    known = (Artifact(ZONE, DOMAIN, zone), Artifact(WILDCARD, DOMAIN, found), home)
    estate = Estate(Domain(DOMAIN))
    artifacts = Artifacts(estate, NOW, collect(known), Domain(DOMAIN))
    assert wildcard.CHECK.judgements(artifacts)[0].verdict is verdict
