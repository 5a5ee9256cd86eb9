"""Do the hosts that take the domain's mail lie in domains somebody owns?"""

from audits.core.check import Check
from audits.core.derived.mail_hosts import MailHosts, mail_hosts
from audits.core.observed.dns import ZONE
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Domain
from audits.core.verdict import Judgement, Observation, Verdict

OWNED = Verdict(
    "owned", Outcome.PASS, "No host that takes mail for {name} lies in a domain that a stranger could register"
)
UNREGISTERED = Verdict(
    "unregistered",
    Outcome.FAIL,
    "{hosts} takes mail for {name} and lies in a domain that is not in DNS: if it is free, whoever registers it reads that "
    "mail",
    Impact.BLOCKER,
    fix="Delete the record {name}. MX {hosts}. at the DNS provider now. Password resets of every service that knows an "
    "address at {name} would go to the new owner.",
)


def judge(found: MailHosts) -> Judgement:
    seen = [Observation(f"DNS {found.domain} MX", record) for record in found.mx]
    for host in found.hosts:
        denied = f", told by {host.denied_by}" if host.status == "NXDOMAIN" and host.denied_by else ""
        seen.append(Observation(f"DNS {host.name} A", host.status + denied))
    if found.unregistered:
        hosts = ", ".join(host.name for host in found.unregistered)
        return UNREGISTERED.given(*seen, name=found.domain, hosts=hosts)
    return OWNED.given(*seen, name=found.domain)


CHECK = Check(
    id="exchanger-names",
    version=1,
    subject=Domain,
    title="Owners of the mail hosts",
    why="Whoever registers the domain of a mail host reads all mail, password resets among it.",
    references=("RFC 5321 section 5.1", "RFC 2308 section 2.1"),
    reads=mail_hosts,
    verdicts=(UNREGISTERED, OWNED),
    judge=judge,
    sources=(ZONE,),
)
