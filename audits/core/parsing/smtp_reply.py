"""Replies of mail servers (RFC 5321 section 4.2) and what they offer in answer to EHLO (RFC 3207, RFC 1869)."""

import re
from dataclasses import dataclass

_LINE = re.compile(r"([2-5][0-9]{2})(?:([ \-])(.*))?\Z", re.DOTALL)
_MASKED = re.compile(r"X{7,}A?\Z")
"""What some firewalls write over the keywords they take out."""


@dataclass(frozen=True)
class SmtpReply:
    """One reply: its code and the text of each line."""

    code: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The reply as evidence shows it."""
        return f"{self.code} {' / '.join(line for line in self.lines if line)}".strip()


def parsed_line(line: str) -> tuple[int, str, bool] | None:
    """The code, the text and whether it is the last line; None for what is no line of a reply."""
    match = _LINE.match(line.rstrip("\r\n"))
    return (int(match[1]), match[3] or "", match[2] != "-") if match else None


def offers(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The keywords of an EHLO reply, its first line (the greeting) left out, in capitals."""
    return tuple(line.split()[0].upper() for line in lines[1:] if line.split())


def is_masked(keywords: tuple[str, ...]) -> bool:
    """True where something on the way wrote over a keyword, so that nobody can tell what the server offers."""
    return any(_MASKED.match(keyword) for keyword in keywords)
