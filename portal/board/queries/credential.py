"""Where an engagement's token for Cloudflare stands, and what the last audit could not read with it."""

from dataclasses import dataclass

from audits.queries.latest import latest_judgements
from portal.estate.models import Credential
from portal.estate.queries import credential_of, estate_rows
from portal.sprint.models import Engagement

CHECKS = (
    "cloudflare-owner",
    "cloudflare-tls-mode",
    "cloudflare-https",
    "cloudflare-minimum-tls",
    "cloudflare-firewall",
    "cloudflare-rate-limits",
    "cloudflare-cache-rules",
)
EDGE = "edge-provider"


@dataclass(frozen=True)
class TokenStanding:
    """The token, if one was given; `read` of `asked` checks had their answer in the last audit since then.

    `is_elsewhere` when audits saw the zone at another provider and no host behind Cloudflare, `missing` the reasons for the answers that failed.
    """

    given: Credential | None
    asked: int = 0
    read: int = 0
    missing: tuple[str, ...] = ()
    is_elsewhere: bool = False


def token_standing(engagement: Engagement) -> TokenStanding:
    """The engagement's token with what became of it."""
    given = credential_of(engagement, Credential.Kind.CLOUDFLARE)
    answers = latest_judgements(engagement, (*CHECKS, EDGE))
    rows = [row for check in CHECKS for row in answers.get(check, ())]
    proxied = any(row.facts.get("provider") == "Cloudflare" for row in answers.get(EDGE, ()))
    elsewhere = bool(rows) and all(row.outcome == "not-applicable" for row in rows) and not proxied
    since = [row for row in rows if given is None or row.judged_at > given.given_at]
    failed = [str(row.facts.get("reason", row.headline)) for row in since if row.outcome == "could-not-check"]
    told = tuple(dict.fromkeys(failed)) if given else ()
    return TokenStanding(given, len(since), len(since) - len(failed), told, elsewhere)


def zone_name(engagement: Engagement) -> str:
    """The domain whose zone a token should cover; empty for an estate without one."""
    domain = estate_rows(engagement).domain
    return domain.name if domain else ""
