"""Every answer on what pages load over plain http, as browsers treat it."""

import pytest

from audits.checks.mixed_content import (
    BLOCKED,
    CALLED,
    CHECK,
    ELSEWHERE,
    FORM,
    INCOMPLETE,
    LEFT_OUT,
    LISTED,
    NONE,
    PASSWORD,
    SENT_TO_HTTPS,
    UPGRADED,
    WORDS,
)
from audits.core.artifacts import Artifact
from audits.core.observed import crawl
from audits.core.observed.crawl import CRAWL
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.pages_seen import HOME, answers, crawled, file, load, other, page
from tests.audits.seen import ACME, HOST, SILENT, broken, chain, dns, hop, records, visited

UPGRADE = ("Content-Security-Policy: default-src 'self'; upgrade-insecure-requests",)
STRICT = "Strict-Transport-Security: max-age=31536000"
SHEET = f"{HOME}a.css"
SAME = f"http://{ACME}/x"
BELOW = f"http://in.{ACME}/x"


def form(url=SAME, *fields):
    return crawled(page(load(crawl.PASSWORD_FORM, url), fields=fields))


def sheet(*plain, pages=(HOME,)):
    return file("a.css", kind="stylesheet", plain=plain, pages=pages)


CASES = [
    (crawled(page()), [NONE]),
    (crawled(page(), files=(sheet(),)), [NONE]),
    (crawled(page(load(crawl.SCRIPT))), [LISTED, BLOCKED]),
    (crawled(page(load(crawl.STYLESHEET))), [LISTED, BLOCKED]),
    (crawled(page(load(crawl.FRAME))), [LISTED, BLOCKED]),
    (crawled(page(load(crawl.OBJECT))), [LISTED, BLOCKED]),
    (crawled(page(load(crawl.IMAGE))), [LISTED, UPGRADED]),
    (crawled(page(load(crawl.VIDEO))), [LISTED, UPGRADED]),
    (crawled(page(load(crawl.AUDIO))), [LISTED, UPGRADED]),
    (crawled(page(load(crawl.IMAGE, "http://192.0.2.1/x"))), [LISTED, LEFT_OUT]),
    (crawled(page(load(crawl.VIDEO, "http://[2001:db8::1]/x"))), [LISTED, LEFT_OUT]),
    (crawled(page(load(crawl.IMAGE_SET))), [LISTED, LEFT_OUT]),
    (crawled(page(load(crawl.CORS_MEDIA))), [LISTED, LEFT_OUT]),
    (crawled(page(load(crawl.FONT))), [LISTED, LEFT_OUT]),
    (crawled(page(load(crawl.TRACK))), [LISTED, LEFT_OUT]),
    (crawled(page(load(crawl.MANIFEST))), [LISTED, LEFT_OUT]),
    (crawled(page(load(crawl.HINT))), [LISTED, LEFT_OUT]),
    (crawled(page(load(crawl.CALL, "ws://api.example/s"))), [LISTED, CALLED]),
    (crawled(page(load(crawl.FORM))), [LISTED, FORM]),
    (form(), [LISTED, PASSWORD]),
    (form(SAME, STRICT), [LISTED, FORM]),
    (form(SAME, f"{STRICT}; includeSubDomains"), [LISTED, FORM]),
    (form(SAME, "Strict-Transport-Security: max-age=0"), [LISTED, PASSWORD]),
    (form(SAME, "Strict-Transport-Security: max-age=1y"), [LISTED, PASSWORD]),
    (form(BELOW, STRICT), [LISTED, PASSWORD]),
    (form(BELOW, f"{STRICT}; includeSubDomains"), [LISTED, FORM]),
    (form("http://other.example/x", f"{STRICT}; includeSubDomains"), [LISTED, PASSWORD]),
    (crawled(page(load(crawl.IMAGE), load(crawl.SCRIPT))), [LISTED, BLOCKED]),
    (crawled(page(load(crawl.IMAGE), load(crawl.SCRIPT, "http://cdn.example/y"))), [LISTED, UPGRADED, BLOCKED]),
    (crawled(page(load(crawl.SCRIPT, "http://localhost:3000/x"))), [NONE]),
    (crawled(page(load(crawl.CALL, "ws://127.0.0.1/x"))), [NONE]),
    (crawled(page(load(crawl.SCRIPT), fields=UPGRADE)), [SENT_TO_HTTPS]),
    (
        crawled(page(load(crawl.SCRIPT), fields=("Content-Security-Policy: upgrade-insecure-requests",))),
        [SENT_TO_HTTPS],
    ),
    (crawled(page(load(crawl.PASSWORD_FORM), fields=UPGRADE)), [SENT_TO_HTTPS]),
    (crawled(page(load(crawl.SCRIPT, upgraded=True), upgrades=True)), [SENT_TO_HTTPS]),
    (crawled(page(load(crawl.SCRIPT), upgrades=True)), [LISTED, BLOCKED]),
    (crawled(page(load(crawl.FORM), upgrades=True)), [SENT_TO_HTTPS]),
    (
        crawled(page(load(crawl.SCRIPT), fields=("Content-Security-Policy-Report-Only: upgrade-insecure-requests",))),
        [LISTED, BLOCKED],
    ),
    (
        crawled(page(load(crawl.IMAGE), fields=("Content-Security-Policy: block-all-mixed-content",))),
        [LISTED, UPGRADED],
    ),
    (crawled(page(), files=(sheet(load(crawl.IMAGE)),)), [LISTED, UPGRADED]),
    (crawled(page(), files=(sheet(load(crawl.FONT)),)), [LISTED, LEFT_OUT]),
    (crawled(page(fields=UPGRADE), files=(sheet(load(crawl.FONT)),)), [SENT_TO_HTTPS]),
    (crawled(page(upgrades=True), files=(sheet(load(crawl.FONT)),)), [SENT_TO_HTTPS]),
    (
        crawled(
            page(fields=UPGRADE),
            page(url=f"{HOME}b"),
            files=(sheet(load(crawl.FONT), pages=(HOME, f"{HOME}b")),),
        ),
        [LISTED, LEFT_OUT],
    ),
    (crawled(page(), unread=(f"{SHEET}: no answer",)), [INCOMPLETE]),
    (crawled(page(load(crawl.SCRIPT)), unread=(f"{SHEET}: no answer",)), [INCOMPLETE, BLOCKED]),
    (crawled(page(cut=True)), [INCOMPLETE]),
    (crawled(unread=(f"{HOME}: no answer",)), [INCOMPLETE]),
    (crawled(), [NOT_APPLICABLE]),
    (crawled(elsewhere="https://www.acme.example/"), [NOT_APPLICABLE]),
    (Artifact(CRAWL, ACME, SILENT), [COULD_NOT_CHECK]),
]
EXAMPLES = [ELSEWHERE]


