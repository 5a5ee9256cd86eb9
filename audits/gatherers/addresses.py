"""The addresses of one name, as every gatherer that needs them asks for them."""

from audits.core.observed.dns import AddressRecord, HostRecords
from audits.core.unavailable import Unavailable
from portal.outbound.door import Door, Reply


async def records_of(name: str, door: Door) -> HostRecords | Unavailable:
    """The A and AAAA records of a name; unavailable only when neither question was answered.

    A name that does not exist has records of no type (RFC 8020), so it is not asked twice.
    """
    four = await door.ask(name, "A")
    six = four if isinstance(four, Reply) and four.status == "NXDOMAIN" else await door.ask(name, "AAAA")
    told = four if isinstance(four, Reply) else six
    if isinstance(told, Unavailable):
        return told
    found = next((reply for reply in (four, six) if isinstance(reply, Reply) and reply.records), told)
    return HostRecords(
        name=name,
        status=found.status,
        aliases=found.aliases,
        ipv4=addresses_in(four, name, door),
        ipv6=addresses_in(six, name, door),
        ttl=found.ttl,
        denied_by=None if found.records else found.zone,
    )


def addresses_in(reply: Reply | Unavailable, name: str, door: Door) -> tuple[AddressRecord, ...] | Unavailable:
    """The addresses of an answer, each with why it is not public."""
    if isinstance(reply, Unavailable):
        return reply
    return tuple(AddressRecord(address, door.nature(name, address)) for address in reply.records)
