"""A zone at Cloudflare as literals: what its API told, and the artifacts a check reads beside it."""

from dataclasses import replace

from audits.core.artifacts import Artifact
from audits.core.observed.cloudflare import CLOUDFLARE, CloudflareZone
from audits.core.observed.dns import ZONE, NameServer, ZoneRecords
from audits.core.subject import Domain
from audits.core.unavailable import Unavailable
from tests.audits.seen import ACME, judged

DOMAIN = Domain(ACME)
REFUSED = Unavailable(
    "the token may not read the setting ssl (403)", retry="with a token that has Zone › Zone Settings › Read"
)
NO_TOKEN = Unavailable("no token for Cloudflare was given", retry="once a read-only token was given")
RIGHT = CloudflareZone(
    name=ACME,
    status="active",
    is_paused=False,
    plan="pro",
    account="Acme Inc",
    owner="ada@acme.example",
    name_servers=("lola.ns.cloudflare.com", "kurt.ns.cloudflare.com"),
    tls_mode="strict",
    always_https="on",
    minimum_tls="1.2",
    managed_rules=(),
    cache_rules=(),
    page_rules=(),
    rate_limits=(),
)


def served_by(*servers):
    answered = tuple(NameServer(name, Unavailable("not asked")) for name in servers)
    return Artifact(ZONE, ACME, ZoneRecords(ACME, "NOERROR", answered, (), ()))


AT_CLOUDFLARE = served_by("lola.ns.cloudflare.com")
ELSEWHERE = served_by("ns1.registrar.example")
UNKNOWN = Artifact(ZONE, ACME, Unavailable("no answer"))


def told(**parts):
    return Artifact(CLOUDFLARE, ACME, replace(RIGHT, **parts))


def verdict_of(check, *seen, estate=None):
    return judged(check, DOMAIN, *seen, estate=estate).verdict


WITHOUT = [
    ("no token", (AT_CLOUDFLARE, Artifact(CLOUDFLARE, ACME, NO_TOKEN)), "could-not-check"),
    ("not gathered", (AT_CLOUDFLARE,), "could-not-check"),
    ("token refused", (AT_CLOUDFLARE, Artifact(CLOUDFLARE, ACME, REFUSED)), "could-not-check"),
    ("zone unknown", (UNKNOWN,), "could-not-check"),
    ("elsewhere", (ELSEWHERE,), "not-applicable"),
    ("elsewhere with a token", (ELSEWHERE, Artifact(CLOUDFLARE, ACME, REFUSED)), "not-applicable"),
]
"""What every check of a zone answers where the API told nothing of it."""
