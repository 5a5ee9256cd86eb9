"""What caches may do with an answer, field by field."""

import pytest

from audits.core.derived.caching import Reuse, browser_seconds, shared_keeping, spares_cookies, tells_apart
from tests.audits.seen import NOW, hop

URL = "https://acme.example/"
DATE = "Date: Thu, 01 Jan 2026 00:00:00 GMT"
OLD = "Last-Modified: Mon, 22 Dec 2025 00:00:00 GMT"
CC = "Cache-Control: "
KEEPINGS = [
    ((), Reuse.NEVER, 0),
    ((f"{CC}no-store",), Reuse.NEVER, 0),
    ((f"{CC}no-store, max-age=60",), Reuse.NEVER, 0),
    ((f"{CC}no-store, must-understand, max-age=60",), Reuse.UNASKED, 60),
    ((f"{CC}private, max-age=60",), Reuse.NEVER, 0),
    ((f"{CC}public, private",), Reuse.NEVER, 0),
    ((f'{CC}private="X-Token", max-age=60',), Reuse.UNASKED, 60),
    ((f'{CC}no-cache="X-Token", max-age=60',), Reuse.UNASKED, 60),
    ((f"{CC}no-cache, max-age=60",), Reuse.AFTER_ASKING, 0),
    ((f"{CC}max-age=60",), Reuse.UNASKED, 60),
    ((f'{CC}max-age="60"',), Reuse.UNASKED, 60),
    ((f"{CC}max-age=60", f"{CC}max-age=0"), Reuse.UNASKED, 60),
    ((f"{CC}max-age=0, must-revalidate, public",), Reuse.AFTER_ASKING, 0),
    ((f"{CC}max-age=soon",), Reuse.AFTER_ASKING, 0),
    ((f"{CC}max-age=60, s-maxage=0",), Reuse.AFTER_ASKING, 0),
    ((f"{CC}max-age=0, s-maxage=60",), Reuse.UNASKED, 60),
    ((f"{CC}max-age=0, stale-while-revalidate=60",), Reuse.UNASKED, 60),
    ((f"{CC}max-age=0, stale-while-revalidate=60, must-revalidate",), Reuse.AFTER_ASKING, 0),
    ((f"{CC}max-age=60", "Vary: *"), Reuse.NEVER, 0),
    ((f"{CC}max-age=60", "Vary: Accept-Encoding"), Reuse.UNASKED, 60),
    ((f"{CC}public",), Reuse.UNASKED, 0),
    ((DATE, "Expires: Thu, 01 Jan 2026 00:01:00 GMT"), Reuse.UNASKED, 60),
    (("Expires: Thu, 01 Jan 2026 00:01:00 GMT",), Reuse.UNASKED, 60),
    ((DATE, "Expires: Wed, 31 Dec 2025 00:00:00 GMT"), Reuse.AFTER_ASKING, 0),
    (("Expires: 0",), Reuse.AFTER_ASKING, 0),
    (("Expires: -1", OLD), Reuse.AFTER_ASKING, 0),
    ((DATE, "Expires: Thu, 01 Jan 2026 00:01:00 GMT", f"{CC}max-age=5"), Reuse.UNASKED, 5),
    ((DATE, OLD), Reuse.GUESSED, 86_400),
    ((OLD,), Reuse.GUESSED, 86_400),
    ((OLD, "Pragma: no-cache"), Reuse.GUESSED, 86_400),
    ((OLD, f"{CC}no-transform"), Reuse.GUESSED, 86_400),
    ((OLD, f"{CC}max-age=0"), Reuse.AFTER_ASKING, 0),
    ((DATE, "Last-Modified: Fri, 02 Jan 2026 00:00:00 GMT"), Reuse.NEVER, 0),
    ((DATE, "Last-Modified: Wed, 31 Dec 2025 23:59:59 GMT"), Reuse.AFTER_ASKING, 0),
    (("Last-Modified: yesterday",), Reuse.NEVER, 0),
    (("CDN-Cache-Control: max-age=60", f"{CC}private"), Reuse.UNASKED, 60),
    (("CDN-Cache-Control: no-store", f"{CC}private"), Reuse.NEVER, 0),
    (("CDN-Cache-Control: max-age=60;x, no-store=", f"{CC}private"), Reuse.NEVER, 0),
    (("CDN-Cache-Control: max-age=sixty", f"{CC}private"), Reuse.AFTER_ASKING, 0),
    (("Vercel-CDN-Cache-Control: s-maxage=60", f"{CC}no-store"), Reuse.UNASKED, 60),
    (('Surrogate-Control: max-age=60+600, content="ESI/1.0"', f"{CC}no-store"), Reuse.UNASKED, 60),
    (("Surrogate-Control: no-store", f"{CC}no-store"), Reuse.NEVER, 0),
]


@pytest.mark.parametrize(("fields", "reuse", "seconds"), KEEPINGS)
def test_shared_cache_does_what_the_fields_let_it(fields, reuse, seconds):
    keeping = shared_keeping(hop(URL, 200, *fields), NOW)
    assert (keeping.reuse, keeping.seconds) == (reuse, seconds)


@pytest.mark.parametrize(("status", "reuse"), [(404, Reuse.GUESSED), (302, Reuse.NEVER), (401, Reuse.NEVER)])
def test_status_decides_whether_caches_may_guess(status, reuse):
    assert shared_keeping(hop(URL, status, DATE, OLD), NOW).reuse is reuse


@pytest.mark.parametrize(("status", "reuse"), [(302, Reuse.UNASKED), (401, Reuse.UNASKED)])
def test_lifetime_holds_for_any_status(status, reuse):
    assert shared_keeping(hop(URL, status, f"{CC}max-age=60"), NOW).reuse is reuse


BROWSERS = [
    ((), None),
    ((OLD,), None),
    ((f"{CC}public, max-age=60, s-maxage=600",), 60),
    ((f"{CC}private, max-age=60",), 60),
    ((f"{CC}no-cache, max-age=60",), 0),
    ((f"{CC}no-store",), 0),
    ((DATE, "Expires: Thu, 01 Jan 2026 00:01:00 GMT"), 60),
    (("CDN-Cache-Control: max-age=60",), None),
]


@pytest.mark.parametrize(("fields", "seconds"), BROWSERS)
def test_browser_keeps_what_is_its_own(fields, seconds):
    assert browser_seconds(hop(URL, 200, *fields), NOW) == seconds


@pytest.mark.parametrize(
    ("field", "spares"),
    [('private="Set-Cookie"', True), ('no-cache="x, set-cookie"', True), ("private", False), ('private="x"', False)],
)
def test_cookies_alone_may_be_spared(field, spares):
    assert spares_cookies(hop(URL, 200, CC + field)) is spares


@pytest.mark.parametrize(("vary", "apart"), [("Cookie", True), ("accept, authorization", True), ("Accept", False)])
def test_vary_may_keep_visitors_apart(vary, apart):
    assert tells_apart(hop(URL, 200, f"Vary: {vary}")) is apart
