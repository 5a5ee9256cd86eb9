"""A fix divided into what to do and the exact text to copy: a record, a header field or a command; pure."""

import re
from dataclasses import dataclass

RECORD = r"v=(?:spf1|DMARC1|DKIM1)\b"
FIELD = r"[A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)+: \S"
COMMAND = r"(?:certbot|git|npm|npx|dig|curl|gcloud|aws|psql|openssl) \S"
EXACT = re.compile(rf": (?=(?:{RECORD}|{FIELD}|{COMMAND}))")
AFTERTHOUGHT = " — "


@dataclass(frozen=True)
class FixWords:
    """`says` is prose; `exact` is copied as it stands, empty where the whole fix is prose."""

    says: str
    exact: str = ""

    @property
    def lines(self) -> tuple[dict[str, str], ...]:
        """The exact text as lines without a sign, for components/_fix.html."""
        return tuple({"sign": "", "text": line} for line in self.exact.splitlines())


def fix_words(fix: str) -> FixWords:
    """The first line break, else the colon before a record, header field or command, divides the fix."""
    first, line_break, rest = fix.strip().partition("\n")
    if line_break:
        return FixWords(first.rstrip(), rest.strip("\n"))
    found = EXACT.search(fix)
    if found is None or any(mark in fix[found.end() :] for mark in (", ", ". ", " (")):
        return FixWords(fix.strip())
    exact, dash, afterthought = fix[found.end() :].partition(AFTERTHOUGHT)
    says = f"{fix[: found.start()]}:" if not dash else f"{fix[: found.start()]}; {afterthought.rstrip('.')}:"
    return FixWords(says, exact.strip())
