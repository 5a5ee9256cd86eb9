"""One planted defect: where it lies, what a check says, what looks alike and is right, how it is repaired."""

from dataclasses import dataclass

FAIL, WARN = "fail", "warn"


@dataclass(frozen=True)
class Defect:
    """One planted defect. `subject` ends in `#` where one finding per secret follows; `count` says how many."""

    id: str
    check: str
    subject: str
    outcome: str
    planted: str
    look_alike_subject: str
    look_alike: str
    repair: str
    count: int = 1
