"""A network of one's own on loopback: what the operator settings make of it, and what gatherers see there."""

import asyncio

from audits.core.artifacts import Artifact, collect
from audits.core.observed.dns import DNS, AddressRecord, HostRecords
from audits.core.observed.reach import REACH, HostReach, PortAttempts
from portal.outbound.door import Door, Rules

DOMAIN = "acme.test"


def rules(resolver, *, http=None, https=None, mail=None, dns=None, roots=None, networks="127.0.0.0/8"):
    """The rules under which the given servers stand on the ordinary ports of every name."""
    ports = {80: http, 443: https, 25: mail, 53: dns}
    settings = {
        "LAUNCHREADY_NAMESERVERS": resolver.setting,
        "LAUNCHREADY_PORTS": ",".join(f"{ordinary}={real}" for ordinary, real in ports.items() if real),
        "LAUNCHREADY_ALLOW_NETWORKS": networks,
        "LAUNCHREADY_CA_FILE": str(roots) if roots else "",
    }
    return Rules.from_environment(settings, DOMAIN)


def gathered(gatherer, estate, given_rules, *known, permit=None):
    """What one gatherer records, by source and subject; an active one with its permit."""
    permits = () if permit is None else (permit,)

    async def run():
        async with Door(given_rules) as door:
            return await gatherer.gather(estate, door, collect(known), *permits)

    return collect(asyncio.run(run()))


def has_addresses(name, *addresses):
    """The artifact of a host with these addresses."""
    records = HostRecords(name, "NOERROR", (), tuple(AddressRecord(address) for address in addresses), ())
    return Artifact(DNS, name, records)


def is_open(name, address, *ports):
    """The artifact of a host that takes connections."""
    return Artifact(REACH, name, HostReach(name, tuple(PortAttempts(address, port, ("open",)) for port in ports)))
