import dataclasses
import json
import types
import typing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.core.codec import decoded, encoded, storable
from audits.core.estate import Estate
from audits.core.unavailable import Unavailable
from audits.gatherers import GATHERERS

SOURCES = [source for gatherer in GATHERERS for source in gatherer.sources]
KINDS = [*(source.type for source in SOURCES), Estate, Unavailable]
HOSTILE = 'a\x00b"\\\n\u202e\ud83d\ude80<script>\x7f'
HALVES = "\ud83d \udc80"


def texts():
    characters = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
    return st.text(characters, max_size=8) | st.just("\N{ROCKET}\u202e\\u0000'\"")


def values(kind):
    """Any value of an annotated type."""
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin in {typing.Union, types.UnionType}:
        return st.one_of([values(part) for part in parts])
    if origin is tuple and parts[-1] is Ellipsis:
        return st.lists(values(parts[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*[values(part) for part in parts])
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return st.builds(kind, **{field.name: values(hints[field.name]) for field in dataclasses.fields(kind)})
    plain = {
        str: texts(),
        bool: st.booleans(),
        int: st.integers(-(2**40), 2**40),
        float: st.floats(allow_nan=False, allow_infinity=False),
        type(None): st.none(),
    }
    return plain[kind]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_artifact_comes_back_as_it_was(kind):
    @settings(max_examples=25, deadline=None)
    @given(values(kind))
    def comes_back(value):
        stored = json.loads(json.dumps(encoded(value)))
        assert decoded(stored, kind) == value

    comes_back()


def within(kind, found):
    """Every dataclass an artifact can hold."""
    for part in typing.get_args(kind):
        within(part, found)
    if dataclasses.is_dataclass(kind) and kind not in found:
        found.append(kind)
        for hint in typing.get_type_hints(kind).values():
            within(hint, found)
    return found


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_no_two_classes_of_an_artifact_share_a_name(kind):
    names = [each.__name__ for each in within(kind, [Unavailable])]
    assert sorted(names) == sorted(set(names))


def test_source_names_are_unique():
    assert len({source.name for source in SOURCES}) == len(SOURCES)


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(), max_size=30) | st.just(HALVES) | st.just(HOSTILE))
def test_any_text_becomes_storable(text):
    kept = storable(text)
    assert len(kept) == len(text)
    assert "\x00" not in kept
    assert kept.encode().decode() == kept
    assert storable(kept) == kept


def test_unavailable_stands_for_any_artifact():
    missing = Unavailable("no answer", ("192.0.2.53",), "in ten minutes")
    for source in SOURCES:
        assert decoded(encoded(missing), source.type) == missing


UNREADABLE = [
    ({"is": "Stranger"}, ValueError),
    ({"is": 7}, ValueError),
    ({}, KeyError),
    ({"is": "Unavailable"}, TypeError),
]


@pytest.mark.parametrize(("stored", "fault"), UNREADABLE)
def test_stored_stranger_is_refused(stored, fault):
    with pytest.raises(fault):
        decoded(stored, Estate)


def test_field_of_an_older_version_is_left_out():
    stored = {"is": "Unavailable", "reason": "no answer", "tried": [], "retry": "later", "colour": "red"}
    assert decoded(stored, Estate) == Unavailable("no answer", (), "later")


@pytest.mark.parametrize("value", [b"bytes", {1: 2}, {"set"}, object()])
def test_what_has_no_form_is_refused(value):
    with pytest.raises(TypeError):
        encoded(value)
