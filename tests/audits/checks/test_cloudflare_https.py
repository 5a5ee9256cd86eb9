import pytest

from audits.checks.cloudflare_https import CHECK, ELSEWHERE, ON, SERVED
from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.http import HTTP
from audits.core.subject import Host
from audits.core.verdict import COULD_NOT_CHECK
from tests.audits.cloudflare_zone import AT_CLOUDFLARE, DOMAIN, REFUSED, WITHOUT, told, verdict_of
from tests.audits.seen import ACME, SILENT, broken, chain, dns, hop, records, visited

APP = Host(f"app.{ACME}", declared=True)
EDGE = dns(records("104.16.1.1", name=APP.name))
SECURE = chain(hop(f"https://{APP.name}/"))
PAGE = visited(SECURE, chain(hop(f"http://{APP.name}/")), host=APP.name)
SENT_ON = visited(SECURE, chain(hop(f"http://{APP.name}/", 301), hop(f"https://{APP.name}/")), host=APP.name)
NO_PLAIN = visited(SECURE, broken(f"http://{APP.name}/"), host=APP.name)

CASES = [
    ("on", EDGE, PAGE, ON),
    ("on", EDGE, NO_PLAIN, ON),
    ("off", EDGE, PAGE, SERVED),
    ("off", EDGE, SENT_ON, ELSEWHERE),
    ("off", dns(records("93.184.215.14", name=APP.name)), PAGE, ELSEWHERE),
    ("off", EDGE, NO_PLAIN, COULD_NOT_CHECK),
    ("off", EDGE, Artifact(HTTP, APP.name, SILENT), COULD_NOT_CHECK),
    (REFUSED, EDGE, PAGE, COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("setting", "found", "answer", "verdict"), CASES)
def test_setting_gets_its_verdict(setting, found, answer, verdict):
    estate = Estate(domain=DOMAIN, hosts=(APP,))
    assert verdict_of(CHECK, AT_CLOUDFLARE, told(always_https=setting), found, answer, estate=estate) is verdict


@pytest.mark.parametrize(("what", "seen", "outcome"), WITHOUT)
def test_zone_that_was_not_told_is_not_judged(what, seen, outcome):
    assert verdict_of(CHECK, *seen).outcome.value == outcome
