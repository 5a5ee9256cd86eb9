"""What answers under a name nobody made, and whether it is the site itself or a service that anybody may use."""

from dataclasses import dataclass
from ipaddress import ip_address

from audits.core.artifacts import Artifacts
from audits.core.derived.sameness import same_site
from audits.core.inapplicable import Inapplicable
from audits.core.observed.dns import ZONE, ZoneRecords
from audits.core.observed.http import ANSWERED, HTTP, REDIRECTS, Visit
from audits.core.observed.wildcard import WILDCARD, InventedVisit
from audits.core.parsing.hosting import HostingService, service_of, shows_free
from audits.core.unavailable import Unavailable


@dataclass(frozen=True)
class Wildcard:
    """`leads_to` are the aliases and addresses of every name below the domain (empty: there is no wildcard).

    `free_at` is the service that holds no site of such a name, `serves_site` whether the bare domain's own page is
    shown there, `visit` what was answered.
    """

    zone: ZoneRecords
    leads_to: tuple[str, ...]
    visit: InventedVisit | None = None
    free_at: HostingService | None = None
    serves_site: bool = False

    @property
    def aliases(self) -> tuple[str, ...]:
        """The names it leads through."""
        return tuple(each for each in self.leads_to if not is_address(each))


def is_address(text: str) -> bool:
    """Whether one entry is an address and not an alias."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def wildcard_of_domain(artifacts: Artifacts) -> Wildcard | Unavailable | Inapplicable:  # noqa: PLR0911 - one return a case
    """The wildcard of the domain; its visit is needed where one exists and leads to an address."""
    zone = artifacts.observed(ZONE)
    if isinstance(zone, Unavailable):
        return zone
    if isinstance(zone.wildcard, Unavailable):
        return zone.wildcard
    if not zone.wildcard:
        return Wildcard(zone, ())
    found = Wildcard(zone, zone.wildcard)
    service = next(filter(None, map(service_of, found.aliases)), None)
    if zone.wildcard_status == "NXDOMAIN" or all(not is_address(each) for each in zone.wildcard):
        free = service if service and not service.sign and zone.wildcard_status == "NXDOMAIN" else None
        return Wildcard(zone, zone.wildcard, None, free)
    visit = artifacts.observed(WILDCARD)
    if isinstance(visit, Unavailable):
        return visit
    if service and shows_free(service, visit.answer.status, visit.body.text):
        return Wildcard(zone, zone.wildcard, visit, service)
    site = _site(artifacts, visit)
    return site if isinstance(site, Unavailable) else Wildcard(zone, zone.wildcard, visit, None, site)


def _site(artifacts: Artifacts, visit: InventedVisit) -> bool | Unavailable:
    """Whether the answer is the page of the bare domain; a redirect and an error are not."""
    if visit.answer.status in REDIRECTS or visit.answer.status >= 400:
        return False
    domain = artifacts.estate.domain
    home = artifacts.observed(HTTP, domain.name if domain else "")
    if not isinstance(home, Visit):
        return home
    chain = home.chain
    if chain.end != ANSWERED or chain.last is None or chain.body is None:
        return Unavailable(f"the page of {visit.name} cannot be compared: {chain.start} gave none")
    return chain.last.status < 400 and same_site(chain.last, chain.body, visit.answer, visit.body)
