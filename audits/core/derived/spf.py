"""What a domain's SPF tree amounts to, as far as it can be told without a message (RFC 7208 sections 4.6 and 5)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from audits.core.artifacts import Artifacts
from audits.core.observed.mail import MAIL, MailAnswers, MailLookup, MailReply
from audits.core.parsing.spf import Mechanism, Qualifier, SpfFault, SpfRecord, is_spf, parse
from audits.core.parsing.spf_macro import has_macro
from audits.core.unavailable import Unavailable

MOST_LOOKUPS = 10
MOST_VOIDS = 2
MOST_EXCHANGERS = 10
ASKED = {"include": "TXT", "a": "A", "mx": "MX", "exists": "A"}
COUNTED = frozenset({*ASKED, "ptr"})


@dataclass(frozen=True)
class LookUp:
    """One term that costs receivers a look-up; `name` is empty where it depends on the message."""

    term: str
    name: str
    type: str

    @property
    def key(self) -> tuple[str, str]:
        """The question, as answers are filed."""
        return (self.name, self.type)


@dataclass(frozen=True)
class BrokenTerm:
    """A term by which every receiver that gets to it answers permerror; `own` is the domain's own term above it."""

    holder: str
    term: str
    reason: str
    own: str


@dataclass(frozen=True)
class SpfTree:
    """The tree below one domain.

    `costs` are the look-ups of its own terms, `unknown` what we got no answer for, `stranger` what an address nobody
    listed is answered, `opener` the own term through which that is a pass, `loop` a circle and the own term into it; `asks_ptr` are own terms.
    """

    answers: MailAnswers
    published: tuple[str, ...]
    record: SpfRecord | None = None
    faults: tuple[SpfFault, ...] = ()
    costs: tuple[tuple[str, int], ...] = ()
    voids: tuple[tuple[str, str], ...] = ()
    broken: tuple[BrokenTerm, ...] = ()
    loop: tuple[str, str] | None = None
    unknown: tuple[Unavailable, ...] = ()
    stranger: Qualifier = Qualifier.NEUTRAL
    opener: str = ""
    asks_ptr: tuple[str, ...] = ()
    read: tuple[tuple[str, str], ...] = ()

    @property
    def lookups(self) -> int:
        """Look-ups a receiver makes that gets to the end of the record."""
        return sum(cost for _, cost in self.costs)


@dataclass
class _Walk:
    """The answers by question, what has been learned of the names visited so far, and below which own term we are."""

    replies: Mapping[tuple[str, str], MailReply | Unavailable]
    under_way: list[str] = field(default_factory=list)
    cost_of: dict[str, int] = field(default_factory=dict)
    stranger_of: dict[str, Qualifier] = field(default_factory=dict)
    voids: list[tuple[str, str]] = field(default_factory=list)
    broken: list[BrokenTerm] = field(default_factory=list)
    loop: tuple[str, str] | None = None
    own: str = ""
    unknown: list[Unavailable] = field(default_factory=list)
    read: list[tuple[str, str]] = field(default_factory=list)


def look_ups(record: SpfRecord, domain: str) -> tuple[LookUp, ...]:
    """The terms receivers may get to that cost a look-up, in their order."""
    found = []
    for mechanism in record.reachable:
        if mechanism.name in COUNTED:
            name = "" if mechanism.name == "ptr" else _target(mechanism.value or domain, domain)
            found.append(LookUp(mechanism.text, name, ASKED.get(mechanism.name, "PTR")))
    if record.redirect is not None:
        name = _target(record.redirect, domain)
        found.append(LookUp(f"redirect={record.redirect}", name, "TXT"))
    return tuple(found)


def spf_tree(artifacts: Artifacts) -> SpfTree | Unavailable:
    """The subject's SPF tree, or why even its first answer is missing."""
    answers = artifacts.observed(MAIL)
    return answers if isinstance(answers, Unavailable) else tree_of(answers)


def tree_of(answers: MailAnswers) -> SpfTree | Unavailable:
    """The tree below the domain's own record."""
    first = answers.spf[0].reply
    if isinstance(first, Unavailable):
        return first
    published = tuple(text for text in first.records if is_spf(text))
    if len(published) != 1:
        return SpfTree(answers, published)
    record = parse(published[0])
    if not isinstance(record, SpfRecord):
        return SpfTree(answers, published, faults=record)
    return tree_below(answers, published, record)


