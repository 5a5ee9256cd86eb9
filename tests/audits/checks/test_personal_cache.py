"""Every answer on what shared caches may keep of one visitor's."""

import pytest

from audits.checks.personal_cache import (
    CHECK,
    GUESSED,
    INCOMPLETE,
    KEPT,
    LISTED,
    NONE,
    SERVED,
    SHAREABLE,
    SHARED_COOKIE,
    SHARED_SESSION,
)
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.pages_seen import HOME, HTML, answers, crawled, file, page
from tests.audits.seen import ACME, PAGE, broken, chain, hop, visited

PUBLIC = "Cache-Control: public, max-age=60"
COOKIE, SESSION = "Set-Cookie: theme=dark", "Set-Cookie: sessionid=abc; Secure; HttpOnly"
OLD = "Last-Modified: Mon, 22 Dec 2025 00:00:00 GMT"
VERCEL = "Cache-Control: public, max-age=0, must-revalidate"


def home(*fields, status=200):
    return (visited(chain(hop(HOME, status, HTML, *fields))),)


COOKIES = [
    (home(SESSION, "Cache-Control: private, no-store"), [NONE]),
    (home(SESSION, "Cache-Control: no-store"), [NONE]),
    (home(SESSION, "Cache-Control: no-cache"), [NONE]),
    (home(SESSION, "Cache-Control: max-age=0"), [NONE]),
    (home(SESSION), [NONE]),
    (home(SESSION, 'Cache-Control: public, max-age=60, private="set-cookie"'), [NONE]),
    (home(SESSION, 'Cache-Control: public, max-age=60, no-cache="Set-Cookie"'), [NONE]),
    (home(SESSION, PUBLIC, "Vary: *"), [NONE]),
    (home("Set-Cookie: __cf_bm=abc", PUBLIC), [NONE]),
    (home("Set-Cookie: AWSALB=abc", PUBLIC), [NONE]),
    (home("Set-Cookie: \x01=", PUBLIC), [NONE]),
    (home("Set-Cookie: sessionid=; Max-Age=0", PUBLIC), [NONE]),
    (home("Set-Cookie: x=deleted; Expires=Thu, 01 Jan 1970 00:00:00 GMT", PUBLIC), [NONE]),
    (home(PUBLIC), [NONE]),
    (home(VERCEL), [NONE]),
    (home(OLD), [NONE]),
    (home(SESSION, PUBLIC), [LISTED, SHARED_SESSION]),
    (home(SESSION, "Cache-Control: public"), [LISTED, SHARED_SESSION]),
    (home(SESSION, "Cache-Control: s-maxage=60"), [LISTED, SHARED_SESSION]),
    (home(SESSION, "Cache-Control: max-age=60"), [LISTED, SHARED_SESSION]),
    (home(SESSION, "Cache-Control: private", "CDN-Cache-Control: max-age=60"), [LISTED, SHARED_SESSION]),
    (home(SESSION, "Cache-Control: no-store", "Surrogate-Control: max-age=60"), [LISTED, SHARED_SESSION]),
    (home(SESSION, PUBLIC, "Vary: Cookie"), [LISTED, SHARED_SESSION]),
    (home(SESSION, PUBLIC, status=302), [LISTED, SHARED_SESSION]),
    (home(SESSION, "Cache-Control: public, max-age=0, stale-while-revalidate=60"), [LISTED, SHARED_SESSION]),
    (home("Set-Cookie: x=abcdefghij0123456789ABCDEF", PUBLIC), [LISTED, SHARED_SESSION]),
    (home(COOKIE, PUBLIC), [LISTED, SHARED_COOKIE]),
    (home("Set-Cookie: csrftoken=abcdefghij0123456789", PUBLIC), [LISTED, SHARED_COOKIE]),
    (home("Set-Cookie: __cf_bm=abc", COOKIE, PUBLIC), [LISTED, SHARED_COOKIE]),
    (home(COOKIE, "Expires: Fri, 02 Jan 2026 00:00:00 GMT"), [LISTED, SHARED_COOKIE]),
    (home(COOKIE, VERCEL), [LISTED, KEPT]),
    (home(COOKIE, "Cache-Control: public, no-cache"), [LISTED, KEPT]),
    (home(COOKIE, OLD), [LISTED, GUESSED]),
    (home(COOKIE, "Cache-Control: private", "Age: 12"), [LISTED, SERVED]),
    (home(COOKIE, "Cache-Control: no-store", "CF-Cache-Status: HIT"), [LISTED, SERVED]),
    (home(COOKIE, "X-Cache: Hit from cloudfront"), [LISTED, SERVED]),
    (home(COOKIE, "Cache-Control: private", "Age: 0"), [NONE]),
    (home(COOKIE, "Cache-Control: private", "CF-Cache-Status: DYNAMIC"), [NONE]),
    (home(COOKIE, PUBLIC, status=503), [COULD_NOT_CHECK]),
    ((visited(broken(HOME)),), [COULD_NOT_CHECK]),
]


@pytest.mark.parametrize(("seen", "verdicts"), COOKIES)
def test_answer_with_a_cookie_gets_its_verdict(seen, verdicts):
    assert [judgement.verdict for judgement in answers(CHECK, *seen)] == verdicts


API = f"https://{ACME}/v1"


def at(*fields, purpose="account", status=200, text="<p>yours</p>", url=API):
    """An endpoint of one purpose with these fields, beside a home page that is everybody's."""
    return purpose, visited(chain(hop(url, status, "Content-Type: application/json", *fields), text=text), label=url)


