"""What shared and private caches may do with an answer (RFC 9111, RFC 9213, RFC 5861)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from audits.core.observed.http import Hop
from audits.core.parsing.cache_control import CacheControl, parsed_cache_control
from audits.core.parsing.cookie_date import parsed_date
from audits.core.parsing.field_list import split_list
from audits.core.parsing.structured_fields import Item, Token, UnreadableError, parsed_dictionary

GUESSABLE = frozenset({200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501})
"""Statuses that a cache may keep without being told (RFC 9110 section 15.1)."""
TARGETED = (
    "CDN-Cache-Control",
    "Cloudflare-CDN-Cache-Control",
    "Netlify-CDN-Cache-Control",
    "Vercel-CDN-Cache-Control",
    "Surrogate-Control",
)
"""Fields that a cache of that name obeys in place of Cache-Control."""
GUESS = 0.1
"""Share of a file's age for which caches guess it fresh (RFC 9111 section 4.2.2)."""

HITS = ("CF-Cache-Status", "X-Vercel-Cache", "X-Cache")
"""Fields in which a cache tells that it answered itself."""


class Reuse(IntEnum):
    """What a cache may do with an answer for the next visitor, the most harmful last."""

    NEVER = 0
    AFTER_ASKING = 1
    GUESSED = 2
    UNASKED = 3


@dataclass(frozen=True)
class Keeping:
    """How a cache may use an answer again, for how many seconds (0: as long as it likes), and what allows it."""

    reuse: Reuse
    seconds: int = 0
    because: str = ""


def shared_keeping(hop: Hop, now: datetime) -> Keeping:
    """The most that a shared cache may do: one that obeys Cache-Control, or one that a targeted field speaks to."""
    if "*" in split_list(hop.fields("Vary")):
        return Keeping(Reuse.NEVER, because="Vary: *")
    policies = [("Cache-Control", cache_control(hop)), *_targeted(hop)]
    keepings = [_shared(name, policy, hop, now) for name, policy in policies]
    return max(keepings, key=lambda keeping: (keeping.reuse, keeping.seconds))


def browser_seconds(hop: Hop, now: datetime) -> int | None:
    """For how long a browser uses an answer without asking; None when it has to guess."""
    policy = cache_control(hop)
    if policy.has("no-store") or policy.is_plain("no-cache"):
        return 0
    told = policy.seconds("max-age")
    return told if told is not None else _expires(hop, now)


def cache_control(hop: Hop) -> CacheControl:
    """The Cache-Control of an answer, every field of it."""
    return parsed_cache_control(hop.fields("Cache-Control"))


def spares_cookies(hop: Hop) -> bool:
    """Whether the answer lets caches keep all of it but its cookies: private="Set-Cookie" and the like."""
    policy = cache_control(hop)
    return "set-cookie" in policy.fields_of("private") | policy.fields_of("no-cache")


def from_cache(hop: Hop) -> str:
    """The words that prove that a cache gave the answer (RFC 9111 section 5.1: Age counts from when it was kept)."""
    age = hop.first("Age")
    if age.isascii() and age.isdecimal() and len(age) < 12 and int(age) > 0:
        return f"Age: {age}"
    return next((f"{name}: {hop.first(name)}" for name in HITS if hop.first(name).upper().startswith("HIT")), "")


def tells_apart(hop: Hop) -> bool:
    """Whether caches keep an answer apart for each visitor, by what tells who it is."""
    return not {"cookie", "authorization"}.isdisjoint(item.lower() for item in split_list(hop.fields("Vary")))


def _shared(name: str, policy: CacheControl, hop: Hop, now: datetime) -> Keeping:
    # RFC 9111 section 5.2.2.3: with must-understand, a cache that knows the status does not mind no-store.
    if policy.has("no-store") and not (policy.has("must-understand") and hop.status in GUESSABLE):
        return Keeping(Reuse.NEVER, because="no-store")
    if policy.is_plain("private"):
        return Keeping(Reuse.NEVER, because="private")
    seconds, because = _explicit(name, policy, hop, now)
    if policy.is_plain("no-cache"):
        return Keeping(Reuse.AFTER_ASKING, because="no-cache")
    if seconds is None:
        return _guessed(policy, hop, now) if name == "Cache-Control" else Keeping(Reuse.NEVER)
    if not (policy.has("must-revalidate") or policy.has("proxy-revalidate")):
        late = policy.seconds("stale-while-revalidate") or 0
        because += f", stale-while-revalidate={late}" if late else ""
        seconds += late
    return Keeping(Reuse.UNASKED if seconds else Reuse.AFTER_ASKING, seconds, because)


def _explicit(name: str, policy: CacheControl, hop: Hop, now: datetime) -> tuple[int | None, str]:
    """The lifetime as sent, first of s-maxage, max-age and Expires (RFC 9111 section 4.2.1)."""
    for directive in ("s-maxage", "max-age"):
        told = policy.seconds(directive)
        if told is not None:
            return told, f"{name}: {directive}={told}"
    if name == "Cache-Control" and (expires := _expires(hop, now)) is not None:
        return expires, f"Expires: {hop.first('Expires')[:60]}"
    return None, ""


def _guessed(policy: CacheControl, hop: Hop, now: datetime) -> Keeping:
    """Section 4.2.2: without a lifetime caches may guess one where the status or `public` lets them.

    What they guess from is Last-Modified; without it only `public` asks for being kept.
    """
    changed = parsed_date(hop.first("Last-Modified"))
    sent = parsed_date(hop.first("Date")) or now
    if policy.has("public"):
        return Keeping(Reuse.UNASKED, because="Cache-Control: public")
    if hop.status not in GUESSABLE or changed is None or changed >= sent:
        return Keeping(Reuse.NEVER)
    seconds = int((sent - changed) / timedelta(seconds=1) * GUESS)
    if seconds == 0:
        return Keeping(Reuse.AFTER_ASKING)
    return Keeping(Reuse.GUESSED, seconds, f"Last-Modified: {hop.first('Last-Modified')[:60]}")


def _expires(hop: Hop, now: datetime) -> int | None:
    """Seconds until Expires, seen from Date; an invalid one is in the past (section 5.3)."""
    if not hop.fields("Expires"):
        return None
    ends = parsed_date(hop.first("Expires"))
    sent = parsed_date(hop.first("Date")) or now
    return 0 if ends is None else max(int((ends - sent) / timedelta(seconds=1)), 0)


def _targeted(hop: Hop) -> list[tuple[str, CacheControl]]:
    """The targeted fields of an answer that can be read; others count for nothing (RFC 9213 section 2.1)."""
    found = []
    for name in TARGETED:
        fields = hop.fields(name)
        if name == "Surrogate-Control":
            policy = parsed_cache_control(tuple(field.replace("+", ",stale=") for field in fields))
        else:
            policy = _from_dictionary(fields)
        if policy.directives:
            found.append((name, policy))
    return found


def _from_dictionary(fields: tuple[str, ...]) -> CacheControl:
    try:
        members = parsed_dictionary(fields)
    except UnreadableError:
        return CacheControl()
    directives = []
    for name, member in members.items():
        value = member.value if isinstance(member, Item) else ""
        written = value.word if isinstance(value, Token) else str(value)
        directives.append((name, None if value is True else written))
    return CacheControl(tuple(directives))
