"""The risk list as rows of a spreadsheet, in which nothing that was seen can act as a formula."""

from collections.abc import Iterable

from audits.queries.risk_row import Moment, RiskRow

HEADINGS = (
    "Rank", "State", "What is true", "What it costs", "Where", "Check", "Lines", "Owner", "Seen", "Fixed", "What to do",
    "Before", "After", "Accepted until", "Accepted because", "Client sees it",
)  # fmt: skip
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # fmt: skip
"""What makes a spreadsheet read a cell as a formula, full-width forms too (OWASP, CSV injection)."""


def risk_list(rows: Iterable[RiskRow]) -> Iterable[tuple[str, ...]]:
    """The headings, then one line a risk."""
    yield HEADINGS
    for row in rows:
        yield tuple(harmless(cell) for cell in _cells(row))


def harmless(text: str) -> str:
    """The text as a spreadsheet shows it as text: an apostrophe stands before what would be calculated."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) or text.startswith(FORMULA_STARTS) else text


def _cells(row: RiskRow) -> tuple[str, ...]:
    return (
        row.rank_word,
        row.state,
        row.title,
        row.cost,
        row.subject,
        row.check_title,
        " ".join(row.lines),
        row.owner,
        _time(row.seen),
        _time(row.ended) if row.ended and row.is_over else "",
        row.fix,
        row.before,
        row.after,
        f"{row.accepted_until:%Y-%m-%d}" if row.accepted_until else "",
        row.accepted_reason,
        "yes" if row.is_published else "no",
    )


def _time(moment: Moment) -> str:
    """The sprint hour where there is one, else the moment in UTC."""
    return f"hour {moment.hour}" if moment.hour else f"{moment.at:%Y-%m-%d %H:%M} UTC"
