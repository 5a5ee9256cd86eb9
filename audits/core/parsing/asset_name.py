"""Whether the address of a static file changes with its content, told from its spelling."""

import re
from enum import Enum
from itertools import pairwise
from urllib.parse import unquote, urlsplit

_HEXADECIMAL = re.compile(r"[0-9a-f]{8,64}|[0-9A-F]{8,64}")
_WORDS = re.compile(r"[a-z]+|[A-Z]?[a-z]{2,}(?:[A-Z][a-z]{2,})*|[A-Z]{1,5}")
_UNSPOKEN = re.compile(r"[bcdfghjklmnpqrstvwxz]{4}")
_SEPARATORS = re.compile(r"[.\-_~+@/]+")
_ENDING = re.compile(r"(?:\.(?:min|chunk|bundle|module|legacy))*\.(?:[cm]?js|css)$", re.IGNORECASE)
_TAIL = re.compile(r"[-.]([A-Za-z0-9_-]{8,32})$")
_QUERY = re.compile(r"(?:[a-z]{1,8}=)?([0-9a-f]{8,64})")


class AssetName(Enum):
    """`hashed`: a new content gets a new address. `fixed`: it keeps the old one. `unclear`: it could be either."""

    HASHED = "hashed"
    FIXED = "fixed"
    UNCLEAR = "unclear"


def name_of_asset(url: str) -> AssetName:
    """What the last part of the path says, and the query.

    Only what no word and no version number looks like counts as hashed, only what is nothing but words as fixed.
    """
    parts = urlsplit(url)
    path = unquote(parts.path)
    stem = _ENDING.sub("", path.rpartition("/")[2])
    if parts.query:
        told = _QUERY.fullmatch(parts.query)
        return AssetName.HASHED if told and _is_hash(told[1]) else AssetName.UNCLEAR
    tail = _TAIL.search(stem)
    if any(_is_hash(token) for token in _SEPARATORS.split(stem)) or (tail and _is_hash(tail[1])):
        return AssetName.HASHED
    words = [token for token in _SEPARATORS.split(_ENDING.sub("", path)) if token]
    if words and all(map(_is_word, words)):
        return AssetName.FIXED
    return AssetName.UNCLEAR


def _is_word(token: str) -> bool:
    """Letters alone, in the case of a word, and where they are many also such as can be spoken."""
    if _HEXADECIMAL.fullmatch(token) or not _WORDS.fullmatch(token):
        return False
    return len(token) < 8 or not _UNSPOKEN.search(token.lower())


def _is_hash(token: str) -> bool:
    """A hexadecimal digest, or letters and digits that change their kind as often as drawn ones do."""
    kinds = [_kind(character) for character in token]
    if len(token) < 8 or "digit" not in kinds or set(kinds) == {"digit"}:
        return False
    if _HEXADECIMAL.fullmatch(token):
        return True
    changes = sum(one != other for one, other in pairwise(kinds))
    return (len(set(kinds)) > 2 and changes * 2 >= len(token)) or (
        set(kinds) == {"digit", "upper"} and changes * 3 >= len(token)
    )


def _kind(character: str) -> str:
    if character.isdigit():
        return "digit"
    return "upper" if character.isupper() else "lower" if character.isalpha() else "mark"
