import codecs

import pytest

from audits.core.parsing.page_text import packed_as, text_of_page

TEXT = "<title>Häfen</title>"
PAGES = [
    (TEXT.encode(), "text/html; charset=utf-8"),
    (TEXT.encode(), 'text/html; charset="UTF-8"'),
    (TEXT.encode(), ""),
    (codecs.BOM_UTF8 + TEXT.encode(), "text/html; charset=iso-8859-1"),
    (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "text/html"),
    (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "text/html; charset=utf-8"),
    (TEXT.encode("utf-16-le"), "text/html; charset=utf-16"),
    (TEXT.encode("latin-1"), "text/html; charset=ISO-8859-1"),
    (TEXT.encode(), "text/html; charset=rot13"),
]


@pytest.mark.parametrize(("body", "content_type"), PAGES)
def test_page_is_read_as_browsers_read_it(body, content_type):
    assert text_of_page(body, content_type) == TEXT


@pytest.mark.parametrize(
    "meta", ['<meta charset="windows-1252">', '<meta http-equiv=x content="text/html; charset=iso-8859-1">']
)
def test_page_tells_its_encoding_itself(meta):
    assert text_of_page(meta.encode() + TEXT.encode("latin-1"), "text/html") == meta + TEXT


def test_page_that_says_in_ascii_that_it_is_utf_16_is_none():
    page = f"<meta charset=utf-16>{TEXT}"
    assert text_of_page(page.encode()) == page


def test_what_is_no_text_is_replaced():
    assert text_of_page(b"a\xff\x00b") == "a\ufffd\x00b"


@pytest.mark.parametrize(("body", "name"), [(b"\x1f\x8b\x08\x00", "gzip"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"<p>", "")])
def test_compression_shows_in_the_first_bytes(body, name):
    assert packed_as(body) == name
