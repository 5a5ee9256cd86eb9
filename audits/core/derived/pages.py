"""The page a host serves to visitors: its home page, or else a declared endpoint of it that answered."""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.derived.visits import visit_of_host
from audits.core.derived.walls import wall
from audits.core.inapplicable import Inapplicable
from audits.core.observed.http import HTTP, Hop, PageBody, RedirectChain, Visit
from audits.core.parsing.markup import Markup, parsed_markup
from audits.core.subject import Endpoint
from audits.core.unavailable import Unavailable

NO_PAGE = frozenset({404, 410})
"""The server itself says that there is nothing (RFC 9110 sections 15.5.5 and 15.5.11)."""


@dataclass(frozen=True)
class HostPage:
    """A page the host itself served, with status 2xx, over https."""

    host: str
    answer: Hop
    body: PageBody

    @property
    def markup(self) -> Markup:
        """What the page's HTML says about itself; a page that is no HTML says nothing."""
        return parsed_markup(self.body.text if self.answer.is_html else "")


Seen = HostPage | Unavailable | Inapplicable


def page_of_host(artifacts: Artifacts) -> Seen:
    """The page whose header fields are judged for the host of the subject."""
    visit = visit_of_host(artifacts)
    if not isinstance(visit, Visit):
        return visit
    home = page_of_chain(visit.host, visit.chain)
    if isinstance(home, HostPage):
        return home
    pages = (page_of_chain(visit.host, other.chain) for other in visits_of_endpoints(artifacts, visit.host))
    return next((page for page in pages if isinstance(page, HostPage)), home)


def html_page_of_host(artifacts: Artifacts) -> Seen:
    """The same, for checks that only concern what browsers render."""
    page = page_of_host(artifacts)
    if isinstance(page, HostPage) and not page.answer.is_html:
        return Inapplicable(f"{page.answer.url} is not a page but {page.answer.media_type or 'of no declared type'}")
    return page


def visits_of_endpoints(artifacts: Artifacts, host: str, *, but: frozenset[str] = frozenset()) -> tuple[Visit, ...]:
    """What was seen of the declared endpoints on one host, those of some purposes left out."""
    found = []
    for endpoint in artifacts.estate.subjects(Endpoint):
        visit = artifacts.observed(HTTP, endpoint.label)
        if isinstance(visit, Visit) and visit.host == host and endpoint.purpose not in but:
            found.append(visit)
    return tuple(found)


def page_of_chain(host: str, chain: RedirectChain) -> Seen:
    """The page at the end of a chain when this host served it over https, or why there is none."""
    last = chain.last
    if last is None:
        return chain.missing or Unavailable(
            f"no page at the end of {chain.path}", retry="after the redirects are mended"
        )
    if last.host != host:
        return Inapplicable(f"{chain.start} sends visitors on to {last.url}")
    blocked = wall(last, chain.body)
    if blocked:
        return Unavailable(blocked, (f"GET {last.url}",))
    if last.status in NO_PAGE:
        return Inapplicable(f"{last.url} answered {last.status}: there is no page")
    if last.scheme != "https" or not 200 <= last.status < 300 or chain.body is None:
        return Unavailable(f"{last.url} answered {last.status}, which is no page to judge", (f"GET {last.url}",))
    return HostPage(host, last, chain.body)
