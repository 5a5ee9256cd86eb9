"""No page, stylesheet, script or cache field breaks its reader, and what each is read as keeps to its own terms."""

import codecs

from hypothesis import given, settings
from hypothesis import strategies as st

from audits.core.observed import crawl
from audits.core.parsing.cache_control import LONGEST_DELTA, parsed_cache_control
from audits.core.parsing.page_loads import loads_of_page, loads_of_stylesheet
from audits.core.parsing.page_text import text_of_page
from audits.core.parsing.script_calls import calls_in
from audits.core.parsing.srcset import candidates
from audits.core.parsing.stylesheet import addresses_in_stylesheet
from audits.core.parsing.web_address import absolute, has_literal_host, is_trustworthy

BRIEFLY = settings(max_examples=80, deadline=None)
HOME = "https://acme.example/a/"
ANYTHING = st.text(max_size=120)


def pieces(*words):
    """Texts of the words a grammar knows, in any order, with anything between."""
    return st.lists(st.one_of(st.sampled_from(words), st.text(max_size=3)), max_size=25).map("".join)


HTML = pieces(
    "<img src=", "<script src=", "<script>", "</script>", "<style>", "</style>", "<link rel=stylesheet href=", "<form action=",
    "<template>", "</template>", "<picture>", "</picture>", "<base href=", "http://x.example/", "https://x.example/", "//y/",
    "srcset='", "style='background:url(", ">", "'", '"', " ", "<input type=password>", "<!--", "-->", "\x00", "fetch('http://x/')",
    "<meta http-equiv=Content-Security-Policy content=upgrade-insecure-requests>", "<svg>", "<video>", "<source src=",
)  # fmt: skip
CSS = pieces(
    "@import ",
    "url(",
    ")",
    "'",
    '"',
    "a{",
    "}",
    ";",
    "background:",
    "@font-face{",
    "src:",
    "/*",
    "*/",
    "\\",
    "http://x/",
)
SCRIPT = pieces(
    "fetch(",
    "'http://x/'",
    '"',
    "`",
    "${",
    "}",
    "{",
    ")",
    "//",
    "/*",
    "*/",
    "/",
    "[",
    "new WebSocket(",
    ".",
    "\\",
    "\n",
)
CACHE = pieces("max-age", "=", ",", '"', "60", "private", "no-store", " ", "\t", "s-maxage", "\\", "-1", "public", ";")
ADDRESS = pieces(
    "http:",
    "https:",
    "//",
    "\\",
    "/",
    "x.example",
    ":",
    "@",
    "?",
    "#",
    "[",
    "]",
    "127.0.0.1",
    "localhost",
    "..",
    " ",
    "%",
)


@BRIEFLY
@given(HTML | ANYTHING)
def test_page_loads_only_plain_addresses_and_each_once(page):
    found = loads_of_page(page, HOME)
    assert all(load.url.startswith(("http://", "ws://")) for load in found.plain)
    assert len(set(found.plain)) == len(found.plain)
    assert all(sheet.startswith(("http", "ws")) for sheet in found.stylesheets)
    assert found.upgrades or not any(load.is_upgraded for load in found.plain)


@BRIEFLY
@given(HTML)
def test_what_stands_in_a_comment_or_a_template_changes_nothing(page):
    before = loads_of_page("<p>", HOME)
    inert = page.replace("-->", "").replace("--!>", "")
    assert loads_of_page(f"<p><!--x{inert}-->", HOME) == before


@BRIEFLY
@given(st.lists(st.sampled_from(["<div>", "<p>", "text", "<a href=http://x/>", "<section>", "</div>"]), max_size=20))
def test_page_around_an_image_does_not_change_it(around):
    page = "".join(around)
    image = "<img src=http://x.example/y>"
    assert loads_of_page(f"{page}{image}", HOME).plain == (crawl.Load(crawl.IMAGE, "http://x.example/y"),)


@BRIEFLY
@given(CSS | ANYTHING)
def test_stylesheet_names_what_stands_in_it(text):
    for each in addresses_in_stylesheet(text):
        assert each.address
        assert "\\" in text or each.address in text
    assert loads_of_stylesheet(text, HOME).upgrades is False


@BRIEFLY
@given(CSS)
def test_stylesheet_in_a_comment_names_nothing(text):
    assert addresses_in_stylesheet(f"/*{text.replace('*', '')}") == ()


@BRIEFLY
@given(SCRIPT | ANYTHING)
def test_script_calls_what_stands_in_it(script):
    for call in calls_in(script):
        assert call.address
        assert "\\" in script or call.address in script


@BRIEFLY
@given(SCRIPT)
def test_script_in_a_string_or_comment_calls_nothing(script):
    line = script.replace("\n", "").replace("\r", "").replace("\u2028", "").replace("\u2029", "")
    assert calls_in(f"//{line}") == ()
    assert calls_in(f"/*{script.replace('*', '')}") == ()
    quoted = line.replace("\\", "").replace('"', "")
    assert calls_in(f'x = "{quoted}"') == ()


@BRIEFLY
@given(ANYTHING)
def test_images_of_a_set_stand_in_it(srcset):
    for each in candidates(srcset):
        assert each.address in srcset
        assert each.address == each.address.strip(" \t\n\f\r,") or not each.address.endswith(",")


@BRIEFLY
@given(ADDRESS | ANYTHING)
def test_absolute_address_is_its_own(address):
    found = absolute(HOME, address)
    assert not found or found.partition(":")[0] in {"http", "https", "ws", "wss"}
    assert not found or absolute(HOME, found) == found
    assert is_trustworthy(found) in {True, False}
    assert has_literal_host(found) in {True, False}
    assert not found.startswith("https:") or is_trustworthy(found)


@BRIEFLY
@given(st.lists(CACHE | ANYTHING, max_size=3).map(tuple))
def test_cache_field_is_read_or_faulted(values):
    found = parsed_cache_control(values)
    assert all(name and name == name.lower() for name, _ in found.directives)
    for name in ("max-age", "s-maxage"):
        seconds = found.seconds(name)
        assert (seconds is not None) is found.has(name)
        assert seconds is None or 0 <= seconds <= LONGEST_DELTA


NAMES = st.sampled_from(
    ["public", "private", "no-store", "no-cache", "max-age=60", 's-maxage="9"', 'private="set-cookie"']
)


@BRIEFLY
@given(st.lists(NAMES, max_size=6), st.data())
def test_cache_field_says_the_same_over_several_lines(items, data):
    cut = data.draw(st.integers(0, len(items)))
    whole = parsed_cache_control((", ".join(items),))
    assert parsed_cache_control((",".join(items[:cut]), ", ".join(items[cut:]))) == whole
    assert whole.broken == ()
    assert len(whole.directives) == len(items)


@BRIEFLY
@given(
    st.binary(max_size=200), st.sampled_from([b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE]), ANYTHING
)
def test_any_bytes_are_a_page(body, mark, content_type):
    text = text_of_page(mark + body, content_type)
    assert text.encode("utf-8", "surrogatepass") is not None
    assert loads_of_page(text, HOME) is not None
