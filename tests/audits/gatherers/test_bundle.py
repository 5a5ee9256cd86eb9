"""What browsers get, read from real servers: pages, scripts, scripts they name, source maps."""

import base64
import json

import pytest

from audits.checks import source_maps
from audits.core.artifacts import Artifact
from audits.core.codec import encoded
from audits.core.estate import Estate
from audits.core.observed.bundle import BUNDLE, BundleScript, SourceMapSeen
from audits.core.observed.http import HTTP
from audits.core.subject import Domain, Endpoint, Host
from audits.core.unavailable import Unavailable
from audits.gatherers import bundle as bundles
from audits.gatherers.bundle import BUNDLE_GATHERER
from audits.gatherers.http import HTTP_GATHERER
from tests.audits.secret_values import GITHUB, PASSWORD, STRIPE, publishable
from tests.closed_network import DOMAIN, gathered, has_addresses, rules
from tests.scripted_server import HANG_UP, ScriptedServer, reply, sent_on

pytestmark = pytest.mark.network

APP = f"app.{DOMAIN}"
HOME = f"https://{APP}/"


def js(text, *headers):
    return reply(200, text, *headers, kind="text/javascript")


def page(*scripts, inline=""):
    tags = "".join(f'<script src="{script}"></script>' for script in scripts)
    return reply(200, f"<!doctype html><title>App</title>{tags}<script>{inline}</script>")


@pytest.fixture
def reads(resolver, context, roots):
    """The bundle of the app when its server answers with these files, and what was asked of it."""

    def read(files, *endpoints):
        script = files if callable(files) else lambda request: files.get(request.path, reply(404, "gone"))
        covered = Estate(Domain(DOMAIN), (Host(APP, declared=True),), tuple(Endpoint(url, "page") for url in endpoints))
        with ScriptedServer(script, context=context) as server:
            given = rules(resolver, https=server.port, roots=roots)
            seen = gathered(HTTP_GATHERER, covered, given, has_addresses(APP, "127.0.0.1"))
            known = tuple(Artifact(HTTP, label, visit) for (_, label), visit in seen.items())
            read.visit = seen[HTTP.name, APP]
            server.requests.clear()
            return gathered(BUNDLE_GATHERER, covered, given, *known)[BUNDLE.name, APP], server.paths()

    return read


def kinds(bundle):
    return {secret.kind: [(place.path, place.line) for place in secret.places] for secret in bundle.secrets}


def test_secrets_of_pages_scripts_and_what_they_name(reads):
    bundle, paths = reads(
        {
            "/": page("/assets/a.js", inline=f'window.pk = "{publishable()}"'),
            "/assets/a.js": js('import{x}from"./b.js";\nconst y = 1'),
            "/assets/b.js": js(f'\nconst s = "{STRIPE}"'),
        }
    )
    assert kinds(bundle) == {
        "stripe-publishable-key": [(HOME, 1)],
        "stripe-live-key": [(f"{HOME}assets/b.js", 2)],
    }
    assert bundle.pages == (HOME,)
    assert [script.url for script in bundle.scripts] == [f"{HOME}assets/a.js", f"{HOME}assets/b.js"]
    assert (bundle.unread, bundle.elsewhere) == ((), "")
    assert sorted(paths) == ["/", "/assets/a.js", "/assets/b.js"]
    assert not any(value[5:15] in json.dumps(encoded(bundle)) for value in (STRIPE,))


def test_sources_in_source_maps_are_read(reads):
    plain = json.dumps({"sources": ["src/pay.ts"], "sourcesContent": [f'\nconst k = "{STRIPE}"']})
    inline = json.dumps({"sources": ["src/git.ts"], "sourcesContent": [f'const t = "{GITHUB}"' + " " * 9_000]})
    data = "data:application/json;base64," + base64.b64encode(inline.encode()).decode()
    bundle, _ = reads(
        {
            "/": page("/a.js", "/b.js", "/c.js"),
            "/a.js": js("x\n//# sourceMappingURL=a.js.map"),
            "/a.js.map": reply(200, plain),
            "/b.js": js(f"y\n//# sourceMappingURL={data}"),
            "/c.js": js("z", ("SourceMap", "/gone.map")),
        }
    )
    assert kinds(bundle) == {
        "stripe-live-key": [(f"{HOME}a.js.map#src/pay.ts", 2)],
        "github-token": [(f"{HOME}b.js#src/git.ts", 1)],
    }
    assert bundle.scripts[0] == BundleScript(f"{HOME}a.js", 31, f"{HOME}a.js.map")
    assert bundle.unread == ()
    assert bundle.source_maps == (
        SourceMapSeen(f"{HOME}a.js.map", 1, ("src/pay.ts",)),
        SourceMapSeen(f"{HOME}b.js", 1, ("src/git.ts",)),
    )
    assert source_maps.judge(bundle).verdict is source_maps.OPEN


