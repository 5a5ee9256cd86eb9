"""Everything a paper may load, as one fixed table of `asset:` addresses; any other address stops the rendering."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from handover.rendering.signs import drawings

SCHEME = "asset:"
HERE = Path(__file__).parent
FONTS = HERE.parent.parent / "portal" / "static" / "fonts"
FONT_FILES = (
    "inter-latin.woff2",
    "inter-latin-ext.woff2",
    "inter-cyrillic.woff2",
    "inter-greek.woff2",
    "jetbrains-mono-latin.woff2",
    "jetbrains-mono-latin-ext.woff2",
    "jetbrains-mono-cyrillic.woff2",
    "jetbrains-mono-greek.woff2",
)


class Assets(URLFetcher):
    """Serves the table and refuses the rest: no file, no network, no data address, whatever a page asks for."""

    def __init__(self, table: Mapping[str, tuple[str, bytes]]) -> None:
        super().__init__(allowed_protocols=())
        self.table = table

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The asset with exactly this address; the fault goes through the library's own catch-all."""
        del headers
        if url not in self.table:
            raise FatalURLFetchingError(f"refused to load {url[:80]}")
        media_type, content = self.table[url]
        return URLFetcherResponse(url, content, {"Content-Type": media_type})


@cache
def table() -> Mapping[str, tuple[str, bytes]]:
    """Style sheet, fonts and signs, read once a process."""
    fonts = {SCHEME + name: ("font/woff2", (FONTS / name).read_bytes()) for name in FONT_FILES}
    signs = {f"{SCHEME}{name}.svg": ("image/svg+xml", drawing.encode()) for name, drawing in drawings().items()}
    return {SCHEME + "paper.css": ("text/css", (HERE / "paper.css").read_bytes()), **fonts, **signs}
