"""Which scripts a page loads, which further ones a script names, and where its source map lies."""

import json
import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from audits.core.parsing.html_tokens import EndTag, StartTag, tokens

MOST_NAMED = 200
NAMED = re.compile(r"""["'`]((?:\.{0,2}/)?[A-Za-z0-9_@~\-./+\[\]()]{1,200}\.m?js)["'`]""")
SOURCE_MAP = re.compile(r"[#@][ \t]sourceMappingURL=")
MAP_ADDRESS = re.compile(r"[^\s'\"*]*")
SCRIPT_TYPES = frozenset({"", "module", "text/javascript", "application/javascript", "text/babel", "text/jsx"})
PRELOADS = frozenset({"modulepreload", "preload", "prefetch"})
BUILD_FOLDERS = ("assets/", "static/", "js/", "build/", "_next/", "chunks/")
"""How bundlers write the names of further chunks, seen from the root of what they built."""


@dataclass(frozen=True)
class SourceText:
    """One source file a source map holds, by the name the map gives it."""

    name: str
    text: str


def scripts_of_page(html: str, url: str) -> tuple[str, ...]:
    """The absolute addresses of the scripts a page loads or says it will need, each once, in its order."""
    reader = _Scripts()
    for token in tokens(html):
        if isinstance(token, StartTag):
            reader.read(token)
        elif isinstance(token, EndTag) and token.name == "template":
            reader.templates = max(reader.templates - 1, 0)
    base = _joined(url, reader.base) or url
    return _addresses(base, reader.named)


def scripts_named_in(script: str, url: str) -> tuple[str, ...]:
    """The absolute addresses of other scripts a script names: imports, and the lists bundlers keep of chunks."""
    names: list[str] = []
    for match in NAMED.finditer(script):
        name = match[1]
        if name.startswith(("./", "../", "/")):
            names.append(name)
        elif name.startswith(BUILD_FOLDERS):
            names.append(f"{_root(url)}{name}")
        if len(names) >= MOST_NAMED:
            break
    return _addresses(url, names)


def source_map_of(script: str, url: str, header: str = "") -> str:
    """The address of the source map, or the `data:` URL that holds it; empty when none is named."""
    named = [match.end() for match in SOURCE_MAP.finditer(script)]
    told = MAP_ADDRESS.match(script, named[-1]) if named else None
    address = told[0] if told else header.strip()
    if address.startswith("data:"):
        return address
    return _joined(url, address) if address else ""


def sources_in(source_map: str) -> tuple[SourceText, ...] | None:
    """The source files a map holds; None when it is no source map (ECMA-426)."""
    try:
        told = json.loads(source_map.removeprefix(")]}'"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    sections = told.get("sections")
    maps = [part.get("map") for part in sections if isinstance(part, dict)] if isinstance(sections, list) else [told]
    found: list[SourceText] = []
    for each in maps:
        contents = each.get("sourcesContent") if isinstance(each, dict) else None
        names = each.get("sources") if isinstance(each, dict) else None
        if not isinstance(contents, list) or not isinstance(names, list):
            continue
        pairs = zip(names, contents, strict=False)
        found.extend(SourceText(str(name)[:300], text) for name, text in pairs if isinstance(text, str))
    return tuple(found)


def _root(url: str) -> str:
    """Where the names of chunks begin: the root, or the folder of a framework that serves its build below one."""
    return "/_next/" if urlsplit(url).path.startswith("/_next/") else "/"


def _addresses(base: str, names: list[str]) -> tuple[str, ...]:
    joined = (_joined(base, name) for name in names)
    return tuple(dict.fromkeys(address for address in joined if address))


def _joined(base: str, name: str) -> str:
    """The absolute http(s) address without its fragment; empty for what is none."""
    try:
        address = urljoin(base, name.strip()).partition("#")[0]
        return address if urlsplit(address).scheme in {"http", "https"} and urlsplit(address).hostname else ""
    except ValueError:
        return ""


class _Scripts:
    """Collects, tag by tag, what a page loads; what stands in a template is not loaded until a script takes it out."""

    def __init__(self) -> None:
        self.named: list[str] = []
        self.templates = 0
        self.base = ""

    def read(self, tag: StartTag) -> None:
        """Take one start tag in."""
        given = tag.attributes
        self.templates += tag.name == "template"
        if len(self.named) >= MOST_NAMED or self.templates:
            return
        if tag.name == "base" and not self.base:
            self.base = given.get("href", "")
        elif tag.name == "script" and given.get("src") and given.get("type", "").strip().lower() in SCRIPT_TYPES:
            self.named.append(given["src"])
        elif tag.name == "link" and given.get("href"):
            relations = set(given.get("rel", "").lower().split())
            if "modulepreload" in relations or (relations & PRELOADS and given.get("as", "").lower() == "script"):
                self.named.append(given["href"])
