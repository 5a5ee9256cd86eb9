"""The pages of a host as a browser gets them: read once, within their share, in time, and never where it might hurt."""

import asyncio
import codecs
import gzip
import time
from urllib.parse import urlsplit

import pytest

from audits.core.artifacts import collect
from audits.core.codec import decoded, encoded
from audits.core.estate import Estate
from audits.core.observed import crawl
from audits.core.observed.bundle import BUNDLE
from audits.core.observed.crawl import CRAWL, HostCrawl, Load
from audits.core.parsing.polite_links import may_follow
from audits.core.subject import Domain, Endpoint, Host
from audits.core.unavailable import Unavailable
from audits.gatherers import bundle as bundles
from audits.gatherers.bundle import BUNDLE_GATHERER
from audits.gatherers.http import HTTP_GATHERER
from portal.outbound.door import Door
from tests.closed_network import DOMAIN, has_addresses, rules
from tests.scripted_server import HANG, HANG_UP, ScriptedServer, reply

pytestmark = pytest.mark.network

APP = f"app.{DOMAIN}"
HOME = f"https://{APP}/"
PLAIN = "http://cdn.example/x"


def css(text, *headers):
    return reply(200, text, *headers, kind="text/css")


def js(text, *headers):
    return reply(200, text, *headers, kind="text/javascript")


def slowly(*parts, every=0.1):
    """An answer that comes in drops and never ends."""

    def dripping():
        yield from parts
        while True:
            time.sleep(every)
            yield b"x"

    return dripping()


@pytest.fixture
def crawled(resolver, context, roots):
    """What one run records of the app when its server answers with these files, and what it was asked."""

    def read(files, *paths):
        script = files if callable(files) else lambda request: files.get(request.path, reply(404, "gone"))
        endpoints = tuple(Endpoint(f"{HOME}{path}", "page") for path in paths)
        covered = Estate(Domain(DOMAIN), (Host(APP, declared=True),), endpoints)

        async def run(port):
            async with Door(rules(resolver, https=port, roots=roots)) as door:
                known = collect((has_addresses(APP, "127.0.0.1"),))
                known |= collect(await HTTP_GATHERER.gather(covered, door, known))
                read.visited = len(server.requests)
                return collect(await BUNDLE_GATHERER.gather(covered, door, known))

        with ScriptedServer(script, context=context) as server:
            found = asyncio.run(run(server.port))
            read.paths = [request.path for request in server.requests[read.visited :]]
            read.all_paths = server.paths()
            read.requests = server.requests
        read.bundle = found[BUNDLE.name, APP]
        return found[CRAWL.name, APP]

    return read


def test_pages_are_asked_once_in_a_run(crawled):
    found = crawled({"/": reply(200, f"<img src={PLAIN}>"), "/login": reply(200, "<p>")}, "login")
    assert crawled.paths == []
    assert sorted(path for path in crawled.all_paths if path != "/") == ["/login"]
    assert [page.answer.url for page in found.pages] == [HOME, f"{HOME}login"]
    assert found.pages[0].plain == (Load(crawl.IMAGE, PLAIN),)
    assert crawled.bundle.pages == (HOME, f"{HOME}login")


def test_stylesheets_and_their_imports_are_read_with_who_loads_them(crawled):
    found = crawled(
        {
            "/": reply(200, "<link rel=stylesheet href=/a.css><link rel=stylesheet href=//fonts.example/f.css>"),
            "/login": reply(200, "<link rel=stylesheet href=/b.css>"),
            "/a.css": css("@import 'c/b.css'; p{background:url(http://cdn.example/x)}", ("Cache-Control", "no-cache")),
            "/b.css": css("@import 'a.css'"),
            "/c/b.css": css("p{mask:url(//cdn.example/y)}"),
        },
        "login",
    )
    files = {urlsplit(file.answer.url).path: file for file in found.files}
    assert files["/a.css"].plain == (Load(crawl.IMAGE, PLAIN),)
    assert files["/a.css"].answer.first("cache-control") == "no-cache"
    assert files["/a.css"].pages == (HOME, f"{HOME}login")
    assert files["/c/b.css"].pages == (HOME, f"{HOME}login")
    assert (files["/c/b.css"].secure, files["/c/b.css"].kind) == (1, crawl.STYLESHEET)
    assert (found.foreign, found.unread) == (("fonts.example",), ())
    assert sorted(crawled.paths) == ["/a.css", "/b.css", "/c/b.css"]


