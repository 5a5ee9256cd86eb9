"""The invariants the fuzzer holds each grammar to, tried on what Hypothesis thinks of and on what once broke them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzzing.invariants import GRAMMARS, holds
from tests.soaks.fuzz import WORDS

ONCE = {
    "spf": [b"v=spf1 redirect=%{d}.example", b"v=spf1 include:a\xffv=spf1 include:b", b"v=spf1 a:\xe2\x80\xae/33//129"],
    "dmarc": [b"v=DMARC1;p=", b"v=DMARC1; p=none; rua=mailto:x@example.com!10m; pct=50", b"v=DMARC1" + b";a=b" * 900],
    "hsts": [b'max-age="1\\1";max-age', b"max-age=" + b"9" * 4000, b"\x00;=;;max-age=1"],
    "html": [
        b"<" * 4000,
        b"<script>" * 500,
        b"<a href=" + b"'" * 3000,
        b"<style>@import url(" * 200,
        b"\xff\xfe<\x00s",
    ],
}


@pytest.mark.parametrize("name", sorted(GRAMMARS))
def test_what_is_known_to_be_nasty(name):
    for raw in ONCE[name]:
        holds(name, raw)


@pytest.mark.parametrize("name", sorted(GRAMMARS))
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_anything_made_of_its_own_words(name, data):
    words = st.sampled_from(WORDS[name].split()).map(str.encode)
    pieces = st.lists(st.one_of(words, st.binary(max_size=4)), max_size=30)
    holds(name, b" ".join(data.draw(pieces)) if data.draw(st.booleans()) else b"".join(data.draw(pieces)))
