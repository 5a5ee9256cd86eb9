"""In whose Cloudflare account does the zone stand, and does it work there?"""

from audits.core.check import Check
from audits.core.derived.cloudflare_zone import cloudflare_zone
from audits.core.observed.cloudflare import CLOUDFLARE, CloudflareZone
from audits.core.observed.dns import DNS, ZONE
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Domain
from audits.core.verdict import Judgement, Observation, Verdict

NAMED = Verdict("named", Outcome.PASS, 'The zone {zone} stands in the Cloudflare account "{account}"')
UNNAMED = Verdict(
    "unnamed",
    Outcome.COULD_NOT_CHECK,
    "Could not check: the token does not show in whose account {zone} stands",
    fix="Read the account's name in the console and leave it as evidence.",
)
PAUSED = Verdict(
    "paused",
    Outcome.WARN,
    "Cloudflare is paused for {zone}: it answers DNS and protects nothing",
    Impact.INCIDENT,
    fix="On the zone's overview page in Cloudflare choose Enable Cloudflare on Site.",
)
INACTIVE = Verdict(
    "inactive",
    Outcome.FAIL,
    'The zone {zone} in the account "{account}" is {status}: the domain does not use it',
    Impact.INCIDENT,
    fix="At the registrar set the name servers to {servers}, or delete this zone if another account runs the domain.",
)


def judge(zone: CloudflareZone) -> Judgement:
    told = [
        Observation(f"account of {zone.name}", zone.account or "not told"),
        Observation(f"status of {zone.name}", f"{zone.status}{', paused' if zone.is_paused else ''}"),
    ]
    if zone.owner:
        told.append(Observation(f"owner of {zone.name}", zone.owner))
    account = zone.account or "not told"
    if zone.status != "active":
        servers = " and ".join(zone.name_servers) or "those the zone's overview page names"
        return INACTIVE.given(*told, zone=zone.name, account=account, status=zone.status, servers=servers)
    if zone.is_paused:
        return PAUSED.given(*told, zone=zone.name)
    if not zone.account:
        return UNNAMED.given(*told, zone=zone.name)
    return NAMED.given(*told, zone=zone.name, account=account)


CHECK = Check(
    id="cloudflare-owner",
    version=1,
    subject=Domain,
    title="Owner of the zone at Cloudflare",
    why="A zone in somebody else's account leaves with them, and the whole domain with it.",
    references=("https://developers.cloudflare.com/dns/zone-setups/reference/domain-status/",),
    reads=cloudflare_zone,
    verdicts=(INACTIVE, PAUSED, UNNAMED, NAMED),
    judge=judge,
    sources=(DNS, ZONE, CLOUDFLARE),
)
