import pytest

from audits.checks.wildcard import CHECK, CLAIMABLE, NO_SITE, NONE, SAME_SITE
from audits.core.artifacts import Artifact
from audits.core.observed.dns import ZONE, ZoneRecords
from audits.core.observed.wildcard import WILDCARD, InventedVisit
from audits.core.subject import Domain
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK
from tests.audits.seen import ACME, HOST, PAGE, SILENT, body, broken, chain, hop, judged, visited

NAME = f"b1946ac92492.{ACME}"
URL = f"https://{NAME}/"
HTML = "Content-Type: text/html"
HOME = visited(chain(hop(f"https://{ACME}/", 200, HTML)))
DOWN = visited(broken(f"https://{ACME}/"))
FREE = "There isn't a GitHub Pages site here."


def leads(*to, status="NOERROR"):
    return Artifact(ZONE, ACME, ZoneRecords(ACME, "NOERROR", (), (), to, invented=NAME, wildcard_status=status))


def shown(status=200, *fields, text=PAGE):
    return Artifact(WILDCARD, ACME, InventedVisit(NAME, hop(URL, status, HTML, *fields), body(text)))


AT_GITHUB, AT_AZURE = ("acme.github.io", "192.0.2.5"), "acme.azurewebsites.net"
CASES = [
    ((leads(status="NXDOMAIN"),), NONE),
    ((leads(),), NONE),
    ((leads("192.0.2.1"), shown(404), HOME), NO_SITE),
    ((leads("192.0.2.1"), shown(421), HOME), NO_SITE),
    ((leads("192.0.2.1"), shown(301, f"Location: https://{ACME}/"), HOME), NO_SITE),
    ((leads("192.0.2.1"), shown(text="<title>App</title><p>Which team are you of? Type its name"), HOME), NO_SITE),
    ((leads(*AT_GITHUB), shown(404, text="another page"), HOME), NO_SITE),
    ((leads(*AT_GITHUB), shown(200, text=FREE), HOME), NO_SITE),
    ((leads("lb.host.example"),), NO_SITE),
    ((leads("lb.host.example", status="NXDOMAIN"),), NO_SITE),
    ((leads("192.0.2.1"), shown(), HOME), SAME_SITE),
    ((leads("lb.host.example", "192.0.2.1"), shown(), HOME), SAME_SITE),
    ((leads(*AT_GITHUB), shown(404, text=f"<p>{FREE}"), HOME), CLAIMABLE),
    ((leads(AT_AZURE, status="NXDOMAIN"),), CLAIMABLE),
    ((leads("192.0.2.1"), Artifact(WILDCARD, ACME, SILENT), HOME), COULD_NOT_CHECK),
    ((leads("192.0.2.1"), HOME), COULD_NOT_CHECK),
    ((leads("192.0.2.1"), shown(), DOWN), COULD_NOT_CHECK),
    ((leads("192.0.2.1"), shown()), COULD_NOT_CHECK),
    ((Artifact(ZONE, ACME, ZoneRecords(ACME, "NOERROR", (), (), SILENT)),), COULD_NOT_CHECK),
    ((Artifact(ZONE, ACME, Unavailable("no")),), COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("artifacts", "verdict"), CASES)
def test_wildcard_gets_its_verdict(artifacts, verdict):
    assert judged(CHECK, Domain(ACME), *artifacts).verdict is verdict


def test_record_to_delete_is_named():
    fix = judged(CHECK, Domain(ACME), leads(AT_AZURE, status="NXDOMAIN")).fix
    assert f"Delete the record *.{ACME} CNAME {AT_AZURE}. at" in fix
    assert "{ listen" in judged(CHECK, Domain(ACME), leads("192.0.2.1"), shown(), HOME).fix


def test_evidence_shows_the_invented_name():
    first = judged(CHECK, Domain(ACME), leads("192.0.2.1"), shown(), HOME).evidence[0]
    assert (first.source, first.observed) == (f"DNS {NAME} A", "192.0.2.1")
    assert HOST.name not in first.source.split(" ")
