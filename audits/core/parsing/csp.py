"""Content Security Policy Level 3: policies out of header fields and meta elements, and what they really limit."""

import re
from dataclasses import dataclass

_NONCE_OR_HASH = re.compile(r"'(?:nonce-[A-Za-z0-9+/_=-]+|sha(?:256|384|512)-[A-Za-z0-9+/_=-]+)'", re.IGNORECASE)
_ANY_SOURCE = re.compile(r"(?:https?:|data:|(?:https?://)?\*(?::(?:\d+|\*))?(?:/.*)?)", re.IGNORECASE)
"""A whole scheme, or a host part that is nothing but a star, whatever port and path stand beside it."""
_NOT_IN_META = frozenset({"frame-ancestors", "report-uri", "report-to", "sandbox"})


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
        return self.sources("script-src-elem", "script-src", "default-src") is not None

    @property
    def stops_inline_scripts(self) -> bool:
        """Whether a script written into the page by an attacker would not run, neither as element nor as handler."""
        element = self.sources("script-src-elem", "script-src", "default-src")
        handler = self.sources("script-src-attr", "script-src", "default-src")
        return element is not None and handler is not None and not (_allows_inline(element) or _allows_inline(handler))

    @property
    def stops_foreign_scripts(self) -> bool:
        """Whether scripts of just any site are kept out."""
        sources = self.sources("script-src-elem", "script-src", "default-src")
        if sources is None:
            return False
        lowered = {source.lower() for source in sources}
        trusts_by_nonce = any(_NONCE_OR_HASH.fullmatch(source) for source in sources)
        return ("'strict-dynamic'" in lowered and trusts_by_nonce) or not _names_any(sources)

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
        words = part.split()
        if words:
            directives.setdefault(words[0].lower(), tuple(words[1:]))
    return CspPolicy(tuple(directives.items()))


def _names_any(sources: tuple[str, ...]) -> bool:
    """Whether one of the sources stands for just any site."""
    return any(_ANY_SOURCE.fullmatch(source) for source in sources)


def _allows_inline(sources: tuple[str, ...]) -> bool:
    """CSP Level 3 section 6.7.3.2: 'unsafe-inline' counts only without nonce, hash and 'strict-dynamic'."""
    lowered = {source.lower() for source in sources}
    if "'strict-dynamic'" in lowered or any(_NONCE_OR_HASH.fullmatch(source) for source in sources):
        return False
    return "'unsafe-inline'" in lowered
