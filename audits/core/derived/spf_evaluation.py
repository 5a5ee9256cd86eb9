"""SPF as a receiver evaluates it: check_host() of RFC 7208 section 4, for one message against a look-up function."""

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from audits.core.observed.mail import MailReply
from audits.core.parsing.spf import Mechanism, Qualifier, SpfRecord, Term, is_spf, parse
from audits.core.parsing.spf_expansion import Address, Message, expanded, expanded_name
from audits.core.parsing.spf_macro import has_macro, macro_fault
from audits.core.unavailable import Unavailable

MOST_LOOKUPS = 10
MOST_VOIDS = 2
MOST_EXCHANGERS = 10
MOST_POINTERS = 10
"""The limits of RFC 7208 section 4.6.4."""
LONGEST_LABEL = 63
LONGEST_NAME = 253

Ask = Callable[[str, str], MailReply | Unavailable]
"""The answer to a DNS question (name, type); records in presentation form, TXT joined."""


class Result(StrEnum):
    """The seven answers of RFC 7208 section 2.6."""

    NONE = "none"
    NEUTRAL = "neutral"
    PASS = "pass"  # noqa: S105 - an answer of RFC 7208, no password
    FAIL = "fail"
    SOFTFAIL = "softfail"
    TEMPERROR = "temperror"
    PERMERROR = "permerror"


ANSWER_OF = {
    Qualifier.PASS: Result.PASS,
    Qualifier.FAIL: Result.FAIL,
    Qualifier.SOFTFAIL: Result.SOFTFAIL,
    Qualifier.NEUTRAL: Result.NEUTRAL,
}


@dataclass(frozen=True)
class SpfAnswer:
    """What a receiver makes of one message.

    `domain` is whose record decided and `term` by which of its terms, `reason` the error in one clause, `explanation`
    what the domain asks to be told to the sender of refused mail, `lookups` how many look-ups it took.
    """

    result: Result
    domain: str
    term: str = ""
    reason: str = ""
    explanation: str = ""
    lookups: int = 0


class _Ended(Exception):  # noqa: N818 - it reads as what happened
    """The evaluation is over with an error, wherever in the tree it is."""

    def __init__(self, result: Result, reason: str) -> None:
        super().__init__(reason)
        self.result, self.reason = result, reason


@dataclass
class _Evaluation:
    """One message on its way through the tree, with what it has cost so far."""

    ask: Ask
    message: Message
    lookups: int = 0
    voids: int = 0
    is_decided: bool = False


def check_host(address: str, *, sender: str, helo: str, ask: Ask, receiver: str = "unknown", now: int = 0) -> SpfAnswer:
    """The answer for a client address, MAIL FROM (empty: the HELO identity) and HELO name; `now` in seconds, for %{t}.

    Raises ValueError for an address that is none.
    """
    ip: Address = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    local, _, domain = (sender or helo).rpartition("@")
    message = Message(ip, f"{local or 'postmaster'}@{domain}", helo, receiver, now)
    evaluation = _Evaluation(ask, message)
    evaluation.message = replace(message, named=lambda name: _named(evaluation, name))
    domain = domain.lower().removesuffix(".")
    if not is_checkable(domain):
        return SpfAnswer(Result.NONE, domain, reason=f"{domain[:80]!r} is no domain name SPF can be asked of")
    try:
        return _evaluated(evaluation, domain, explain=True)
    except _Ended as ended:
        return SpfAnswer(ended.result, domain, reason=ended.reason, lookups=evaluation.lookups)


def is_checkable(domain: str) -> bool:
    """True for a name of several labels of legal length, no address in brackets (RFC 7208 section 4.3)."""
    labels = domain.split(".")
    return (
        len(labels) > 1
        and "[" not in domain
        and len(domain) <= LONGEST_NAME
        and all(0 < len(label) <= LONGEST_LABEL for label in labels)
    )


