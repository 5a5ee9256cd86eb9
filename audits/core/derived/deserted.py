"""A host that exists in DNS, and whether anything of the client's answers there."""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.derived.presence import through_wildcard
from audits.core.derived.visits import visit_of_host
from audits.core.derived.walls import wall
from audits.core.inapplicable import Inapplicable
from audits.core.observed.dns import DNS, HostRecords
from audits.core.observed.http import Hop, RedirectChain, Visit
from audits.core.observed.reach import REACH, HostReach
from audits.core.parsing.hosting import service_of
from audits.core.parsing.stock_page import StockPage, default_page
from audits.core.unavailable import Unavailable


@dataclass(frozen=True)
class RootAnswer:
    """What the root of a host ends with; `stock` when it is a page that a server or service brings along."""

    host: str
    chain: RedirectChain
    last: Hop
    stock: StockPage | None


def root_of_host(artifacts: Artifacts) -> RootAnswer | Unavailable | Inapplicable:
    """The root of the host of the subject, over https, else without it, else whatever its certificate says."""
    visit = visit_of_host(artifacts)
    if not isinstance(visit, Visit):
        return visit
    records = artifacts.observed(DNS)
    if isinstance(records, HostRecords) and through_wildcard(records, artifacts):
        return Inapplicable(f"{visit.host} exists only through a wildcard record and was not declared")
    chain = next((each for each in (visit.chain, visit.unverified, visit.plain) if each and each.last), None)
    if chain is None or chain.last is None:
        return _why_silent(visit, artifacts)
    blocked = wall(chain.last, chain.body)
    if blocked:
        return Unavailable(blocked, (f"GET {chain.last.url}",))
    text = chain.body.text if chain.body else ""
    fields = tuple((field.name, field.value) for field in chain.last.headers)
    stock = default_page(text, fields) if chain.last.host == visit.host else None
    if stock and isinstance(records, HostRecords) and _is_freed(records, chain.last, text):
        return Inapplicable(f"the alias of {visit.host} leads to a free name, which dangling-name judges")
    return RootAnswer(visit.host, chain, chain.last, stock)


def _is_freed(records: HostRecords, last: Hop, text: str) -> bool:
    """Whether an alias into a service meets the service's sign for a name nobody holds."""
    service = next(filter(None, map(service_of, records.aliases)), None)
    return service is not None and bool(service.sign) and last.status >= 400 and service.sign in text


def _why_silent(visit: Visit, artifacts: Artifacts) -> Unavailable | Inapplicable:
    reach = artifacts.observed(REACH)
    if isinstance(reach, HostReach) and not reach.answering and reach.dead:
        return Inapplicable(f"{visit.host} takes no connection, which host-answers judges")
    if visit.chain.missing:
        return visit.chain.missing
    return Inapplicable(f"https://{visit.host}/ ends at no page, which other checks judge")
