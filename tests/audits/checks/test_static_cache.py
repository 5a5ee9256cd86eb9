"""Every answer on how long browsers keep scripts and stylesheets."""

import pytest

from audits.checks.static_cache import BRIEF, CHECK, FITTING, FROZEN, LINGERING
from audits.core.artifacts import Artifact
from audits.core.observed.bundle import BUNDLE, BrowserBundle
from audits.core.observed.crawl import CRAWL
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.pages_seen import HOME, answers, crawled, file, page
from tests.audits.seen import ACME, SILENT, broken, visited

HASHED, FIXED, UNCLEAR = "assets/index-BX3tYk2a.js", "app.js", "jquery-3.7.1.js"
YEAR = "Cache-Control: public, max-age=31536000, immutable"
DATE = "Date: Thu, 01 Jan 2026 00:00:00 GMT"
CASES = [
    ([(HASHED, YEAR)], FITTING),
    ([(HASHED, "Cache-Control: max-age=31536000")], FITTING),
    ([(HASHED, "Cache-Control: private, max-age=2592000")], FITTING),
    ([(HASHED, "Cache-Control: public", "Cache-Control: max-age=31536000")], FITTING),
    ([(HASHED, DATE, "Expires: Fri, 01 Jan 2027 00:00:00 GMT")], FITTING),
    ([(FIXED, "Cache-Control: no-cache")], FITTING),
    ([(FIXED, "Cache-Control: public, max-age=0, must-revalidate")], FITTING),
    ([(FIXED, "Cache-Control: max-age=14400")], FITTING),
    ([(FIXED, "Cache-Control: max-age=60, s-maxage=31536000")], FITTING),
    ([(FIXED, "Cache-Control: no-cache, max-age=31536000")], FITTING),
    ([(FIXED, "ETag: x", "Last-Modified: Mon, 22 Dec 2025 00:00:00 GMT")], FITTING),
    ([(FIXED,)], FITTING),
    ([(UNCLEAR, YEAR)], FITTING),
    ([(UNCLEAR, "Cache-Control: no-cache")], FITTING),
    ([("app.js?v=3", YEAR)], FITTING),
    ([(HASHED,)], BRIEF),
    ([(HASHED, "Cache-Control: no-cache")], BRIEF),
    ([(HASHED, "Cache-Control: no-store")], BRIEF),
    ([(HASHED, "Cache-Control: public, max-age=600")], BRIEF),
    ([(HASHED, "Cache-Control: max-age=0, s-maxage=31536000")], BRIEF),
    ([(HASHED, "Cache-Control: max-age=1y")], BRIEF),
    ([(FIXED, "Cache-Control: max-age=604800")], LINGERING),
    ([(FIXED, DATE, "Expires: Thu, 08 Jan 2026 00:00:00 GMT")], LINGERING),
    ([(FIXED, YEAR)], FROZEN),
    ([(FIXED, "Cache-Control: max-age=31536000")], FROZEN),
    ([(FIXED, "Cache-Control: max-age=604800, immutable")], FROZEN),
    ([(HASHED, "Cache-Control: no-cache"), (FIXED, YEAR)], FROZEN),
    ([(HASHED, "Cache-Control: no-cache"), (FIXED, "Cache-Control: max-age=604800")], LINGERING),
    ([], NOT_APPLICABLE),
]
EXAMPLES = [COULD_NOT_CHECK]


def seen(*files):
    return crawled(page(), files=tuple(file(*each) for each in files))


@pytest.mark.parametrize(("files", "verdict"), CASES)
def test_files_get_their_verdict(files, verdict):
    assert [judgement.verdict for judgement in answers(CHECK, seen(*files))] == [verdict]


WHEN = [
    ([("Cache-Control: no-cache",)], "again on every visit,"),
    ([("Cache-Control: max-age=600",), ("Cache-Control: no-cache",)], "again within 10 minutes,"),
    ([("Cache-Control: max-age=604800",)], "again within 7 days,"),
    ([()], "again when they think fit,"),
    ([(), ("Cache-Control: max-age=600",)], "again sooner than they need,"),
]


@pytest.mark.parametrize(("fields", "told"), WHEN)
def test_headline_says_how_soon_browsers_ask(fields, told):
    files = [(f"assets/index-BX3tYk{number}a.js", *each) for number, each in enumerate(fields)]
    (judgement,) = answers(CHECK, seen(*files))
    assert told in judgement.headline


def test_files_that_did_not_answer_are_not_judged():
    unread = Artifact(BUNDLE, ACME, BrowserBundle(ACME, (HOME,), unread=(f"{HOME}a.js: no answer",)))
    (judgement,) = answers(CHECK, crawled(page()), unread)
    assert judgement.verdict is COULD_NOT_CHECK
    assert "a.js: no answer" in judgement.headline


def test_page_in_the_place_of_a_script_is_no_static_file():
    shell = file(FIXED, YEAR)
    html = type(shell)("script", page(url=f"{HOME}{FIXED}", fields=(YEAR,)).answer, 10, 10)
    assert answers(CHECK, crawled(page(), files=(html,)))[0].verdict is NOT_APPLICABLE


def test_host_that_gives_no_answer_is_not_judged():
    assert answers(CHECK, visited(broken(HOME)))[0].verdict is COULD_NOT_CHECK


def test_finding_names_the_file_and_shows_all():
    (judgement,) = answers(CHECK, seen((FIXED, YEAR), (HASHED, YEAR)))
    assert (
        judgement.headline
        == f"Browsers use an old {HOME}app.js for 365 days after a deployment: its address stays the same"
    )
    assert [each.observed for each in judgement.evidence] == [YEAR, YEAR]
    assert "location = /app.js { add_header" in judgement.fix


def test_fix_of_hashed_files_names_their_folder():
    (judgement,) = answers(CHECK, seen((HASHED,)))
    assert "location /assets/ { add_header" in judgement.fix
    assert judgement.evidence[0].observed == "no Cache-Control and no Expires"


def test_files_that_were_not_looked_for_are_not_judged():
    assert answers(CHECK, Artifact(CRAWL, ACME, SILENT))[0].verdict is COULD_NOT_CHECK
