"""Whether a certificate's names cover a host (RFC 9525 section 6.3)."""

from ipaddress import IPv4Address, IPv6Address, ip_address


def covers(names: tuple[str, ...], addresses: tuple[str, ...], host: str) -> bool:
    """True when one name is the host, or a wildcard standing for exactly its first label.

    A host that is an address is covered by the addresses alone, never by a name that looks like one.
    """
    wanted = host.rstrip(".").lower()
    address = _address(wanted)
    if address is not None:
        return address in {_address(text) for text in addresses}
    return any(_matches(name.rstrip(".").lower(), wanted) for name in names)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None


def _matches(name: str, host: str) -> bool:
    if not name.startswith("*."):
        return name == host
    first, _, rest = host.partition(".")
    return bool(first) and "." in rest and rest == name[2:]
