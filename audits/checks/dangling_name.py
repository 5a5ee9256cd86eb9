"""Does an alias of the estate lead to a name that is gone, or that a stranger can take?"""

from audits.core.check import Check
from audits.core.derived.hosts import AliasedHost, aliased_host
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.hosting import HOSTING
from audits.core.outcome import Impact, Outcome
from audits.core.parsing.hosting import is_proof, shows_free
from audits.core.parsing.names import is_registry
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

DELETE = "Delete the record {name}. CNAME {alias}. at the DNS provider"

NO_ALIAS = Verdict("no-alias", Outcome.PASS, "{name} has addresses of its own and no alias")
RESOLVES = Verdict("resolves", Outcome.PASS, "The alias {name} leads to {target}, which exists")
UNREGISTERED = Verdict(
    "unregistered",
    Outcome.FAIL,
    "{name} is an alias into a domain that is not in DNS: if it is free, whoever registers it serves pages as {name}",
    Impact.BLOCKER,
    fix=DELETE + " now, before somebody registers the domain of {target}.",
)
CLAIMABLE = Verdict(
    "claimable",
    Outcome.FAIL,
    "{name} is an alias to a name that nobody holds at {service}: whoever claims it there serves pages as {name}",
    Impact.BLOCKER,
    fix=DELETE + " now, or claim {target} at {service} again and add {name} there.",
)
GONE = Verdict(
    "gone",
    Outcome.FAIL,
    "{name} is an alias to {target}, which does not exist",
    Impact.INCIDENT,
    fix=DELETE + ", or claim {target} at the provider again. Whoever gets that name serves pages as {name}.",
)
EMPTY = Verdict("empty", Outcome.PASS, "The alias {name} leads to {target}, which exists and has no address")
PROOF = Verdict("proof", Outcome.PASS, "The alias {name} only proves something to the service at {target}")
LOOP = Verdict(
    "loop",
    Outcome.FAIL,
    "The alias {name} leads back to itself",
    Impact.INCIDENT,
    fix=DELETE + " and add the record your hosting service gives for {name}.",
)


def judge(host: AliasedHost) -> Judgement:  # noqa: PLR0911 - one return a verdict
    records, service = host.records, host.service
    told = ", ".join(record.address for record in records.addresses) or f"{records.status}, no address"
    if not records.aliases:
        return NO_ALIAS.given(Observation(f"DNS {records.name} A, AAAA", told), name=records.name)
    first, last = records.aliases[0], records.aliases[-1]
    seen = [Observation(f"DNS {records.name} A, AAAA", " -> ".join((records.name, *records.aliases, told)))]
    facts = {"name": records.name, "alias": first, "target": last}
    if last in (records.name, *records.aliases[:-1]):
        return LOOP.given(*seen, **facts)
    if is_proof(last):
        return PROOF.given(*seen, **facts)
    if records.addresses:
        if host.page is not None and service is not None and shows_free(service, host.page.status, host.page.text):
            seen.append(Observation(f"GET http://{records.name}/", f"{host.page.status}: {service.sign}"))
            return CLAIMABLE.given(*seen, **facts, service=service.name)
        return RESOLVES.given(*seen, **facts)
    if records.status != "NXDOMAIN":
        return EMPTY.given(*seen, **facts)
    if records.denied_by is not None and is_registry(records.denied_by):
        seen.append(Observation(f"SOA in the answer for {last}", records.denied_by))
        return UNREGISTERED.given(*seen, **facts)
    if service is not None and not service.sign:
        return CLAIMABLE.given(*seen, **facts, service=service.name)
    return GONE.given(*seen, **facts)


CHECK = Check(
    id="dangling-name",
    version=2,
    subject=Host,
    title="Dangling aliases",
    why="An alias to a freed name lets a stranger serve pages, set cookies and get certificates as the client.",
    references=("RFC 1034 section 3.6.2", "https://owasp.org/www-project-web-security-testing-guide/ (WSTG-CONF-10)"),
    reads=aliased_host,
    verdicts=(UNREGISTERED, CLAIMABLE, GONE, LOOP, EMPTY, PROOF, RESOLVES, NO_ALIAS),
    judge=judge,
    sources=(DNS, ZONE, HOSTING),
)
