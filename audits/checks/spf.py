"""Does the mail domain say, in a record every receiver can evaluate, which servers send its mail?"""

from audits.core.check import Check
from audits.core.derived.sending import allows_nobody, senders, suggested_spf, told
from audits.core.derived.spf import MOST_LOOKUPS, MOST_VOIDS, SpfTree, spf_tree
from audits.core.derived.spf_addresses import flattened
from audits.core.derived.spf_repair import advice, closed, dead_terms, narrowed, one_record, without
from audits.core.observed.mail import MAIL, MailReply
from audits.core.outcome import Impact, Outcome
from audits.core.parsing.mail_senders import sender_of
from audits.core.parsing.spf import Qualifier, SpfRecord, looks_like_spf, written
from audits.core.parsing.spf_mend import mended
from audits.core.subject import MailDomain
from audits.core.verdict import COULD_NOT_CHECK, Judgement, Observation, Verdict

MISSING = Verdict(
    "missing",
    Outcome.FAIL,
    "{domain} has no SPF record",
    Impact.INCIDENT,
    fix="Publish one TXT record at {domain}: {record} — and add the term of every other service that sends its mail.",
)
MISTYPED = Verdict(
    "mistyped",
    Outcome.FAIL,
    "Receivers do not take the record of {domain} for SPF",
    Impact.INCIDENT,
    fix="Replace the TXT record by: {record}",
)
SEVERAL = Verdict(
    "several",
    Outcome.FAIL,
    "{domain} publishes {count} SPF records, so receivers use none",
    Impact.INCIDENT,
    fix="Delete all of them and publish this one TXT record at {domain}: {record}{note}",
)
INVALID = Verdict(
    "invalid",
    Outcome.FAIL,
    "Receivers cannot read the SPF record of {domain}: at {term}, {reason}",
    Impact.INCIDENT,
    fix="Replace the TXT record at {domain} by: {record}{left_out}",
)
OPEN = Verdict(
    "open",
    Outcome.FAIL,
    "SPF lets every server in the world send as {domain}",
    Impact.BLOCKER,
    fix="Replace the TXT record at {domain} by: {record}",
)
WIDE = Verdict(
    "wide",
    Outcome.FAIL,
    "SPF lets {percent} % of all addresses in the world send as {domain}",
    Impact.BLOCKER,
    fix="Name the servers themselves instead of such wide networks. Without them, {domain} reads: {record}",
)
LOOP = Verdict(
    "loop",
    Outcome.FAIL,
    "The SPF records refer to each other in a circle: {loop}",
    Impact.INCIDENT,
    fix="Take out the term that closes the circle. Without it, {domain} reads: {record}",
)
BROKEN_TERM = Verdict(
    "broken-term",
    Outcome.FAIL,
    "SPF of {domain} ends in an error at {term}: {reason}",
    Impact.INCIDENT,
    fix="Remove {term} from the record of {holder}, or correct its target. Without it, {domain} reads: {record}",
)
TOO_MANY_LOOKUPS = Verdict(
    "too-many-lookups",
    Outcome.FAIL,
    "SPF of {domain} takes {lookups} DNS look-ups and receivers stop at 10",
    Impact.INCIDENT,
    fix="{advice} Each term costs: {costs}.",
)
TOO_MANY_VOIDS = Verdict(
    "too-many-voids",
    Outcome.FAIL,
    "SPF of {domain} asks for {count} names that hold nothing and receivers stop after 2",
    Impact.INCIDENT,
    fix="Remove {terms}. Without them, {domain} reads: {record}",
)
NEUTRAL = Verdict(
    "neutral",
    Outcome.FAIL,
    "SPF says nothing about servers that are not listed",
    Impact.INCIDENT,
    fix="Replace the TXT record at {domain} by: {record}",
)
DEAD_TERM = Verdict(
    "dead-term",
    Outcome.WARN,
    "Receivers never look at {term} in the SPF record",
    Impact.INCIDENT,
    fix="If it names a service that sends mail, replace the TXT record at {domain} by: {record}",
)
ASKS_PTR = Verdict(
    "asks-ptr",
    Outcome.WARN,
    "SPF uses ptr, which is slow and which some receivers skip",
    Impact.CLEANUP,
    fix="Name the servers by ip4:, ip6:, a: or include: and remove {term} (RFC 7208 section 5.5).",
)
CLOSED = Verdict("closed", Outcome.PASS, "SPF lets no server send as {domain}")
PUBLISHED = Verdict(
    "published", Outcome.PASS, "SPF names who sends as {domain}, in {lookups} of 10 look-ups: {senders}"
)

WIDEST_SHARE = 1 / 32
"""No service sends from a thirty-second of all addresses; whoever allows more allows everybody who rents a machine."""
MOST_ADDRESSES = 60
"""Networks of the flattened view that evidence shows."""


def judge(tree: SpfTree) -> Judgement:
    """The worst that is proven; an answer we did not get counts only where nothing is proven without it."""
    if tree.record is None:
        return _unusable(tree)
    return _proven_fault(tree, tree.record) or _unanswered(tree) or _weakness(tree, tree.record)


