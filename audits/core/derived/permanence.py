"""Redirects that are meant for good, each with how long it says it holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urljoin

from audits.core.artifacts import Artifacts
from audits.core.derived.url_forms import TEMPORARY
from audits.core.derived.visits import visit_of_host
from audits.core.inapplicable import Inapplicable
from audits.core.observed.http import HTTP, RedirectChain, Visit
from audits.core.observed.url_forms import FORMS
from audits.core.parsing.markup import parsed_markup
from audits.core.parsing.refresh import parsed_refresh
from audits.core.parsing.url_form import differences, leads_to_sign_in, same_address
from audits.core.subject import Endpoint
from audits.core.unavailable import Unavailable

SOON = 10
"""Seconds after which a refresh is no redirect any more but a page that renews itself."""


@dataclass(frozen=True)
class Turn:
    """One redirect that is meant for good; `status` 200 is a page that refreshes itself to `target`."""

    url: str
    target: str
    status: int

    @property
    def is_permanent(self) -> bool:
        """Whether browsers and search engines may keep it."""
        return self.status in {301, 308}


@dataclass(frozen=True)
class Turns:
    """Every such redirect that begins at one host."""

    host: str
    turns: tuple[Turn, ...]


def turns_of_host(artifacts: Artifacts) -> Turns | Unavailable | Inapplicable:
    """The redirects from one form of an address to another, and from old addresses, of the host of the subject."""
    visit = visit_of_host(artifacts)
    if not isinstance(visit, Visit):
        return visit
    if not visit.own_answers:
        return visit.chain.missing or Unavailable(f"{visit.host} gave no answer")
    forms = artifacts.observed(FORMS)
    if isinstance(forms, Unavailable) and visit.chain.hops:
        return forms
    tried = () if isinstance(forms, Unavailable) else (form.chain for form in forms.forms)
    chains = [visit.chain, visit.plain, *tried]
    found = [turn for chain in chains if isinstance(chain, RedirectChain) for turn in _between_forms(chain, visit.host)]
    found += [turn for chain in _old(artifacts) for turn in _for_good(chain, visit.host)]
    return Turns(visit.host, tuple(dict.fromkeys(found)))


def _old(artifacts: Artifacts) -> Iterator[RedirectChain]:
    for endpoint in artifacts.estate.subjects(Endpoint):
        visit = artifacts.observed(HTTP, endpoint.label) if endpoint.purpose == "old" else None
        if isinstance(visit, Visit):
            yield visit.chain


def _between_forms(chain: RedirectChain, host: str) -> Iterator[Turn]:
    for turn in _turns(chain, host):
        if differences(turn.url, turn.target):
            yield turn


def _for_good(chain: RedirectChain, host: str) -> Iterator[Turn]:
    """An old address leads on for good, unless it asks visitors to log in first."""
    for turn in _turns(chain, host):
        if turn.status in TEMPORARY and leads_to_sign_in(turn.target) and not differences(turn.url, turn.target):
            return
        if same_address(turn.url, chain.start) or differences(turn.url, turn.target):
            yield turn


def _turns(chain: RedirectChain, host: str) -> Iterator[Turn]:
    ends = [*(hop.url for hop in chain.hops), *([chain.at] if chain.at else [])]
    for hop, target in zip(chain.hops, [now for _, now in pairwise(ends)], strict=False):
        if hop.host == host:
            yield Turn(hop.url, target, hop.status)
    last = chain.last
    if last is None or last.host != host or last.status != 200 or chain.body is None or not last.is_html:
        return
    pragmas = parsed_markup(chain.body.text).pragmas_named("refresh")
    refresh = next(filter(None, map(parsed_refresh, (*last.fields("refresh"), *pragmas))), None)
    if refresh and refresh.address and refresh.seconds <= SOON:
        try:
            target = urljoin(last.url, refresh.address)
        except ValueError:
            return
        if target.startswith(("http://", "https://")) and not same_address(target, last.url):
            yield Turn(last.url, target, last.status)
