"""Nothing is loaded but the fixed table, whatever a page asks for."""

import pytest
from weasyprint import HTML, Attachment
from weasyprint.urls import FatalURLFetchingError

from handover.rendering.assets import Assets, table

HOSTILE = [
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "http://169.254.169.254/latest/meta-data/",
    "https://example.com/a.png",
    "ftp://example.com/a",
    "data:text/plain,hello",
    "asset:../../manage.py",
    "asset:paper.css?x",
    "asset:PAPER.CSS",
    "//example.com/a.png",
    "/etc/passwd",
    "javascript:1",
    "",
]


@pytest.mark.parametrize("address", HOSTILE)
def test_another_address_is_refused(address):
    with pytest.raises(FatalURLFetchingError, match="refused to load"):
        Assets(table()).fetch(address)


PAGES = [
    '<img src="file:///etc/passwd" alt="x">',
    '<link rel="stylesheet" href="http://127.0.0.1:1/x.css">',
    "<style>@import url(file:///etc/passwd);</style>",
    "<style>body { background: url(http://169.254.169.254/) }</style>",
    "<style>@font-face { font-family: x; src: url(file:///etc/passwd) } body { font-family: x }</style>x",
    '<img src="data:image/svg+xml,%3Csvg xmlns=\'http://www.w3.org/2000/svg\'/%3E" alt="x">',
    '<object data="file:///etc/passwd"></object>',
    '<link rel="attachment" href="file:///etc/passwd">',
]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_asks_for_more_is_not_set(page):
    with pytest.raises(FatalURLFetchingError):
        HTML(string=f"<html><body>{page}</body></html>", url_fetcher=Assets(table()), base_url="asset:").write_pdf()


def test_an_enclosed_file_comes_from_memory_alone():
    with pytest.raises(FatalURLFetchingError):
        HTML(string="<p>x</p>", url_fetcher=Assets(table())).write_pdf(
            attachments=[Attachment(url="file:///etc/passwd", url_fetcher=Assets(table()))]
        )


def test_what_is_in_the_table_is_served():
    assert Assets(table()).fetch("asset:pass.svg").read().startswith(b"<svg xmlns=")
