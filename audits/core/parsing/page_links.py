"""Which addresses a page links to, and which one it names as its own (RFC 6596)."""

import re
from urllib.parse import urljoin, urlsplit

from audits.core.parsing.html_tokens import StartTag, tokens

MOST_LINKS = 200
_FIELD = re.compile(r"<([^<>]*)>([^<]*)")
_RELATION = re.compile(r";[ \t]*rel[ \t]*=[ \t]*(?:\"([^\"]*)\"|([^\s;,\"]+))", re.IGNORECASE)
_FILE = re.compile(r"\.(?!html?$)[A-Za-z0-9]{1,8}$")


def canonical_of_page(html: str, url: str, fields: tuple[str, ...] = ()) -> str:
    """The one address that a page, or its Link fields, names as canonical; empty for none, or for several that differ."""
    named: list[str] = [address for field in fields for address in _in_field(field)]
    base = url
    for token in tokens(html):
        if not isinstance(token, StartTag):
            continue
        given = token.attributes
        if token.name == "base" and base == url:
            base = _joined(url, given.get("href", "")) or url
        elif token.name == "link" and "canonical" in given.get("rel", "").lower().split():
            named.append(given.get("href", ""))
        elif token.name == "body":
            break
    found = {address for each in named if each.strip() and (address := _joined(base, each))}
    return found.pop() if len(found) == 1 else ""


def pages_linked(html: str, url: str) -> tuple[str, ...]:
    """The pages of the same host that a page links to, in its order, each once; files and queries are left out."""
    found: dict[str, None] = {}
    host, base = urlsplit(url).netloc, url
    for token in tokens(html):
        if not isinstance(token, StartTag):
            continue
        if token.name == "base" and base == url:
            base = _joined(url, token.attributes.get("href", "")) or url
        elif token.name == "a" and "download" not in token.attributes and token.attributes.get("href"):
            address = _joined(base, token.attributes["href"])
            parts = urlsplit(address)
            if parts.netloc == host and not parts.query and not _FILE.search(parts.path):
                found[address] = None
        if len(found) >= MOST_LINKS:
            break
    return tuple(found)


def _in_field(field: str) -> list[str]:
    """The targets of one Link field whose relation is canonical (RFC 8288)."""
    return [
        target
        for target, parameters in _FIELD.findall(field[:8_000])
        if any("canonical" in (quoted or bare).lower().split() for quoted, bare in _RELATION.findall(parameters))
    ]


def _joined(base: str, address: str) -> str:
    """The absolute http(s) address without its fragment; empty for what is none."""
    try:
        joined = urljoin(base, address.strip()).partition("#")[0]
        parts = urlsplit(joined)
        is_page = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return ""
    return joined if is_page else ""
