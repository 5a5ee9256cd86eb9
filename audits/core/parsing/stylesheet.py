"""Which addresses a stylesheet makes browsers load (CSS Syntax, CSS Cascade section 2, CSS Fonts section 4.3)."""

import re
from dataclasses import dataclass, field

IMPORT, FONT, IMAGE, MASK = "import", "font", "image", "mask"
MOST_ADDRESSES = 2_000

_STRING = r"""(?:"(?:[^"\\\n\r\f]|\\[\s\S])*"?|'(?:[^'\\\n\r\f]|\\[\s\S])*'?)"""
_TOKEN = re.compile(
    rf"""
      (?P<comment>/\*(?:[^*]|\*(?!/))*(?:\*/)?)
    | url\([ \t\n\r\f]*(?:(?P<quoted>{_STRING})|(?P<bare>(?:[^"'()\\ \t\n\r\f]|\\[\s\S])*))(?P<end>[ \t\n\r\f]*(?:\)|\Z))?
    | (?P<string>{_STRING})
    | @(?P<at>[-\w]+)
    | (?P<word>(?:[-\w]|[^\x00-\x7f]|\\[^\n\r\f])+)(?P<call>\()?
    | (?P<mark>[{{}};:()])
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(?:([0-9A-Fa-f]{1,6})[ \t\n\r\f]?|(\r\n|[\n\r\f])|([\s\S]))")
_SETS = frozenset({"image-set", "-webkit-image-set"})
_MASKS = frozenset({"mask", "mask-image", "-webkit-mask", "-webkit-mask-image", "mask-border", "mask-border-source",
                    "-webkit-mask-box-image", "shape-outside", "filter", "clip-path", "backdrop-filter"})  # fmt: skip
"""Properties whose images are asked for across origins with CORS alone (CSS Masking section 9)."""
_DEAD = frozenset({"behavior", "-ms-behavior", "-moz-binding"})
"""Properties no browser reads any more."""


@dataclass(frozen=True)
class StyleAddress:
    """One address as written, and what it is loaded as: import, font, image or mask."""

    kind: str
    address: str


def addresses_in_stylesheet(text: str) -> tuple[StyleAddress, ...]:
    """Every address of a stylesheet that browsers load once a rule applies; namespaces and comments name none."""
    return _read(_Reader(), text)


def addresses_in_style(text: str) -> tuple[StyleAddress, ...]:
    """The same for the declarations of a style attribute."""
    return _read(_Reader(blocks=["style"], may_import=False), text)


def _read(reader: "_Reader", text: str) -> tuple[StyleAddress, ...]:
    for token in _TOKEN.finditer(text):
        reader.read(token)
        if len(reader.found) >= MOST_ADDRESSES:
            break
    return tuple(reader.found)


@dataclass
class _Reader:
    """Keeps, token by token, the rule, the property and the brackets it stands in."""

    blocks: list[str] = field(default_factory=list)
    may_import: bool = True
    found: dict[StyleAddress, None] = field(default_factory=dict)
    rule: str = ""
    word: str = ""
    property: str = ""
    brackets: list[str] = field(default_factory=list)

    def read(self, token: re.Match[str]) -> None:
        """Take one token in."""
        match token.lastgroup:
            case "comment":
                return
            case "at":
                self.rule, self.word = token["at"].lower(), ""
            case "word":
                self.word = token["word"].lower()
            case "call":
                self.brackets.append(token["word"].lower())
            case "mark":
                self._mark(token["mark"])
            case "string":
                self._string(_unescaped(token["string"]))
            case _:
                self._url(token)

    def _mark(self, mark: str) -> None:
        if mark == "(":
            self.brackets.append("")
        elif mark == ")":
            del self.brackets[-1:]
        elif mark == ":":
            if not self.property and not self.rule and not self.brackets:
                self.property = self.word
        else:
            self._end_of_statement(mark)

    def _end_of_statement(self, mark: str) -> None:
        if mark == "{":
            self.may_import = False
            self.blocks.append(self.rule or "rule")
        elif mark == "}":
            del self.blocks[-1:]
        self.rule = self.word = self.property = ""
        self.brackets.clear()

    def _string(self, text: str) -> None:
        if self.rule == "import" and not self.brackets:
            self._import(text)
        elif self.brackets and self.brackets[-1] in _SETS:
            self._add(text)

    def _url(self, token: re.Match[str]) -> None:
        bare = token["bare"]
        if token["quoted"] is None and token["end"] is None:
            return  # CSS Syntax section 4.3.6: a bad url token, and browsers drop the declaration
        if token["end"] is None:
            self.brackets.append("url")
        address = _unescaped(bare) if token["quoted"] is None else _unescaped(token["quoted"])
        if self.rule == "import":
            self._import(address)
        else:
            self._add(address)

    def _import(self, address: str) -> None:
        """The first address of an @import before any other rule; later ones browsers ignore."""
        if self.may_import and not self.blocks and address:
            self.found[StyleAddress(IMPORT, address)] = None
        self.rule = "imported"

    def _add(self, address: str) -> None:
        if self.rule or not self.property or not self.blocks or self.property in _DEAD:
            return
        if self.property.startswith("--") or not address or address.startswith("#"):
            return
        self.found[StyleAddress(self._kind(), address)] = None

    def _kind(self) -> str:
        if self.blocks[-1] == "font-face":
            return FONT
        return MASK if self.property in _MASKS else IMAGE


def _unescaped(written: str) -> str:
    """The text of a string with or without its quotes, or of a bare url."""
    if written[:1] in {'"', "'"}:
        closed = len(written) > 1 and written[-1] == written[0]
        written = written[1:-1] if closed else written[1:]
    return _ESCAPE.sub(_character, written)


def _character(escape: re.Match[str]) -> str:
    if escape[1]:
        number = int(escape[1], 16)
        return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else "\N{REPLACEMENT CHARACTER}"
    return "" if escape[2] else escape[3]
