"""The policy file of MTA-STS (RFC 8461 section 3.2)."""

import re
from dataclasses import dataclass

LONGEST_AGE = 31_557_600
MOST_LINES = 1_000
MODES = ("enforce", "testing", "none")
_PATTERN = re.compile(r"(?:\*\.)?[A-Za-z0-9_](?:[A-Za-z0-9_\-]{0,62})(?:\.[A-Za-z0-9_\-]{1,63})*\.?\Z")


@dataclass(frozen=True)
class StsPolicy:
    """What sending servers are asked: `mode` enforce, testing or none; `patterns` of exchangers; `max_age` seconds."""

    mode: str
    patterns: tuple[str, ...]
    max_age: int

    def covers(self, host: str) -> bool:
        """True where a pattern is the exchanger's name, or a wildcard for exactly its first label (section 4.1)."""
        name = host.rstrip(".").lower()
        rest = name.partition(".")[2]
        return any(pattern == name or (pattern[:2] == "*." and pattern[2:] == rest != "") for pattern in self.patterns)


@dataclass(frozen=True)
class StsFault:
    """Why no sender can use the file, as a clause."""

    reason: str


def parsed_policy(text: str) -> StsPolicy | StsFault:
    """The policy of the file; unknown keys are ignored, of repeated ones the first counts, `mx` may repeat."""
    pairs = [_pair(line) for line in text.split("\n")[:MOST_LINES] if line.strip()]
    first: dict[str, str] = {}
    for key, value in pairs:
        first.setdefault(key, value)
    if "" in first:
        return StsFault(f"{first[''][:60]!r} is no line of the form key: value")
    return _fault(first) or _policy(first, tuple(value for key, value in pairs if key == "mx"))


def _pair(line: str) -> tuple[str, str]:
    key, colon, value = line.partition(":")
    key = key.strip()
    return (
        (key, value.strip())
        if colon and key.replace("_", "").replace("-", "").replace(".", "").isalnum()
        else ("", line.strip())
    )


def _fault(first: dict[str, str]) -> StsFault | None:
    if first.get("version") != "STSv1":
        return StsFault("it has no line version: STSv1")
    if first.get("mode") not in MODES:
        return StsFault(
            f"mode: {first['mode'][:40]} is none of {', '.join(MODES)}" if "mode" in first else "it has no mode:"
        )
    age = first.get("max_age", "")
    if not re.fullmatch(r"[0-9]{1,10}", age, re.ASCII) or int(age) > LONGEST_AGE:
        return StsFault(
            f"max_age: {age[:40]} is no number of seconds up to {LONGEST_AGE}" if age else "it has no max_age:"
        )
    return None


def _policy(first: dict[str, str], patterns: tuple[str, ...]) -> StsPolicy | StsFault:
    wrong = next((pattern for pattern in patterns if not _PATTERN.match(pattern)), None)
    if wrong is not None:
        return StsFault(f"mx: {wrong[:60]} is neither a host name nor one with *. before it")
    if not patterns and first["mode"] != "none":
        return StsFault("it names no mx:")
    return StsPolicy(first["mode"], tuple(pattern.rstrip(".").lower() for pattern in patterns), int(first["max_age"]))


def written_policy(mode: str, hosts: tuple[str, ...], max_age: int) -> str:
    """The policy file on one line, as a sentence can hold it: each slash stands for a new line."""
    return " / ".join(("version: STSv1", f"mode: {mode}", *(f"mx: {host}" for host in hosts), f"max_age: {max_age}"))
