"""Answers that are meant for us and not for visitors: refusals, rate limits, bot walls, faults of the moment."""

from audits.core.observed.http import Hop, PageBody

_CHALLENGES = (
    ("cf-mitigated", "challenge"),
    ("x-amzn-waf-action", ""),
    ("x-vercel-mitigated", "challenge"),
    ("sg-captcha", "challenge"),
)
"""Fields that only a bot wall sends, with what their value begins with (the vendors' own documents)."""

_SMALL = 4096
_SCRIPTS = ("_Incapsula_Resource", "sucuri_cloudproxy_js", "/aes.js")
"""Words of the script-only pages that walls send with status 200; they are small and hold nothing else."""


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
    if any(value.lower().startswith(start) for name, start in _CHALLENGES for value in hop.fields(name)):
        return True
    return body is not None and body.size <= _SMALL and any(script in body.text for script in _SCRIPTS)
