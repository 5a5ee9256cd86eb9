"""Do the host's aliases stand alone, and are they few enough for every resolver?"""

from audits.core.check import Check
from audits.core.derived.alias_chain import AliasChain, alias_chain
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.mail import MAIL
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

MOST = 8
"""Aliases in a row that every common resolver follows; the strictest stop after ten or eleven."""
MOST_SHOWN = 12

NONE = Verdict("none", Outcome.PASS, "{name} has addresses of its own and no alias")
SHORT = Verdict(
    "short", Outcome.PASS, "{name} passes through {count} of the {most} aliases that every resolver follows"
)
AT_APEX = Verdict(
    "at-apex",
    Outcome.FAIL,
    "{name} is an alias although its zone begins there, so its mail and other records may be lost",
    Impact.INCIDENT,
    fix="Replace {name}. CNAME {alias}. at the DNS provider by an ALIAS or ANAME record to {alias}, or by the A and "
    "AAAA records your hosting service gives for a bare domain.",
)
BESIDE_OTHERS = Verdict(
    "beside-others",
    Outcome.FAIL,
    "{name} is an alias and has other records too, and only one of both can count",
    Impact.INCIDENT,
    fix="Delete {name}. CNAME {alias}. at the DNS provider and write the A and AAAA records of {alias} in its place, or "
    "move the other records to another name: {others}.",
)
LONG = Verdict(
    "long",
    Outcome.WARN,
    "{name} passes through {count} aliases, more than some resolvers follow",
    Impact.INCIDENT,
    fix="Point {name} at the last name that your hosting service gives for it, at the DNS provider: {name}. CNAME {last}.",
)


def judge(chain: AliasChain) -> Judgement:
    records = chain.records
    if not records.aliases:
        return NONE.given(Observation(f"DNS {records.name} A, AAAA", _addresses(chain)), name=records.name)
    shown = records.aliases[:MOST_SHOWN]
    more = [f"{len(records.aliases) - MOST_SHOWN} more"] if len(records.aliases) > MOST_SHOWN else []
    way = " -> ".join((records.name, *shown, *more, _addresses(chain)))
    seen = [Observation(f"DNS {records.name} A, AAAA", way)]
    facts = {"name": records.name, "alias": records.aliases[0], "last": records.aliases[-1]}
    if chain.zone_servers:
        seen.append(Observation(f"DNS {records.name} NS", ", ".join(chain.zone_servers)))
        return AT_APEX.given(*seen, **facts)
    if chain.beside:
        seen += [Observation(f"DNS {records.name}", text[:200]) for text in chain.beside[:MOST_SHOWN]]
        kinds = dict.fromkeys(text.partition(" ")[0] for text in chain.beside)
        return BESIDE_OTHERS.given(*seen, **facts, others=", ".join(kinds))
    if len(records.aliases) > MOST:
        return LONG.given(*seen, **facts, count=len(records.aliases))
    return SHORT.given(*seen, **facts, count=len(records.aliases), most=MOST)


def _addresses(chain: AliasChain) -> str:
    records = chain.records
    return ", ".join(record.address for record in records.addresses[:MOST_SHOWN]) or f"{records.status}, no address"


CHECK = Check(
    id="alias-chain",
    version=1,
    subject=Host,
    title="Chain of aliases",
    why="An alias beside other records makes mail or the site vanish, depending on who asks first.",
    references=("RFC 1034 section 3.6.2", "RFC 2181 section 10.1"),
    reads=alias_chain,
    verdicts=(AT_APEX, BESIDE_OTHERS, LONG, SHORT, NONE),
    judge=judge,
    sources=(DNS, ZONE, MAIL),
)
