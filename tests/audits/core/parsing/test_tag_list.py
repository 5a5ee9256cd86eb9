import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.core.parsing.tag_list import MOST_TAGS, Tag, parse, written

NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,8}", fullmatch=True)
VALUES = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters=";"), max_size=20)

CASES = [
    ("v=DMARC1; p=none", (Tag("v", "DMARC1"), Tag("p", "none")), ()),
    (" v = DMARC1 ;p= none ; ", (Tag("v", "DMARC1"), Tag("p", "none")), ()),
    ("p=abc==", (Tag("p", "abc=="),), ()),
    ("p", (), ("p",)),
    ("p=né; q=1", (Tag("q", "1"),), ("p=né",)),
    ("", (), ()),
]


@pytest.mark.parametrize(("text", "tags", "unreadable"), CASES)
def test_list_is_read_by_the_letter(text, tags, unreadable):
    listed = parse(text)
    assert (listed.tags, listed.unreadable) == (tags, unreadable)


def test_repeated_names_are_told():
    assert parse("p=none; p=reject; v=1").repeated == ("p",)


@given(st.text(max_size=400))
def test_any_text_is_read_within_bounds(text):
    listed = parse(text)
    assert len(listed.tags) + len(listed.unreadable) <= MOST_TAGS


@given(st.lists(st.builds(Tag, NAMES, VALUES), max_size=12))
def test_written_list_reads_as_itself(tags):
    assert parse(written(tuple(tags))).tags == tuple(tags)
