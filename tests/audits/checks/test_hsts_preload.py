import pytest

from audits.checks.hsts_preload import (
    ALONE,
    BRIEF,
    CHECK,
    CUTS_OFF,
    READY,
    SEVERAL,
    TOO_MANY,
    UNASKED,
    UNREAD,
    UNREDIRECTED,
    UNSAFE,
    UNSENT,
)
from audits.core.estate import Estate
from audits.core.observed.http import BROKEN, DEAD_END, LOOPED
from audits.core.subject import Domain, Endpoint, Host
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, HOST, THERE, broken, chain, dns, hop, judged, knocked, records, renamed, visited

FIELD = "Strict-Transport-Security"
WHOLE = "max-age=63072000; includeSubDomains; preload"
HTTPS, HTTP, WWW = f"https://{ACME}/", f"http://{ACME}/", f"https://www.{ACME}/"
MAIL, FILES = Host(f"mail.{ACME}"), Host(f"files.{ACME}")


def secure(*values, url=HTTPS, status=200):
    return hop(url, status, *(f"{FIELD}: {value}" for value in values))


PLAIN = chain(hop(HTTP, 301), secure(WHOLE))
ON_TO_WWW = chain(secure(WHOLE, status=301), hop(WWW))

CASES = [  # the chain from https, the chain from http
    (chain(secure(WHOLE)), PLAIN, READY),
    (chain(secure("max-age=31536000;includesubdomains;preload")), PLAIN, READY),
    (ON_TO_WWW, chain(hop(HTTP, 308), *ON_TO_WWW.hops), READY),
    (chain(secure(WHOLE, status=404)), PLAIN, READY),
    (chain(secure(WHOLE, status=503)), PLAIN, READY),
    (chain(secure(WHOLE, WHOLE)), PLAIN, SEVERAL),
    (chain(secure("max-age=31535999; includeSubDomains; preload")), PLAIN, BRIEF),
    (chain(secure("max-age=31536000; preload")), PLAIN, ALONE),
    (chain(secure('max-age="31536000"; includeSubDomains; preload')), PLAIN, UNREAD),
    (chain(secure("max-age = 31536000; includeSubDomains; preload")), PLAIN, UNREAD),
    (chain(secure("includeSubDomains; preload")), PLAIN, UNREAD),
    (chain(secure(WHOLE)), chain(hop(HTTP, 301), hop(WWW)), UNREDIRECTED),
    (chain(secure(WHOLE)), chain(hop(HTTP, 301), hop(f"http://www.{ACME}/", 301), hop(WWW)), UNREDIRECTED),
    (chain(secure(WHOLE)), chain(hop(HTTP)), UNREDIRECTED),
    (chain(secure(WHOLE, status=302), hop(f"http://shop.{ACME}/")), PLAIN, UNSAFE),
    (chain(secure(WHOLE)), chain(hop(HTTP, 301), secure(WHOLE, status=301), hop(f"http://shop.{ACME}/")), UNSAFE),
    (
        chain(secure(WHOLE, status=301), *(hop(f"{HTTPS}{step}", 301) for step in range(3)), hop(f"{HTTPS}end")),
        PLAIN,
        TOO_MANY,
    ),
    (chain(secure("max-age=63072000; includeSubDomains")), PLAIN, NOT_APPLICABLE),
    (chain(hop(HTTPS)), PLAIN, NOT_APPLICABLE),
    (chain(secure("max-age=0; includeSubDomains; preload")), PLAIN, NOT_APPLICABLE),
    (chain(secure(WHOLE, status=301), end=BROKEN, at=WWW), PLAIN, COULD_NOT_CHECK),
    (chain(secure(WHOLE, status=301), end=LOOPED, at=HTTPS), PLAIN, COULD_NOT_CHECK),
    (chain(secure(WHOLE, status=301), end=DEAD_END), PLAIN, COULD_NOT_CHECK),
    (chain(secure(WHOLE)), broken(HTTP), COULD_NOT_CHECK),
    (chain(secure(WHOLE)), chain(hop(HTTP, 403)), COULD_NOT_CHECK),
    (broken(HTTPS), PLAIN, COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("https", "http", "verdict"), CASES, ids=range(len(CASES)))
def test_request_gets_its_verdict(https, http, verdict):
    assert judged(CHECK, HOST, THERE, knocked(p80="open", p443="open"), visited(https, http)).verdict is verdict


def test_closed_port_without_https_is_no_hindrance():
    seen = (THERE, knocked(p80="refused", p443="open"), visited(chain(secure(WHOLE)), broken(HTTP)))
    assert judged(CHECK, HOST, *seen).verdict is READY


LATER = [(f"{FIELD}: {WHOLE}", None, UNSENT), (f"{FIELD}: {WHOLE}", "max-age=63072000; includeSubDomains", UNASKED)]


@pytest.mark.parametrize(("of_login", "of_home", "verdict"), LATER)
def test_first_answer_counts(of_login, of_home, verdict):
    login = Endpoint(f"https://{ACME}/login", "login")
    estate = Estate(domain=Domain(ACME), hosts=(HOST,), endpoints=(login,))
    home = hop(HTTPS, 301) if of_home is None else secure(of_home, status=301)
    seen = (
        THERE,
        visited(chain(home, hop(WWW)), PLAIN),
        visited(chain(hop(login.url, 200, of_login)), label=login.url),
    )
    if of_home:
        # The policy that counts comes from the first answer that sends one, which here does not ask.
        assert judged(CHECK, HOST, *seen, estate=estate).verdict is NOT_APPLICABLE
        answer = hop(HTTPS, 301, f"{FIELD}: {of_home}", of_login)
        seen = (THERE, visited(chain(answer, hop(WWW)), PLAIN))
        assert judged(CHECK, HOST, *seen).verdict is SEVERAL
    else:
        assert judged(CHECK, HOST, *seen, estate=estate).verdict is verdict


BELOW = [
    ("open", "refused", CUTS_OFF),
    ("open", "open", READY),
    ("open", "silent", READY),
    ("refused", "refused", READY),
]


@pytest.mark.parametrize(("plain", "https", "verdict"), BELOW)
def test_name_below_without_https_would_be_cut_off(plain, https, verdict):
    estate = Estate(domain=Domain(ACME), hosts=(HOST, FILES))
    seen = (
        THERE,
        dns(records("192.0.2.7", name=FILES.name)),
        visited(chain(secure(WHOLE)), PLAIN),
        knocked(p80="open", p443="open"),
        knocked(FILES.name, p80=plain, p443=https),
    )
    assert judged(CHECK, HOST, *seen, estate=estate).verdict is verdict


def test_name_below_a_domain_cannot_be_listed():
    www = Host(f"www.{ACME}", declared=True)
    estate = Estate(domain=Domain(ACME), hosts=(HOST, www))
    seen = (
        renamed(dns(records("192.0.2.1", name=www.name)), www.name),
        visited(chain(secure(WHOLE, url=WWW)), chain(hop(f"http://www.{ACME}/", 301), hop(WWW)), host=www.name),
    )
    assert judged(CHECK, www, *seen, estate=estate).verdict is NOT_APPLICABLE


EXAMPLES = [*LATER, *BELOW]
