"""What the bundled fonts can set: other characters are named instead, so that no page ever shows an empty box."""

import re
import unicodedata
from functools import cache

from fontTools.ttLib import TTFont

from handover.rendering.assets import FONT_FILES, FONTS

INSTEAD = {"\u2192": "->", "\u2190": "<-", "\u2713": "yes", "\u2717": "no", "\u2011": "-", "\u202f": "\u00a0"}
KEPT = frozenset("\n\t")
SILENT = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Mn", "Me"})
"""Categories that leave no mark of their own: controls, direction marks, joiners, variation selectors."""


def settable(text: str) -> str:
    """The text in composed letters, with every run the fonts do not have told by its code or name in brackets."""
    return _pattern().sub(_told, unicodedata.normalize("NFC", text))


@cache
def letters() -> frozenset[int]:
    """Every character the bundled fonts draw."""
    found: set[int] = set()
    for name in FONT_FILES:
        with TTFont(FONTS / name, lazy=True) as font:
            found |= set(font.getBestCmap())
    return frozenset(code for code in found if unicodedata.category(chr(code)) not in SILENT)


@cache
def _pattern() -> re.Pattern[str]:
    known = "".join(re.escape(chr(code)) for code in sorted(letters()))
    return re.compile(f"[^{known}\n\t]+")


def _told(match: re.Match[str]) -> str:
    shown: list[str] = []
    codes: list[str] = []
    for character in match[0]:
        category = unicodedata.category(character)
        if character in INSTEAD:
            shown.append(INSTEAD[character])
        elif category == "Zs":
            shown.append(" ")
        elif category == "So" and (name := unicodedata.name(character, "")):
            shown.append(f"[{name.lower()}]")
        elif category not in SILENT:
            codes.append(f"U+{ord(character):04X}")
    return "".join(shown) + (f"[{' '.join(codes)}]" if codes else "")
