"""Artifacts to JSON and back, so that a stored run can be judged again offline."""

import dataclasses
import re
import typing
from collections.abc import Mapping
from functools import cache
from types import UnionType

from audits.core.unavailable import Unavailable

KIND = "is"
NUL, LONE_SURROGATE = "\x00", re.compile("[\ud800-\udfff]")

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def encoded(value: object) -> Json:
    """The JSON form of a dataclass of plain values, tuples and nested dataclasses; each object names its class."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, tuple | list):
        return [encoded(part) for part in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: encoded(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {KIND: type(value).__name__, **fields}
    raise TypeError(f"{type(value).__name__} has no place in an artifact")


def storable(text: str) -> str:
    """The text without what PostgreSQL refuses: NUL is shown by its symbol, half a character by the sign for none."""
    return LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text.replace(NUL, "\N{SYMBOL FOR NULL}"))


def decoded(stored: Json, kind: type) -> object:
    """The value `encoded` was given, for an artifact whose source promises `kind`."""
    return _revived(stored, _classes(kind))


def _revived(stored: Json, classes: Mapping[str, type]) -> object:
    if isinstance(stored, list):
        return tuple(_revived(part, classes) for part in stored)
    if isinstance(stored, dict):
        name = stored[KIND]
        if not isinstance(name, str) or name not in classes:
            raise ValueError(f"a stored artifact names an unknown class: {name}")
        known = {field.name for field in dataclasses.fields(classes[name])}
        return classes[name](**{key: _revived(part, classes) for key, part in stored.items() if key in known})
    return stored


@cache
def _classes(kind: type) -> Mapping[str, type]:
    return _classes_of(kind, {"Unavailable": Unavailable})


def _classes_of(kind: object, found: dict[str, type]) -> dict[str, type]:
    """Every dataclass that `kind` can hold, by name."""
    origin = typing.get_origin(kind)
    if origin in {typing.Union, UnionType, tuple, list}:
        for part in typing.get_args(kind):
            _classes_of(part, found)
    elif isinstance(kind, type) and dataclasses.is_dataclass(kind) and found.get(kind.__name__) is not kind:
        found[kind.__name__] = kind
        for hint in typing.get_type_hints(kind).values():
            _classes_of(hint, found)
    return found
