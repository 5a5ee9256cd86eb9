"""How long the domain is still paid for, and whether its registry has taken it out of DNS."""

from dataclasses import dataclass
from datetime import datetime

from audits.core.artifacts import Artifacts
from audits.core.observed.registration import REGISTRATION, Registration
from audits.core.parsing.rdap import moment_of
from audits.core.unavailable import Unavailable

HOLDS = ("server hold", "client hold")
"""States in which a registered domain is not in DNS (RFC 5731 section 2.3)."""
LOST = ("pending delete",)
REDEEMABLE = ("redemption period", "pending restore")
"""States after a domain was deleted (RFC 3915 section 3.1)."""


@dataclass(frozen=True)
class DomainTerm:
    """The registration with its end; `expires` is None where only its state is judged."""

    registration: Registration
    expires: datetime | None
    now: datetime

    @property
    def days(self) -> int:
        """Whole days left, negative once it is over."""
        return (self.expires - self.now).days if self.expires else 0

    @property
    def is_over(self) -> bool:
        """Whether the date has passed."""
        return self.expires is not None and self.expires <= self.now

    def state(self, words: tuple[str, ...]) -> str:
        """The first of these states that the registration is in; empty when it is in none."""
        return next((word for word in words if word in self.registration.statuses), "")


def domain_term(artifacts: Artifacts) -> DomainTerm | Unavailable:
    """The term; unavailable where the registry gives no date, unless it says that the domain is out of use already."""
    found = artifacts.observed(REGISTRATION)
    if isinstance(found, Unavailable):
        return found
    term = DomainTerm(found, moment_of(found.expires), artifacts.now)
    if term.expires is None and not term.state((*HOLDS, *LOST, *REDEEMABLE)):
        top_level = found.name.rpartition(".")[2]
        return Unavailable(
            f"the registry of .{top_level} does not publish until when {found.name} is registered",
            (f"GET {found.url}: 200, {found.expires or 'no expiration event'}",),
            "in the account at the registrar, where the date stands",
        )
    return term