def test_wire_and_content_of_a_file_are_both_kept(crawled):
    text = "const berth = 1;" * 200
    packed = gzip.compress(text.encode())
    found = crawled(
        {
            "/": reply(200, "<script src=/a.js></script><script src=/b.js></script>"),
            "/a.js": js(packed, ("Content-Encoding", "gzip")),
            "/b.js": js(gzip.compress(packed), ("Content-Encoding", "gzip")),
        }
    )
    good, twice = found.files
    assert (good.kind, good.size, good.sent, good.packed) == (crawl.SCRIPT, len(text), len(packed), "")
    assert (twice.size, twice.packed) == (len(packed), "gzip")


def test_pages_one_click_away_are_looked_at_and_no_further(crawled):
    links = "/about /team/ /logout /delete /guide.pdf /a?do=x https://other.example/x mailto:a@b"
    home = "".join(f"<a href={link}>x</a>" for link in links.split())
    found = crawled(
        {"/": reply(200, home), "/about": reply(200, f"<img src={PLAIN}><a href=/deep>x</a>"), "/team/": reply(500)}
    )
    assert crawled.paths == ["/about", "/team/"]
    assert [(page.answer.url, page.is_declared) for page in found.pages] == [(HOME, True), (f"{HOME}about", False)]
    assert found.unread == ()
    assert {request.method for request in crawled.requests} == {"GET"}


LINKS = [
    ("/about-us", True),
    ("/pricing", True),
    ("/routes/news", True),
    ("/logout", False),
    ("/log-out", False),
    ("/account/sign_out", False),
    ("/users/7/delete", False),
    ("/%64elete/7", False),
    ("/cart/add", False),
    ("/newsletter/unsubscribe", False),
    ("/a?id=1", False),
]


@pytest.mark.parametrize(("path", "follows"), LINKS)
def test_link_that_sounds_like_doing_is_not_followed(path, follows):
    assert may_follow(f"https://acme.example{path}") is follows


def test_link_over_plain_http_is_not_followed():
    assert not may_follow("http://acme.example/about")


def test_host_is_asked_no_more_than_its_share(crawled):
    def script(request):
        if request.path.endswith(".css"):
            return css(f"@import '{request.path}.css'")
        if request.path.endswith(".js"):
            return js(f"import './{request.path.count('x')}x{request.path.strip('/')}'\n//# sourceMappingURL=a.map")
        sheets = "".join(f"<link rel=stylesheet href=/{number}.css>" for number in range(30))
        scripts = "".join(f"<script src=/{number}.js></script>" for number in range(30))
        links = "".join(f"<a href=/page{number}>x</a>" for number in range(30))
        return reply(200, sheets + scripts + links)

    found = crawled(script)
    assert len(crawled.paths) == len(set(crawled.paths)) == bundles.HOST_REQUESTS
    assert len([path for path in crawled.paths if path.endswith(".css")]) == 4
    assert len(found.unread) == 11
    assert found.unread[-1].endswith("more")
    assert any("only 14 pages and files" in clause for clause in crawled.bundle.unread)


def test_host_that_asks_us_to_slow_down_is_left_alone(crawled):
    files = {"/": reply(200, "<link rel=stylesheet href=/a.css><script src=/a.js></script>"), "/a.css": reply(429)}
    found = crawled(files)
    assert crawled.paths == ["/a.css"]
    assert found.unread == (f"{HOME}a.css asked us to slow down (429)",)
    assert crawled.bundle.unread == (f"{HOME}a.js: {HOME}a.css asked us to slow down (429)",)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (reply(500), "server error (500)"),
        (reply(403), "refused us (403)"),
        (HANG_UP, "broke off"),
        (css("p{color:red}", ("Content-Encoding", "gzip")), "not in the encoding it names"),
        (css("x", ("Content-Encoding", "zstd")), "an encoding that nobody asked for (zstd)"),
    ],
)
def test_stylesheet_that_gives_no_answer_is_told(crawled, answer, words):
    found = crawled({"/": reply(200, "<link rel=stylesheet href=/a.css>"), "/a.css": answer})
    assert (len(found.unread), found.files) == (1, ())
    assert words in found.unread[0]


