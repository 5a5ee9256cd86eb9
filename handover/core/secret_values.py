"""Whether a text holds a secret's value: refused at entry, and searched for in every file before it is kept."""

from dataclasses import dataclass

from audits.core.parsing.secrets.scan import secrets_in


@dataclass(frozen=True)
class Sighting:
    """A secret in a text: its kind and the line it begins on, never a character of it."""

    kind: str
    line: int


def sighting_in(text: str) -> Sighting | None:
    """The first secret in the text, if there is one that may not be published."""
    found = next((one for one in secrets_in(text) if not one.kind.publishable), None)
    return Sighting(found.kind.title, text.count("\n", 0, found.start) + 1) if found else None


def broken_sighting_in(text: str) -> Sighting | None:
    """The same over a text whose lines were broken by typesetting: formats that hold without the words around."""
    joined = "".join(text.split("\n"))
    found = next((one for one in secrets_in(joined, is_text=False) if not one.kind.publishable), None)
    return Sighting(found.kind.title, 1) if found else None


REFUSAL = "This looks like the value of a secret ({kind}). Write its name and where it lies, never the value."
"""What somebody is told who typed one."""


def refusal_of(text: str) -> str:
    """Why a text is refused, in one sentence; empty when it holds no secret."""
    found = sighting_in(text)
    return REFUSAL.format(kind=found.kind) if found else ""
