"""A real paper, set by the real typesetter: tagged, bookmarked, numbered, in two fonts, the same bytes each time."""

import io
import re
from functools import cache

import pikepdf
import pytest
from pypdf import PdfReader

from handover.contents.kinds import KINDS
from handover.contents.paper import paper_of
from handover.rendering.pdf import rendered
from tests.handover import harbour_desk

WRITTEN = [kind for kind in KINDS.values() if kind.is_written]


@cache
def made(kind="recovery-guide"):
    return rendered(paper_of(harbour_desk.inputs(), KINDS[kind]))


@cache
def text_of(kind="recovery-guide"):
    return [page.extract_text() for page in PdfReader(io.BytesIO(made(kind).content)).pages]


def opened(kind="recovery-guide"):
    return pikepdf.open(io.BytesIO(made(kind).content))


@pytest.mark.parametrize("kind", WRITTEN, ids=lambda kind: kind.id)
def test_it_is_tagged_with_language_and_title(kind):
    with opened(kind.id) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en"
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.docinfo["/Title"]) == f"Harbour Desk: {kind.title}, version 1"
        assert (
            b"<pdfuaid:part>1</pdfuaid:part>" in pdf.Root.Metadata.read_bytes()
            or b'pdfuaid:part="1"' in pdf.Root.Metadata.read_bytes()
        )


def test_bookmarks_are_the_sections_on_the_pages_they_begin():
    paper = paper_of(harbour_desk.inputs(), KINDS["recovery-guide"])
    outline = [(one.title, one.page) for one in made().outline]
    assert [title for title, _ in outline] == ["Contents", *(section.title for section in paper.sections)]
    for section, (_, page) in zip(paper.sections, outline[1:], strict=True):
        assert section.heading.split(".")[0].split(":")[0] in " ".join(text_of()[page - 1].split()), section.id


def test_the_contents_print_the_pages_the_bookmarks_lead_to():
    listed = text_of()[1]
    for one in made().outline[1:]:
        assert re.search(rf"{re.escape(one.title)}(?:\n[^\n]+)?\s*{one.page}\b", listed), one


def test_the_cover_leads_to_the_recovery_pages():
    pages = {one.title: one.page for one in made().outline}
    for title in ("Site is down", "The last release broke it", "Domain or certificate trouble"):
        assert re.search(rf"{title}\s*page {pages[title]}\b", text_of()[0])


def test_every_page_but_the_cover_says_document_reader_and_place():
    total = len(text_of())
    assert total == made().pages
    for number, text in enumerate(text_of()[1:], start=2):
        assert f"Page {number} of {total}" in text
        assert "Harbour Desk, handover, version 1" in text
        assert "Confidential to Tideline Freight" in text


def test_every_recovery_page_has_its_thumb_tab_and_no_other_page():
    night = [number for number, text in enumerate(text_of(), start=1) if "At 2 am" in text]
    pages = [one.page for one in made().outline]
    first, after = (
        pages[[one.title for one in made().outline].index("Site is down")],
        next(one.page for one in made().outline if one.title == "Way of a request"),
    )
    assert night == list(range(first, after))


def test_a_step_never_splits_over_pages():
    for text in text_of():
        assert text.count("You see") == text.count("If not")


def test_only_the_bundled_fonts_are_embedded_and_every_glyph_is_there():
    with opened() as pdf:
        fonts = [
            obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/FontDescriptor"
        ]
        names = {str(font.FontName).split("+")[1] for font in fonts}
    assert {name for name in names if not name.startswith(("Inter", "JetBrains-Mono"))} == set()
    assert all(any(key in font for key in ("/FontFile", "/FontFile2", "/FontFile3")) for font in fonts)
    assert "\ufffd" not in "".join(text_of())


def test_links_stay_within_the_paper():
    with opened() as pdf:
        links = [note for page in pdf.pages for note in page.get("/Annots", []) if note.get("/Subtype") == "/Link"]
        names = {str(one) for one in pdf.Root.Names.Dests.Names if isinstance(one, pikepdf.String)}
        assert links
        for link in links:
            assert "/A" not in link or "/URI" not in link.A
            assert str(link.get("/Dest", "")) in names
            assert int(link.F) & 4


def test_header_cells_say_what_they_head():
    with opened() as pdf:
        heads = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/S") == "/TH"]
        scopes = {str(head.A.Scope) for head in heads}
    assert scopes == {"/Column", "/Row"}


def test_zone_file_and_json_travel_inside():
    reader = PdfReader(io.BytesIO(made().content))
    assert set(reader.attachments) == {"zone.txt", "domains.json"}
    assert b"www.harbourdesk.example. IN CNAME harbour-desk.fly.example." in reader.attachments["zone.txt"][0]


def test_the_same_inputs_give_the_same_bytes():
    again = rendered(paper_of(harbour_desk.inputs(), KINDS["secrets-inventory"]))
    assert again.content == made("secrets-inventory").content


def test_a_table_repeats_its_head_on_every_page_it_reaches():
    kind = KINDS["routing-map"]
    whole = harbour_desk.inputs()
    many = rendered(paper_of(harbour_desk.inputs(records=whole.records * 20), kind))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(many.content)).pages]
    rows = [text for text in pages if "Signs mail, key" in text]
    assert len(rows) > 2
    assert all("What for" in text for text in rows)
