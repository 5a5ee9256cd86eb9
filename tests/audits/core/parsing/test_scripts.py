"""Which scripts a page and a script name, and what a source map holds."""

import base64
import json

import pytest

from audits.core.parsing.scripts import scripts_named_in, scripts_of_page, source_map_of, sources_in

HOME, SCRIPT = "https://app.acme.test/desk/", "https://app.acme.test/assets/index-1.js"


@pytest.mark.parametrize(
    ("html", "addresses"),
    [
        ('<script src="/a.js"></script>', ("https://app.acme.test/a.js",)),
        ('<script type="module" src="b.js"></script>', ("https://app.acme.test/desk/b.js",)),
        ('<script src="//cdn.acme.test/c.js"></script>', ("https://cdn.acme.test/c.js",)),
        ('<link rel="modulepreload" href="/d.js">', ("https://app.acme.test/d.js",)),
        ('<link rel="preload" as="script" href="/e.js">', ("https://app.acme.test/e.js",)),
        ('<base href="/build/"><script src="f.js"></script>', ("https://app.acme.test/build/f.js",)),
        ('<script src="/a.js"></script><script src="/a.js#x"></script>', ("https://app.acme.test/a.js",)),
        ('<link rel="preload" as="style" href="/x.css"><link rel="icon" href="/i.js">', ()),
        ('<script type="application/json" src="/data.js"></script>', ()),
        ('<script src="data:text/javascript,1"></script><script src="http://[x/"></script>', ()),
        ("<script>inline()</script>", ()),
    ],
)
def test_scripts_of_a_page(html, addresses):
    assert scripts_of_page(html, HOME) == addresses


@pytest.mark.parametrize(
    ("script", "url", "addresses"),
    [
        ('import{h}from"./vendor-2.js";', SCRIPT, ("https://app.acme.test/assets/vendor-2.js",)),
        ("const p=()=>import('../pages/a.mjs')", SCRIPT, ("https://app.acme.test/pages/a.mjs",)),
        ('__vite__mapDeps=["assets/lane-3.js"]', SCRIPT, ("https://app.acme.test/assets/lane-3.js",)),
        (
            'self.__BUILD_MANIFEST={"/":["static/chunks/pages/i.js"]}',
            "https://app.acme.test/_next/static/x/_buildManifest.js",
            ("https://app.acme.test/_next/static/chunks/pages/i.js",),
        ),
        ('require("left-pad.js"); const a = "a.js"', SCRIPT, ()),
    ],
)
def test_scripts_named_in_a_script(script, url, addresses):
    assert scripts_named_in(script, url) == addresses


def test_the_last_source_map_named_counts():
    script = "x //# sourceMappingURL=a.map\ny\n//# sourceMappingURL=index-1.js.map\n"
    assert source_map_of(script, SCRIPT) == "https://app.acme.test/assets/index-1.js.map"
    assert source_map_of("x", SCRIPT, header="/maps/m.map") == "https://app.acme.test/maps/m.map"
    assert source_map_of("x", SCRIPT) == ""
    inline = "data:application/json;base64," + base64.b64encode(b"{}").decode()
    assert source_map_of(f"//# sourceMappingURL={inline}", SCRIPT) == inline


def test_sources_of_a_map():
    plain = json.dumps({"version": 3, "sources": ["a.ts", "b.ts"], "sourcesContent": ["one", None]})
    assert [(source.name, source.text) for source in sources_in(plain)] == [("a.ts", "one")]
    sections = json.dumps({"sections": [{"map": {"sources": ["c.ts"], "sourcesContent": ["two"]}}]})
    assert [source.text for source in sources_in(")]}'" + sections)] == ["two"]


@pytest.mark.parametrize("text", ["", "<!doctype html>", "[1]", "null", "[" * 100_000])
def test_what_is_no_map_has_no_sources(text):
    assert sources_in(text) is None


@pytest.mark.parametrize("text", ['{"sources": 1}', '{"sections": [1, {"map": 2}]}', '{"sourcesContent": ["x"]}'])
def test_a_map_without_contents_holds_none(text):
    assert sources_in(text) == ()


def test_script_in_a_template_is_not_loaded():
    html = "<template><template></template><script src=/a.js></script></template><script src=/b.js></script></template>"
    assert scripts_of_page(html, "https://acme.example/") == ("https://acme.example/b.js",)
