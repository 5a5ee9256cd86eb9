"""Does something of the client's answer at every host that exists?"""

from audits.core.check import Check
from audits.core.derived.deserted import RootAnswer, root_of_host
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.reach import REACH
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

ALIVE = Verdict("alive", Outcome.PASS, "{name} answers with something of its own ({status})")
LEADS_ON = Verdict("leads-on", Outcome.PASS, "{name} sends visitors on to {end}")
DESERTED = Verdict(
    "deserted",
    Outcome.FAIL,
    "{name} shows the page {maker} brings along, and nothing of its own",
    Impact.INCIDENT,
    fix="Deploy what belongs at {name}, or redirect it with 301. If nobody needs it, delete its record at the DNS "
    "provider, and then the site at {maker}.",
)


def judge(root: RootAnswer) -> Judgement:
    seen = Observation(f"GET {root.chain.start}", root.chain.path)
    if root.stock:
        told = Observation(f"page of {root.last.url}", root.stock.shown)
        return DESERTED.given(seen, told, name=root.host, maker=root.stock.maker)
    if root.last.host != root.host:
        return LEADS_ON.given(seen, name=root.host, end=root.last.url)
    return ALIVE.given(seen, name=root.host, status=root.last.status)


CHECK = Check(
    id="dead-subdomain",
    version=2,
    subject=Host,
    title="Deserted hosts",
    why="A name that shows a stock page looks like a company that moved out, and nobody watches what runs there.",
    references=("RFC 9110 section 15", "https://owasp.org/www-project-web-security-testing-guide/ (WSTG-CONF-10)"),
    reads=root_of_host,
    verdicts=(DESERTED, LEADS_ON, ALIVE),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP),
)
