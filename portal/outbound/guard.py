"""What we are willing to ask for: strict reading of URLs and hosts, and the refusal at connect."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import idna

from portal.outbound.addresses import parsed

SCHEMES = {"http": 80, "https": 443}
PAGE_PORTS = frozenset({80, 443})
SOCKET_PORTS = frozenset({25, 80, 443, 465, 587, 993})
"""The ports audits open: the web's and mail's."""

_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")


class Refused(OSError):  # noqa: N818 - it reads as what happened, like TimeoutExpired
    """The guard says no; the text is the reason, one clause."""


@dataclass(frozen=True)
class Target:
    """One URL, read strictly: `host` is an A-label name or a canonical address, `path` includes the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def url(self) -> str:
        """The URL rebuilt from its parts, so that no other parser can read it differently."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == SCHEMES[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.path}"


def target_of(url: str) -> Target:
    """The parts of an http or https URL; raises `Refused` for everything a browser and we could read differently."""
    if _UNSAFE.search(url):
        raise Refused("the URL holds spaces, control characters or backslashes")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as fault:
        raise Refused(f"the URL cannot be read ({fault})") from None
    if parts.scheme not in SCHEMES:
        raise Refused(f"{parts.scheme or 'no'}: is not a scheme we ask; only http and https are")
    if "@" in parts.netloc:
        raise Refused("the URL holds user information")
    port = SCHEMES[parts.scheme] if port is None else port
    if port not in PAGE_PORTS:
        raise Refused(f"port {port} is not asked; pages are asked on ports 80 and 443")
    raw = parts.netloc.removesuffix(f":{parts.port}") if parts.port is not None else parts.netloc.rstrip(":")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
        "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]") if parts.query else ""
    )
    return Target(parts.scheme, host_name(raw), port, path)


def host_name(raw: str) -> str:
    """The A-label or canonical address a host means; raises `Refused` for odd spellings of either."""
    if raw.startswith("["):
        address = parsed(raw[1:-1]) if raw.endswith("]") else None
        if address is None:
            raise Refused(f"{raw} is not an address")
        return str(address)
    address = parsed(raw)
    if address is not None:
        return str(address)
    try:
        name = raw.lower() if raw.isascii() else idna.encode(raw, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise Refused(f"{raw!r} is not a host name") from None
    name = name.removesuffix(".")
    labels = name.split(".")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise Refused(f"{raw!r} is not a host name")
    if _NUMBER.fullmatch(labels[-1]):
        raise Refused(f"{raw!r} is an odd spelling of an address")
    if labels[-1] == "localhost":
        raise Refused(f"{name} is not a public name")
    return name
