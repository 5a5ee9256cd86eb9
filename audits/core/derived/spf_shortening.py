"""An SPF record brought down to ten look-ups that lets exactly the same servers send."""

from dataclasses import dataclass, replace

from audits.core.derived.spf import MOST_LOOKUPS, look_ups, tree_below
from audits.core.derived.spf_addresses import flattened_term
from audits.core.observed.mail import MailAnswers, MailHost, MailLookup, MailReply
from audits.core.parsing.mail_exchanger import parsed_exchangers
from audits.core.parsing.spf import Mechanism, Qualifier, SpfRecord, Term, is_spf, parse, written
from audits.core.parsing.spf_mend import merged

MOST_QUESTIONS = 16
"""Further questions one record that has to be shortened is worth."""
MOST_NETWORKS_A_TERM = 20
"""A term that stands for more networks than these makes a record nobody can keep."""
LONGEST_RECORD = 2_000


@dataclass(frozen=True)
class Shortened:
    """The record to publish, its look-ups, what was dropped, and which terms were written out as addresses."""

    record: str
    lookups: int
    dropped: tuple[str, ...] = ()
    written_out: tuple[str, ...] = ()

    @property
    def is_enough(self) -> bool:
        """True where receivers get to the end of it."""
        return self.lookups <= MOST_LOOKUPS


def published_record(answers: MailAnswers) -> SpfRecord | None:
    """The domain's record, of several the one that holds them all; None where there is none to read."""
    first = answers.spf[0].reply
    texts = tuple(text for text in first.records if is_spf(text)) if isinstance(first, MailReply) else ()
    record = parse(texts[0] if len(texts) == 1 else merged(texts)) if texts else None
    return record if isinstance(record, SpfRecord) else None


def further_questions(
    domain: str, spf: tuple[MailLookup, ...], hosts: tuple[MailHost, ...]
) -> tuple[tuple[str, str], ...]:
    """The addresses of the tree's `a` and `mx` terms that are not known yet: none where the record fits as it is."""
    nothing = MailLookup("", "", MailReply("NXDOMAIN"))
    answers = MailAnswers(domain, nothing, spf, (), (), nothing, (), hosts)
    record = published_record(answers)
    if record is None or tree_below(answers, (), record).lookups <= MOST_LOOKUPS:
        return ()
    wanted: dict[tuple[str, str], None] = {}
    known = {host.name for host in hosts}
    for lookup in spf:
        if lookup.type == "A":
            wanted[lookup.name, "AAAA"] = None
        if lookup.type == "MX" and isinstance(lookup.reply, MailReply):
            named = (each.host for each in parsed_exchangers(lookup.reply.records) if each.host not in known | {""})
            wanted.update(dict.fromkeys((host, kind) for host in named for kind in ("A", "AAAA")))
    return tuple(wanted)[:MOST_QUESTIONS]


def shortened(answers: MailAnswers, record: SpfRecord) -> Shortened:
    """The shortest way down, in three steps: drop what lets nobody in, write out own hosts, then whole services."""
    kept, dropped = _without_idle(answers, record)
    found = Shortened(written(kept.terms), _cost(answers, kept), dropped)
    candidates = sorted(
        _candidates(answers, kept), key=lambda each: (each[0].name == "include", -each[1], len(each[2]))
    )
    for term, _, networks in candidates:
        if found.is_enough:
            break
        shorter = _replaced(kept, term, networks)
        if len(written(shorter.terms)) > LONGEST_RECORD:
            continue
        kept = shorter
        found = replace(
            found,
            record=written(kept.terms),
            lookups=_cost(answers, kept),
            written_out=(*found.written_out, term.text),
        )
    return found


def _cost(answers: MailAnswers, record: SpfRecord) -> int:
    return tree_below(answers, (), record).lookups


def _without_idle(answers: MailAnswers, record: SpfRecord) -> tuple[SpfRecord, tuple[str, ...]]:
    """The record without terms said twice, ptr, names that hold nothing, and includes that another include holds."""
    tree = tree_below(answers, (), record)
    void = {term for holder, term in tree.voids if holder == answers.domain}
    inner = _held_by_others(answers, record)
    kept: list[Term] = []
    dropped: list[str] = []
    for term in record.terms:
        is_idle = term.text in void | inner or (isinstance(term, Mechanism) and term.name == "ptr")
        if is_idle or term in kept:
            dropped.append(term.text)
        else:
            kept.append(term)
    return SpfRecord(tuple(kept)), tuple(dropped)


def _held_by_others(answers: MailAnswers, record: SpfRecord) -> set[str]:
    """The includes whose record another include of the domain asks for anyway, with a plain pass."""
    includes = [term for term in record.mechanisms if term.name == "include" and term.qualifier is Qualifier.PASS]
    held: set[str] = set()
    for term in includes:
        below = {other.value.lower() for other in _includes_below(answers, term)}
        held |= {each.text for each in includes if each is not term and each.value.lower() in below}
    return held


def _includes_below(answers: MailAnswers, term: Mechanism) -> list[Mechanism]:
    """Every include below one, as long as nothing but passes stands there."""
    replies = {each.name.lower().rstrip("."): each.reply for each in answers.spf if each.type == "TXT"}
    found: list[Mechanism] = []
    left, seen = [term.value.lower().rstrip(".")], set[str]()
    while left:
        name = left.pop()
        reply = replies.get(name)
        texts = [text for text in reply.records if is_spf(text)] if isinstance(reply, MailReply) else []
        record = parse(texts[0]) if len(texts) == 1 and name not in seen else None
        seen.add(name)
        if not isinstance(record, SpfRecord):
            continue
        plain = [each for each in record.reachable if each.name == "all" or each.qualifier is Qualifier.PASS]
        below = [each for each in plain if each.name == "include"] if len(plain) == len(record.reachable) else []
        found.extend(below)
        left.extend(each.value.lower().rstrip(".") for each in below)
    return found


def _candidates(answers: MailAnswers, record: SpfRecord) -> list[tuple[Mechanism, int, tuple[str, ...]]]:
    """The terms that can be written out exactly, with what each saves and the networks it stands for."""
    costs = dict(tree_below(answers, (), record).costs)
    asked = {look_up.term for look_up in look_ups(record, answers.domain)}
    found = []
    for term in record.reachable:
        if term.text not in asked or term.qualifier is not Qualifier.PASS:
            continue
        flat = flattened_term(answers, term)
        if flat.is_whole and 0 < len(flat.networks) <= MOST_NETWORKS_A_TERM:
            found.append((term, costs.get(term.text, 1), flat.networks))
    return found


def _replaced(record: SpfRecord, term: Mechanism, networks: tuple[str, ...]) -> SpfRecord:
    """The record with the networks where the term stood, each only once."""
    terms: list[Term] = []
    for each in record.terms:
        if each is not term:
            terms.append(each)
            continue
        read = parse("v=spf1 " + " ".join(networks))
        terms.extend(read.terms if isinstance(read, SpfRecord) else (term,))
    return SpfRecord(tuple(dict.fromkeys(terms)))
