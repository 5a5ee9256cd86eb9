"""May the authority that issued the certificate in use issue the next one?"""

from audits.core.check import Check
from audits.core.derived.caa import Issuance, Rule, issuance
from audits.core.observed.caa import CAA
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.reach import REACH
from audits.core.observed.tls import TLS
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

ANYBODY = Verdict(
    "anybody", Outcome.PASS, "No CAA record rules {name}: any authority may issue, as the standard has it"
)
ALLOWED = Verdict("allowed", Outcome.PASS, "The CAA records of {owner} let {authority} issue for {name}")
FORBIDDEN = Verdict(
    "forbidden",
    Outcome.FAIL,
    "The CAA records of {owner} keep {authority} from renewing the certificate of {name}",
    Impact.INCIDENT,
    fix='Add this record at the DNS provider before the certificate runs out: {owner}. CAA 0 {tag} "{issuer}"',
)
NOBODY = Verdict(
    "nobody",
    Outcome.FAIL,
    "The CAA records of {owner} keep every authority from renewing the certificate of {name}",
    Impact.INCIDENT,
    fix='Replace the record {owner}. CAA {record} at the DNS provider by: {owner}. CAA 0 {tag} "{issuer}"',
)
BLOCKED = Verdict(
    "blocked",
    Outcome.FAIL,
    "A critical CAA record of {owner} with the unknown tag {tag} keeps every authority from issuing for {name}",
    Impact.INCIDENT,
    fix="Delete the record {owner}. CAA {record} at the DNS provider, or correct its tag to issue, issuewild or iodef.",
)
UNREADABLE = Verdict(
    "unreadable",
    Outcome.FAIL,
    "No authority can read the CAA record of {owner}, so none may issue for {name}",
    Impact.INCIDENT,
    fix='Replace the record {owner}. CAA {record} at the DNS provider by: {owner}. CAA 0 {tag} "{issuer}"',
)
PARTLY_UNREADABLE = Verdict(
    "partly-unreadable",
    Outcome.WARN,
    "{authority} may issue for {name}, and one CAA record of {owner} cannot be read",
    Impact.CLEANUP,
    fix='Delete the record {owner}. CAA {record} at the DNS provider, or write it as 0 issue "authority.example".',
)


def judge(found: Issuance) -> Judgement:
    seen = tuple(_observation(rule, text) for rule in found.rules for text in rule.texts or ("no such record",))
    given = [_of_rule(found, rule) for rule in found.rules]
    verdict, facts = max(given, key=lambda each: (each[0].outcome.is_finding, each[0].impact or 0, each[0] is ALLOWED))
    return verdict.given(*seen, **facts)


def _of_rule(found: Issuance, rule: Rule) -> tuple[Verdict, dict[str, str]]:
    """The verdict for one name of the certificate, with its facts."""
    facts = {
        "name": found.host,
        "owner": rule.owner,
        "authority": found.authority,
        "tag": rule.tag,
        "issuer": found.caa_names[0] if found.caa_names else f"the CAA name of {found.authority}",
    }
    if not rule.owner:
        return ANYBODY, facts
    if rule.blocking:
        return BLOCKED, facts | {"record": rule.blocking.text, "tag": rule.blocking.tag}
    malformed = rule.malformed[0] if rule.malformed else ""
    if not found.lets_in(rule):
        if malformed and not rule.issuers:
            return UNREADABLE, facts | {"record": malformed}
        return (FORBIDDEN, facts) if rule.issuers else (NOBODY, facts | {"record": rule.ruling[0].text})
    return (PARTLY_UNREADABLE, facts | {"record": malformed}) if malformed else (ALLOWED, facts)


def _observation(rule: Rule, text: str) -> Observation:
    return Observation(f"DNS {rule.owner or rule.certified} CAA, for {rule.certified}", text)


CHECK = Check(
    id="caa",
    version=1,
    subject=Host,
    title="Authorities that may issue",
    why="A CAA record that names another authority lets the certificate run out, since its renewal is refused.",
    references=("RFC 8659 section 3", "RFC 8659 section 4"),
    reads=issuance,
    verdicts=(BLOCKED, FORBIDDEN, NOBODY, UNREADABLE, PARTLY_UNREADABLE, ANYBODY, ALLOWED),
    judge=judge,
    sources=(DNS, ZONE, REACH, TLS, CAA),
)