PURPOSES = [
    (at("Cache-Control: private, max-age=60"), [NONE]),
    (at("Cache-Control: no-store"), [NONE]),
    (at("Cache-Control: no-cache"), [NONE]),
    (at(VERCEL), [NONE]),
    (at(), [NONE]),
    (at("ETag: x"), [NONE]),
    (at(PUBLIC, "Vary: Cookie"), [NONE]),
    (at(PUBLIC, "Vary: Accept, Authorization"), [NONE]),
    (at(PUBLIC, text=PAGE), [NONE]),
    (at(PUBLIC, status=404), [NONE]),
    (at(PUBLIC, purpose="api"), [NONE]),
    (at(PUBLIC, purpose="page"), [NONE]),
    (at("Cache-Control: max-age=60", purpose="home"), [NONE]),
    (at(PUBLIC), [LISTED, SHAREABLE]),
    (at(PUBLIC, purpose="login"), [LISTED, SHAREABLE]),
    (at(PUBLIC, purpose="admin"), [LISTED, SHAREABLE]),
    (at("Cache-Control: max-age=60", purpose="api"), [LISTED, SHAREABLE]),
    (at("Expires: Fri, 02 Jan 2026 00:00:00 GMT", purpose="api"), [LISTED, SHAREABLE]),
    (at("CDN-Cache-Control: max-age=60"), [LISTED, SHAREABLE]),
    (at(OLD, purpose="api"), [LISTED, GUESSED]),
    (at(OLD, "Pragma: no-cache"), [LISTED, GUESSED]),
    (at(OLD, status=302), [NONE]),
    (at(SESSION, PUBLIC, purpose="api"), [LISTED, SHARED_SESSION]),
    (at(PUBLIC, status=429), [INCOMPLETE]),
    (at(PUBLIC, status=502), [INCOMPLETE]),
    (("api", visited(broken(API), label=API)), [INCOMPLETE]),
]


@pytest.mark.parametrize(("seen", "verdicts"), PURPOSES)
def test_answer_for_one_person_gets_its_verdict(seen, verdicts):
    purpose, visit = seen
    told = answers(CHECK, visit, endpoints=((API, purpose),))
    assert [judgement.verdict for judgement in told] == verdicts


SHELL = "<!doctype html><title>Acme</title><div id=root></div><script src=/assets/app.js></script>"
LOG_IN = "<!doctype html><title>Log in</title><form method=post><input type=password name=word>{}</form>"
PAGES = [
    (SHELL, [NONE]),
    (LOG_IN.format(""), [NONE]),
    (LOG_IN.format("<input type=hidden name=csrfmiddlewaretoken value=Zm9v>"), [LISTED, SHAREABLE]),
    ("<!doctype html><title>Your desk</title><p>Good morning, Ann: three ships wait.</p>", [LISTED, SHAREABLE]),
]


@pytest.mark.parametrize(("text", "verdicts"), PAGES)
@pytest.mark.parametrize("purpose", ["login", "account", "admin"])
def test_page_that_is_the_same_for_every_visitor_may_be_shared(purpose, text, verdicts):
    """As frameworks send what they rendered beforehand."""
    seen = visited(chain(hop(API, 200, HTML, "Cache-Control: s-maxage=31536000"), text=text), label=API)
    told = answers(CHECK, *home(), seen, endpoints=((API, purpose),))
    assert [judgement.verdict for judgement in told] == verdicts


CASES = [*COOKIES, *PURPOSES]


def test_redirect_that_sets_a_cookie_counts():
    way = chain(hop(HOME, 302, "Location: /in", SESSION, PUBLIC), hop(f"{HOME}in", 200, HTML))
    verdicts = [judgement.verdict for judgement in answers(CHECK, visited(way))]
    assert verdicts == [LISTED, SHARED_SESSION]


def test_script_that_sets_a_cookie_counts():
    seen = crawled(page(), files=(file("a.js", COOKIE, PUBLIC),))
    assert [judgement.part for judgement in answers(CHECK, seen)] == ["", f"{HOME}a.js"]


def test_page_one_click_away_counts():
    seen = crawled(page(url=f"{HOME}about", fields=(COOKIE, PUBLIC), declared=False))
    assert [judgement.part for judgement in answers(CHECK, seen)] == ["", f"{HOME}about"]


def test_host_that_only_sends_visitors_on_is_not_judged():
    way = chain(hop("https://www.acme.example/", 200, HTML))
    assert answers(CHECK, visited(way))[0].verdict is NOT_APPLICABLE


def test_finding_shows_fields_and_names_and_no_value():
    _, finding = answers(CHECK, *home(SESSION, PUBLIC))
    assert finding.part == HOME
    assert [each.observed for each in finding.evidence] == [
        "Cache-Control: public, max-age=60; Set-Cookie: sessionid=…"
    ]
    assert "location = / { add_header" in finding.fix


def test_lifetime_without_end_is_told_in_words():
    told = answers(CHECK, at("Cache-Control: public")[1], endpoints=((API, "account"),))
    assert told[1].headline == (
        f"Shared caches may give one visitor's {API} to the next for as long as they like (Cache-Control: public)"
    )


def test_one_address_with_several_queries_is_one_finding():
    seen = crawled(
        page(url=f"{HOME}in?a=1", fields=(COOKIE, PUBLIC), declared=False),
        page(url=f"{HOME}in?a=2", fields=(SESSION, PUBLIC), declared=False),
    )
    whole, finding = answers(CHECK, seen)
    assert (whole.verdict, finding.verdict, finding.part) == (LISTED, SHARED_SESSION, f"{HOME}in")
    assert len(finding.evidence) == 2
