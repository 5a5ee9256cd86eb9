"""Filters that live in the address; what makes no sense there is passed over, since people share addresses."""

from collections.abc import Sequence

from django.http import QueryDict

from audits.queries.ranking import GROUPS, RiskFilters
from portal.playbooks import RANKS

LAST_STAGE = 7
LAST_PAGE = 1000


def risk_filters(query: QueryDict) -> RiskFilters:
    """The filters an address asks for."""
    stage = number_in(query, "stage", LAST_STAGE)
    return RiskFilters(
        states=tuple(group for group in GROUPS if group in query.getlist("state")),
        stage=stage or None,
        rank=_one_of(query, "rank", RANKS),
        outcome=_one_of(query, "outcome", ("fail", "warn")),
        owner=_words(query, "owner", 80),
        host=_words(query, "host", 600),
        client=_one_of(query, "client", ("published", "internal")),
        q=_words(query, "q", 120),
        page=number_in(query, "page", LAST_PAGE) or 1,
    )


def address_of(filters: RiskFilters, page: int) -> str:
    """The query of another page of the same list."""
    query = QueryDict(mutable=True)
    query.setlist("state", list(filters.states))
    for name in ("stage", "rank", "outcome", "owner", "host", "client", "q"):
        if getattr(filters, name):
            query[name] = str(getattr(filters, name))
    query["page"] = str(page)
    return f"?{query.urlencode()}"


def number_in(query: QueryDict, name: str, most: int) -> int:
    """A number from 1 to `most`; 0 for anything else."""
    text = query.get(name, "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
    return number if number <= most else 0


def _words(query: QueryDict, name: str, most: int) -> str:
    return query.get(name, "").replace("\x00", "").strip()[:most]


def _one_of(query: QueryDict, name: str, choices: Sequence[str]) -> str:
    return query.get(name, "") if query.get(name) in choices else ""