def test_maps_of_other_peoples_code_or_behind_a_fault_are_told_apart(reads):
    vendor = json.dumps({"sources": ["../node_modules/react/index.js"], "sourcesContent": ["react"]})
    bundle, _ = reads(
        {
            "/": page("/a.js", "/b.js"),
            "/a.js": js("x\n//# sourceMappingURL=a.js.map"),
            "/a.js.map": reply(200, vendor),
            "/b.js": js("y\n//# sourceMappingURL=b.js.map"),
            "/b.js.map": reply(503, "busy"),
        }
    )
    assert bundle.source_maps == ()
    assert bundle.maps_unread == (f"{HOME}b.js.map answered with a server error (503)",)
    assert source_maps.judge(bundle).verdict is source_maps.INCOMPLETE
    assert source_maps.judge(reads({"/": page("/a.js"), "/a.js": js("x")})[0]).verdict is source_maps.NONE


def test_pages_of_declared_endpoints_are_read_too(reads):
    bundle, _ = reads({"/": page(), "/login": page("/login.js"), "/login.js": js(f'"{GITHUB}"')}, f"{HOME}login")
    assert bundle.pages == (HOME, f"{HOME}login")
    assert kinds(bundle) == {"github-token": [(f"{HOME}login.js", 1)]}


def test_a_page_larger_than_a_visit_keeps_is_read_whole(reads):
    bundle, _ = reads({"/": page(inline="x" * 600_000 + f'\n"{GITHUB}"')})
    assert kinds(bundle) == {"github-token": [(HOME, 2)]}


def test_scripts_of_other_sites_are_named_and_not_asked(reads):
    bundle, paths = reads({"/": page("https://cdn.example/x.js", f"https://www.{DOMAIN}/own.js")})
    assert bundle.foreign == ("cdn.example",)
    assert sorted(paths) == ["/", "/own.js"]


def test_a_missing_script_is_no_gap_and_a_broken_one_is(reads):
    def script(request):
        match request.path:
            case "/":
                return page("/gone.js", "/fault.js", "/wall.js", "/cut.js")
            case "/fault.js":
                return reply(502, "x")
            case "/wall.js":
                return reply(403, "x", ("cf-mitigated", "challenge"))
            case "/cut.js":
                return HANG_UP
        return reply(404)

    bundle, _ = reads(script)
    assert bundle.scripts == ()
    assert [clause.partition(HOME)[2].split()[0].rstrip(":") for clause in sorted(bundle.unread)] == [
        "cut.js",
        "fault.js",
        "wall.js",
    ]


def test_too_many_scripts_and_one_too_large_are_told(reads, monkeypatch):
    monkeypatch.setattr(bundles, "LONGEST", 1_000)
    monkeypatch.setattr(bundles, "HOST_REQUESTS", 4)
    names = [f"/{number}.js" for number in range(5)]
    bundle, paths = reads({"/": page(*names)} | {name: js("x" * 1_500) for name in names})
    assert len(paths) == 4
    assert any("larger than" in clause for clause in bundle.unread)
    assert bundle.unread[-1] == "2 more scripts: only 4 pages and files of a host are read"


def test_scripts_that_name_each_other_for_ever_come_to_an_end(reads):
    def script(request):
        if request.path == "/":
            return page("/1.js")
        number = int(request.path.strip("/").removesuffix(".js"))
        return js(f'import "./{number + 1}.js"; import "./{number}.js"')

    bundle, paths = reads(script)
    assert len(paths) == len(set(paths)) == bundles.HOST_REQUESTS
    assert bundle.unread == ("1 more scripts: only 14 pages and files of a host are read",)


def test_a_host_that_sends_visitors_on_has_no_page_of_its_own(reads):
    def script(request):
        return sent_on(f"https://www.{DOMAIN}/") if request.host == APP else page()

    bundle, paths = reads(script)
    assert (bundle.pages, bundle.elsewhere) == ((), f"https://www.{DOMAIN}/")
    assert paths == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (reply(503, "x"), "server error (503)"),
        (reply(403, "x"), "refused us (403)"),
        (reply(404, "x"), "no page to judge"),
        (HANG_UP, "broke off"),
        (sent_on("/"), "no page at the end"),
    ],
)
def test_a_host_without_a_page_is_not_judged(reads, answer, words):
    told, _ = reads(lambda _: answer)
    assert isinstance(told, Unavailable)
    assert words in told.reason


def test_an_api_is_read_as_what_it_is(reads):
    bundle, paths = reads({"/": reply(200, f'{{"password": "{PASSWORD}"}}', kind="application/json")})
    assert paths == ["/"]
    assert kinds(bundle) == {"password": [(HOME, 1)]}


def test_a_visit_keeps_no_value_of_a_page_and_the_bundle_finds_it_all_the_same(reads):
    bundle, _ = reads({"/": page(inline=f'window.token = "{GITHUB}"')})
    assert kinds(bundle) == {"github-token": [(HOME, 1)]}
    assert GITHUB[5:15] not in json.dumps(encoded(reads.visit))
    assert "window.token" in reads.visit.chain.body.text


def test_a_page_that_answers_but_once_is_told(reads):
    asked = []

    def script(request):
        asked.append(request.path)
        return page() if asked.count("/") == 1 else sent_on("/again")

    bundle, _ = reads(script)
    assert bundle.unread == (f"{HOME} answers but once, or is larger than 5 MB, or broke off",)
