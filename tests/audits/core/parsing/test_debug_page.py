"""Debug pages by their own structure, and a set of honest pages that only talk about failures."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.core.parsing.debug_page import PAGE, SERVER, TRACE, debug_page_in

DJANGO_404 = (
    "<!DOCTYPE html><html><head><title>Page not found at /x</title></head><body><div id='summary'><h1>Page not found "
    "<small>(404)</small></h1></div><div id='info'></div><div id='explanation'><p>You’re seeing this error because "
    "you have <code>DEBUG = True</code> in your Django settings file.</p></div></body></html>"
)
DJANGO_500 = (
    "<title>ValueError at /report/</title><div id='summary'><h1>ValueError at /report/</h1></div>"
    "<div id='traceback'><h2>Traceback</h2></div><div id='explanation'></div>"
)
WERKZEUG = (
    "<title>ZeroDivisionError: division by zero // Werkzeug Debugger</title><script>var EVALEX = true, SECRET = 'x';"
    "</script><div class='debugger'><h1>ZeroDivisionError</h1></div>"
)
RAILS = (
    "<title>Action Controller: Exception caught</title><header><h1>Routing Error</h1></header><div id='container'>"
    '<h2>No route matches [GET] "/x"</h2><p><code>Rails.root: /srv/app</code></p></div>'
)
LARAVEL = "<title>Undefined variable $x</title><script>window.ignite({'report': {}})</script><div id='app'></div>"
SYMFONY = (
    "<title>No route found (404 Not Found)</title><div class='exception-summary'><h1>No route</h1></div>"
    "<div class='trace-line'></div>"
)
PHOENIX = "<title>Phoenix.Router.NoRouteError at GET /x</title><div class='frame-info'></div>"
ASP_CORE = (
    "<title>Internal Server Error</title><h1>An unhandled exception occurred while processing the request.</h1>"
    "<div id='stackpage'></div><div id='querypage'></div><div id='cookiespage'></div>"
)
ASP_NET = (
    "<title>Object reference not set</title><b>Stack Trace:</b> <pre>[NullReferenceException]</pre>"
    "<b>Version Information:</b> Microsoft .NET Framework Version:4.0"
)
NEXT = '<script id="__NEXT_DATA__" type="application/json">{"props":{},"buildId":"development"}</script>'
VITE = '<script type="module" src="/@vite/client"></script><div id="root"></div>'
STRUCTURES = [
    (DJANGO_404, "Django", PAGE),
    (DJANGO_404.replace("’", "'"), "Django", PAGE),
    (DJANGO_500, "Django", PAGE),
    (WERKZEUG, "Flask", PAGE),
    (RAILS, "Rails", PAGE),
    (LARAVEL, "Laravel", PAGE),
    (SYMFONY, "Symfony", PAGE),
    (PHOENIX, "Phoenix", PAGE),
    (ASP_CORE, "ASP.NET", PAGE),
    (ASP_NET, "ASP.NET", PAGE),
    (NEXT, "Next.js", SERVER),
    (VITE, "Vite", SERVER),
    (
        (
            "<br />\n<b>Fatal error</b>:  Uncaught Error: no such table in /srv/www/db.php:12\nStack trace:\n#0 {main}\n"
            "  thrown in <b>/srv/www/db.php</b> on line <b>12</b><br />"
        ),
        "PHP",
        TRACE,
    ),
    ("<b>Warning</b>:  Undefined array key 1 in <b>/srv/www/a.php</b> on line <b>3</b>", "PHP", TRACE),
]


@pytest.mark.parametrize(("page", "framework", "kind"), STRUCTURES)
@pytest.mark.parametrize("status", [200, 404, 500])
def test_structure_proves_a_debug_page_under_any_status(page, framework, kind, status):
    found = debug_page_in(page, status)
    assert found is not None
    assert (found.framework, found.kind) == (framework, kind)
    assert found.shown


PYTHON = (
    "Traceback (most recent call last):\n"
    '  File "/srv/app/views.py", line 12, in report\n    total = rows / days\n'
    '  File "/srv/app/math.py", line 3, in divide\n    return a / b\nZeroDivisionError: division by zero\n'
)
NODE = (
    "TypeError: Cannot read properties of undefined (reading 'id')\n"
    "    at getLane (/srv/app/dist/lanes.js:41:11)\n"
    "    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)\n"
)
JAVA = (
    "java.lang.NullPointerException\n\tat com.acme.desk.LaneService.find(LaneService.java:41)\n"
    "\tat java.base/java.lang.Thread.run(Thread.java:840)\n\tat com.acme.desk.Api.get(Api.java:12)\n"
)
DOTNET = (
    "System.NullReferenceException: Object reference\n   at Acme.Desk.Lanes.Find(Int32 id) in /src/Lanes.cs:line 41\n"
    "   at Acme.Desk.Api.Get(Int32 id) in /src/Api.cs:line 12\n"
)
RUBY = "NoMethodError\napp/models/lane.rb:41:in `find'\napp/controllers/lanes.rb:12:in 'show'\n"
PHP = "Stack trace:\n#0 /srv/www/lanes.php(41): find(3)\n#1 /srv/www/index.php(3): show()\n"
GO = "goroutine 1 [running]:\nmain.find(0x1)\n\t/srv/app/lanes.go:41 +0x1d\nmain.main()\n\t/srv/app/main.go:12 +0x25\n"
TRACES = [
    (PYTHON, "Python"),
    (f"<pre>{PYTHON}</pre>", "Python"),
    (NODE, "Node.js"),
    ("<pre>" + NODE.replace("\n    at", "<br> &nbsp; &nbsp;at") + "</pre>", "Node.js"),
    ('{"error":"boom","stack":"' + NODE.replace("\n", "\\n") + '"}', "Node.js"),
    (JAVA, "Java"),
    ('{"status":500,"trace":"' + JAVA.replace("\n", "\\r\\n").replace("\t", "") + '"}', "Java"),
    (DOTNET, "ASP.NET"),
    (RUBY, "Ruby"),
    (PHP, "PHP"),
    (GO, "Go"),
]


@pytest.mark.parametrize(("page", "framework"), TRACES)
@pytest.mark.parametrize("status", [404, 500])
def test_stack_trace_is_told_under_a_failing_status(page, framework, status):
    found = debug_page_in(page, status)
    assert found is not None
    assert (found.framework, found.kind) == (framework, TRACE)


BLOG = "<title>Reading a traceback</title><article><p>You know this one:</p><pre><code>{}</code></pre></article>"
LISTING = BLOG.format(
    "&lt;b&gt;Fatal error&lt;/b&gt;: Uncaught in &lt;b&gt;/a.php&lt;/b&gt; on line &lt;b&gt;3&lt;/b&gt;"
)
HONEST = [
    *[(BLOG.format(trace), 200) for trace, _ in TRACES],
    (LISTING, 200),
    (LISTING, 404),
    (BLOG.format("<b>Warning</b>: careful in <b>/srv/a.php</b> on line <b>3</b>"), 200),
    ("<h1>Not found</h1><p>Popular: How to read Traceback (most recent call last)</p>", 404),
    ('<h1>Not found</h1><p>Popular: what File "a.py", line 3, in main means</p>', 404),
    ("<h1>Something went wrong</h1><p>Request id 7f3a. We were told.</p>", 500),
    ("<h1>Error</h1><p>at 12:41:07 we lost the database</p>", 503),
    ("<title>Page not found at /x</title><p>Turn DEBUG = True off before you launch.</p>", 404),
    ("<title>ValueError at /report/ - how we fixed it</title><p>It took us a day.</p>", 200),
    ("<title>How to use the Werkzeug Debugger</title><p>EVALEX is dangerous.</p>", 200),
    ("<title>Action Controller: Exception caught</title><p>A post about Rails.</p>", 200),
    ("<p>Load /@vite/client from your dev server.</p><script src='/assets/a-1.js'></script>", 200),
    ('<p>Our "buildId":"development" tutorial</p>', 200),
    ('{"error":"no such route"}', 404),
    ('{"error":"upstream timed out","at":"2026-11-25T10:00:00Z"}', 502),
    ("", 500),
]


@pytest.mark.parametrize(("page", "status"), HONEST)
def test_talk_about_a_failure_is_none(page, status):
    assert debug_page_in(page, status) is None


HOSTILE = [
    "<b>Warning</b>: " + "x" * 200_000,
    "<b>Warning</b>: " * 12_000,
    "    at " + "a" * 200_000,
    ("    at a.b(" * 20_000),
    'File "' * 30_000,
    '{"a":"' + "\\n" * 100_000,
    "<script>" * 25_000,
    " " * 200_000,
    ("\t" * 1_000 + "\n") * 200,
    "#1 " * 60_000,
]


@pytest.mark.parametrize("page", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_page_takes_no_time(page):
    begun = time.monotonic()
    assert debug_page_in(page, 500) is None
    assert time.monotonic() - begun < 2


PIECES = st.lists(
    st.sampled_from([PYTHON, NODE, JAVA, DJANGO_404, VITE, "<pre>", "</pre>", "<code>", "\n", "<b>Warning</b>: ", "{"])
    | st.text(max_size=5),
    max_size=8,
).map("".join)


@settings(max_examples=100, deadline=None)
@given(PIECES, st.sampled_from([200, 404, 500]))
def test_any_page_is_told_with_bounded_words(page, status):
    found = debug_page_in(page, status)
    assert found is None or (found.framework and 0 < len(found.shown) <= 200)
    if found is not None and found.kind == TRACE and "Warning" not in page:
        assert status >= 400
