"""The inputs as plain JSON values and back, so that a version can be written again from what it was made of."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from handover.contents.inputs import HandoverInputs

FORMAT = 1


def frozen(inputs: HandoverInputs) -> dict[str, Any]:
    """The inputs as dictionaries, lists, strings and numbers."""
    return {"format": FORMAT, "inputs": _plain(inputs)}


def thawed(stored: dict[str, Any]) -> HandoverInputs:
    """The inputs that `frozen` was given; ValueError for another format."""
    if stored.get("format") != FORMAT:
        raise ValueError(f"Unknown format of handover inputs: {stored.get('format')!r}")
    inputs: HandoverInputs = _instance(HandoverInputs, stored["inputs"])
    return inputs


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    return [_plain(part) for part in value] if isinstance(value, tuple) else value


def _typed(kind: Any, plain: Any) -> Any:
    origin = get_origin(kind)
    if origin in {Union, UnionType}:
        return None if plain is None else _typed(next(part for part in get_args(kind) if part is not type(None)), plain)
    if origin is tuple:
        return tuple(_typed(get_args(kind)[0], part) for part in plain)
    if is_dataclass(kind):
        return _instance(kind, plain)
    if kind is float and type(plain) is int:
        return float(plain)
    if type(plain) is not kind:
        raise ValueError(f"{plain!r} is not {kind.__name__}")
    return plain


def _instance(kind: Any, plain: dict[str, Any]) -> Any:
    """A frozen version outlives the code: a field it does not know takes its default, one we dropped is left out."""
    hints = get_type_hints(kind)
    lost = [one.name for one in fields(kind) if one.name not in plain and _is_needed(one)]
    if lost:
        raise ValueError(f"{kind.__name__} lacks {', '.join(lost)}")
    return kind(**{one.name: _typed(hints[one.name], plain[one.name]) for one in fields(kind) if one.name in plain})


def _is_needed(one: Any) -> bool:
    return one.default is MISSING and one.default_factory is MISSING
