"""Do the pages load everything over https?"""

from collections.abc import Iterator

from audits.core.amount import amount
from audits.core.check import Check
from audits.core.derived.mixed import LoadedPages, MixedResource, Treatment, loaded_pages
from audits.core.observed import crawl
from audits.core.observed.crawl import CRAWL
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.reach import REACH
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

REWRITE = (
    "Write https:// in place of http:// in front of {address}, in {place}. If {host} has no https, serve the file from "
    "your own site instead."
)
NONE = Verdict("none", Outcome.PASS, "{name} loads everything over https: {pages} looked at")
SENT_TO_HTTPS = Verdict(
    "sent-to-https",
    Outcome.PASS,
    "{name} names {count} over http, and its policy upgrade-insecure-requests sends browsers to https: {pages} looked at",
)
LISTED = Verdict(
    "listed",
    Outcome.NOT_APPLICABLE,
    "The pages of {name} name {count} over plain http, each judged by itself",
    fix="Work through the findings of this check, one an address.",
)
ELSEWHERE = Verdict(
    "elsewhere",
    Outcome.NOT_APPLICABLE,
    "The pages of {name} name the same plain addresses as {others}, where they are judged",
    fix="Deploy the mended pages to {name} as well.",
)
INCOMPLETE = Verdict(
    "incomplete",
    Outcome.COULD_NOT_CHECK,
    "Not all that the pages of {name} load could be read: {unread}",
    fix="Run this check again in ten minutes. If there are too many stylesheets for it, open the page with the browser's "
    "console, which names each address that was blocked or upgraded.",
)
BLOCKED = Verdict(
    "blocked",
    Outcome.FAIL,
    "Browsers block the {kind} {url}, so {page} works without it",
    Impact.INCIDENT,
    fix=REWRITE,
)
LEFT_OUT = Verdict(
    "left-out",
    Outcome.FAIL,
    "Browsers leave out the {kind} {url}",
    Impact.CLEANUP,
    fix=REWRITE,
)
CALLED = Verdict(
    "called",
    Outcome.WARN,
    "A script in {page} asks for {url}, which browsers block wherever it runs",
    Impact.INCIDENT,
    fix="Write https:// (or wss://) in place of {scheme} in that call, in {place}. If {host} answers without https alone, "
    "pass the request on from your own server.",
)
PASSWORD = Verdict(
    "password-form",
    Outcome.FAIL,
    "The form on {page} sends passwords unencrypted to {url}",
    Impact.BLOCKER,
    fix="Change the form on {page} to post to https, today: action={secure}. Until then its passwords can be read on the "
    "way; ask those who signed in over it to change theirs.",
)
FORM = Verdict(
    "form",
    Outcome.WARN,
    "The form on {page} is sent over plain http, so browsers warn before they send it",
    Impact.INCIDENT,
    fix="Change the form on {page} to post to https: action={secure}",
)
UPGRADED = Verdict(
    "upgraded",
    Outcome.WARN,
    "{page} names the {kind} {url}, which browsers ask for over https instead",
    Impact.CLEANUP,
    fix=REWRITE + " As long as {host} answers over https too, visitors see no difference.",
)
VERDICTS = {
    Treatment.UPGRADED: UPGRADED,
    Treatment.FORM: FORM,
    Treatment.LEFT_OUT: LEFT_OUT,
    Treatment.CALLED: CALLED,
    Treatment.BLOCKED: BLOCKED,
    Treatment.PASSWORD: PASSWORD,
}
WORDS = {
    crawl.SCRIPT: "script",
    crawl.STYLESHEET: "stylesheet",
    crawl.FRAME: "frame",
    crawl.OBJECT: "embedded object",
    crawl.IMAGE: "image",
    crawl.IMAGE_SET: "image of a srcset",
    crawl.VIDEO: "video",
    crawl.AUDIO: "sound",
    crawl.CORS_MEDIA: "image asked for with CORS",
    crawl.FONT: "font",
    crawl.TRACK: "subtitles",
    crawl.MANIFEST: "manifest",
    crawl.HINT: "preload",
    crawl.FORM: "form",
    crawl.PASSWORD_FORM: "form",
    crawl.CALL: "request",
}
MOST_PLACES = 8


def judge(loaded: LoadedPages) -> Judgement:
    """Whether all was read and is encrypted; a plain address is said of by itself."""
    crawled = loaded.crawl
    sheets = [file for file in crawled.files if file.kind == crawl.STYLESHEET]
    read = (
        *(Observation(page.answer.url, f"{page.secure} addresses over https") for page in crawled.pages),
        *(Observation(file.answer.url, f"stylesheet with {file.secure} addresses over https") for file in sheets),
        *(Observation(host, "stylesheets of another site, not read") for host in crawled.foreign[:5]),
        *(Observation(url, "the visitor's own machine, which browsers trust") for url in loaded.local[:5]),
    )
    looked_at = [amount(len(crawled.pages), "page"), *([amount(len(sheets), "stylesheet")] if sheets else [])]
    facts = {"name": crawled.name, "pages": " and ".join(looked_at)}
    if loaded.unread:
        unread = tuple(Observation("not read", clause) for clause in loaded.unread)
        return INCOMPLETE.given(*read, *unread, name=crawled.name, unread="; ".join(loaded.unread[:3]))
    if loaded.mixed:
        return LISTED.given(*read, name=crawled.name, count=amount(len(loaded.mixed), "address"))
    if loaded.told_at:
        return ELSEWHERE.given(*read, name=crawled.name, others=", ".join(loaded.told_at))
    if loaded.upgraded:
        policy = tuple(Observation(url, "sent to https by upgrade-insecure-requests") for url in loaded.upgraded[:5])
        return SENT_TO_HTTPS.given(*read, *policy, **facts, count=amount(len(loaded.upgraded), "address"))
    return NONE.given(*read, **facts)


def parts(loaded: LoadedPages) -> Iterator[Judgement]:
    """One answer for each plain address."""
    for mixed in loaded.mixed:
        yield _of(mixed).about(mixed.label)


def _of(mixed: MixedResource) -> Judgement:
    worst = mixed.worst
    seen = (
        Observation(use.stylesheet or use.page, f"{WORDS[use.kind]} {mixed.url}" + _page_of(use.stylesheet, use.page))
        for use in mixed.uses[:MOST_PLACES]
    )
    scheme, _, address = mixed.url.partition("://")
    return VERDICTS[worst.treatment].given(
        *seen,
        name=worst.page,
        kind=WORDS[worst.kind],
        url=mixed.url,
        page=worst.page,
        place=worst.stylesheet or worst.page,
        host=mixed.host,
        address=address,
        scheme=f"{scheme}://",
        secure=f"https://{address}",
    )


def _page_of(stylesheet: str, page: str) -> str:
    return f" (loaded by {page})" if stylesheet else ""


CHECK = Check(
    id="mixed-content",
    version=1,
    subject=Host,
    title="Mixed content",
    why="A page over https that loads parts over http breaks without a word: browsers block them.",
    references=(
        "https://www.w3.org/TR/mixed-content/",
        "https://www.w3.org/TR/upgrade-insecure-requests/",
        "https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy",
    ),
    reads=loaded_pages,
    verdicts=(
        *(PASSWORD, BLOCKED, CALLED, LEFT_OUT, FORM, UPGRADED),
        *(NONE, SENT_TO_HTTPS, LISTED, ELSEWHERE, INCOMPLETE),
    ),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP, CRAWL),
    parts=parts,
)
