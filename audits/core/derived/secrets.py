"""What one recorded secret means, whoever holds it: how grave it is, what it is called, where it lies."""

from dataclasses import dataclass
from enum import Enum

from audits.core.amount import amount
from audits.core.observed.secret import SecretPlace, SecretSeen
from audits.core.parsing.secrets.kind import SecretKind
from audits.core.parsing.secrets.scan import kind_of
from audits.core.verdict import SecretSighting


class Gravity(Enum):
    """How grave a secret is where it does not belong."""

    PUBLISHABLE = "made to be shown to everybody"
    TEST = "opens a provider's test mode only"
    POSSIBLE = "only its surroundings say that it is a secret"
    CERTAIN = "its format says that it is a secret"


@dataclass(frozen=True)
class KnownSecret:
    """One secret with its kind; `title` is what people call it, `rotate` how it is replaced at its provider."""

    seen: SecretSeen
    kind: SecretKind

    @property
    def gravity(self) -> Gravity:
        """How grave it is."""
        if self.kind.publishable:
            return Gravity.PUBLISHABLE
        if self.kind.is_test:
            return Gravity.TEST
        return Gravity.CERTAIN if self.seen.certain else Gravity.POSSIBLE

    @property
    def is_leak(self) -> bool:
        """Whether somebody has to do something about it."""
        return not self.kind.publishable

    @property
    def title(self) -> str:
        """Its kind in words."""
        return self.kind.title

    @property
    def rotate(self) -> str:
        """The sentence that says where it is replaced."""
        return self.kind.rotate

    @property
    def first(self) -> SecretPlace:
        """Where it came in."""
        return self.seen.places[0]

    @property
    def newest(self) -> SecretPlace:
        """Where it lies now; where it came in when the newest version is free of it."""
        return next((place for place in reversed(self.seen.places) if place.in_head), self.first)

    @property
    def sightings(self) -> tuple[SecretSighting, ...]:
        """The evidence, one a place: never its value."""
        return tuple(
            SecretSighting(
                kind=self.kind.id,
                path=place.path,
                line=place.line,
                commit=place.commit,
                in_head=place.in_head,
                publishable=self.kind.publishable,
                stub=self.seen.stub,
            )
            for place in self.seen.places
        )


def known_secrets(secrets: tuple[SecretSeen, ...]) -> tuple[KnownSecret, ...]:
    """Each recorded secret with its kind."""
    return tuple(KnownSecret(seen, kind_of(seen.kind)) for seen in secrets)


def counted(secrets: tuple[KnownSecret, ...]) -> str:
    """How many of them are leaks: "1 secret", "5 secrets"."""
    return amount(sum(secret.is_leak for secret in secrets), "secret")
