"""Whether a source of a policy covers an address (CSP Level 3 section 6.7.2)."""

import re
from urllib.parse import unquote, urlsplit

_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.IGNORECASE)
_HOST = re.compile(
    r"(?:([a-z][a-z0-9+.\-]*)://)?(\*|(?:\*\.)?[a-z0-9_\-]+(?:\.[a-z0-9_\-]+)*\.?)(?::([0-9]{1,5}|\*))?(/[^?#]*)?",
    re.IGNORECASE,
)
_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
_UPGRADES = {"http": {"https"}, "ws": {"wss", "http", "https"}, "wss": {"https"}}


def covers(source: str, url: str, page: str) -> bool:
    """Whether the source lets the page load the address; keywords other than 'self' cover none."""
    parts, own = urlsplit(url), urlsplit(page)
    if source == "*":
        return parts.scheme in _PORTS or parts.scheme == own.scheme
    if source.lower() == "'self'":
        same_port = _port(parts.scheme, parts.port) == _port(own.scheme, own.port)
        upgraded = {_port(parts.scheme, parts.port), _port(own.scheme, own.port)} <= {80, 443}
        return parts.hostname == own.hostname and _fits(own.scheme, parts.scheme) and (same_port or upgraded)
    if (scheme := _SCHEME.fullmatch(source)) is not None:
        return _fits(scheme[1].lower(), parts.scheme)
    host = _HOST.fullmatch(source)
    if host is None or not parts.hostname:
        return False
    named = (host[1] or own.scheme).lower()
    return (
        _fits(named, parts.scheme)
        and _is_host(host[2].lower(), parts.hostname.lower())
        and _is_port(host[3], parts.scheme, parts.port)
        and _is_path(host[4], parts.path or "/")
    )


def _port(scheme: str, port: int | None) -> int | None:
    return port or _PORTS.get(scheme)


def _fits(named: str, scheme: str) -> bool:
    """The scheme itself, or a safer one of its kind."""
    return named == scheme or scheme in _UPGRADES.get(named, set())


def _is_host(named: str, host: str) -> bool:
    if named == "*":
        return True
    return host.endswith(named[1:]) if named.startswith("*.") else host == named


def _is_port(named: str | None, scheme: str, port: int | None) -> bool:
    if named == "*":
        return True
    if not named:
        return port in {None, _PORTS.get(scheme)}
    return int(named) == _port(scheme, port) or (int(named) == 80 and _port(scheme, port) == 443)


def _is_path(named: str | None, path: str) -> bool:
    """A folder covers what lies in it, a file itself alone."""
    if not named or named == "/":
        return True
    return unquote(path).startswith(unquote(named)) if named.endswith("/") else unquote(path) == unquote(named)
