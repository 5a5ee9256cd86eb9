"""What an audit saw, as a page shows it: verbatim, with characters nobody could see made visible."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from audits.core.parsing.secrets.scan import KINDS

ICONS = (
    (("repository", "commit"), "git-branch"),
    (("dns", "txt", "cname", "soa", "a,", "aaaa", "ns", "mx"), "globe"),
    (("get", "post", "head", "port", "connection", "http"), "server"),
    (("smtp", "message"), "mail"),
    (("timing", "seconds"), "activity"),
)
"""Words of a source, and the icon that stands for them."""
OPENING = 1200
"""Characters of one piece of evidence that a list shows; its own page shows all of it."""


@dataclass(frozen=True)
class ShownEvidence:
    """One piece of evidence: where it was seen, and the text that Copy gives."""

    source: str
    detail: str
    text: str
    icon: str

    @property
    def opening(self) -> str:
        """The beginning, for a list of many."""
        return self.text[:OPENING]

    @property
    def is_long(self) -> bool:
        return len(self.text) > OPENING


def shown_evidence(evidence: Iterable[Mapping[str, Any]]) -> tuple[ShownEvidence, ...]:
    """The stored evidence of a judgement, in its order."""
    return tuple(_secret(piece) if "stub" in piece else _observation(piece) for piece in evidence)


def visible(text: str) -> str:
    """The text with every character that is not shown, such as a direction override, written as its code."""
    return "".join(
        character
        if character.isprintable() or character in "\n\t"
        else f"\\x{ord(character):02x}"
        if ord(character) < 256
        else f"\\u{ord(character):04x}"
        for character in text.replace("\r\n", "\n")
    )


def _observation(piece: Mapping[str, Any]) -> ShownEvidence:
    source = visible(str(piece.get("source", "")))
    return ShownEvidence(source, "", visible(str(piece.get("observed", ""))), _icon(source))


def _secret(piece: Mapping[str, Any]) -> ShownEvidence:
    """Where a secret lies; its value is nowhere in the portal."""
    commit = visible(str(piece["commit"]))[:12]
    kind = KINDS.get(str(piece["kind"]))
    told = [
        f"{visible(str(piece['path']))}:{piece['line']}",
        f"{kind.title if kind else visible(str(piece['kind']))}, begins {visible(str(piece['stub']))}",
    ]
    if commit:
        told.append("still in the newest commit" if piece["in_head"] else "in the history only")
    if piece["publishable"]:
        told.append("made to be shown to everybody")
    source = "Repository, commit" if commit else "Sent to every browser"
    return ShownEvidence(source, commit, "\n".join(told), "git-branch" if commit else "globe")


def _icon(source: str) -> str:
    told = set(source.lower().split()[:4])
    return next((icon for words, icon in ICONS if not told.isdisjoint(words)), "file-text")
