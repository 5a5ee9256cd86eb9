"""Answers that are meant for us and not for visitors: refusals, rate limits, bot walls, faults of the moment."""

from audits.core.observed.http import Hop, PageBody
from audits.core.parsing.challenge import Wall, wall_in

OF_THE_REQUEST = frozenset({408, 421, 425})
"""Statuses about how we asked: too slowly, on a connection meant for another, too early (RFC 9110 section 15.5, RFC 8470)."""


def wall(hop: Hop, body: PageBody | None = None) -> str | None:
    """Why this answer says nothing about what visitors get, one clause; None when it does."""
    return missed(hop, body) or (f"{hop.url} refused us (403)" if hop.status == 403 else None)


def missed(hop: Hop, body: PageBody | None = None) -> str | None:
    """The same where a 403 is the app's own answer, as it is to a site that may not read it."""
    if is_bot_wall(hop, body):
        return f"{hop.url} met us with a bot wall ({hop.status})"
    if hop.status == 429:
        return f"{hop.url} asked us to slow down (429)"
    if hop.status in OF_THE_REQUEST:
        return f"{hop.url} did not take our request ({hop.status})"
    return f"{hop.url} answered with a server error ({hop.status})" if hop.status >= 500 else None


def is_bot_wall(hop: Hop, body: PageBody | None = None) -> bool:
    """Whether a wall in front of the site answered, and not the site."""
    return wall_of(hop, body) is not None


def wall_of(hop: Hop, body: PageBody | None = None) -> Wall | None:
    """The wall that answered in place of the site, by its own signs."""
    return wall_in(hop.status, hop.first, body.text if body else "", body.size if body else None)
