"""Whether a log-in slows down whoever guesses, told from what it answered to one wrong log-in after another."""

import re
from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.derived.walls import is_bot_wall
from audits.core.inapplicable import Inapplicable
from audits.core.observed.http import HTTP, REDIRECTS, Hop, PageBody, Visit
from audits.core.observed.log_ins import LOG_INS, LogInTries, LogInTry
from audits.core.subject import Endpoint
from audits.core.unavailable import Unavailable

ALIKE = 0.7
"""Share of common words from which two answers say the same; counts, ids and names of moments are left out before."""
SLOWER_TIMES, SLOWER_SECONDS = 3.0, 1.0
"""How much longer the last three answers take than the first three where a log-in slows guessing down."""

_REFUSES = re.compile(
    r"invalid|incorrect|wrong|unauthori[sz]ed|credential|not found|(does not|doesn't|didn't) (exist|match)|no such"
    r"|no (active )?(user|account)|denied|fail|falsch|ungültig",
    re.IGNORECASE,
)
_MALFORMED = re.compile(r"csrf|json|content.type|required|missing|malformed|unsupported|parse", re.IGNORECASE)
_LOCKS = re.compile(
    r"too many|many (attempts|tries|requests|failed)|locked|lock(ed)? out|temporar|try again (later|in)|rate.?limit"
    r"|slow down|blocked|suspended|captcha|zu viele|gesperrt|trop de|demasiad|bloquead|troppi|te veel",
    re.IGNORECASE,
)
_CHANGING = re.compile(r"[0-9a-f]{8,}|\d+", re.IGNORECASE)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Limit:
    """After how many refused log-ins the answer changed, and to what, in words."""

    after: int
    how: str


@dataclass(frozen=True)
class Doubt:
    """Why the answers prove neither: one clause."""

    reason: str


def tries_at_endpoint(artifacts: Artifacts) -> LogInTries | Unavailable | Inapplicable:
    """The wrong log-ins sent to the endpoint of the subject; without a page there is nothing to send them to."""
    endpoint = artifacts.subject
    if not isinstance(endpoint, Endpoint) or endpoint.purpose != "login":
        return Inapplicable("only an endpoint with the purpose log-in is tried")
    visit = artifacts.observed(HTTP)
    if isinstance(visit, Unavailable):
        return visit
    if visit.chain.last is None and not _unverified(visit):
        return visit.chain.missing or Unavailable(f"{endpoint.url} ends at no page", retry="after it does")
    tries = artifacts.observed(LOG_INS)
    if isinstance(tries, LogInTries) and not tries.tries:
        return Unavailable(tries.ended or f"no log-in was sent to {tries.sent_to}", retry="with a new click")
    return tries


def _unverified(visit: Visit) -> bool:
    return visit.unverified is not None and visit.unverified.last is not None


def guessing(tries: LogInTries) -> Limit | Doubt | None:
    """The limit that was met, the doubt that is left, or None where every log-in was refused alike."""
    first = tries.tries[0]
    for number, each in enumerate(tries.tries):
        if number or tries.began_at_form:
            how = _limit_in(each, first if number else None)
            if how:
                return Limit(number, how)
        doubt = _doubt_about(each, number)
        if doubt:
            return Doubt(doubt)
    if _is_slower(tries.tries):
        return Limit(len(tries.tries) - 1, f"every answer takes longer, the last one {tries.tries[-1].seconds:.1f} s")
    return _difference(tries.tries)


def _limit_in(each: LogInTry, first: LogInTry | None) -> str:
    """How this answer stops guessing; what only differs from a refusal counts after the first one alone."""
    if each.hop is None:
        return ""
    if each.hop.status == 429:
        retry = each.hop.first("retry-after")
        return "it asks to slow down (429" + (f", again after {retry[:40]})" if retry else ")")
    return _block(each.hop, each.text, first) or _new_words(each, first) if first and first.hop else ""


def _block(hop: Hop, text: str, first: LogInTry) -> str:
    """The answer of something that lets nobody try any more."""
    if hop.status == 423:
        return "the account is locked (423)"
    if is_bot_wall(hop, PageBody("", len(text), text)):
        return f"a bot wall answers ({hop.status})"
    return "it is refused (403)" if hop.status == 403 and first.hop and first.hop.status != 403 else ""


def _new_words(each: LogInTry, first: LogInTry) -> str:
    """A page that now asks for more than a password, or says that it is enough."""
    if each.asks_captcha and not first.asks_captcha:
        return "it asks for a captcha"
    return f"it says: {each.text[:120]}" if _LOCKS.search(each.text) and not _LOCKS.search(first.text) else ""


def _doubt_about(each: LogInTry, number: int) -> str:
    """Why this answer is no refusal of a wrong log-in; empty where it is one."""
    what = f"wrong log-in {number + 1}"
    if each.hop is None:
        return f"{what} got no answer: {each.missing}"
    status = each.hop.status
    if status >= 500:
        return f"{what} was answered with a server error ({status})"
    if status == 401 or (each.shows_form and (status < 300 or status in REDIRECTS or status in {400, 422})):
        return ""
    said_no = _REFUSES.search(each.text) and not each.hop.is_html
    if said_no and (status < 300 or (status in {400, 422} and not _MALFORMED.search(each.text))):
        return ""
    where = f", to {each.hop.first('location')[:120]}" if status in REDIRECTS else ""
    return f"{what} was answered {status}{where}, which is neither a refusal nor a limit"


def _is_slower(tries: tuple[LogInTry, ...]) -> bool:
    if len(tries) < 6:
        return False
    before, after = (sum(each.seconds for each in part) / 3 for part in (tries[:3], tries[-3:]))
    return after >= SLOWER_TIMES * before and after - before >= SLOWER_SECONDS


def _difference(tries: tuple[LogInTry, ...]) -> Doubt | None:
    """The first refusal that reads differently from the first one: it may be a lock in words we do not know."""
    first = tries[0]
    for number, each in enumerate(tries):
        if each.hop and first.hop and (each.hop.status != first.hop.status or not _reads_alike(first.text, each.text)):
            says = f"{each.hop.status} {each.text[:120]}".strip()
            return Doubt(f"from wrong log-in {number + 1} on the answer differs, and not in words we know: {says}")
    return None


def _reads_alike(one: str, other: str) -> bool:
    first, second = ({*_WORD.findall(_CHANGING.sub("", text).lower())} for text in (one, other))
    return first == second or len(first & second) >= ALIKE * len(first | second)
