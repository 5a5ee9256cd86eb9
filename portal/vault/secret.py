"""A value that shows itself to nobody: it has to be asked for by name, and then only where it is used."""

from collections.abc import Callable
from typing import NoReturn

HIDDEN = "‹sealed›"


class Secret:
    """One secret of one row; `reveal` is the only way to its value, and nothing else prints, copies or stores it.

    `kept` is what its row holds: sealed bytes, or the text until the row is saved.
    """

    __slots__ = ("_open", "kept")

    def __init__(self, opens: Callable[[], str], kept: str | bytes) -> None:
        self._open, self.kept = opens, kept

    def reveal(self) -> str:
        """The value itself; raises VaultError when it does not open."""
        return self._open()

    def __repr__(self) -> str:
        return HIDDEN

    __str__ = __repr__

    def __format__(self, _spec: str) -> str:
        return HIDDEN

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is neither pickled nor copied")
