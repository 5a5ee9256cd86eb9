"""A playbook as plain JSON values and back, so that an engagement keeps the one it began with."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from portal.playbooks.playbook import Playbook

FORMAT = 1


def snapshot(playbook: Playbook) -> dict[str, Any]:
    """The whole playbook as dictionaries, lists, strings and numbers."""
    return {"format": FORMAT, "playbook": _plain(playbook)}


def restore(frozen: dict[str, Any]) -> Playbook:
    """The playbook a snapshot was taken of; ValueError when it is no snapshot of a known format."""
    if frozen.get("format") != FORMAT:
        raise ValueError(f"Unknown playbook snapshot format {frozen.get('format')!r}")
    restored: Playbook = _typed(Playbook, frozen["playbook"])
    return restored


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value.value if isinstance(value, Enum) else value


def _typed(kind: Any, plain: Any) -> Any:
    if get_origin(kind) is tuple:
        return tuple(_typed(get_args(kind)[0], part) for part in plain)
    if is_dataclass(kind):
        return _instance(kind, plain)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(plain)
    if type(plain) is not kind:
        raise ValueError(f"{plain!r} is not {kind.__name__}")
    return plain


@cache
def _hints(kind: Any) -> dict[str, Any]:
    """The types of a class's fields; looking them up costs more than all the rest of a restoration."""
    return get_type_hints(kind)


def _instance(kind: Any, plain: dict[str, Any]) -> Any:
    """A snapshot outlives the code: a field it does not know takes its default, one we dropped is left out."""
    hints = _hints(kind)
    known = [field for field in fields(kind) if field.name in plain or field.default is MISSING]
    lost = [field.name for field in known if field.name not in plain]
    if lost:
        raise ValueError(f"{kind.__name__} lacks {', '.join(lost)}")
    return kind(**{field.name: _typed(hints[field.name], plain[field.name]) for field in known})
