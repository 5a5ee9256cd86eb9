"""Which addresses a script asks for in words that leave no doubt: a string literal, handed straight to the asking."""

import re
from dataclasses import dataclass

MOST_CALLS = 200
LONGEST = 500_000
"""Characters of a script that are read; what a page writes into itself is shorter."""

_TOKEN = re.compile(
    r"""
      (?P<comment>//[^\n\r\u2028\u2029]*|/\*(?:[^*]|\*(?!/))*(?:\*/)?|<!--[^\n\r]*)
    | (?P<string>"(?:[^"\\\n\r]|\\[\s\S])*"?|'(?:[^'\\\n\r]|\\[\s\S])*'?)
    | (?P<word>[A-Za-z_$][\w$]*)
    | (?P<number>[0-9][\w.]*)
    | (?P<mark>\S)
    """,
    re.VERBOSE,
)
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\[\s\S]|\$(?!\{))*")
_REGULAR = re.compile(r"/(?:[^/\\\[\n\r]|\\[^\n\r]|\[(?:[^\]\\\n\r]|\\[^\n\r]){0,100}\]){1,300}/[A-Za-z]*")
"""Bounded, since one that is never closed is looked for at every slash."""
_BEFORE_REGULAR = frozenset("(,=:[!&|?{};+-*%~^<>") | {"return", "typeof", "case", "in", "of", "delete", "void", ""}
_GLOBALS = frozenset({"window", "self", "globalThis"})
_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
_HOST_DONE = re.compile(r"[A-Za-z]+://[^/?#\\]+[/?#]")
_ESCAPED = re.compile(r"\\([\s\S])")
_WINDOW = 6
"""Tokens kept of what stands before a literal; every form below fits."""


@dataclass(frozen=True)
class ScriptCall:
    """One request a script makes where it runs: by which call, and the address as written, up to what is computed."""

    call: str
    address: str


@dataclass(frozen=True)
class _Literal:
    """A string with what was in force before it; `is_open` when more is put behind it."""

    call: str
    text: str
    is_open: bool = False


def calls_in(script: str, *, is_module: bool = False) -> tuple[ScriptCall, ...]:
    """Every request whose address is a literal, once; what stands in comments, strings and expressions is none."""
    reader = _Reader(script[:LONGEST], is_module)
    reader.read()
    return tuple(reader.found)


class _Reader:
    """Walks once over the script, telling apart code, strings, templates, comments and regular expressions."""

    def __init__(self, script: str, is_module: bool) -> None:
        self.script, self.is_module = script, is_module
        self.found: dict[ScriptCall, None] = {}
        self.before: list[str] = []
        self.waiting: _Literal | None = None
        self.braces: list[bool] = []  # True where the brace closes an expression inside a template

    def read(self) -> None:
        """To the end of the script, or of what is kept."""
        position = 0
        while len(self.found) < MOST_CALLS:
            token = _TOKEN.search(self.script, position)
            if token is None:
                break
            position = token.end()
            if token.lastgroup == "comment":
                continue
            position = self._token(token, position)
        self._settle("")

    def _token(self, token: re.Match[str], position: int) -> int:
        """Take one token in; the place where the next begins."""
        text = token[0]
        if token.lastgroup == "string" and (len(text) == 1 or text[-1] != text[0]):
            self._push("broken")
        elif token.lastgroup == "string":
            self._literal(_ESCAPED.sub(r"\1", text[1:-1]), is_open=False)
        elif text == "/" and (not self.before or self.before[-1] in _BEFORE_REGULAR):
            regular = _REGULAR.match(self.script, token.start())
            self._push("/" if regular is None else "regular")
            return regular.end() if regular else position
        elif text == "`":
            return self._template(position)
        elif text == "}" and self.braces and self.braces.pop():
            return self._template_text(position)
        else:
            if text == "{":
                self.braces.append(False)
            self._push(text)
        return position

    def _template(self, position: int) -> int:
        """A template from its first character: its beginning is a literal like another."""
        chunk = _TEMPLATE.match(self.script, position)
        end = chunk.end() if chunk else position
        is_open = self.script.startswith("${", end)
        self._literal(_ESCAPED.sub(r"\1", self.script[position:end]), is_open=is_open)
        return self._after_chunk(end)

    def _template_text(self, position: int) -> int:
        """The rest of a template, behind an expression in it."""
        chunk = _TEMPLATE.match(self.script, position)
        return self._after_chunk(chunk.end() if chunk else position)

    def _after_chunk(self, end: int) -> int:
        if self.script.startswith("${", end):
            self.braces.append(True)
            self._push("{")
            return end + 2
        self._push("literal")
        return end + 1

    def _push(self, text: str) -> None:
        self._settle(text)
        self.before.append(text)
        del self.before[:-_WINDOW]

    def _literal(self, text: str, *, is_open: bool) -> None:
        call = self._call()
        self._push(f"'{text}" if text in _METHODS else "literal")
        if call:
            self.waiting = _Literal(call, text, is_open)

    def _settle(self, after: str) -> None:
        """Decide on the literal before, now that is seen what follows it."""
        known, self.waiting = self.waiting, None
        if known is None or not known.text:
            return
        is_whole = not known.is_open and (after in {",", ")", ";", ""} or known.call == "import")
        if is_whole or _HOST_DONE.match(known.text):
            self.found[ScriptCall(known.call, known.text)] = None

    def _call(self) -> str:  # noqa: PLR0911 - one return a form
        """Which call takes what comes next as its address; empty for none."""
        match self.before:
            case [*rest, "fetch", "("] if self._is_global(rest):
                return "fetch"
            case [*rest, ("WebSocket" | "EventSource" | "Worker" | "SharedWorker") as made, "("] if self._is_new(rest):
                return made
            case [*_, "navigator", ".", "sendBeacon", "("]:
                return "sendBeacon"
            case [*_, "serviceWorker", ".", "register", "("]:
                return "serviceWorker"
            case [*_, ".", "open", "(", method, ","] if method.startswith("'"):
                return "XMLHttpRequest"
            case [*rest, "import", "("] if not rest or rest[-1] != ".":
                return "import"
            case [*_, "importScripts", "("]:
                return "importScripts"
            case [*rest, "import" | "from"] if self.is_module and (not rest or rest[-1] != "."):
                return "import"
        return ""

    def _is_global(self, rest: list[str]) -> bool:
        """Whether what stands before a name leaves it the browser's own: nothing, or window and its like."""
        if rest[-1:] == ["."]:
            return rest[-2:-1] != [] and rest[-2] in _GLOBALS
        return rest[-1:] != ["function"]

    def _is_new(self, rest: list[str]) -> bool:
        return rest[-1:] == ["new"] or (rest[-1:] == ["."] and rest[-2:-1] != [] and rest[-2] in _GLOBALS)
