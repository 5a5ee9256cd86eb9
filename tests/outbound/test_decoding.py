"""Codings come off an answer as browsers take them off, and a bomb never goes off."""

import gzip
import tracemalloc
import zlib

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.outbound.decoding import MOST_MEMBERS, UndecodableError, codings_of, decoded

TEXT = b"a berth, a lane and a rate " * 40
RAW = zlib.compressobj(wbits=-15)
BARE = RAW.compress(TEXT) + RAW.flush()

BODIES = [
    (TEXT, ()),
    (gzip.compress(TEXT, mtime=0), ("gzip",)),
    (gzip.compress(TEXT, mtime=0), ("x-gzip",)),
    (gzip.compress(TEXT[:50], mtime=0) + gzip.compress(TEXT[50:], mtime=0), ("gzip",)),
    (gzip.compress(TEXT, mtime=0) + b"\0" * 9, ("gzip",)),
    (zlib.compress(TEXT), ("deflate",)),
    (BARE, ("deflate",)),
    (brotli.compress(TEXT), ("br",)),
    (brotli.compress(gzip.compress(TEXT, mtime=0)), ("gzip", "br")),
]


@pytest.mark.parametrize(("body", "codings"), BODIES)
def test_content_is_what_was_coded(body, codings):
    found = decoded(body, codings, 10_000)
    assert (found.body, found.left, found.is_cut) == (TEXT, (), False)


@pytest.mark.parametrize(("body", "codings"), BODIES)
def test_no_more_is_given_than_was_asked_for(body, codings):
    found = decoded(body, codings, 100)
    assert (found.body, found.is_cut) == (TEXT[:100], True)


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (gzip.compress(TEXT, mtime=0)[:40], "gzip"),
        (zlib.compress(TEXT)[:40], "deflate"),
        (brotli.compress(TEXT)[:20], "br"),
    ],
)
def test_stream_that_breaks_off_is_cut(body, coding):
    found = decoded(body, (coding,), 10_000)
    assert TEXT.startswith(found.body)
    assert found.is_cut


@pytest.mark.parametrize("coding", ["utf-8", "zstd", "aws-chunked"])
def test_coding_nobody_knows_is_left_on(coding):
    found = decoded(TEXT, (coding,), 10_000)
    assert (found.body, found.left) == (TEXT, (coding,))


def test_only_the_known_outer_coding_comes_off():
    found = decoded(gzip.compress(TEXT, mtime=0), ("zstd", "gzip"), 10_000)
    assert (found.body, found.left) == (TEXT, ("zstd",))


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_body_that_is_no_such_thing_is_refused(coding):
    with pytest.raises(UndecodableError, match=coding):
        decoded(b"\xff\xfe not coded at all", (coding,), 10_000)


def test_empty_body_bears_no_coding():
    assert decoded(b"", ("gzip",), 10).left == ()


@pytest.mark.parametrize("pack", [lambda body: gzip.compress(body, 9), brotli.compress], ids=["gzip", "br"])
def test_bomb_gives_its_first_bytes_and_no_more(pack):
    bomb = pack(b"\0" * 20_000_000)
    coding = "gzip" if bomb[:2] == b"\x1f\x8b" else "br"
    assert len(bomb) < 100_000
    tracemalloc.start()
    found = decoded(bomb, (coding,), 1_000_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (len(found.body), found.is_cut) == (1_000_000, True)
    assert peak < 8_000_000


def test_stream_of_empty_members_comes_to_an_end():
    assert decoded(gzip.compress(b"", mtime=0) * 40_000, ("gzip",), 1_000).body == b""
    assert MOST_MEMBERS < 1_000


FIELDS = [
    (("gzip",), ("gzip",)),
    (("GZIP , br",), ("gzip", "br")),
    (("gzip", "br"), ("gzip", "br")),
    (("identity",), ()),
    (("", " , "), ()),
]


@pytest.mark.parametrize(("fields", "codings"), FIELDS)
def test_field_names_its_codings_in_order(fields, codings):
    assert codings_of(fields) == codings


PACKS = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}
CODINGS = st.lists(st.sampled_from(sorted(PACKS)), max_size=3).map(tuple)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), CODINGS, st.integers(1, 400))
def test_what_was_put_on_comes_off(content, codings, limit):
    body = content
    for coding in codings:
        body = PACKS[coding](body)
    found = decoded(body, codings, limit)
    assert content.startswith(found.body)
    assert found.is_cut or found.body == content


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.lists(st.sampled_from([*PACKS, "x"]), max_size=6).map(tuple), st.integers(1, 50))
def test_no_body_gives_more_than_its_limit(body, codings, limit):
    try:
        found = decoded(body, codings, limit)
    except UndecodableError:
        return
    assert len(found.body) <= limit
    assert set(found.left) <= set(codings)
