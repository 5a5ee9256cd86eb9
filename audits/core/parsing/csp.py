"""Content Security Policy Level 3: policies out of header fields and meta elements, and what they really limit."""

import re
from dataclasses import dataclass

from audits.core.parsing.csp_source import covers

_NONCE_OR_HASH = re.compile(r"'(?:nonce-[A-Za-z0-9+/_=-]+|sha(?:256|384|512)-[A-Za-z0-9+/_=-]+)'", re.IGNORECASE)
_ANY_SOURCE = re.compile(r"(?:https?:|data:|(?:https?://)?\*(?::(?:\d+|\*))?(?:/.*)?)", re.IGNORECASE)
"""A whole scheme, or a host part that is nothing but a star, whatever port and path stand beside it."""
_NOT_IN_META = frozenset({"frame-ancestors", "report-uri", "report-to", "sandbox"})
_SPACES = re.compile(r"[\t\n\f\r ]+")
_UNQUOTED = re.compile(
    r"self|none|unsafe-(?:inline|eval|hashes)|wasm-unsafe-eval|strict-dynamic|report-sample|nonce-\S+|sha(?:256|384|512)-\S+",
    re.IGNORECASE,
)
_OTHERS_WITH_SOURCES = frozenset({"base-uri", "form-action", "frame-ancestors"})
_ELEMENTS = ("script-src-elem", "script-src", "default-src")
_HANDLERS = ("script-src-attr", "script-src", "default-src")


@dataclass(frozen=True)
class CspPolicy:
    """One enforced policy: its directives with their values, the first of a name alone (later ones are ignored)."""

    directives: tuple[tuple[str, tuple[str, ...]], ...]

    def sources(self, *names: str) -> tuple[str, ...] | None:
        """The sources of the first of these directives that is present; None when none of them is."""
        known = dict(self.directives)
        return next((known[name] for name in names if name in known), None)

    @property
    def limits_scripts(self) -> bool:
        """Whether the policy says anything about scripts."""
        return self.sources(*_ELEMENTS) is not None

    @property
    def stops_inline_elements(self) -> bool:
        """Whether a script element written into the page by an attacker would not run."""
        sources = self.sources(*_ELEMENTS)
        return sources is not None and not _allows_inline(sources)

    @property
    def stops_inline_handlers(self) -> bool:
        """Whether an attribute such as onclick written into the page by an attacker would not run."""
        sources = self.sources(*_HANDLERS)
        return sources is not None and not _allows_inline(sources)

    @property
    def stops_foreign_scripts(self) -> bool:
        """Whether scripts of just any site are kept out: under 'strict-dynamic' the names of sites count for nothing."""
        sources = self.sources(*_ELEMENTS)
        return sources is not None and (_is_strict(sources) or not _names_any(sources))

    @property
    def gaps(self) -> tuple[str, ...]:
        """Directives without which a policy that limits scripts can be got around on an old or careless page."""
        missing = () if "base-uri" in dict(self.directives) else ("base-uri",)
        return missing if self.sources("object-src", "default-src") is not None else (*missing, "object-src")

    @property
    def misread(self) -> tuple[str, ...]:
        """Words that browsers take for names of sites: keywords without quotes, directives without a semicolon."""
        known = {name for name, _ in self.directives}
        return tuple(
            word
            for name, sources in self.directives
            if name.endswith(("-src", "-src-elem", "-src-attr")) or name in _OTHERS_WITH_SOURCES
            for word in sources
            if _UNQUOTED.fullmatch(word) or (word.lower() not in known and _is_directive(word.lower()))
        )

    def stops(self, script: str, page: str) -> bool:
        """Whether the page cannot load this script of its own; False where a nonce or hash may let it in."""
        sources = self.sources(*_ELEMENTS)
        if sources is None or _is_strict(sources) or any(_NONCE_OR_HASH.fullmatch(source) for source in sources):
            return False
        return not any(covers(source, script, page) for source in sources)

    @property
    def limits_framing(self) -> bool | None:
        """Whether only named sites may frame the page; None when the policy says nothing about it."""
        ancestors = self.sources("frame-ancestors")
        if ancestors is None:
            return None
        return not _names_any(ancestors)


def parsed_policies(values: tuple[str, ...]) -> tuple[CspPolicy, ...]:
    """Every policy of the given field values; fields and comma-joined policies all apply, empty ones are none."""
    policies = (_policy(text) for value in values for text in value.split(","))
    return tuple(policy for policy in policies if policy.directives)


def parsed_meta(contents: tuple[str, ...]) -> tuple[CspPolicy, ...]:
    """The policies of meta elements, without the directives that browsers ignore there."""
    kept = (
        CspPolicy(tuple(entry for entry in policy.directives if entry[0] not in _NOT_IN_META))
        for policy in parsed_policies(contents)
    )
    return tuple(policy for policy in kept if policy.directives)


def _policy(text: str) -> CspPolicy:
    directives: dict[str, tuple[str, ...]] = {}
    for part in text.split(";"):
        words = [word for word in _SPACES.split(part) if word]
        if words:
            directives.setdefault(words[0].lower(), tuple(words[1:]))
    return CspPolicy(tuple(directives.items()))


def _names_any(sources: tuple[str, ...]) -> bool:
    """Whether one of the sources stands for just any site."""
    return any(_ANY_SOURCE.fullmatch(source) for source in sources)


def _is_directive(word: str) -> bool:
    return word in _OTHERS_WITH_SOURCES or (word.endswith("-src") and "." not in word)


def _is_strict(sources: tuple[str, ...]) -> bool:
    return any(source.lower() == "'strict-dynamic'" for source in sources)


def _allows_inline(sources: tuple[str, ...]) -> bool:
    """CSP Level 3 section 6.7.3.2: 'unsafe-inline' counts only without nonce, hash and 'strict-dynamic'."""
    lowered = {source.lower() for source in sources}
    if _is_strict(sources) or any(_NONCE_OR_HASH.fullmatch(source) for source in sources):
        return False
    return "'unsafe-inline'" in lowered