def _unusable(tree: SpfTree) -> Judgement:
    """No record, several, or one that nobody can read."""
    domain = tree.answers.domain
    first = tree.answers.spf[0]
    evidence = tuple(Observation(first.question, text) for text in tree.published[:12])
    if not evidence and isinstance(first.reply, MailReply):
        evidence = told(first.question, first.reply)
    if len(tree.published) > 1:
        record, note = one_record(tree)
        return SEVERAL.given(*evidence, domain=domain, count=len(tree.published), record=record, note=note)
    if tree.faults:
        mend = mended(tree.published[0])
        left_out = f" (left out, since nobody can read it: {', '.join(mend.left_out)})" if mend.left_out else ""
        fault = tree.faults[0]
        return INVALID.given(
            *evidence, domain=domain, term=fault.term[:80], reason=fault.reason, record=mend.record, left_out=left_out
        )
    records = first.reply.records if isinstance(first.reply, MailReply) else ()
    meant = next((text for text in records if looks_like_spf(text)), None)
    if meant is not None:
        return MISTYPED.given(*evidence, domain=domain, record=mended(meant).record)
    return MISSING.given(*evidence, domain=domain, record=suggested_spf(tree.answers))


def _proven_fault(tree: SpfTree, record: SpfRecord) -> Judgement | None:  # noqa: PLR0911 - one return a verdict
    domain, evidence = tree.answers.domain, _evidence(tree)
    if tree.stranger is Qualifier.PASS:
        return OPEN.given(*evidence, domain=domain, record=closed(record, tree.opener))
    share = flattened(tree.answers, record).share
    if share > WIDEST_SHARE:
        percent = max(1, round(100 * share))
        return WIDE.given(*evidence, domain=domain, percent=percent, record=narrowed(record))
    if tree.loop:
        circle, own = tree.loop
        return LOOP.given(*evidence, domain=domain, loop=circle, record=without(record, own))
    if tree.broken:
        term = tree.broken[0]
        facts = {"domain": domain, "term": term.term, "reason": term.reason, "holder": term.holder}
        return BROKEN_TERM.given(*evidence, **facts, record=without(record, term.own))
    if tree.lookups > MOST_LOOKUPS:
        costs = ", ".join(f"{term} {cost}" for term, cost in sorted(tree.costs, key=lambda cost: -cost[1]))
        return TOO_MANY_LOOKUPS.given(
            *evidence, domain=domain, lookups=tree.lookups, costs=costs, advice=advice(tree, record)
        )
    if len(tree.voids) > MOST_VOIDS:
        own_voids = tuple(term for holder, term in tree.voids if holder == domain)
        terms = ", ".join(f"{term} in {holder}" for holder, term in tree.voids)
        return TOO_MANY_VOIDS.given(
            *evidence, domain=domain, count=len(tree.voids), terms=terms, record=without(record, *own_voids)
        )
    return None


def _unanswered(tree: SpfTree) -> Judgement | None:
    """A part of the tree did not answer, for us as for any receiver at this moment (temperror, not permerror)."""
    if not tree.unknown:
        return None
    missing = tree.unknown[0]
    tried = tuple(Observation("tried", attempt) for attempt in missing.tried)
    return COULD_NOT_CHECK.given(*_evidence(tree), *tried, reason=missing.reason, retry=missing.retry)


def _weakness(tree: SpfTree, record: SpfRecord) -> Judgement:
    domain, evidence = tree.answers.domain, _evidence(tree)
    if tree.stranger is Qualifier.NEUTRAL:
        return NEUTRAL.given(*evidence, domain=domain, record=closed(record))
    dead = dead_terms(record)
    if dead:
        return DEAD_TERM.given(*evidence, domain=domain, term=dead[0].text, record=mended(written(record.terms)).record)
    if tree.asks_ptr:
        return ASKS_PTR.given(*evidence, term=tree.asks_ptr[0])
    if allows_nobody(tree.answers):
        return CLOSED.given(*evidence, domain=domain)
    who = ", ".join(sender.name for sender in senders(tree.answers)) or "servers of its own"
    return PUBLISHED.given(*evidence, *_flat(tree, record), domain=domain, lookups=tree.lookups, senders=who)


def _flat(tree: SpfTree, record: SpfRecord) -> tuple[Observation, ...]:
    """The flattened view: every address the record lets send, and the terms that cannot be told beforehand."""
    flat = flattened(tree.answers, record)
    shown = " ".join(flat.networks[:MOST_ADDRESSES])
    more = f" and {len(flat.networks) - MOST_ADDRESSES} more" if len(flat.networks) > MOST_ADDRESSES else ""
    untold = f"; not told by addresses alone: {', '.join(flat.untold)}" if flat.untold else ""
    return (Observation(f"{tree.answers.domain} SPF, every address", f"{shown}{more}{untold}".strip("; ")),)


def _evidence(tree: SpfTree) -> tuple[Observation, ...]:
    """Every record of the tree, verbatim and with the service it stands for, then each name that holds nothing."""
    read = (Observation(_question(name), text) for name, text in tree.read[:25])
    voids = (Observation(f"{term} in {holder}", "holds nothing") for holder, term in tree.voids[:10])
    return (*read, *voids)


def _question(name: str) -> str:
    sender = sender_of(name)
    return f"{name} TXT ({sender.name})" if sender else f"{name} TXT"


CHECK = Check(
    id="spf",
    version=3,
    subject=MailDomain,
    title="SPF record",
    why="Without a record receivers can evaluate, real mail lands in spam and anybody can send as this domain.",
    references=("RFC 7208",),
    reads=spf_tree,
    verdicts=(
        MISSING,
        MISTYPED,
        SEVERAL,
        INVALID,
        OPEN,
        WIDE,
        LOOP,
        BROKEN_TERM,
        TOO_MANY_LOOKUPS,
        TOO_MANY_VOIDS,
        NEUTRAL,
        DEAD_TERM,
        ASKS_PTR,
        CLOSED,
        PUBLISHED,
    ),
    judge=judge,
    sources=(MAIL,),
)
