"""What a page's HTML says about itself: its title, its meta elements, its visible words."""

from dataclasses import dataclass
from html.parser import HTMLParser

_SILENT = frozenset({"script", "style", "template", "noscript"})


@dataclass(frozen=True)
class Markup:
    """The parts of a page that checks read; `metas` holds (name or http-equiv in lower case, content)."""

    title: str
    metas: tuple[tuple[str, str], ...]
    words: tuple[str, ...]

    def contents(self, name: str) -> tuple[str, ...]:
        """The contents of every meta element of that name."""
        return tuple(content for known, content in self.metas if known == name)


def parsed_markup(text: str) -> Markup:
    """The markup of a page, however broken."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return Markup(" ".join("".join(reader.title).split()), tuple(reader.metas), tuple(" ".join(reader.text).split()))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title: list[str] = []
        self.metas: list[tuple[str, str]] = []
        self.text: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in reversed(attrs)}  # the first of a repeated attribute counts
        if tag == "meta" and "content" in given and not {"template", "noscript"} & set(self._inside):
            name = given.get("http-equiv") or given.get("name") or ""
            self.metas.append((name.strip().lower(), given["content"]))
        if tag == "title" or tag in _SILENT:
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            del self._inside[len(self._inside) - 1 - self._inside[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.text.append(data)
        elif self._inside[-1] == "title" and not self.title:
            self.title.append(data)
