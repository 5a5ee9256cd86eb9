"""The five answers a check can give, and how much a bad one costs the business."""

from enum import IntEnum, StrEnum


class Outcome(StrEnum):
    """What a check says of one subject in one run."""

    PASS = "pass"  # noqa: S105 - an outcome, not a password
    WARN = "warn"
    FAIL = "fail"
    COULD_NOT_CHECK = "could-not-check"
    NOT_APPLICABLE = "not-applicable"

    @property
    def is_finding(self) -> bool:
        """True for the two outcomes that become findings."""
        return self in {Outcome.WARN, Outcome.FAIL}


class Impact(IntEnum):
    """Business impact of a finding, worst highest; a playbook names the three in its own words."""

    CLEANUP = 1
    INCIDENT = 2
    BLOCKER = 3

    @property
    def rank(self) -> str:
        """The word of the machine-readable contract: blocker, incident or cleanup."""
        return self.name.lower()
