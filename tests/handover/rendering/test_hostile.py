"""Names somebody chose to hurt us: they are words on a page, and the page stays in order."""

import io

import pytest
from pypdf import PdfReader

from handover.contents.kinds import KINDS
from handover.contents.paper import paper_of
from handover.contents.people_facts import SuppliedFacts
from handover.rendering.letters import letters, settable
from handover.rendering.pdf import rendered
from tests.handover import harbour_desk

KIND = KINDS["secrets-inventory"]
NAMES = [
    ("html", '<img src="file:///etc/passwd"><script>alert(1)</script>', "<script>alert(1)</script>"),
    ("template", "{{ request.user }}{% include 'x' %}", "{{ request.user }}"),
    ("css", "</style><style>body{display:none}", "body{display:none}"),
    ("right to left", "\u202egnp.exe \u05e9\u05dc\u05d5\u05dd", "gnp.exe [U+05E9"),
    ("emoji", "Desk \U0001f680", "Desk [rocket]"),
    ("one long word", "W" * 80, "WWWWWWWW"),
    ("many words", "a very long name " * 4, "a very long name"),
    ("combining", "e\u0301" * 10, "\u00e9"),
    ("cyrillic and greek", "\u0416\u0443\u0440\u043d\u0430\u043b \u03a9", "\u0416\u0443\u0440\u043d\u0430\u043b"),
    ("control", "a\x00\x07\u2028b", "ab"),
]


@pytest.mark.parametrize(("app", "shown"), [name[1:] for name in NAMES], ids=[name[0] for name in NAMES])
def test_a_hostile_name_is_set_as_words(app, shown):
    done = rendered(paper_of(harbour_desk.inputs(app=app), KIND))
    reader = PdfReader(io.BytesIO(done.content))
    cover = reader.pages[0].extract_text()
    assert shown.replace(" ", "") in "".join(cover.split())
    assert "No value is written here" in "".join(page.extract_text() for page in reader.pages)
    assert f"Page 2 of {done.pages}" in reader.pages[1].extract_text()


def test_a_very_long_command_breaks_rather_than_leaving_the_page():
    command = "run " + "x" * 900
    supplied = (SuppliedFacts(key="status-command", value=command, by="", at=harbour_desk.MADE_AT),)
    done = rendered(paper_of(harbour_desk.inputs(supplied=supplied), KINDS["recovery-guide"]))
    words = "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(done.content)).pages).split())
    assert command.replace(" ", "") in words


def test_characters_without_a_glyph_are_named():
    assert settable("a \U0001f680 b") == "a [rocket] b"
    assert settable("\u65e5\u672c") == "[U+65E5 U+672C]"
    assert settable("x\u200d\ufe0fy") == "xy"
    assert settable("a\u2192b") == "a->b"


def test_ordinary_letters_stay():
    text = "Łódź, São Paulo, Ångström: 50 % “quoted” – 3 €"
    assert settable(text) == text
    assert all(ord(one) in letters() for one in text)
