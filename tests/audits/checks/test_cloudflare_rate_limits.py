import pytest

from audits.checks.cloudflare_rate_limits import CHECK, LIMITED, NONE, OPEN_LOGIN
from audits.core.estate import Estate
from audits.core.observed.cloudflare import RateLimit
from audits.core.subject import Endpoint, Host
from audits.core.verdict import COULD_NOT_CHECK
from tests.audits.cloudflare_zone import AT_CLOUDFLARE, DOMAIN, REFUSED, WITHOUT, told, verdict_of
from tests.audits.seen import ACME, chain, dns, hop, judged, records, visited

APP = Host(f"app.{ACME}", declared=True)
LOGIN = Endpoint(f"https://{APP.name}/login", "login")
LIMIT = RateLimit("Log-in", 'http.request.uri.path eq "/login"', "block", is_on=True, most=5, seconds=10)
PAUSED = RateLimit("Log-in", "true", "block", is_on=False, most=5, seconds=10)

CASES = [
    ((LIMIT,), (LOGIN,), "104.16.1.1", LIMITED),
    ((LIMIT,), (), "104.16.1.1", LIMITED),
    ((), (), "104.16.1.1", NONE),
    ((), (LOGIN,), "104.16.1.1", OPEN_LOGIN),
    ((PAUSED,), (LOGIN,), "104.16.1.1", OPEN_LOGIN),
    # A log-in page past Cloudflare is none that Cloudflare could limit.
    ((), (LOGIN,), "93.184.215.14", NONE),
    (REFUSED, (LOGIN,), "104.16.1.1", COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("limits", "endpoints", "address", "verdict"), CASES)
def test_limits_get_their_verdict(limits, endpoints, address, verdict):
    seen = (dns(records(address, name=APP.name)), visited(chain(hop(f"https://{APP.name}/")), host=APP.name))
    estate = Estate(domain=DOMAIN, hosts=(APP,), endpoints=endpoints)
    assert verdict_of(CHECK, AT_CLOUDFLARE, told(rate_limits=limits), *seen, estate=estate) is verdict


def test_headline_counts_in_words_that_agree():
    judgement = judged(CHECK, DOMAIN, AT_CLOUDFLARE, told(rate_limits=(LIMIT,)))
    assert judgement.headline.endswith("has 1 rate limit at Cloudflare")


@pytest.mark.parametrize(("what", "seen", "outcome"), WITHOUT)
def test_zone_that_was_not_told_is_not_judged(what, seen, outcome):
    assert verdict_of(CHECK, *seen).outcome.value == outcome
