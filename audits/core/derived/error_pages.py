"""What a host answers to an address nobody made, with every failing answer that was met on the way."""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.derived.pages import visits_of_endpoints
from audits.core.derived.visits import visit_of_host
from audits.core.derived.walls import is_bot_wall, wall
from audits.core.inapplicable import Inapplicable
from audits.core.observed.http import BROKEN, Hop, PageBody, RedirectChain, Visit
from audits.core.observed.url_forms import FORMS, UrlForms
from audits.core.parsing.debug_page import DebugPage, debug_page_in
from audits.core.unavailable import Unavailable

PROOF = 3
"""Server errors in a row that are no restart."""


@dataclass(frozen=True)
class Leak:
    """One answer that shows how the app is built."""

    url: str
    status: int
    page: DebugPage


@dataclass(frozen=True)
class ErrorAnswers:
    """`unknown` is the way of an address nobody made; `home` the host's own page, `repeats` as observed."""

    host: str
    home: RedirectChain
    unknown: RedirectChain
    repeats: tuple[int, ...]
    leaks: tuple[Leak, ...]

    @property
    def is_site(self) -> bool:
        """Whether people look at this host: its home page is one that browsers render."""
        return self.home.last is not None and self.home.last.is_html


def error_answers(artifacts: Artifacts) -> ErrorAnswers | Unavailable | Inapplicable:
    """The failing answers of the host of the subject; a leak counts whatever else was or was not answered."""
    visit = visit_of_host(artifacts)
    if not isinstance(visit, Visit):
        return visit
    forms = artifacts.observed(FORMS)
    chains = [visit.chain, *(other.chain for other in visits_of_endpoints(artifacts, visit.host))]
    unknown = forms.unknown if isinstance(forms, UrlForms) else forms
    if isinstance(unknown, RedirectChain):
        chains.append(unknown)
    leaks = tuple(leak for chain in chains if (leak := _leak(chain, visit.host)))
    if isinstance(unknown, Unavailable):
        if visit.chain.hops and visit.chain.hops[-1].host != visit.host:
            return Inapplicable(f"{visit.host} sends visitors on to {visit.chain.hops[-1].host}")
        return (visit.chain.missing or unknown) if not visit.chain.hops else unknown
    repeats = forms.repeats if isinstance(forms, UrlForms) else ()
    missing = _why_silent(unknown, repeats)
    if missing and not leaks:
        return missing
    return ErrorAnswers(visit.host, visit.chain, unknown, repeats, tuple(dict.fromkeys(leaks)))


def _why_silent(unknown: RedirectChain, repeats: tuple[int, ...]) -> Unavailable | None:
    """Why the answer to an unknown address tells nothing: a wall, or a server error that may be gone in a minute."""
    if unknown.end == BROKEN:
        return unknown.missing or Unavailable(f"{unknown.at} gave no answer")
    last = unknown.last
    if last is None:
        return None
    if last.status == 500 and not is_bot_wall(last, unknown.body):
        proven = len(repeats) + 1 >= PROOF and set(repeats) == {500}
        return None if proven else Unavailable(f"{last.url} answered 500, and not three times", (f"GET {last.url}",))
    blocked = wall(last, unknown.body)
    return Unavailable(blocked, (f"GET {last.url}",)) if blocked else None


def _leak(chain: RedirectChain, host: str) -> Leak | None:
    last, body = chain.last, chain.body
    if last is None or body is None or last.host != host or not _is_text(last, body):
        return None
    page = debug_page_in(body.text, last.status)
    return Leak(last.url, last.status, page) if page else None


def _is_text(last: Hop, body: PageBody) -> bool:
    kinds = ("text/", "application/json", "application/problem+json", "application/xhtml")
    return bool(body.text) and (last.media_type.startswith(kinds) or not last.media_type)
