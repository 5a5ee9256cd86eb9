"""Addresses as pages write them, made absolute as browsers do it (URL standard), and whether they can be trusted."""

import re
from ipaddress import ip_address
from urllib.parse import urljoin, urlsplit

_STRIPPED = "".join(map(chr, range(0x21)))
_DROPPED = re.compile(r"[\t\n\r]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_UNPRINTED = re.compile(r"[\x00-\x20\x7f]")
_SLASHES = re.compile(r"/*")
_WEB = frozenset({"http", "https", "ws", "wss"})
_NUMBER = re.compile(r"(?:[0-9]+|0[xX][0-9A-Fa-f]*)\.?")
_LOOPBACK = re.compile(r"127(?:\.[0-9]+){0,3}\.?")
LONGEST = 8_000
"""Characters of an address that are read; servers refuse longer ones."""


def absolute(base: str, reference: str) -> str:
    """The absolute http, https, ws or wss address without its fragment; empty for any other and for what is none."""
    address = _DROPPED.sub("", reference.strip(_STRIPPED))[:LONGEST].partition("#")[0]
    path, question, query = address.partition("?")
    path = path.replace("\\", "/")
    scheme = _SCHEME.match(path)
    try:
        if scheme is None:
            slashes = _SLASHES.match(path)
            leading = len(slashes[0]) if slashes else 0
            path = f"//{path[leading:]}" if leading > 2 else path
            return _written(urljoin(base, f"{path}{question}{query}"))
        if scheme[1].lower() not in _WEB:
            return ""
        rest = path[scheme.end() :]
        if not rest.startswith("/") and scheme[1].lower() == urlsplit(base).scheme:
            return _written(urljoin(base, f"{rest}{question}{query}"))
        return _written(f"{scheme[1].lower()}://{rest.lstrip('/')}{question}{query}")
    except ValueError:
        return ""


def is_trustworthy(url: str) -> bool:
    """Whether browsers take the address for as safe as https: encrypted, or the visitor's own machine.

    Secure Contexts, section 3.1: is origin potentially trustworthy.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").removesuffix(".")
    if parts.scheme in {"https", "wss"} or host in {"localhost", "::1"}:
        return True
    return host.endswith(".localhost") or _LOOPBACK.fullmatch(host) is not None


def has_literal_host(url: str) -> bool:
    """Whether the host is written as an IP address, in any of the forms browsers read as one."""
    host = urlsplit(url).hostname or ""
    if ":" in host:
        return True
    try:
        return ip_address(host).version == 4
    except ValueError:
        return _NUMBER.fullmatch(host.removesuffix(".").rpartition(".")[2]) is not None


def _written(url: str) -> str:
    """The one spelling of an absolute address; raises ValueError for one without a host."""
    parts = urlsplit(url)
    if parts.scheme not in _WEB or not parts.hostname or _UNPRINTED.search(parts.hostname):
        return ""
    port = f":{parts.port}" if parts.port is not None and parts.port != _PORTS[parts.scheme] else ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    query = f"?{parts.query}" if parts.query else ""
    path = _UNPRINTED.sub(lambda match: f"%{ord(match[0]):02X}", f"{parts.path or '/'}{query}")
    return f"{parts.scheme}://{host}{port}{path}"


_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