@pytest.mark.parametrize(("seen", "verdicts"), CASES)
def test_address_gets_the_verdict_of_what_browsers_do(seen, verdicts):
    assert [judgement.verdict for judgement in answers(CHECK, seen)] == verdicts


def test_finding_is_about_the_address_with_the_pages_as_evidence():
    plain = load(crawl.IMAGE)
    seen = crawled(page(plain), page(plain, url=f"{HOME}b"), files=(sheet(plain),))
    _, finding = answers(CHECK, seen)
    assert finding.part == plain.url
    assert [(each.source, each.observed) for each in finding.evidence] == [
        (HOME, f"image {plain.url}"),
        (f"{HOME}b", f"image {plain.url}"),
        (SHEET, f"image {plain.url} (loaded by {HOME})"),
    ]
    assert finding.fix.startswith(f"Write https:// in place of http:// in front of cdn.example/x, in {HOME}.")


def test_one_address_on_two_hosts_is_told_once():
    www = other(f"www.{ACME}")
    there = dns(records("192.0.2.1", name=www.name))
    seen = (
        there,
        visited(chain(hop(f"https://{www.name}/")), host=www.name),
        crawled(page(load(crawl.IMAGE))),
        crawled(page(load(crawl.SCRIPT), url=f"https://{www.name}/"), name=www.name),
    )
    first = answers(CHECK, *seen, hosts=(HOST, www))
    second = answers(CHECK, *seen, hosts=(HOST, www), subject=www)
    assert [judgement.verdict for judgement in first] == [LISTED, BLOCKED]
    assert [judgement.verdict for judgement in second] == [ELSEWHERE]
    assert ACME in second[0].headline


def test_two_endless_addresses_are_two_findings():
    urls = [f"http://cdn.example/{'x' * 2_000}{end}" for end in "ab"]
    found = answers(CHECK, crawled(page(*(load(crawl.IMAGE, url) for url in urls))))[1:]
    labels = {judgement.part for judgement in found}
    assert len(labels) == 2
    assert all(len(label) <= 600 for label in labels)


def test_host_that_gives_no_answer_is_not_judged():
    told = answers(CHECK, visited(broken(HOME)), Artifact(CRAWL, ACME, SILENT))
    assert [judgement.verdict for judgement in told] == [COULD_NOT_CHECK]


def test_every_kind_has_its_word():
    kinds = {value for name, value in vars(crawl).items() if name.isupper() and isinstance(value, str)}
    assert set(WORDS) == kinds
