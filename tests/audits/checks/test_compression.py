"""Every answer on how text comes over the wire."""

from dataclasses import replace

import pytest

from audits.checks.compression import CHECK, COMPRESSED, GARBLED, PLAIN, SHORT, TWICE, UNVARIED
from audits.core.artifacts import Artifact
from audits.core.observed.crawl import CRAWL
from audits.core.observed.http import ANSWERED, PageBody, RedirectChain
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.pages_seen import HOME, HTML, answers, crawled, file, other, page
from tests.audits.seen import ACME, SILENT, broken, chain, hop, visited

GZIP, VARY = "Content-Encoding: gzip", "Vary: Accept-Encoding"
PUBLIC = "Cache-Control: public, max-age=60"
RAY = ("cf-ray: 0123456789abcdef-FRA", "server: cloudflare")


def home(*fields, size=5_000, sent=None, packed="", status=200):
    body = PageBody("x", size, "", sent=size if sent is None else sent, packed=packed)
    return visited(RedirectChain(HOME, (hop(HOME, status, *fields),), ANSWERED, body=body))


CASES = [
    (home(HTML, GZIP, sent=900), COMPRESSED),
    (home(HTML, "Content-Encoding: br", PUBLIC, VARY), COMPRESSED),
    (home(HTML, GZIP, PUBLIC, "Vary: *"), COMPRESSED),
    (home(HTML, GZIP, "Cache-Control: private, max-age=60"), COMPRESSED),
    (home(HTML, GZIP, "Cache-Control: max-age=60"), COMPRESSED),
    (home(HTML, GZIP, PUBLIC, *RAY), COMPRESSED),
    (home(HTML, "Content-Encoding: identity, gzip"), COMPRESSED),
    (home(HTML, size=1_400), SHORT),
    (home("Content-Type: application/json", size=20), SHORT),
    (home(HTML), PLAIN),
    (home("Content-Type: application/json"), PLAIN),
    (home("Content-Type: application/problem+json; charset=utf-8"), PLAIN),
    (home("Content-Type: image/svg+xml"), PLAIN),
    (home(HTML, "Content-Encoding: utf-8"), PLAIN),
    (home(HTML, "Content-Encoding: gzip, gzip", VARY), TWICE),
    (home(HTML, GZIP, "Content-Encoding: br", VARY), TWICE),
    (home(HTML, GZIP, packed="gzip"), GARBLED),
    (home(HTML, packed="gzip"), GARBLED),
    (home(HTML, "Content-Encoding: gzip, gzip", packed="zstd"), GARBLED),
    (home(HTML, GZIP, PUBLIC), UNVARIED),
    (home(HTML, GZIP, "Cache-Control: s-maxage=60", "Vary: Cookie"), UNVARIED),
    (home("Content-Type: image/png"), NOT_APPLICABLE),
    (home("Content-Type: image/png", GZIP), NOT_APPLICABLE),
    (home("Content-Type: application/gzip", packed="gzip"), NOT_APPLICABLE),
    (home(HTML, size=0), NOT_APPLICABLE),
    (home(HTML, status=404), NOT_APPLICABLE),
    (home(HTML, status=503), COULD_NOT_CHECK),
    (visited(broken(HOME)), COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("seen", "verdict"), CASES)
def test_text_gets_its_verdict(seen, verdict):
    assert [judgement.verdict for judgement in answers(CHECK, seen)] == [verdict]


FILES = [
    (file("a.js", size=5_000), PLAIN),
    (file("a.js", GZIP, size=5_000), COMPRESSED),
    (file("a.css", kind="stylesheet", size=5_000, packed="gzip"), GARBLED),
    (file("a.js", size=5_000, host="cdn.acme.example"), PLAIN),
]


@pytest.mark.parametrize(("seen", "verdict"), FILES)
def test_files_of_pages_count_too(seen, verdict):
    told = answers(CHECK, home(HTML, GZIP), crawled(page(), files=(seen,)))
    assert told[0].verdict is verdict


def test_file_of_another_host_of_the_estate_is_judged_there():
    www = f"www.{ACME}"
    seen = crawled(page(), files=(file("a.js", size=5_000, host=www),))
    told = answers(CHECK, home(HTML, GZIP), seen, hosts=(other(ACME), other(www)), subject=other(ACME))
    assert told[0].verdict is COMPRESSED


def test_plain_answers_are_counted_with_their_types():
    files = (file("a.js", size=5_000), file("a.css", kind="stylesheet", size=2_500), file("b.js", size=10))
    (judgement,) = answers(CHECK, home(HTML), crawled(page(), files=files))
    assert judgement.headline == (
        f"{ACME} sends 3 text answers without compression, 12.5 kB in all, though gzip and br were offered"
    )
    assert "text/html text/javascript text/css" in judgement.fix
    assert judgement.evidence[0].observed == "5000 bytes, 5000 bytes over the wire, no content-encoding"


def test_answer_of_an_older_run_is_judged_without_its_wire():
    old = home(HTML)
    body = replace(old.value.chain.body, sent=-1)
    seen = replace(old, value=replace(old.value, chain=replace(old.value.chain, body=body)))
    (judgement,) = answers(CHECK, seen)
    assert judgement.verdict is PLAIN
    assert "wire" not in judgement.evidence[0].observed


def test_redirects_are_no_text():
    way = chain(hop(HOME, 301, "Location: /x"), hop(f"{HOME}x", 200, HTML, GZIP))
    assert answers(CHECK, visited(way))[0].verdict is COMPRESSED


def test_scripts_that_are_not_known_leave_a_short_page_unjudged():
    assert answers(CHECK, home(HTML, size=20), Artifact(CRAWL, ACME, SILENT))[0].verdict is COULD_NOT_CHECK
    assert answers(CHECK, home(HTML), Artifact(CRAWL, ACME, SILENT))[0].verdict is PLAIN
    api = home("Content-Type: application/json", size=20)
    assert answers(CHECK, api, Artifact(CRAWL, ACME, SILENT))[0].verdict is SHORT
