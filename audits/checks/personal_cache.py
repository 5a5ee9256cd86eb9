"""Do shared caches keep what belongs to one visitor?"""

from collections.abc import Iterator

from audits.core.amount import amount
from audits.core.check import Check
from audits.core.derived.caching import TARGETED, Reuse
from audits.core.derived.personal import PersonalAnswer, PersonalAnswers, personal_answers
from audits.core.observed.crawl import CRAWL
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.reach import REACH
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Host, url_label
from audits.core.verdict import Judgement, Observation, Verdict

FIELD = (
    "\nCache-Control: private, no-store\n"
    '# nginx: location = {path} {{ add_header Cache-Control "private, no-store" always; }}\n'
    "# Express: res.set('Cache-Control', 'private, no-store')\n"
    "# Django: @cache_control(private=True, no_store=True) on the view\n"
    "# Next.js: export const dynamic = 'force-dynamic' in the page's file"
)
NONE = Verdict(
    "none", Outcome.PASS, "Shared caches keep nothing of {name} that belongs to one visitor ({count} looked at)"
)
LISTED = Verdict(
    "listed",
    Outcome.NOT_APPLICABLE,
    "Shared caches may keep {count} of {name} that belong to one visitor, each judged by itself",
    fix="Work through the findings of this check, one an address.",
)
INCOMPLETE = Verdict(
    "incomplete",
    Outcome.COULD_NOT_CHECK,
    "Not every address of {name} answered: {unread}",
    fix="Run this check again in ten minutes, or let our address through the wall that answered in the host's place.",
)
SHARED_SESSION = Verdict(
    "shared-session",
    Outcome.FAIL,
    "A shared cache may hand the log-in cookie {cookies} of one visitor of {url} to the next",
    Impact.BLOCKER,
    fix="Send {path} with the field below. Then empty the cache of every edge in front, and end the sessions that were "
    "open meanwhile." + FIELD,
)
SHARED_COOKIE = Verdict(
    "shared-cookie",
    Outcome.FAIL,
    "A shared cache may hand the cookie {cookies} of one visitor of {url} to the next",
    Impact.INCIDENT,
    fix="Send {path} with the field below or, where the page is the same for everybody, stop setting the cookie on it."
    + FIELD,
)
SERVED = Verdict(
    "served-from-cache",
    Outcome.FAIL,
    "A cache answered for {url} with a cookie made for somebody else ({proof}): {cookies}",
    Impact.INCIDENT,
    fix="Take {path} out of the edge's cache rules, or let it honour Cache-Control, empty its cache, and send the field "
    "below with {path}." + FIELD,
)
KEPT = Verdict(
    "kept-with-cookie",
    Outcome.WARN,
    "{url} sets the cookie {cookies} and tells shared caches to keep the answer, though they have to ask each time",
    Impact.CLEANUP,
    fix="Write private in place of public for {path}: Cache-Control: private, no-cache",
)
SHAREABLE = Verdict(
    "shareable",
    Outcome.WARN,
    "Shared caches may give one visitor's {url} to the next for {time} ({because})",
    Impact.INCIDENT,
    fix="Send {path} with the field below. If it is the same for everybody, say so in its place with public, max-age=60."
    + FIELD,
)
GUESSED = Verdict(
    "guessed",
    Outcome.WARN,
    "Nothing tells caches how long {url} holds, so they may guess {time} ({because})",
    Impact.CLEANUP,
    fix="Send {path} with the field below. A page that is the same for everybody takes no-cache in its place." + FIELD,
)

ORDER = (SHARED_SESSION, SHARED_COOKIE, SERVED, SHAREABLE, GUESSED, KEPT)


def judge(seen: PersonalAnswers) -> Judgement:
    """Whether every answer was seen and none is kept; what is kept is said of each address alone."""
    found = _found(seen)
    shown = tuple(_shown(each) for each in seen.answers[:20])
    if seen.unread:
        unread = tuple(Observation("not answered", clause) for clause in seen.unread)
        return INCOMPLETE.given(*shown, *unread, name=seen.name, unread="; ".join(seen.unread[:3]))
    if found:
        return LISTED.given(*shown, name=seen.name, count=amount(len(found), "answer"))
    counted = (Observation(f"https://{seen.name}/", amount(seen.count, "answer") + " looked at"),)
    return NONE.given(*(shown or counted), name=seen.name, count=amount(seen.count, "answer"))


def parts(seen: PersonalAnswers) -> Iterator[Judgement]:
    """One answer for each address, whatever its query, whose answer may be shared."""
    for url, kept in _found(seen).items():
        verdict, worst = min(kept, key=lambda each: ORDER.index(each[0]))
        yield _given(verdict, worst, url, tuple(each for _, each in kept)).about(url_label(url))


def _found(seen: PersonalAnswers) -> dict[str, list[tuple[Verdict, PersonalAnswer]]]:
    """What shared caches may keep, by address without its query: that is what a cache rule is written for."""
    found: dict[str, list[tuple[Verdict, PersonalAnswer]]] = {}
    for each in seen.answers:
        verdict = _verdict(each)
        if verdict is not None:
            found.setdefault(each.answer.url.partition("?")[0], []).append((verdict, each))
    return found


def _verdict(each: PersonalAnswer) -> Verdict | None:
    """The row for one answer; None when no shared cache gives it to anybody else."""
    reuse = each.keeping.reuse
    if each.cookies:
        return _of_cookies(each)
    if each.is_for_all or reuse <= Reuse.AFTER_ASKING:
        return None
    return SHAREABLE if reuse is Reuse.UNASKED else GUESSED


def _of_cookies(each: PersonalAnswer) -> Verdict | None:
    match each.keeping.reuse:
        case Reuse.UNASKED:
            return SHARED_SESSION if each.signs_in else SHARED_COOKIE
        case _ if each.from_cache:
            return SERVED
        case Reuse.GUESSED:
            return GUESSED
        case Reuse.AFTER_ASKING if each.is_public:
            return KEPT
    return None


def _given(verdict: Verdict, worst: PersonalAnswer, url: str, answers: tuple[PersonalAnswer, ...]) -> Judgement:
    keeping = worst.keeping
    return verdict.given(
        *map(_shown, answers[:10]),
        url=url,
        path="/" + url.partition("//")[2].partition("/")[2],
        cookies=", ".join((worst.signs_in or worst.cookies)[:3]),
        time=amount(keeping.seconds, "second") if keeping.seconds else "as long as they like",
        because=keeping.because,
        proof=worst.from_cache,
    )


SHOWN = ("Cache-Control", *TARGETED, "Expires", "Last-Modified", "Vary", "Age", "CF-Cache-Status", "X-Cache")


def _shown(each: PersonalAnswer) -> Observation:
    """The fields that caches look at, and the names of the cookies; their values are nobody's business."""
    hop = each.answer.hop
    sent = [f"{name}: {value}" for name in SHOWN for value in hop.fields(name)]
    cookies = [f"Set-Cookie: {name}=…" for name in each.cookies[:5]]
    return Observation(f"GET {hop.url} ({hop.status})", "; ".join((*sent, *cookies)) or "no field about caches")


CHECK = Check(
    id="personal-cache",
    version=2,
    subject=Host,
    title="Personal answers in shared caches",
    why="A cache that keeps a personal answer shows one customer's page, or session, to the next.",
    references=("RFC 9111 section 3", "RFC 9111 section 4.2.2", "RFC 9213 section 2.2", "CWE-525"),
    reads=personal_answers,
    verdicts=(*ORDER, NONE, LISTED, INCOMPLETE),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP, CRAWL),
    parts=parts,
)