def _evaluated(evaluation: _Evaluation, domain: str, *, explain: bool) -> SpfAnswer:
    """The answer by the record of one domain; `explain` is false below an include."""
    found = _record(evaluation, domain)
    if found is None:
        return SpfAnswer(Result.NONE, domain, reason=f"{domain} publishes no SPF record", lookups=evaluation.lookups)
    for mechanism in found.reachable:
        if _matches(evaluation, domain, mechanism):
            result = ANSWER_OF[mechanism.qualifier]
            evaluation.is_decided = True
            why = _explanation(evaluation, domain, found.terms) if explain and result is Result.FAIL else ""
            return SpfAnswer(result, domain, mechanism.text, explanation=why, lookups=evaluation.lookups)
    if found.redirect is None:
        return SpfAnswer(Result.NEUTRAL, domain, lookups=evaluation.lookups)
    _count(evaluation)
    target = expanded_name(found.redirect, evaluation.message, domain)
    answer = _evaluated(evaluation, target.lower(), explain=explain) if is_checkable(target) else None
    if answer is None or answer.result is Result.NONE:
        raise _Ended(Result.PERMERROR, f"redirect={target} leads to no SPF record")
    return answer


def _record(evaluation: _Evaluation, domain: str) -> SpfRecord | None:
    texts = [text for text in _asked(evaluation, domain, "TXT").records if is_spf(text)]
    if not texts:
        return None
    if len(texts) > 1:
        raise _Ended(Result.PERMERROR, f"{domain} publishes {len(texts)} SPF records")
    record = parse(texts[0])
    if not isinstance(record, SpfRecord):
        raise _Ended(Result.PERMERROR, f"{domain}: at {record[0].term[:80]}, {record[0].reason}")
    return record


def _asked(evaluation: _Evaluation, name: str, rtype: str) -> MailReply:
    reply = evaluation.ask(name, rtype)
    if isinstance(reply, Unavailable):
        raise _Ended(Result.TEMPERROR, reply.reason)
    return reply


def _looked_up(evaluation: _Evaluation, name: str, rtype: str) -> tuple[str, ...]:
    """The records of one name; a name DNS cannot hold has none. Void answers are counted."""
    reply = _asked(evaluation, name, rtype) if is_checkable(name) else MailReply("NXDOMAIN")
    if reply.is_void:
        _count_void(evaluation, f"{name} {rtype}")
    return reply.records


def _count_void(evaluation: _Evaluation, question: str) -> None:
    evaluation.voids += 1
    if evaluation.voids > MOST_VOIDS:
        raise _Ended(Result.PERMERROR, f"more than {MOST_VOIDS} names hold nothing, the last {question}")


def _count(evaluation: _Evaluation) -> None:
    evaluation.lookups += 1
    if evaluation.lookups > MOST_LOOKUPS:
        raise _Ended(Result.PERMERROR, f"more than {MOST_LOOKUPS} look-ups")


def _matches(evaluation: _Evaluation, domain: str, mechanism: Mechanism) -> bool:
    if mechanism.name == "all":
        return True
    if mechanism.name in {"ip4", "ip6"}:
        return _in_network(evaluation.message.address, mechanism.value, mechanism)
    _count(evaluation)
    target = expanded_name(mechanism.value, evaluation.message, domain) if mechanism.value else domain
    return _MATCHERS[mechanism.name](evaluation, target, mechanism)


def _has_address(evaluation: _Evaluation, target: str, mechanism: Mechanism) -> bool:
    return _is_address_of(evaluation, _looked_up(evaluation, target, _family(evaluation)), mechanism)


def _exists(evaluation: _Evaluation, target: str, _mechanism: Mechanism) -> bool:
    return bool(_looked_up(evaluation, target, "A"))


def _is_pointed_at(evaluation: _Evaluation, target: str, _mechanism: Mechanism) -> bool:
    """The ptr mechanism (RFC 7208 section 5.5); an error of its look-ups is no match."""
    reply = evaluation.ask(evaluation.message.address.reverse_pointer, "PTR")
    if isinstance(reply, MailReply) and reply.is_void:
        _count_void(evaluation, f"{evaluation.message.address} PTR")
    domain = target.lower()
    return any(name == domain or name.endswith(f".{domain}") for name in _validated_names(evaluation))


