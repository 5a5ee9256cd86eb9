"""Can visitors walk around the edge and reach the server behind it by another name?"""

from audits.core.check import Check
from audits.core.derived.origins import Surroundings, surroundings
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.reach import REACH
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

HIDDEN = Verdict("hidden", Outcome.PASS, "No name of the estate leads around {edge} to {name}")
EXPOSED = Verdict(
    "exposed",
    Outcome.FAIL,
    "{around} shows the site of {name} without passing {edge}",
    Impact.INCIDENT,
    fix="Delete the record of {around} or switch it to Proxied, then let the server take web connections from {edge} "
    "alone (its published addresses, or authenticated origin pulls), and change the server's address: it is known now.",
)
UNPROVEN = Verdict(
    "unproven",
    Outcome.COULD_NOT_CHECK,
    "Could not check: {silent} gave no answer, which does not prove that {name} is hidden",
    fix="Try again in ten minutes. This says nothing about the client.",
)


def judge(site: Surroundings) -> Judgement:
    seen = tuple(Observation(outside.name, outside.answer) for outside in site.outside) or (
        Observation("names of the estate outside the edge", "none"),
    )
    around = [outside.name for outside in site.outside if outside.is_site]
    if around:
        return EXPOSED.given(*seen, name=site.host, edge=site.edge, around=" and ".join(around))
    silent = [outside.name for outside in site.outside if outside.is_silent]
    if silent:
        return UNPROVEN.given(*seen, name=site.host, silent=" and ".join(silent))
    return HIDDEN.given(*seen, name=site.host, edge=site.edge)


CHECK = Check(
    id="origin-exposure",
    version=1,
    subject=Host,
    title="Origin exposure",
    why="Whoever knows a way around the edge attacks the server without any of its protections.",
    references=("https://developers.cloudflare.com/fundamentals/security/protect-your-origin-server/",),
    reads=surroundings,
    verdicts=(EXPOSED, UNPROVEN, HIDDEN),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP),
)
