"""Does a host speak the TLS versions browsers use, and none that are broken?"""

from audits.core.check import Check
from audits.core.derived.visits import tls_of_host
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.reach import REACH
from audits.core.observed.tls import ACCEPTED, REFUSED, SSL3, TLS, TLS13, TlsAnswers
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

OLD = frozenset({SSL3, "TLSv1.0", "TLSv1.1"})
CURRENT = frozenset({"TLSv1.2", TLS13})

MODERN = Verdict("modern", Outcome.PASS, "{name} speaks {spoken}, and none of the old versions")
SUFFICIENT = Verdict(
    "sufficient",
    Outcome.PASS,
    "{name} speaks TLS 1.2 alone, which is safe; TLS 1.3 would spare visitors a round trip",
)
BROKEN = Verdict(
    "broken",
    Outcome.FAIL,
    "{name} still speaks SSL 3.0, whose protection is broken",
    Impact.INCIDENT,
    fix="Turn SSL 3.0 off for {name}, and TLS 1.0 and 1.1 with it; nginx: ssl_protocols TLSv1.2 TLSv1.3; A server that "
    "still has SSL 3.0 runs on software of before 2016: update it.",
)
OUTDATED = Verdict(
    "outdated",
    Outcome.FAIL,
    "{name} still speaks {old}",
    Impact.CLEANUP,
    fix="Turn {old} off for {name}. Cloudflare: SSL/TLS, Edge Certificates, Minimum TLS Version 1.2. nginx: "
    "ssl_protocols TLSv1.2 TLSv1.3;",
)
OBSOLETE = Verdict(
    "obsolete",
    Outcome.FAIL,
    "{name} speaks no TLS version that browsers accept",
    Impact.BLOCKER,
    fix="Turn TLS 1.2 and 1.3 on for {name}; nginx: ssl_protocols TLSv1.2 TLSv1.3; Browsers have dropped all others.",
)
UNPROVEN = Verdict(
    "unproven",
    Outcome.COULD_NOT_CHECK,
    "Could not check: no clear answer of {name} to {unclear}",
    fix="Try again in ten minutes. This says nothing about the client.",
)


def judge(answers: TlsAnswers) -> Judgement:
    seen = tuple(Observation(f"{answers.host} port 443, {v.version} alone", v.detail) for v in answers.versions)
    # Runs of earlier versions did not ask for SSL 3.0, and are judged by what they asked.
    asked = (OLD | CURRENT) - {SSL3} | {v.version for v in answers.versions}
    spoken = {v.version for v in answers.versions if v.answer == ACCEPTED}
    refused = {v.version for v in answers.versions if v.answer == REFUSED}
    if refused >= CURRENT and spoken:
        return OBSOLETE.given(*seen, name=answers.host)
    old = spoken & OLD
    if old and spoken & CURRENT:
        return (BROKEN if SSL3 in old else OUTDATED).given(*seen, name=answers.host, old=_listed(old))
    if spoken & CURRENT and refused >= OLD & asked:
        alone = TLS13 in refused
        return (SUFFICIENT if alone else MODERN).given(*seen, name=answers.host, spoken=_listed(spoken))
    unclear = asked - spoken - refused
    return UNPROVEN.given(*seen, name=answers.host, unclear=_listed(unclear or asked))


def _listed(versions: set[str] | frozenset[str]) -> str:
    named = (version.replace("TLSv", "TLS ").replace(SSL3, "SSL 3.0") for version in sorted(versions))
    return " and ".join(named)


CHECK = Check(
    id="tls-versions",
    version=2,
    subject=Host,
    title="TLS versions",
    why="TLS 1.0 and 1.1 are broken and forbidden by payment and security reviews; browsers need 1.2 or 1.3.",
    references=("RFC 7568", "RFC 8996", "RFC 9325 section 3.1"),
    reads=tls_of_host,
    verdicts=(OBSOLETE, BROKEN, OUTDATED, UNPROVEN, SUFFICIENT, MODERN),
    judge=judge,
    sources=(DNS, ZONE, REACH, TLS),
)
