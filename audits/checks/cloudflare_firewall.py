"""Do Cloudflare's managed firewall rules stand before the zone?"""

from audits.core.check import Check
from audits.core.derived.cloudflare_zone import Told, part_of_zone
from audits.core.observed.cloudflare import CLOUDFLARE, ManagedRules
from audits.core.observed.dns import DNS, ZONE
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Domain
from audits.core.verdict import Judgement, Observation, Verdict

ON = Verdict("on", Outcome.PASS, "{zone} stands behind {rules}")
FREE = Verdict(
    "free", Outcome.PASS, "{zone} is on the free plan, whose managed rules are always on and cannot be chosen"
)
DISABLED = Verdict(
    "disabled",
    Outcome.WARN,
    "The managed firewall rules of {zone} are there and stop nothing: {rules}",
    Impact.INCIDENT,
    fix="In Security, WAF, Managed rules, switch {rules} on again; if one rule stops real visitors, make an exception "
    "for that rule alone.",
)
ABSENT = Verdict(
    "absent",
    Outcome.WARN,
    "{zone} is on the {plan} plan, which includes managed firewall rules, and uses none",
    Impact.CLEANUP,
    fix="In Security, WAF, Managed rules, deploy the Cloudflare Managed Ruleset with its defaults, then watch the "
    "security events for a day.",
)


def judge(told: Told[tuple[ManagedRules, ...]]) -> Judgement:
    zone, rules = told.zone, told.part
    plan = Observation(f"plan of {zone.name}", zone.plan or "not told")
    seen = tuple(Observation(rule.name, rule.state) for rule in rules)
    at_work = [rule.name for rule in rules if rule.is_on]
    if at_work:
        return ON.given(plan, *seen, zone=zone.name, rules=" and ".join(at_work))
    if rules:
        return DISABLED.given(plan, *seen, zone=zone.name, rules=", ".join(f"{r.name} ({r.state})" for r in rules))
    if zone.plan == "free":
        return FREE.given(plan, zone=zone.name)
    return ABSENT.given(
        plan, Observation("managed rulesets deployed", "none"), zone=zone.name, plan=zone.plan or "paid"
    )


CHECK = Check(
    id="cloudflare-firewall",
    version=1,
    subject=Domain,
    title="Managed firewall rules at Cloudflare",
    why="They stop the attacks everybody gets, from the first minute and without anybody writing a rule.",
    references=("https://developers.cloudflare.com/waf/managed-rules/",),
    reads=part_of_zone(lambda zone: zone.managed_rules),
    verdicts=(DISABLED, ABSENT, FREE, ON),
    judge=judge,
    sources=(DNS, ZONE, CLOUDFLARE),
)
