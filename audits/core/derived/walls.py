"""Answers that are meant for us and not for visitors: refusals, rate limits, bot walls, faults of the moment."""

from audits.core.observed.http import Hop, PageBody
from audits.core.parsing.challenge import Wall, wall_in


def wall(hop: Hop, body: PageBody | None = None) -> str | None:
    """Why this answer says nothing about what visitors get, one clause; None when it does."""
    if is_bot_wall(hop, body):
        return f"{hop.url} met us with a bot wall ({hop.status})"
    if hop.status == 429:
        return f"{hop.url} asked us to slow down (429)"
    if hop.status == 403:
        return f"{hop.url} refused us (403)"
    return f"{hop.url} answered with a server error ({hop.status})" if hop.status >= 500 else None


def is_bot_wall(hop: Hop, body: PageBody | None = None) -> bool:
    """Whether a wall in front of the site answered, and not the site."""
    return wall_of(hop, body) is not None


def wall_of(hop: Hop, body: PageBody | None = None) -> Wall | None:
    """The wall that answered in place of the site, by its own signs."""
    return wall_in(hop.status, hop.first, body.text if body else "", body.size if body else None)
