"""Looks whether somebody published our token for a name: in DNS, asked of its own servers too, or in a file of the host."""

from dataclasses import dataclass

from audits.core.unavailable import Unavailable
from portal.outbound.door import Door, Page, Reply

MOST_SERVERS = 2
FILE_BYTES = 4_096
FILE_SECONDS = 8.0
DNS, FILE = "dns", "file"


@dataclass(frozen=True)
class ControlSeen:
    """`way` is how the token was seen, empty where it was not; `gone` are the ways that answered without it.

    A way that is in neither gave no answer, which says nothing.
    """

    way: str
    says: str
    gone: tuple[str, ...] = ()


async def control_of(*, record: str, url: str, value: str, door: Door) -> ControlSeen:
    """What a look at both places saw; a record that is there makes the file unnecessary."""
    in_dns = await _in_dns(record, value, door)
    if in_dns.way:
        return in_dns
    in_file = await _in_file(url, value, door)
    says = in_file.says if in_file.way else f"{in_dns.says} {in_file.says}"
    return ControlSeen(in_file.way, says, (*in_dns.gone, *in_file.gone))


async def _in_dns(record: str, value: str, door: Door) -> ControlSeen:
    """Our resolver first; it may remember for an hour that nothing was there, so the zone's servers are asked next."""
    reply = await door.ask(record, "TXT")
    if isinstance(reply, Reply) and _holds(reply, value):
        return ControlSeen(DNS, f"The TXT record stands at {record}.")
    for server in await _servers(record, reply, door):
        own = await door.interrogate(record, "TXT", server=server)
        if isinstance(own, Reply) and own.authoritative and own.status in {"NOERROR", "NXDOMAIN"}:
            reply = own
            if _holds(own, value):
                return ControlSeen(DNS, f"The TXT record stands at {record}, says {server}.")
    if isinstance(reply, Unavailable):
        return ControlSeen("", f"DNS gave no answer for {record}: {reply.reason}.")
    return ControlSeen("", _without(record, reply), (DNS,))


def _holds(reply: Reply, value: str) -> bool:
    """Whether the record stands at the name itself: an alias may lead to a name that somebody else controls."""
    return not reply.aliases and any(text.strip() == value for text in reply.records)


def _without(record: str, reply: Reply) -> str:
    """What DNS holds instead."""
    if reply.aliases:
        return f"{record} is an alias of {reply.aliases[-1]}, and the record must stand at the name itself."
    if reply.records:
        return f"{record} has a TXT record, but with another value."
    return f"There is no TXT record at {record} yet."


async def _servers(record: str, reply: Reply | Unavailable, door: Door) -> tuple[str, ...]:
    """Addresses of the first name servers of the zone that said no."""
    zone = reply.zone if isinstance(reply, Reply) else None
    if not zone or not record.endswith(f".{zone}"):
        return ()
    named = await door.ask(zone, "NS")
    names = [name.rstrip(".").lower() for name in named.records] if isinstance(named, Reply) else []
    found: list[str] = []
    for name in names[:MOST_SERVERS]:
        addresses = await door.addresses(name)
        if not isinstance(addresses, Unavailable) and addresses:
            found.append(addresses[0])
    return tuple(found)


async def _in_file(url: str, value: str, door: Door) -> ControlSeen:
    """The file over https with a certificate that holds; redirects are not followed, they may lead to another's host."""
    page = await door.fetch(url, limit=FILE_BYTES, seconds=FILE_SECONDS)
    if isinstance(page, Unavailable):
        return ControlSeen("", f"{url} gave no answer: {page.reason}.")
    if page.status == 200 and value in _lines(page):
        return ControlSeen(FILE, f"The file stands at {url}.")
    if page.status == 429 or page.status >= 500:
        return ControlSeen("", f"{url} answered {page.status}.")
    held = "without the line" if page.status == 200 else "and was not followed" if 300 <= page.status < 400 else ""
    return ControlSeen("", f"{url} answered {page.status}{f' {held}' if held else ''}.", (FILE,))


def _lines(page: Page) -> set[str]:
    return {line.strip() for line in page.body.decode("utf-8", "replace").splitlines()}
