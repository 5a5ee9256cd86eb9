"""What is recorded of a secret: its digest, its kind and where it lies; no artifact ever holds a value."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SecretPlace:
    """One place: `path` is a file's path, a message's name or an URL; `commit` is empty for what is served."""

    path: str
    line: int
    commit: str = ""
    in_head: bool = True


@dataclass(frozen=True)
class SecretSeen:
    """One secret, by its keyed digest; `places` begins with the oldest commit's, then those of the newest version.

    `certain` is False when only its surroundings say that it is a secret.
    """

    digest: str
    kind: str
    stub: str
    certain: bool
    places: tuple[SecretPlace, ...]

    @property
    def in_head(self) -> bool:
        """Whether the newest version still holds it."""
        return any(place.in_head for place in self.places)
