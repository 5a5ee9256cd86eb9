"""What Cloudflare's API told of a zone with a read-only token: settings, rules and whose it is; never the token."""

from dataclasses import dataclass

from audits.core.artifacts import Source
from audits.core.unavailable import Unavailable


@dataclass(frozen=True)
class ManagedRules:
    """One managed ruleset that the zone's firewall runs; `is_on` is False where it is disabled or only logs."""

    name: str
    is_on: bool
    state: str = ""


@dataclass(frozen=True)
class CacheRule:
    """One rule that makes the edge keep answers: a cache rule's `where` is an expression, a page rule's a pattern.

    `keeps` is True where it makes everything eligible, `bypasses` where it keeps nothing, `forces` the seconds for which it keeps answers whatever the
    origin says about them (None: the origin's word holds).
    """

    name: str
    where: str
    keeps: bool
    bypasses: bool = False
    is_on: bool = True
    is_pattern: bool = False
    forces: int | None = None


@dataclass(frozen=True)
class RateLimit:
    """One rate limiting rule: `most` requests in `seconds`, then `action`."""

    name: str
    where: str
    action: str
    is_on: bool
    most: int
    seconds: int


@dataclass(frozen=True)
class CloudflareZone:
    """One zone as the API tells it; each part may be missing for a reason of its own.

    `status` is active, pending, initializing or moved; `plan` the plan's short name (free, pro, business, enterprise);
    `owner` what the API says of the zone's owner, if it says anything.
    """

    name: str
    status: str
    is_paused: bool
    plan: str
    account: str
    owner: str
    name_servers: tuple[str, ...]
    tls_mode: str | Unavailable
    always_https: str | Unavailable
    minimum_tls: str | Unavailable
    managed_rules: tuple[ManagedRules, ...] | Unavailable
    cache_rules: tuple[CacheRule, ...] | Unavailable
    page_rules: tuple[CacheRule, ...] | Unavailable
    rate_limits: tuple[RateLimit, ...] | Unavailable


CLOUDFLARE: Source[CloudflareZone] = Source("cloudflare", CloudflareZone)
