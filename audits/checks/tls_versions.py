"""Does a host speak the TLS versions browsers use, and none that are broken?"""

from audits.core.check import Check
from audits.core.derived.visits import tls_of_host
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.reach import REACH
from audits.core.observed.tls import ACCEPTED, REFUSED, TLS, TlsAnswers
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

OLD = frozenset({"TLSv1.0", "TLSv1.1"})
CURRENT = frozenset({"TLSv1.2", "TLSv1.3"})

MODERN = Verdict("modern", Outcome.PASS, "{name} speaks {spoken} and nothing older")
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
    spoken = {v.version for v in answers.versions if v.answer == ACCEPTED}
    refused = {v.version for v in answers.versions if v.answer == REFUSED}
    old = spoken & OLD
    if old and spoken & CURRENT:
        return OUTDATED.given(*seen, name=answers.host, old=_listed(old))
    if refused >= CURRENT and spoken:
        return OBSOLETE.given(*seen, name=answers.host)
    if spoken & CURRENT and refused >= OLD:
        return MODERN.given(*seen, name=answers.host, spoken=_listed(spoken))
    unclear = (OLD | CURRENT) - spoken - refused
    return UNPROVEN.given(*seen, name=answers.host, unclear=_listed(unclear or OLD | CURRENT))


def _listed(versions: set[str] | frozenset[str]) -> str:
    return " and ".join(version.replace("TLSv", "TLS ") for version in sorted(versions))


CHECK = Check(
    id="tls-versions",
    version=1,
    subject=Host,
    title="TLS versions",
    why="TLS 1.0 and 1.1 are broken and forbidden by payment and security reviews; browsers need 1.2 or 1.3.",
    references=("RFC 8996", "RFC 9325 section 3.1"),
    reads=tls_of_host,
    verdicts=(OBSOLETE, OUTDATED, UNPROVEN, MODERN),
    judge=judge,
    sources=(DNS, ZONE, REACH, TLS),
)
