"""Pages that servers and services bring along, and pages that only talk of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.core.parsing.stock_page import default_page, stock_error

NGINX = (
    "<title>Welcome to nginx!</title><h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is "
    "successfully installed and working. Further configuration is required.</p>"
)
DEFAULTS = [
    (NGINX, (), "nginx"),
    (
        (
            "<title>Apache2 Debian Default Page: It works</title><p>This is the default welcome page used to test the "
            "correct operation of the Apache2 server</p>"
        ),
        (),
        "Apache",
    ),
    ("<html><body><h1>It works!</h1></body></html>", (), "Apache"),
    ("<title>IIS Windows Server</title><img src=iisstart.png>", (), "IIS"),
    ("<title>Caddy works!</title><p>Your web server is working. Now make it work for you.</p>", (), "Caddy"),
    ("<title>Site not found · GitHub Pages</title><p>There isn't a GitHub Pages site here.", (), "GitHub Pages"),
    (
        "<title>Heroku | No such app</title><iframe src='//www.herokucdn.com/error-pages/no-such-app.html'>",
        (),
        "Heroku",
    ),
    ("Not Found - Request ID: 01HXYZ", (), "Netlify"),
    ("The deployment could not be found on Vercel.\n\nDEPLOYMENT_NOT_FOUND\n\nfra1::x", (), "Vercel"),
    ("anything", (("X-Vercel-Error", "DEPLOYMENT_NOT_FOUND"),), "Vercel"),
    ("Not Found", (("x-render-routing", "no-server"),), "Render"),
    ("<h1>acme.test is parked free, courtesy of GoDaddy.com.</h1>", (), "GoDaddy"),
]
OWN_PAGES = [
    "<title>Acme</title><h1>Acme</h1>",
    "<title>Welcome to nginx!</title><p>A tutorial: how to greet visitors of your new server.</p>",
    f"<title>How to replace the page Welcome to nginx!</title><p>It says: {NGINX[60:]}</p>",
    "<title>Welcome to nginx!</title>" + "<p>A long history of this page, told by its readers.</p>" * 60 + NGINX,
    "<title>Test Page</title><p>We test forms here.</p>",
    "<title>Site not found</title><p>The building site you look for was finished.</p>",
    "<title>Works</title><h1>It works!</h1><p>Every desk of ours does.</p>",
    "Not Found",
    "",
]


@pytest.mark.parametrize(("page", "fields", "maker"), DEFAULTS)
def test_default_page_is_told(page, fields, maker):
    found = default_page(page, fields)
    assert found is not None
    assert found.maker == maker
    assert found.shown


@pytest.mark.parametrize("page", OWN_PAGES)
def test_page_of_ones_own_is_none(page):
    assert default_page(page) is None


ERRORS = [
    ("<title>404 Not Found</title><center><h1>404 Not Found</h1></center><hr><center>nginx</center>", "nginx"),
    ("<center><h1>404 Not Found</h1></center><hr><center>nginx/1.22.1 (Ubuntu)</center>", "nginx"),
    ("<h1>Not Found</h1><p>The requested URL was not found on this server.</p><hr><address>Apache/2.4", "Apache"),
    ("<pre>Cannot GET /x</pre>", "Express"),
    ("Cannot GET /x", "Express"),
    (
        (
            "<h1>Whitelabel Error Page</h1><p>This application has no explicit mapping for /error, so you are seeing this "
            "as a fallback.</p>"
        ),
        "Spring",
    ),
    ("<h1>Not Found</h1><p>The requested resource was not found on this server.</p>", "Django"),
    ('<h1 class="next-error-h1">404</h1><h2>This page could not be found.</h2>', "Next.js"),
    ("404 page not found\n", "Go"),
]
OWN_ERRORS = [
    "<h1>Nothing at this berth</h1>",
    "<h1>404 Not Found</h1><p>Go back to <a href=/>the desk</a>, or write to us.</p>",
    "<h1>Cannot GET /x</h1><p>Said our server, and this is what you can do now.</p>",
    "<nav>Home Prices</nav><h1>404</h1><h2>This page could not be found.</h2><a href=/>Home</a>",
    "",
]


@pytest.mark.parametrize(("page", "maker"), ERRORS)
def test_stock_error_page_is_told(page, maker):
    found = stock_error(page)
    assert found is not None
    assert found.maker == maker


@pytest.mark.parametrize("page", OWN_ERRORS)
def test_error_page_of_ones_own_is_none(page):
    assert stock_error(page) is None


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=3).map(tuple))
def test_any_answer_is_read(page, fields):
    for found in (default_page(page, fields), stock_error(page)):
        assert found is None or (found.maker and len(found.shown) <= 2_100)


def test_long_page_is_never_a_stock_page():
    assert default_page(NGINX + "word " * 10_000) is None
    assert stock_error("404 page not found " + "word " * 10_000) is None
