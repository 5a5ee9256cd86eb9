"""Whether the authority behind a host's certificate may issue the next one."""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.derived.certificates import SentChain, sent_chain
from audits.core.inapplicable import Inapplicable
from audits.core.observed.caa import CAA, CaaClimb, CaaLookup
from audits.core.parsing.authorities import caa_names, is_own_name, shown_name
from audits.core.parsing.caa import CaaRecord, CaaSet, parsed_caa
from audits.core.unavailable import Unavailable


@dataclass(frozen=True)
class Rule:
    """What holds for one name of the certificate: the records that rule it, and where they lie (empty: nowhere)."""

    certified: str
    owner: str
    texts: tuple[str, ...]
    unread: tuple[str, ...] = ()
    blocking: CaaRecord | None = None
    ruling: tuple[CaaRecord, ...] = ()

    @property
    def issuers(self) -> tuple[str, ...]:
        """The authorities that are let in."""
        return tuple(record.issuer for record in self.ruling if record.issuer)

    @property
    def malformed(self) -> tuple[str, ...]:
        """Records that no authority can read, which let nobody in."""
        return (*self.unread, *(record.text for record in self.ruling if record.issuer is None))

    @property
    def tag(self) -> str:
        """The tag that rules this name."""
        return self.ruling[0].tag if self.ruling else "issue"


@dataclass(frozen=True)
class Issuance:
    """A host, the authority of its certificate with its CAA names, and the rule for each of the certificate's names."""

    host: str
    authority: str
    caa_names: tuple[str, ...]
    rules: tuple[Rule, ...]

    def lets_in(self, rule: Rule) -> bool:
        """Whether the rule names the certificate's authority, or names nobody at all."""
        return not rule.ruling or bool(set(rule.issuers) & set(self.caa_names))


def issuance(artifacts: Artifacts) -> Issuance | Unavailable | Inapplicable:
    """The rules for a host's certificate; unavailable where an authority in no list may or may not be one let in."""
    chain = sent_chain(artifacts)
    if not isinstance(chain, SentChain):
        return chain
    answers = artifacts.observed(CAA)
    if isinstance(answers, Unavailable):
        return answers
    rules = []
    for climb in answers.climbs:
        rule = _rule(climb)
        if isinstance(rule, Unavailable):
            return rule
        rules.append(rule)
    issuer, named = answers.issuer, {name for rule in rules for name in rule.issuers}
    names = caa_names(issuer) or tuple(sorted(name for name in named if is_own_name(issuer, name)))
    found = Issuance(answers.host, shown_name(issuer), names, tuple(rules))
    doubtful = next((rule for rule in rules if rule.issuers and not names and not rule.blocking), None)
    if doubtful:
        return Unavailable(
            f"we do not know which name {found.authority} goes by in CAA records; {doubtful.owner} lets "
            f"{', '.join(doubtful.issuers)} issue",
            doubtful.texts,
            "after comparing these names with the authority's own documentation",
        )
    return found


def _rule(climb: CaaClimb) -> Rule | Unavailable:
    """The records at the first name that has any; an answer that is missing on the way ends it."""
    for lookup in climb.lookups:
        if isinstance(lookup.records, Unavailable):
            return lookup.records
        if lookup.records:
            return _of(climb.certified, lookup, lookup.records)
    return Rule(climb.certified, "", ())


def _of(certified: str, lookup: CaaLookup, texts: tuple[str, ...]) -> Rule:
    parsed = {text: parsed_caa(text) for text in texts}
    records = CaaSet(tuple(record for record in parsed.values() if record))
    return Rule(
        certified,
        lookup.name,
        texts,
        tuple(text[:200] for text, record in parsed.items() if record is None),
        records.blocking,
        records.properties(wildcard=certified.startswith("*.")),
    )
