"""Which addresses are not public: our own table, since the standard library's answer changes between versions."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_TABLE = (
    ("0.0.0.0/8", "this network"),
    ("10.0.0.0/8", "private"),
    ("100.64.0.0/10", "shared between a provider and its customers"),
    ("127.0.0.0/8", "loopback"),
    ("168.63.129.16/32", "cloud platform endpoint"),
    ("169.254.0.0/16", "link-local"),
    ("172.16.0.0/12", "private"),
    ("192.0.0.0/24", "protocol assignments"),
    ("192.0.2.0/24", "documentation"),
    ("192.31.196.0/24", "AS112"),
    ("192.52.193.0/24", "multicast tunnelling"),
    ("192.88.99.0/24", "6to4 relay"),
    ("192.168.0.0/16", "private"),
    ("192.175.48.0/24", "AS112"),
    ("198.18.0.0/15", "benchmarking"),
    ("198.51.100.0/24", "documentation"),
    ("203.0.113.0/24", "documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved"),
    ("::/128", "unspecified"),
    ("::1/128", "loopback"),
    ("::ffff:0:0/96", "IPv4-mapped"),
    ("::/96", "IPv4-compatible"),
    ("64:ff9b::/96", "NAT64"),
    ("64:ff9b:1::/48", "local NAT64"),
    ("100::/64", "discard"),
    ("2001::/32", "Teredo"),
    ("2001::/23", "protocol assignments"),
    ("2001:db8::/32", "documentation"),
    ("2002::/16", "6to4"),
    ("2620:4f:8000::/48", "AS112"),
    ("3fff::/20", "documentation"),
    ("5f00::/16", "segment routing"),
    ("fc00::/7", "private"),
    ("fe80::/10", "link-local"),
    ("fec0::/10", "site-local"),
    ("ff00::/8", "multicast"),
)
RANGES: tuple[tuple[Network, str], ...] = tuple((ip_network(network), kind) for network, kind in _TABLE)
"""Ranges of the IANA special-purpose registries that no public service answers on, and one cloud endpoint."""

PUBLIC_V6 = IPv6Network("2000::/3")
"""The only IPv6 space handed out for public use; whatever is outside is refused, known or not."""


def parsed(text: str) -> Address | None:
    """The address a literal means; None for anything but the one canonical spelling family (no octal, no zone)."""
    if "%" in text:
        return None
    try:
        return ip_address(text)
    except ValueError:
        return None


def nature(text: str) -> str | None:
    """Why an address is not public ("loopback, 127.0.0.0/8"), or None for a public one."""
    address = parsed(text)
    if address is None:
        return "not an address"
    for network, kind in RANGES:
        if address.version == network.version and address in network:
            return f"{kind}, {network}"
    if address.version == 6 and address not in PUBLIC_V6:
        return "outside the public IPv6 space, 2000::/3"
    return None
