"""Whether a certificate's names cover a host (RFC 9525 section 6.3)."""


def covers(names: tuple[str, ...], addresses: tuple[str, ...], host: str) -> bool:
    """True when one name is the host, or a wildcard standing for exactly its first label; addresses match whole."""
    wanted = host.rstrip(".").lower()
    return wanted in addresses or any(_matches(name.rstrip(".").lower(), wanted) for name in names)


def _matches(name: str, host: str) -> bool:
    if not name.startswith("*."):
        return name == host
    first, _, rest = host.partition(".")
    return bool(first) and "." in rest and rest == name[2:]