def test_missing_stylesheet_is_no_gap(crawled):
    found = crawled({"/": reply(200, "<link rel=stylesheet href=/a.css>")})
    assert (found.unread, found.files) == ((), ())


def test_utf_16_page_with_a_mark_is_read(crawled):
    page = codecs.BOM_UTF16_LE + f"<img src={PLAIN}>".encode("utf-16-le")
    assert crawled({"/": reply(200, page)}).pages[0].plain == (Load(crawl.IMAGE, PLAIN),)


def test_invalid_bytes_and_nul_do_not_hide_what_follows(crawled):
    assert crawled({"/": reply(200, b"\xff\x00\xfe<img\x00 src=x><img src=" + PLAIN.encode() + b">")}).pages[0].plain


def test_api_has_no_page(crawled):
    found = crawled({"/": reply(200, "{}", kind="application/json")})
    assert found.pages == ()
    assert crawled.bundle.pages == (HOME,)


@pytest.mark.parametrize("answer", [reply(503), reply(403), reply(404), HANG_UP])
def test_host_without_a_page_is_unavailable(crawled, answer):
    assert isinstance(crawled(lambda _: answer), Unavailable)
    assert isinstance(crawled.bundle, Unavailable)


def test_artifact_comes_back_from_its_stored_form(crawled):
    page = reply(200, f"<link rel=stylesheet href=/a.css><img src={PLAIN}>", ("Set-Cookie", "a=b"))
    found = crawled({"/": page, "/a.css": css("p{background:url(http://cdn.example/x)}")})
    assert decoded(encoded(found), HostCrawl) == found


def test_page_of_two_hundred_megabytes_is_told_and_ends(crawled, monkeypatch):
    monkeypatch.setattr(bundles, "LONGEST", 1_000_000)

    def script(_):
        def parts():
            yield b"HTTP/1.1 200 x\r\nContent-Type: text/html\r\nContent-Length: 200000000\r\n\r\n<img src=http://a.example/>"
            for _ in range(200):
                yield b"x" * 1_000_000

        return parts()

    begun = time.monotonic()
    found = crawled(script)
    assert time.monotonic() - begun < 10
    assert found.pages[0].is_cut
    assert "is larger than 1 MB" in found.unread[0]


def test_bomb_of_a_stylesheet_is_told_and_ends(crawled):
    bomb = gzip.compress(b"/" * 200_000_000)
    begun = time.monotonic()
    page = reply(200, "<link rel=stylesheet href=/a.css>")
    found = crawled({"/": page, "/a.css": css(bomb, ("Content-Encoding", "gzip"))})
    assert time.monotonic() - begun < 10
    assert found.unread == (f"{HOME}a.css is larger than 2 MB, or broke off",)


def test_byte_now_and_then_keeps_what_was_read_before(crawled, monkeypatch):
    monkeypatch.setattr(bundles, "HOST_SECONDS", 1.0)

    def script(request):
        if request.path == "/":
            return reply(200, f"<link rel=stylesheet href=/a.css><img src={PLAIN}><script src=/b.js></script>")
        return slowly(b"HTTP/1.1 200 x\r\nContent-Type: text/css\r\n\r\n")

    begun = time.monotonic()
    found = crawled(script)
    assert time.monotonic() - begun < 5
    assert found.pages[0].plain == (Load(crawl.IMAGE, PLAIN),)
    assert found.unread == (f"{APP} took longer than 1 s to be read",)
    assert crawled.bundle.unread == found.unread


def test_one_host_that_hangs_does_not_keep_the_run(crawled, monkeypatch):
    monkeypatch.setattr(bundles, "HOST_SECONDS", 0.5)
    found = crawled(lambda request: reply(200, "<script src=/a.js></script>") if request.path == "/" else HANG)
    assert found.unread == (f"{APP} took longer than 0.5 s to be read",)
