"""RFC 9651: its own examples, and that reading is strict."""

import base64
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.core.parsing.structured_fields import (
    Date,
    InnerList,
    Item,
    Token,
    UnreadableError,
    parsed_dictionary,
    parsed_item,
    parsed_list,
)

ITEMS = [
    ("5", 5),
    ("-0", 0),
    ("999999999999999", 999_999_999_999_999),
    ("5.5", 5.5),
    ("-1.125", -1.125),
    ("text/html", Token("text/html")),
    ("*", Token("*")),
    ("a:b", Token("a:b")),
    ('"hello \\"world\\" \\\\"', 'hello "world" \\'),
    ('""', ""),
    (":aGVsbG8=:", b"hello"),
    (":aGVsbG8:", b"hello"),
    ("::", b""),
    ("?1", True),
    ("?0", False),
    ("@1659578233", Date(1659578233)),
    ('%"This is intended for display to %c3%bcsers."', "This is intended for display to üsers."),
    ("  1  ", 1),
]
UNREADABLE_ITEMS = [
    "", "1,2", "1 2", "1.", ".1", "1.2345", "1234567890123456", "1234567890123.1", "--1", "-", '"open', '"caf\u00e9"', '"\x07"',
    '"\\n"', ":a", ":a!:", "?2", "?", "@1.5", "@", '%"%C3%BC"', '%"%c3"', "%x", "'a'", "é", "\t1", "1\t", "٣", "(1)", "=",
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), ITEMS)
def test_item_is_read(text, value):
    found = parsed_item((text,)).value
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("text", UNREADABLE_ITEMS)
def test_item_is_refused(text):
    with pytest.raises(UnreadableError):
        parsed_item((text,))


def test_parameters_are_read_and_the_last_of_a_name_counts():
    item = parsed_item(('1;a;  b=?0;c="x";a=2',))
    assert item == Item(1, (("b", False), ("c", "x"), ("a", 2)))


DICTIONARIES = [
    ((), {}),
    (("",), {}),
    (("a=1, b;x=2, c=(1 2);y",), {"a": Item(1), "b": Item(True, (("x", 2),)), "c": InnerList((Item(1), Item(2)), (("y", True),))}),
    (("a=1,\t b=2",), {"a": Item(1), "b": Item(2)}),
    (("a=1", "b=2"), {"a": Item(1), "b": Item(2)}),
    (("a=1, a=2",), {"a": Item(2)}),
    (("a=( )",), {"a": InnerList(())}),
    (('a=(self  "https://b.example")',), {"a": InnerList((Item(Token("self")), Item("https://b.example")))}),
]  # fmt: skip
UNREADABLE = [
    "A=1", "a=1,", "a=1,,b=2", "a 1", "a=1 ;b", "a=(1", "a=(1,2)", "a=(1(2))", "a=", "1=a", "camera 'none'", "a=1; ;b", "a=(1\t2)",
]  # fmt: skip


@pytest.mark.parametrize(("values", "members"), DICTIONARIES)
def test_dictionary_is_read(values, members):
    assert parsed_dictionary(values) == members


@pytest.mark.parametrize("text", UNREADABLE)
def test_dictionary_is_refused_whole(text):
    with pytest.raises(UnreadableError):
        parsed_dictionary((text,))


def test_list_is_read():
    assert parsed_list(("a, (b c);d", "1")) == (
        Item(Token("a")),
        InnerList((Item(Token("b")), Item(Token("c"))), (("d", True),)),
        Item(1),
    )
    with pytest.raises(UnreadableError):
        parsed_list(("a,",))


KEYS = st.from_regex(r"[a-z*][a-z0-9_\-.*]{0,8}", fullmatch=True)
WORDS = st.from_regex(r"[A-Za-z*][A-Za-z0-9:/.]{0,8}", fullmatch=True)
STRINGS = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=12)
BARE = st.one_of(
    st.integers(-(10**15) + 1, 10**15 - 1), st.booleans(), WORDS.map(Token), STRINGS, st.binary(max_size=8),
    st.integers(-(10**10), 10**10).map(Date),
)  # fmt: skip


def written(value):
    """A bare value as section 4.1 serialises it."""
    match value:
        case bool():
            return "?1" if value else "?0"
        case int():
            return str(value)
        case Token():
            return value.word
        case bytes():
            return f":{base64.b64encode(value).decode()}:"
        case Date():
            return f"@{value.seconds}"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(KEYS, st.one_of(BARE, st.lists(BARE, max_size=3)), max_size=5))
def test_what_is_written_is_read_again(members):
    texts = [
        f"{key}=({' '.join(map(written, value))})" if isinstance(value, list) else f"{key}={written(value)}"
        for key, value in members.items()
    ]
    found = parsed_dictionary((", ".join(texts),))
    assert found == parsed_dictionary(tuple(texts))
    assert found == {
        key: InnerList(tuple(map(Item, value))) if isinstance(value, list) else Item(value)
        for key, value in members.items()
    }


SCRAPS = st.lists(st.sampled_from([*'abA1-.=;,()"\\:?@% \t*', "%c3", "\x00", "é"]), max_size=30).map("".join)


@settings(max_examples=100, deadline=None)
@given(st.one_of(SCRAPS, st.text(max_size=60)))
def test_anything_is_read_or_refused(text):
    for parsed in (parsed_dictionary, parsed_list, parsed_item):
        with suppress(UnreadableError):
            assert parsed((text,)) is not None
            assert text.isascii()


def test_long_fields_take_no_long():
    many = ", ".join(f"k{number}=(1 2 3);a=b" for number in range(20_000))
    assert len(parsed_dictionary((many,))) == 20_000
    for text in ('a="' + "\\\\" * 50_000, "a=(" * 20_000, "a=" + "(" * 50_000, "a;" * 50_000):
        with pytest.raises(UnreadableError):
            parsed_dictionary((text,))
