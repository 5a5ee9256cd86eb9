"""The tag=value list that DKIM keys and DMARC records share (RFC 6376 section 3.2)."""

import re
from dataclasses import dataclass

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")
_VALUE = re.compile(r"[\x21-\x3a\x3c-\x7e \t\r\n]*\Z")
_SPACE = " \t\r\n"


@dataclass(frozen=True)
class Tag:
    """One `name=value`, both without the space around them."""

    name: str
    value: str


@dataclass(frozen=True)
class TagList:
    """The readable tags in their order, and what stood between semicolons but was no tag."""

    tags: tuple[Tag, ...]
    unreadable: tuple[str, ...] = ()

    def value(self, name: str) -> str | None:
        """The first value of a tag, or None where it is absent."""
        return next((tag.value for tag in self.tags if tag.name == name), None)

    @property
    def repeated(self) -> tuple[str, ...]:
        """Names given more than once, which makes the whole list invalid (RFC 6376 section 3.2)."""
        names = [tag.name for tag in self.tags]
        return tuple(dict.fromkeys(name for name in names if names.count(name) > 1))


MOST_TAGS = 100


def parse(text: str) -> TagList:
    """The list's tags; a piece that is no tag is kept as unreadable, never guessed at."""
    tags: list[Tag] = []
    unreadable: list[str] = []
    for piece in text.split(";")[:MOST_TAGS]:
        trimmed = piece.strip(_SPACE)
        if not trimmed:
            continue
        name, equals, value = trimmed.partition("=")
        tag = Tag(name.strip(_SPACE), value.strip(_SPACE))
        if equals and _NAME.match(tag.name) and _VALUE.match(tag.value):
            tags.append(tag)
        else:
            unreadable.append(trimmed)
    return TagList(tuple(tags), tuple(unreadable))


def written(tags: tuple[Tag, ...]) -> str:
    """The list as one writes it in a zone."""
    return "; ".join(f"{tag.name}={tag.value}" for tag in tags)
