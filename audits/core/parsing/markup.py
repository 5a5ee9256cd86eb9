"""What a page's HTML says about itself: its title, its meta elements, its visible words."""

from dataclasses import dataclass

from audits.core.parsing.html_tokens import EndTag, StartTag, Text, tokens

_SILENT = frozenset({"script", "style", "template", "noscript"})
OF_THE_HEAD = frozenset(
    {"html", "head", "title", "base", "basefont", "bgsound", "link", "meta", "noscript", "script", "style", "template"}
)


@dataclass(frozen=True)
class Markup:
    """The parts of a page that checks read: `metas` by name, `pragmas` by http-equiv, both as (name, content).

    Pragmas are those of the head alone: browsers ignore a policy that stands in the body.
    """

    title: str
    metas: tuple[tuple[str, str], ...]
    pragmas: tuple[tuple[str, str], ...]
    words: tuple[str, ...]

    def metas_named(self, name: str) -> tuple[str, ...]:
        """The contents of every meta element with that name."""
        return tuple(content for known, content in self.metas if known == name)

    def pragmas_named(self, name: str) -> tuple[str, ...]:
        """The contents of every meta element of the head with that http-equiv."""
        return tuple(content for known, content in self.pragmas if known == name)


def parsed_markup(page: str) -> Markup:
    """The markup of a page, however broken."""
    reader = _Reader()
    for token in tokens(page):
        reader.read(token)
    words = " ".join(reader.text).split()
    return Markup(" ".join(reader.title.split()), tuple(reader.metas), tuple(reader.pragmas), tuple(words))


class _Reader:
    def __init__(self) -> None:
        self.title = ""
        self.metas: list[tuple[str, str]] = []
        self.pragmas: list[tuple[str, str]] = []
        self.text: list[str] = []
        self._inside: list[str] = []
        self._in_head = True

    def read(self, token: StartTag | EndTag | Text) -> None:
        """Take one token in."""
        if isinstance(token, StartTag):
            self._start(token)
        elif isinstance(token, EndTag):
            self._end(token.name)
        else:
            self._read_text(token.text)

    def _start(self, tag: StartTag) -> None:
        hidden = bool(self._inside)
        if not hidden and tag.name not in OF_THE_HEAD:
            self._in_head = False
        if tag.name == "meta" and not hidden:
            self._meta(tag.attributes)
        if tag.name == "title" or tag.name in _SILENT:
            self._inside.append(tag.name)

    def _meta(self, attributes: dict[str, str]) -> None:
        if "content" not in attributes:
            return
        for kind, found in (("name", self.metas), ("http-equiv", self.pragmas)):
            name = attributes.get(kind, "").strip().lower()
            if name and (kind == "name" or self._in_head):
                found.append((name, attributes["content"]))

    def _end(self, name: str) -> None:
        if name == "head" and not self._inside:
            self._in_head = False
        if self._inside[-1:] == [name]:
            self._inside.pop()

    def _read_text(self, text: str) -> None:
        if not self._inside:
            self._in_head = self._in_head and not text.strip()
            self.text.append(text)
        elif self._inside == ["title"] and not self.title:
            self.title = text
