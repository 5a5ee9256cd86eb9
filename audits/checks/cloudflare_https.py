"""Does Cloudflare send plain http on to https?"""

from audits.core.check import Check
from audits.core.derived.cloudflare_hosts import PlainServed, plain_served
from audits.core.observed.cloudflare import CLOUDFLARE
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Domain
from audits.core.verdict import Judgement, Observation, Verdict

ON = Verdict("on", Outcome.PASS, "Cloudflare sends plain http of {zone} on to https")
ELSEWHERE = Verdict(
    "elsewhere",
    Outcome.PASS,
    "No host of {zone} serves pages over plain http, though Cloudflare leaves that to the origin",
)
SERVED = Verdict(
    "served",
    Outcome.WARN,
    "Pages of {zone} are served over plain http, and Cloudflare's Always Use HTTPS is off: {served}",
    Impact.INCIDENT,
    fix="Switch on SSL/TLS, Edge Certificates, Always Use HTTPS.",
)


def judge(seen: PlainServed) -> Judgement:
    setting = Observation(f"setting always_use_https of {seen.zone}", seen.value)
    if seen.value == "on":
        return ON.given(setting, zone=seen.zone)
    if seen.served:
        told = tuple(Observation(url, "served without a redirect") for url in seen.served)
        return SERVED.given(setting, *told, zone=seen.zone, served=" and ".join(seen.served))
    return ELSEWHERE.given(setting, Observation("hosts behind Cloudflare", ", ".join(seen.hosts)), zone=seen.zone)


CHECK = Check(
    id="cloudflare-https",
    version=1,
    subject=Domain,
    title="Plain http sent on by Cloudflare",
    why="Whatever is served over plain http can be read and changed on the way.",
    references=("https://developers.cloudflare.com/ssl/edge-certificates/additional-options/always-use-https/",),
    reads=plain_served,
    verdicts=(SERVED, ELSEWHERE, ON),
    judge=judge,
    sources=(DNS, ZONE, HTTP, CLOUDFLARE),
)
