import pytest

from audits.checks.redirect_chain import CHECK, DEAD, DIRECT, DOWNGRADED, ENDLESS, FORGETS, LONG, LOOPED_ROUND, SHORT
from audits.core.artifacts import Artifact
from audits.core.observed.http import DEAD_END, HTTP, LOOPED, TOO_LONG
from audits.core.subject import Endpoint
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, SILENT, broken, chain, hop, judged, visited

LOGIN = f"https://{ACME}/login"
PRICES = f"https://{ACME}/prices"
AT_LOGIN = Endpoint(LOGIN, "login")


def steps(*urls):
    return chain(*[hop(url, 301) for url in urls[:-1]], hop(urls[-1]))


CASES = [
    (steps(LOGIN), DIRECT),
    (chain(hop(LOGIN, 404)), DIRECT),
    (steps(LOGIN, f"{LOGIN}/"), SHORT),
    (steps(f"http://{ACME}/login", LOGIN, f"https://www.{ACME}/login"), SHORT),
    (steps(LOGIN, f"{LOGIN}/", f"https://www.{ACME}/login/", f"https://id.{ACME}/"), LONG),
    (chain(hop(LOGIN, 302), end=LOOPED, at=LOGIN), LOOPED_ROUND),
    (chain(hop(LOGIN, 302), hop(f"{LOGIN}/", 302), end=LOOPED, at=LOGIN), LOOPED_ROUND),
    (chain(*[hop(f"{LOGIN}?n={n}", 302) for n in range(11)], end=TOO_LONG), ENDLESS),
    (chain(hop(LOGIN, 302), end=DEAD_END, at=""), DEAD),
    (chain(hop(LOGIN, 302), end=DEAD_END, at="javascript:alert(1)"), DEAD),
    (steps(LOGIN, f"http://{ACME}/login"), DOWNGRADED),
    (steps(LOGIN, f"http://{ACME}/login", f"https://www.{ACME}/"), DOWNGRADED),
    (steps(PRICES, f"https://www.{ACME}/"), FORGETS),
    (steps(f"{PRICES}?plan=7", f"https://www.{ACME}/"), FORGETS),
    (steps(LOGIN, f"https://www.{ACME}/"), SHORT),
    (steps(LOGIN, f"https://www.{ACME}/login"), SHORT),
    (steps(LOGIN, f"https://{ACME}/"), SHORT),
    (steps(f"https://{ACME}/board", f"https://id.{ACME}/?next=%2Fboard"), SHORT),
    (steps(f"https://{ACME}/board", f"https://login.{ACME}/"), SHORT),
    (broken(LOGIN), COULD_NOT_CHECK),
    (chain(hop(LOGIN, 302), end="broken", at=f"https://id.{ACME}/"), COULD_NOT_CHECK),
]


def answered(seen, *more, endpoint=AT_LOGIN):
    return judged(CHECK, endpoint, visited(seen, label=endpoint.url), *more)


@pytest.mark.parametrize(("seen", "verdict"), CASES)
def test_chain_gets_its_verdict(seen, verdict):
    assert answered(seen).verdict is verdict


def test_same_address_with_a_new_cookie_is_no_circle():
    set_cookie = hop(LOGIN, 302, "Set-Cookie: visited=1", f"Location: {LOGIN}")
    assert answered(chain(set_cookie, hop(LOGIN))).verdict is SHORT


def test_endless_chain_counts_its_redirects():
    hops = [hop(f"{LOGIN}?n={n}", 302) for n in range(11)]
    assert answered(chain(*hops, end=TOO_LONG)).headline == f"{LOGIN}?n=0 redirects more than 10 times"


HOME = Endpoint(f"https://{ACME}/", "home")
PLAIN_WAYS = [
    (steps(f"http://{ACME}/", f"https://{ACME}/"), DIRECT),
    (steps(f"http://{ACME}/", "http://a.example/", "http://b.example/", f"https://{ACME}/"), LONG),
    (chain(hop(f"http://{ACME}/", 301), end=LOOPED, at=f"http://{ACME}/"), LOOPED_ROUND),
    (broken(f"http://{ACME}/"), DIRECT),
]


@pytest.mark.parametrize(("plain", "verdict"), PLAIN_WAYS)
def test_home_page_is_reached_without_https_too(plain, verdict):
    page = chain(hop(HOME.url))
    assert answered(page, visited(page, plain), endpoint=HOME).verdict is verdict


@pytest.mark.parametrize(
    ("way", "verdict"),
    [
        (steps(LOGIN, f"{LOGIN}/", f"https://www.{ACME}/login/", f"https://id.{ACME}/"), SHORT),
        (steps(PRICES, f"https://www.{ACME}/"), SHORT),
        (chain(hop(LOGIN, 302), end=LOOPED, at=LOGIN), LOOPED_ROUND),
        (steps(LOGIN, f"http://{ACME}/login"), DOWNGRADED),
    ],
)
def test_old_address_is_led_elsewhere_on_purpose(way, verdict):
    """How far and whereto is judged by old-urls."""
    assert answered(way, endpoint=Endpoint(LOGIN, "old")).verdict is verdict


def test_origin_is_not_visited():
    origin = Endpoint(f"https://origin.{ACME}/", "origin")
    assert answered(chain(hop(origin.url)), endpoint=origin).verdict is NOT_APPLICABLE


def test_missing_visit_is_no_verdict():
    assert judged(CHECK, AT_LOGIN, Artifact(HTTP, LOGIN, SILENT)).verdict is COULD_NOT_CHECK
