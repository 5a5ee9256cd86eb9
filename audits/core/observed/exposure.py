"""Which files a host hands out that no visitor should get, told by their content and not by a status."""

from dataclasses import dataclass

from audits.core.artifacts import Source
from audits.core.observed.secret import SecretSeen


@dataclass(frozen=True)
class ExposedFile:
    """One file whose content has the grammar its name promises; `shown` are harmless words of it, never a value."""

    url: str
    grammar: str
    size: int
    shown: tuple[str, ...] = ()
    secrets: tuple[SecretSeen, ...] = ()


@dataclass(frozen=True)
class ExposedFiles:
    """`asked` are the addresses that got an answer, `unread` those that did not, each with its reason."""

    name: str
    asked: tuple[str, ...]
    exposed: tuple[ExposedFile, ...] = ()
    unread: tuple[str, ...] = ()


EXPOSURE: Source[ExposedFiles] = Source("exposure", ExposedFiles)
