"""From a paper to a tagged PDF, the same bytes each time; knows no database."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from weasyprint import HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from handover.contents.paper import Paper
from handover.rendering.assets import Assets, table
from handover.rendering.faults import RenderingError
from handover.rendering.page import markup_of
from handover.rendering.tagging import finish

_CLOCK = threading.Lock()
"""The date of making is handed over by the environment, which is one for all threads."""


@dataclass(frozen=True)
class Heading:
    """One line of the outline: a bookmark and the page it leads to."""

    title: str
    page: int


@dataclass(frozen=True)
class Rendered:
    """A finished PDF."""

    content: bytes
    pages: int
    outline: tuple[Heading, ...]


def rendered(paper: Paper) -> Rendered:
    """Set the paper; RenderingError when a page asks for what may not be loaded."""
    made_at = datetime.fromisoformat(paper.made_at)
    try:
        with _dated(made_at):
            return _set(paper, made_at)
    except FatalURLFetchingError as fault:
        raise RenderingError(f"The page {fault}.") from fault


def _set(paper: Paper, made_at: datetime) -> Rendered:
    assets, fonts = Assets(table()), FontConfiguration()
    page = HTML(string=markup_of(paper), url_fetcher=assets, base_url="asset:", media_type="print")
    document = page.render(font_config=fonts, pdf_variant="pdf/ua-1", pdf_tags=True)
    enclosed = [
        Attachment(
            string=one.text,
            name=one.name,
            description=one.says,
            created=made_at,
            modified=made_at,
            relationship="Data",
            url_fetcher=assets,
        )
        for one in paper.enclosed
    ]
    document.metadata.attachments = enclosed
    content = document.write_pdf(finisher=finish, pdf_variant="pdf/ua-1", pdf_identifier=_name(paper))
    outline = tuple(Heading(label, page + 1) for label, (page, _, _), _, _ in document.make_bookmark_tree())
    return Rendered(content, len(document.pages), outline)


def _name(paper: Paper) -> bytes:
    """The file's identifier: of its title and moment, so that it does not change from one run to the next."""
    return f"{paper.title} {paper.made_at}".encode()


@contextmanager
def _dated(moment: datetime) -> Iterator[None]:
    """The moment as https://reproducible-builds.org/specs/source-date-epoch/ hands it to the font tools."""
    with _CLOCK:
        before = os.environ.get("SOURCE_DATE_EPOCH")
        os.environ["SOURCE_DATE_EPOCH"] = str(int(moment.timestamp()))
        try:
            yield
        finally:
            if before is None:
                del os.environ["SOURCE_DATE_EPOCH"]
            else:
                os.environ["SOURCE_DATE_EPOCH"] = before
