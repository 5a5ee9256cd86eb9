"""What a kind of secret is, what one detection of it holds, and the rule that finds it by its fixed format."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice


@dataclass(frozen=True)
class SecretKind:
    """One kind of secret: `rotate` is the imperative sentence that says where it is replaced at its provider.

    `publishable` kinds are made to be shown to everybody; `is_test` kinds open only a provider's test mode.
    """

    id: str
    title: str
    rotate: str
    publishable: bool = False
    is_test: bool = False


@dataclass(frozen=True)
class Detected:
    """One secret in one text; its value lives in memory only and never shows in a representation.

    `certain` is False when only its surroundings say that it is a secret. `also` are stretches that belong to it: the
    other half of a pair that is replaced as one.
    """

    kind: SecretKind
    value: str = field(repr=False)
    start: int
    end: int
    certain: bool = True
    also: tuple[tuple[int, int], ...] = ()

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Its own stretch of the text, then those that belong to it."""
        return ((self.start, self.end), *self.also)


@dataclass(frozen=True)
class Scanned:
    """A text with its lower-case twin (made once for all detectors) and the path it lies at."""

    text: str = field(repr=False)
    lower: str = field(repr=False)
    path: str = ""

    def around(self, start: int, end: int, reach: int = 240) -> str:
        """The lower-case surroundings of a stretch of the text, for words that tell what a token is for."""
        return self.lower[max(0, start - reach) : end + reach]


Detector = Callable[[Scanned], Iterator[Detected]]
Picks = Callable[[re.Match[str], Scanned], Detected | None]

START = r"(?:(?<![A-Za-z0-9_\-])|(?<=\\[nrt])|(?<=%3D)|(?<=%22)|(?<=%20))"
"""Where a token may begin: not inside a longer word, though right after an escape of a string or an URL."""

END = r"(?![A-Za-z0-9_])"
"""Where a token of letters and digits ends."""

MOST_HITS = 500
"""How many matches of one rule are looked at in one text: bounds the work a hostile text can cause."""


@dataclass(frozen=True)
class Rule:
    """Finds one format: `anchors` are literals that begin it or, when not `leading`, stand somewhere in or near it.

    Every quantifier of a pattern is bounded, so that a text of one million such beginnings stays linear. The secret
    is the pattern's group named `secret`, or the whole match. `picks` decides on one match: the detection, or None.
    """

    anchors: tuple[str, ...]
    pattern: re.Pattern[str]
    picks: Picks
    leading: bool = True

    def found(self, scanned: Scanned) -> Iterator[Detected]:
        """Every detection of this rule."""
        matches = self._led(scanned.text) if self.leading else self._anywhere(scanned.text)
        for match in islice(matches, MOST_HITS):
            detected = self.picks(match, scanned)
            if detected is not None:
                yield detected

    def _led(self, text: str) -> Iterator[re.Match[str]]:
        for anchor in self.anchors:
            at = text.find(anchor)
            while at >= 0:
                match = self.pattern.match(text, at)
                if match is not None:
                    yield match
                at = text.find(anchor, match.end() if match else at + 1)

    def _anywhere(self, text: str) -> Iterator[re.Match[str]]:
        if any(anchor in text for anchor in self.anchors):
            yield from self.pattern.finditer(text)


def secret_of(match: re.Match[str]) -> str:
    """The secret's own text within a match."""
    return match["secret"] if "secret" in match.re.groupindex else match[0]


def detection(kind: SecretKind, match: re.Match[str], *, certain: bool = True) -> Detected:
    """The detection of `kind` where the pattern matched."""
    start, end = match.span("secret") if "secret" in match.re.groupindex else match.span()
    return Detected(kind, secret_of(match), start, end, certain)
