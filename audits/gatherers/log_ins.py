"""Sends wrong log-ins of a made-up account to the declared log-ins, one after another, and records every answer."""

import secrets
from dataclasses import dataclass
from urllib.parse import urlsplit

from audits.core.artifacts import Artifact
from audits.core.derived.walls import is_bot_wall
from audits.core.estate import Estate
from audits.core.observed.http import HTTP, Hop, HttpHeader, PageBody, Visit
from audits.core.observed.log_ins import LOG_INS, MOST_SECONDS, MOST_TRIES, LogInTries, LogInTry
from audits.core.parsing.log_in_form import has_captcha, has_password
from audits.core.parsing.markup import parsed_markup
from audits.core.parsing.secrets.reading import redacted
from audits.core.subject import Endpoint
from audits.core.unavailable import Unavailable
from audits.gatherers.following import normal
from audits.gatherers.gatherer import Gathered, Gatherer
from audits.gatherers.log_in_browser import Answer, Browser, NotLedOn
from audits.gatherers.log_in_shape import Shape, form_in, json_shape
from audits.gatherers.permit import Brake, Caps, Permit
from portal.outbound.door import Door

MOST_LOG_INS = 3
PAUSE_SECONDS = 0.3
"""Between one answer and the next log-in."""
SLOWEST_SECONDS = 10.0
TEXT_CHARACTERS = 400
KEPT_FIELDS = ("retry-after", "location", "content-type", "server", "cf-mitigated", "x-amzn-waf-action")
KEPT_STARTS = ("ratelimit", "x-ratelimit", "x-rate-limit", "x-vercel-mitigated", "sg-captcha")
CAPS = Caps(
    sends="wrong log-ins for one made-up account at example.com, which belongs to nobody",
    each="log-in",
    requests=MOST_TRIES,
    most=MOST_LOG_INS,
    pace="one after another, with a pause after each answer",
    seconds=MOST_SECONDS,
)


@dataclass(frozen=True)
class _Guess:
    """The account and the password of one endpoint's tries."""

    account: str
    password: str


async def gather(estate: Estate, door: Door, gathered: Gathered, permit: Permit) -> tuple[Artifact, ...]:
    """One artifact a log-in whose host is covered; the others were not asked, and stay so."""
    found = []
    log_ins = [each for each in estate.subjects(Endpoint) if each.purpose == "login"]
    covered = [each for each in log_ins if permit.covers(urlsplit(normal(each.url)).hostname or "")]
    for number, endpoint in enumerate(covered):
        visit = gathered.get((HTTP.name, endpoint.label))
        if number >= MOST_LOG_INS:
            reason = f"one run tries {MOST_LOG_INS} log-ins, and this is one more"
            found.append(Artifact(LOG_INS, endpoint.label, Unavailable(reason, retry="with fewer of them declared")))
        elif isinstance(visit, Visit):
            found.append(Artifact(LOG_INS, endpoint.label, await _of_endpoint(endpoint, visit, door, permit)))
    return tuple(found)


async def _of_endpoint(endpoint: Endpoint, visit: Visit, door: Door, permit: Permit) -> LogInTries | Unavailable:
    """The tries at one log-in; whoever guesses passwords minds no certificate, so none is asked for where it is broken."""
    chain = visit.unverified or visit.chain
    guess = _Guess(f"launch-ready-{secrets.token_hex(6)}@example.com", f"{secrets.token_urlsafe(12)}aA1!")
    browser = Browser(door, permit, verify=visit.unverified is None, seconds=SLOWEST_SECONDS + 1)
    if endpoint.takes_json:
        shape = json_shape(normal(endpoint.url), endpoint.account_field, endpoint.password_field)
        return await _tries(endpoint, shape, guess, browser, permit)
    try:
        first = await browser.stand_at(chain.last.url if chain.last else normal(endpoint.url))
    except NotLedOn as fault:
        return Unavailable(str(fault))
    found = form_in(first.page, permit) if first.page else first.missing
    if isinstance(found, Unavailable) or found is None:
        return found or Unavailable(f"it was stopped: {permit.reason}", retry="with a new click")
    return await _tries(endpoint, found, guess, browser, permit)


async def _tries(endpoint: Endpoint, shape: Shape, guess: _Guess, browser: Browser, permit: Permit) -> LogInTries:
    """Wrong log-ins until there are enough, somebody stops it, or the host wants no more."""
    brake, tries, sent_to, began_at_form = Brake(MOST_SECONDS, slowest=SLOWEST_SECONDS), [], shape.url, shape.is_form
    while len(tries) < MOST_TRIES and not permit.reason and brake.may_go_on():
        answer = await browser.send(shape.url, *shape.filled(guess.account, guess.password))
        if answer.is_cut_off:
            break
        one, shape = await _noted(answer, shape, guess, browser, permit)
        tries.append(one)
        brake.note(answer.page.status if answer.page else None, one.seconds)
        if brake.reason or not await permit.pause(PAUSE_SECONDS):
            break
    ended = permit.reason or brake.reason
    return LogInTries(endpoint.url, sent_to, guess.account, tuple(tries), brake.spent, began_at_form, ended)


async def _noted(
    answer: Answer, shape: Shape, guess: _Guess, browser: Browser, permit: Permit
) -> tuple[LogInTry, Shape]:
    """What is kept of one answer, and the form that the next log-in goes through: pages hand out a new token each."""
    if answer.page is None:
        missing = answer.missing.reason if answer.missing else ""
        return LogInTry(None, answer.seconds, missing=missing), shape
    hop = Hop(
        answer.page.url,
        answer.page.status,
        tuple(HttpHeader(name, value) for name, value in answer.page.headers if _is_kept(name)),
        answer.page.address,
        answer.page.seconds,
    )
    try:
        stood = await browser.led_on(answer.page)
    except NotLedOn:
        return LogInTry(hop, answer.seconds), shape
    if stood.page is None:
        return LogInTry(hop, answer.seconds), shape
    text = stood.text
    is_html = "html" in stood.kind
    words = " ".join(parsed_markup(text).words) if is_html else text
    following = form_in(stood.page, permit) if shape.is_form and is_html else None
    wall = is_bot_wall(hop, PageBody("", len(text), text))
    one = LogInTry(
        hop,
        answer.seconds,
        shows_form=is_html and has_password(text),
        asks_captcha=wall or (is_html and has_captcha(text)),
        text=redacted(words[: 4 * TEXT_CHARACTERS].replace(guess.password, "[password]"))[:TEXT_CHARACTERS],
    )
    return one, following if isinstance(following, Shape) else shape


def _is_kept(name: str) -> bool:
    lowered = name.lower()
    return lowered in KEPT_FIELDS or lowered.startswith(KEPT_STARTS)


LOG_INS_GATHERER = Gatherer(
    source=LOG_INS,
    title="Log-ins",
    gather=gather,
    needs=(HTTP.name,),
    seconds=MOST_LOG_INS * (MOST_SECONDS + 60),
    caps=CAPS,
)
