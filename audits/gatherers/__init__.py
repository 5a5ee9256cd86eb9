"""Every gatherer, in the order they start; the only code of the audits that talks to the outside."""

from audits.gatherers.dns import DNS_GATHERER
from audits.gatherers.gatherer import Gatherer

GATHERERS: tuple[Gatherer, ...] = (
    DNS_GATHERER,
)