def _includes(evaluation: _Evaluation, name: str, _mechanism: Mechanism) -> bool:
    """The table of RFC 7208 section 5.2."""
    target = name.lower()
    result = _evaluated(evaluation, target, explain=False).result if is_checkable(target) else Result.NONE
    if result is Result.NONE:
        raise _Ended(Result.PERMERROR, f"include:{target} leads to no SPF record")
    return result is Result.PASS


def _is_exchanger(evaluation: _Evaluation, target: str, mechanism: Mechanism) -> bool:
    records = _looked_up(evaluation, target, "MX")
    if len(records) > MOST_EXCHANGERS:
        raise _Ended(Result.PERMERROR, f"{target} has more than {MOST_EXCHANGERS} mail exchangers")
    for host in sorted(record.split(" ")[-1].rstrip(".").lower() for record in records):
        # A null MX (RFC 7505) names no host, and an exchanger without addresses costs no void look-up of its own.
        if is_checkable(host):
            addresses = _asked(evaluation, host, _family(evaluation)).records
            if _is_address_of(evaluation, addresses, mechanism):
                return True
    return False


_MATCHERS = {"include": _includes, "exists": _exists, "a": _has_address, "mx": _is_exchanger, "ptr": _is_pointed_at}


def _family(evaluation: _Evaluation) -> str:
    return "A" if evaluation.message.address.version == 4 else "AAAA"


def _is_address_of(evaluation: _Evaluation, addresses: tuple[str, ...], mechanism: Mechanism) -> bool:
    return any(_in_network(evaluation.message.address, address, mechanism) for address in addresses)


def _in_network(address: Address, start: str, mechanism: Mechanism) -> bool:
    length = mechanism.length4 if address.version == 4 else mechanism.length6
    try:
        network = ipaddress.ip_network(f"{start}/{address.max_prefixlen if length is None else length}", strict=False)
    except ValueError:
        return False  # the other family, or an answer that is no address
    return network.version == address.version and address in network


def _named(evaluation: _Evaluation, domain: str) -> str:
    """The macro p: a validated name of the client, the domain itself first, then one below it (RFC 7208 section 7.3)."""
    if not evaluation.is_decided:
        _count(evaluation)
    names = _validated_names(evaluation)
    same = [name for name in names if name == domain]
    below = [name for name in names if name.endswith(f".{domain}")]
    return next(iter((*same, *below, *names)), "unknown")


def _validated_names(evaluation: _Evaluation) -> list[str]:
    """The first ten names of the client's address whose own addresses hold it."""
    reply = evaluation.ask(evaluation.message.address.reverse_pointer, "PTR")
    if isinstance(reply, Unavailable):
        return []
    names = [name.rstrip(".").lower() for name in reply.records[:MOST_POINTERS]]
    return [name for name in names if _holds_client(evaluation, name)]


def _holds_client(evaluation: _Evaluation, name: str) -> bool:
    reply = evaluation.ask(name, _family(evaluation)) if is_checkable(name) else MailReply("NXDOMAIN")
    if isinstance(reply, Unavailable):
        return False
    return any(
        _in_network(evaluation.message.address, address, Mechanism(Qualifier.PASS, "a")) for address in reply.records
    )


def _explanation(evaluation: _Evaluation, domain: str, terms: tuple[Term, ...]) -> str:
    """What exp= leads to, filled in; empty on any error (RFC 7208 section 6.2)."""
    target = next((term.value for term in terms if not isinstance(term, Mechanism) and term.name == "exp"), None)
    if target is None:
        return ""
    name = expanded_name(target, evaluation.message, domain) if has_macro(target) else target.removesuffix(".")
    reply = evaluation.ask(name, "TXT") if is_checkable(name) else MailReply("NXDOMAIN")
    if isinstance(reply, Unavailable) or len(reply.records) != 1:
        return ""
    text = reply.records[0]
    if not text.isascii() or any(macro_fault(word, explanation=True) for word in text.split(" ") if word):
        return ""
    return " ".join(expanded(word, evaluation.message, domain) for word in text.split(" "))