def tree_below(answers: MailAnswers, published: tuple[str, ...], record: SpfRecord) -> SpfTree:
    """The tree that a record would have if the domain published it, by the answers we hold."""
    walk = _Walk({_key(lookup): lookup.reply for lookup in answers.spf})
    domain = _name(answers.domain)
    walk.under_way.append(domain)
    walk.read.extend((domain, text) for text in published[:1])
    costs = []
    for look_up in look_ups(record, domain):
        walk.own = look_up.term
        costs.append((look_up.term, 1 + _visited(walk, domain, look_up)))
    decided = _decided(walk, record, domain)
    return SpfTree(
        answers=answers,
        published=published,
        record=record,
        costs=tuple(costs),
        voids=tuple(walk.voids),
        broken=tuple(walk.broken),
        loop=walk.loop,
        unknown=tuple(walk.unknown),
        stranger=decided[0],
        opener=decided[1],
        asks_ptr=tuple(mechanism.text for mechanism in record.reachable if mechanism.name == "ptr"),
        read=tuple(walk.read),
    )


def _visited(walk: _Walk, holder: str, look_up: LookUp) -> int:
    """The further look-ups below one term; what is wrong with it is noted on the way."""
    if not look_up.name:
        if look_up.type == "TXT" and look_up.term.startswith("redirect="):
            reason = f"{look_up.term} depends on each message, so what it leads to cannot be told beforehand"
            walk.unknown.append(Unavailable(reason, retry="with a real message"))
        return 0
    reply = walk.replies.get(look_up.key)
    if reply is None:
        walk.unknown.append(Unavailable(f"{look_up.name} {look_up.type} lies beyond the look-ups this run may follow"))
        return 0
    if isinstance(reply, Unavailable):
        walk.unknown.append(reply)
        return 0
    if look_up.type == "TXT":
        return _followed(walk, holder, look_up, reply)
    if reply.is_void:
        walk.voids.append((holder, look_up.term))
    if look_up.type == "MX" and len(reply.records) > MOST_EXCHANGERS:
        reason = f"{look_up.name} has {len(reply.records)} mail exchangers and SPF allows {MOST_EXCHANGERS}"
        walk.broken.append(BrokenTerm(holder, look_up.term, reason, walk.own))
    return 0


def _followed(walk: _Walk, holder: str, look_up: LookUp, reply: MailReply) -> int:
    """The look-ups of an include's or redirect's target."""
    name = look_up.name
    if name in walk.under_way:
        circle = " → ".join((*walk.under_way[walk.under_way.index(name) :], name))
        walk.loop = walk.loop or (circle, walk.own)
        return 0
    if name in walk.cost_of:
        return walk.cost_of[name]
    records = [text for text in reply.records if is_spf(text)]
    record = parse(records[0]) if len(records) == 1 else None
    if not isinstance(record, SpfRecord):
        reason = _why_broken(name, reply, len(records), record)
        walk.broken.append(BrokenTerm(holder, look_up.term, reason, walk.own))
        return 0
    walk.under_way.append(name)
    walk.read.append((name, records[0]))
    cost = sum(1 + _visited(walk, name, further) for further in look_ups(record, name))
    walk.under_way.pop()
    walk.cost_of[name] = cost
    walk.stranger_of[name], _ = _decided(walk, record, name)
    return cost


def _why_broken(name: str, reply: MailReply, count: int, faults: tuple[SpfFault, ...] | None) -> str:
    if faults:
        return f"the record of {name} cannot be read at {faults[0].term[:80]!r}"
    if count:
        return f"{name} publishes {count} SPF records"
    return f"{name} does not exist" if reply.status == "NXDOMAIN" else f"{name} publishes no SPF record"


def _decided(walk: _Walk, record: SpfRecord, domain: str) -> tuple[Qualifier, str]:
    """What an address nobody listed is answered and by which term, once the targets of the record are known."""
    for mechanism in record.reachable:
        if mechanism.name == "all" or is_whole_internet(mechanism):
            return mechanism.qualifier, mechanism.text
        if mechanism.name == "include" and walk.stranger_of.get(_target(mechanism.value, domain)) is Qualifier.PASS:
            return mechanism.qualifier, mechanism.text
    if record.redirect is None:
        return Qualifier.NEUTRAL, ""
    return walk.stranger_of.get(_target(record.redirect, domain), Qualifier.NEUTRAL), f"redirect={record.redirect}"


def is_whole_internet(mechanism: Mechanism) -> bool:
    """True for a network of length zero."""
    return mechanism.length4 == 0 or (mechanism.name == "ip6" and mechanism.length6 == 0)


def _key(lookup: MailLookup) -> tuple[str, str]:
    return (_name(lookup.name), lookup.type)


def _target(text: str, domain: str) -> str:
    """The name a domain-spec means, the domain of the record filled in; empty where it depends on the message."""
    known = text.replace("%{d}", domain)
    return "" if has_macro(known) else _name(known)


def _name(text: str) -> str:
    return text.lower().rstrip(".")
