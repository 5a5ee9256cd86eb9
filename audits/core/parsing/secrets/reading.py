"""From the bytes of a file to the secrets in it by their digests: a value never leaves this module."""

import codecs
from collections.abc import Iterable
from dataclasses import dataclass

from audits.core.observed.secret import SecretPlace, SecretSeen
from audits.core.parsing.secrets.digest import digest_of, stub_of
from audits.core.parsing.secrets.named import GENERIC, PASSWORD
from audits.core.parsing.secrets.scan import secrets_in

SNIFFED = 8_000
"""Bytes in which a NUL makes a file binary, as git judges it."""
MOST_PLACES = 12
"""Places kept of one secret: the oldest, then those of the newest version."""
MOST_SECRETS = 500
"""Secrets kept of one subject; a repository with more is a list of them."""
HIDDEN = "•"
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True)
class Sighting:
    """One secret in one text: what is kept of it, and the line it begins on, counted from 1."""

    digest: str
    kind: str
    stub: str
    certain: bool
    line: int

    @property
    def weight(self) -> tuple[bool, bool]:
        """Which of two sightings of one secret knows more about it."""
        return self.certain, self.kind not in {GENERIC.id, PASSWORD.id}


def sightings_in(content: bytes, path: str, key: bytes) -> tuple[Sighting, ...]:
    """Every secret in a file's content once, at its first line; binary content is searched for fixed formats only."""
    text, is_text = _decoded(content)
    return _sightings(text, path, key, is_text=is_text)


def sightings_in_text(text: str, path: str, key: bytes) -> tuple[Sighting, ...]:
    """The same for what is text already."""
    return _sightings(text, path, key, is_text=True)


def _sightings(text: str, path: str, key: bytes, *, is_text: bool) -> tuple[Sighting, ...]:
    found: dict[str, Sighting] = {}
    line, at = 1, 0
    for detected in secrets_in(text, path, is_text=is_text):
        line, at = line + text.count("\n", at, detected.start), detected.start
        digest = digest_of(detected.value, key)
        sighting = Sighting(digest, detected.kind.id, stub_of(detected.value), detected.certain, line)
        found.setdefault(digest, sighting)
    return tuple(found.values())


def _decoded(content: bytes) -> tuple[str, bool]:
    """The content as text, and whether it is text at all."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace"), True
    if b"\0" in content[:SNIFFED]:
        return content.decode("latin-1"), False
    return content.decode("utf-8", "replace"), True


def redacted(text: str, path: str = "") -> str:
    """The text without the values in it, of the same length and with the same lines, for what is kept verbatim."""
    spans = [span for detected in secrets_in(text, path) if not detected.kind.publishable for span in detected.spans]
    for start, end in spans:
        hidden = "".join(character if character.isspace() else HIDDEN for character in text[start:end])
        kept = len(stub_of(text[start:end]))
        text = text[:start] + text[start : start + kept] + hidden[kept:] + text[end:]
    return text


def merged(sightings: Iterable[tuple[Sighting, SecretPlace]]) -> tuple[SecretSeen, ...]:
    """One entry a secret, in the order first seen, with its places in the order given."""
    best: dict[str, Sighting] = {}
    places: dict[str, dict[SecretPlace, None]] = {}
    for sighting, place in sightings:
        known = best.get(sighting.digest)
        if known is None or sighting.weight > known.weight:
            best[sighting.digest] = sighting
        of_secret = places.setdefault(sighting.digest, {})
        if len(of_secret) < MOST_PLACES:
            of_secret[place] = None
    return tuple(
        SecretSeen(digest, best[digest].kind, best[digest].stub, best[digest].certain, tuple(of_secret))
        for digest, of_secret in places.items()
    )
