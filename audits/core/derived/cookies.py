"""The cookies a host sets, each with every answer that set it and what is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from audits.core.artifacts import Artifacts
from audits.core.derived.answers import UNJUDGED
from audits.core.derived.pages import visits_of_endpoints
from audits.core.derived.visits import visit_of_host
from audits.core.derived.walls import wall
from audits.core.inapplicable import Inapplicable
from audits.core.observed.http import HTTP, Hop, PageBody, RedirectChain, Visit
from audits.core.parsing.cookie_purpose import is_session, is_token
from audits.core.parsing.set_cookie import Cookie, parsed_cookie, refusal
from audits.core.subject import Endpoint, Host
from audits.core.unavailable import Unavailable

MOST_SHOWN = 3
"""Answers shown of one cookie."""


@dataclass(frozen=True)
class SentCookie:
    """One Set-Cookie field of one answer; `cookie` is None where browsers read none."""

    url: str
    field: str
    cookie: Cookie | None
    at_log_in: bool

    @property
    def shown(self) -> str:
        """The field without its value, which is somebody's session."""
        pair, semicolon, rest = self.field.partition(";")
        name, equals, value = pair.partition("=")
        hidden = f"({len(value)} characters)" if len(value) > 1 else value
        return f"{name}{equals}{hidden}{semicolon}{rest}"[:400]


@dataclass(frozen=True)
class NamedCookie:
    """One cookie by its name: `refused` is why browsers drop it, `lacks` the flags its purpose needs."""

    name: str
    sent: tuple[SentCookie, ...]
    is_session: bool
    refused: str
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class HostCookies:
    """Everything a host sets; `asked` are the addresses whose answers were read, `unread` why others were not."""

    host: str
    asked: tuple[str, ...]
    cookies: tuple[NamedCookie, ...]
    unread: tuple[str, ...] = ()

    @property
    def shared(self) -> tuple[str, ...]:
        """The domains whose every host gets one of the session cookies."""
        kept = (
            sent.cookie
            for each in self.cookies
            for sent in each.sent
            if each.is_session and not each.refused and sent.cookie
        )
        return tuple(dict.fromkeys(cookie.domain for cookie in kept if cookie.domain))


def cookies_of_host(artifacts: Artifacts) -> HostCookies | Unavailable | Inapplicable:
    """The cookies of the host of the subject; a wall's own cookies say nothing about it."""
    visit = visit_of_host(artifacts)
    if not isinstance(visit, Visit):
        return visit
    answers = [answer for answer in _answers(artifacts, visit.host) if wall(answer[0], answer[1]) is None]
    if not answers:
        last = visit.chain.last
        blocked = wall(last, visit.chain.body) if last else None
        return visit.chain.missing or Unavailable(
            blocked or f"{visit.host} gave no answer", (f"GET {visit.chain.start}",)
        )
    asked = tuple(dict.fromkeys(hop.url for hop, *_ in answers))
    unread = tuple(dict.fromkeys(_unread(artifacts, visit)))
    return HostCookies(visit.host, asked, _named(visit.host, answers, artifacts.now), unread)


def _unread(artifacts: Artifacts, visit: Visit) -> Iterator[str]:
    """Why an address of the host that visitors go to showed none of its cookies."""
    for seen in (visit, *visits_of_endpoints(artifacts, visit.host, but=UNJUDGED)):
        chain = seen.unverified or seen.chain
        end = chain.last
        if chain.missing is not None and not chain.hops:
            yield f"{chain.start}: {chain.missing.reason}"
        elif end is not None and end.host == visit.host and (why := wall(end, chain.body)):
            yield why


Answer = tuple[Hop, PageBody | None, bool]
"""An answer of the host, its body where one was kept, and whether it was given to somebody on the way to a log-in."""


def _answers(artifacts: Artifacts, host: str) -> Iterator[Answer]:
    """Every answer of this host on the way of any visit of the estate."""
    log_ins = {each.label for each in artifacts.estate.subjects(Endpoint) if each.purpose == "login"}
    hosts, endpoints = artifacts.estate.subjects(Host), artifacts.estate.subjects(Endpoint)
    for label in (*(each.label for each in hosts), *(each.label for each in endpoints)):
        visit = artifacts.observed(HTTP, label)
        chains = (visit.chain, visit.plain, visit.unverified) if isinstance(visit, Visit) else ()
        for chain in filter(None, chains):
            yield from _of_chain(chain, host, at_log_in=label in log_ins)


def _of_chain(chain: RedirectChain, host: str, *, at_log_in: bool) -> Iterator[Answer]:
    for hop in chain.hops:
        if hop.host == host:
            yield hop, chain.body if hop is chain.last else None, at_log_in


def _named(host: str, answers: list[Answer], now: datetime) -> tuple[NamedCookie, ...]:
    by_name: dict[str, dict[SentCookie, Hop]] = {}
    for hop, _, at_log_in in answers:
        for field in hop.fields("set-cookie"):
            cookie = parsed_cookie(field)
            name = cookie.name or cookie.value if cookie else field.partition("=")[0].strip()
            by_name.setdefault(name, {})[SentCookie(hop.url, field, cookie, at_log_in)] = hop
    return tuple(_judged(host, name, tuple(sent), now) for name, sent in by_name.items())


def _judged(host: str, name: str, sent: tuple[SentCookie, ...], now: datetime) -> NamedCookie:
    """A cookie that is taken away needs no flags; one that is refused on one way and kept on another is kept."""
    kept, refusals = [], []
    for each in sent:
        over_https = each.url.startswith("https:")
        why = refusal(each.cookie, host, over_https=over_https) if each.cookie else "browsers read no cookie in it"
        if why:
            refusals.append((over_https, why))
        elif each.cookie and not each.cookie.is_gone(now) and each.cookie.value:
            kept.append(each)
    at_log_in_alone = bool(kept) and all(each.at_log_in for each in kept)
    session = is_session(name, kept[0].cookie.value if kept and kept[0].cookie else "")
    token = at_log_in_alone and any(each.cookie and is_token(name, each.cookie.value) for each in kept)
    lacks = [flag for flag, has in _flags(kept) if not has] if session or token else []
    refused = "" if kept else next((why for over_https, why in refusals if over_https), "")
    return NamedCookie(name, sent, session, refused, tuple(lacks))


def _flags(kept: list[SentCookie]) -> tuple[tuple[str, bool], ...]:
    """Each flag, and whether every kept form of the cookie has it."""
    cookies = [each.cookie for each in kept if each.cookie]
    return (
        ("Secure", all(cookie.secure for cookie in cookies)),
        ("HttpOnly", all(cookie.http_only for cookie in cookies)),
    )
