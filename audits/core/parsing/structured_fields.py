"""Structured field values (RFC 9651): dictionaries, lists and items, read as strictly as the standard asks for."""

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass

_INTEGER_OR_DECIMAL = re.compile(r"-?(?:([0-9]{1,12})\.([0-9]{1,3})|([0-9]{1,15}))(?![0-9.])")
_STRING = re.compile(r'"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"')
_ESCAPED = re.compile(r'\\(["\\])')
_TOKEN = re.compile(r"[A-Za-z*][!#$%&'*+\-.^_`|~0-9A-Za-z:/]*")
_BYTES = re.compile(r":([A-Za-z0-9+/=]*):")
_DATE = re.compile(r"@(-?[0-9]{1,15})(?![0-9.])")
_DISPLAY = re.compile(r'%"((?:[\x20\x21\x23\x24\x26-\x7e]|%[0-9a-f]{2})*)"')
_KEY = re.compile(r"[a-z*][a-z0-9_\-.*]*")
_SPACES = re.compile(r" *")
_BLANKS = re.compile(r"[ \t]*")


@dataclass(frozen=True)
class Token:
    """A bare word, which is another thing than a quoted string of the same letters."""

    word: str


@dataclass(frozen=True)
class Date:
    """Seconds since 1970."""

    seconds: int


Bare = int | float | str | bytes | bool | Token | Date
Parameters = tuple[tuple[str, Bare], ...]


@dataclass(frozen=True)
class Item:
    """One value with its parameters."""

    value: Bare
    parameters: Parameters = ()


@dataclass(frozen=True)
class InnerList:
    """Several items in parentheses."""

    items: tuple[Item, ...]
    parameters: Parameters = ()


Member = Item | InnerList


class UnreadableError(ValueError):
    """Says what was expected and where; whoever meets it ignores the whole field (section 4.2)."""


def parsed_dictionary(values: tuple[str, ...]) -> dict[str, Member]:
    """The members by key, a later one in place of an earlier; several fields count as one (section 4.2)."""
    reader = _Reader(", ".join(values))
    members: dict[str, Member] = {}
    while not reader.is_at_end:
        key = reader.key()
        members.pop(key, None)
        members[key] = reader.member() if reader.takes("=") else Item(value=True, parameters=reader.parameters())
        reader.next_member()
    return members


def parsed_list(values: tuple[str, ...]) -> tuple[Member, ...]:
    """The members in order; several fields count as one."""
    reader = _Reader(", ".join(values))
    members: list[Member] = []
    while not reader.is_at_end:
        members.append(reader.member())
        reader.next_member()
    return tuple(members)


def parsed_item(values: tuple[str, ...]) -> Item:
    """The one item of the field."""
    reader = _Reader(", ".join(values))
    item = reader.item()
    reader.end()
    return item


class _Reader:
    """Walks once over the text (the algorithms of section 4.2)."""

    def __init__(self, text: str) -> None:
        self.text = text.strip(" ")
        self.at = 0

    @property
    def is_at_end(self) -> bool:
        return self.at >= len(self.text)

    def takes(self, character: str) -> bool:
        """Whether the next character is this one, which is then behind us."""
        if not self.text.startswith(character, self.at):
            return False
        self.at += len(character)
        return True

    def key(self) -> str:
        return self._expect(_KEY, "a key in small letters")[0]

    def member(self) -> Member:
        """An item, or a list in parentheses."""
        return self._inner_list() if self.takes("(") else self.item()

    def item(self) -> Item:
        return Item(self._bare(), self.parameters())

    def parameters(self) -> Parameters:
        """Everything behind semicolons; a parameter without a value is true."""
        found: dict[str, Bare] = {}
        while self.takes(";"):
            self._skip(_SPACES)
            key = self.key()
            found.pop(key, None)
            found[key] = self._bare() if self.takes("=") else True
        return tuple(found.items())

    def next_member(self) -> None:
        """Over the comma to the next member, or to the end; nothing may follow the last comma."""
        self._skip(_BLANKS)
        if self.is_at_end:
            return
        if not self.takes(","):
            raise self._unreadable("a comma")
        self._skip(_BLANKS)
        if self.is_at_end:
            raise self._unreadable("a member after the last comma")

    def end(self) -> None:
        """Nothing may follow."""
        if not self.is_at_end:
            raise self._unreadable("the end")

    def _inner_list(self) -> InnerList:
        items: list[Item] = []
        while True:
            self._skip(_SPACES)
            if self.takes(")"):
                return InnerList(tuple(items), self.parameters())
            items.append(self.item())
            if not self.is_at_end and self.text[self.at] not in " )":
                raise self._unreadable("a space or a closing parenthesis")

    def _bare(self) -> Bare:
        readers: dict[str, Callable[[], Bare]] = {
            '"': self._string,
            "?": self._boolean,
            ":": self._bytes,
            "@": self._date,
            "%": self._display,
            **dict.fromkeys("-0123456789", self._number),
        }
        return readers.get(self.text[self.at : self.at + 1], self._token)()

    def _string(self) -> str:
        return _ESCAPED.sub(r"\1", self._expect(_STRING, "a closed string of ASCII characters")[1])

    def _date(self) -> Date:
        return Date(int(self._expect(_DATE, "a whole number of seconds")[1]))

    def _number(self) -> int | float:
        number = self._expect(_INTEGER_OR_DECIMAL, "a number")
        return int(number[0]) if number[3] else float(number[0])

    def _token(self) -> Token:
        return Token(self._expect(_TOKEN, "a value")[0])

    def _boolean(self) -> bool:
        for word, value in (("?1", True), ("?0", False)):
            if self.takes(word):
                return value
        raise self._unreadable("?1 or ?0")

    def _bytes(self) -> bytes:
        encoded = self._expect(_BYTES, "a sequence of bytes between colons")[1]
        try:
            return base64.b64decode(encoded + "=" * (-len(encoded) % 4))
        except binascii.Error:
            raise self._unreadable("base64") from None

    def _display(self) -> str:
        """Text whose letters outside of ASCII are written as bytes of UTF-8 (section 4.2.10)."""
        written = self._expect(_DISPLAY, "a closed display string")[1]
        raw = re.sub(rb"%([0-9a-f]{2})", lambda match: bytes.fromhex(match[1].decode()), written.encode())
        try:
            return raw.decode()
        except UnicodeDecodeError:
            raise self._unreadable("valid UTF-8") from None

    def _expect(self, grammar: re.Pattern[str], wanted: str) -> re.Match[str]:
        match = grammar.match(self.text, self.at)
        if match is None:
            raise self._unreadable(wanted)
        self.at = match.end()
        return match

    def _skip(self, grammar: re.Pattern[str]) -> None:
        match = grammar.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def _unreadable(self, wanted: str) -> UnreadableError:
        found = self.text[self.at : self.at + 20]
        return UnreadableError(f"{wanted} was expected at {found!r}" if found else f"{wanted} was expected at the end")
