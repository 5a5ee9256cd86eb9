"""The flattened view of an SPF record: every address it lets send, and what cannot be told beforehand."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

from audits.core.observed.dns import HostRecords
from audits.core.observed.mail import MailAnswers, MailReply
from audits.core.parsing.mail_exchanger import parsed_exchangers
from audits.core.parsing.spf import Mechanism, Qualifier, SpfRecord, is_spf, parse
from audits.core.parsing.spf_macro import has_macro

DEEPEST = 10
MOST_NETWORKS = 500

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True)
class Flattened:
    """The networks a record lets send, as terms; `untold` are the terms that depend on a message or were not asked.

    `is_exact` is false where a term takes something out again (`-ip4:…`), so that a list of networks says too much.
    """

    networks: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
    is_exact: bool = True

    @property
    def share(self) -> float:
        """The part of all IPv4 addresses that is let in, from 0 to 1."""
        networks = (ipaddress.IPv4Network(term[4:]) for term in self.networks if term.startswith("ip4:"))
        return sum(network.num_addresses for network in ipaddress.collapse_addresses(networks)) / 2**32

    @property
    def is_whole(self) -> bool:
        """True where the networks say exactly what the record says."""
        return self.is_exact and not self.untold


class _Held:
    """The answers of a run, by question."""

    def __init__(self, answers: MailAnswers) -> None:
        self._replies = {(_plain(each.name), each.type): each.reply for each in (*answers.addresses, *answers.spf)}
        for host in answers.hosts:
            if isinstance(host.records, HostRecords):
                for kind, family in (("A", host.records.ipv4), ("AAAA", host.records.ipv6)):
                    if isinstance(family, tuple):
                        told = tuple(record.address for record in family)
                        self._replies.setdefault((_plain(host.name), kind), MailReply(host.records.status, told))

    def records(self, name: str, rtype: str) -> tuple[str, ...] | None:
        """The records at a name, or None where we hold no answer."""
        reply = self._replies.get((_plain(name), rtype))
        return reply.records if isinstance(reply, MailReply) else None

    def addresses(self, name: str) -> tuple[str, ...] | None:
        """Both families, or None where one of them was not answered."""
        four, six = self.records(name, "A"), self.records(name, "AAAA")
        return None if four is None or six is None else (*four, *six)


def flattened(answers: MailAnswers, record: SpfRecord) -> Flattened:
    """The flattened view of a record of the domain, by the answers we hold."""
    return _merged(_of_record(_Held(answers), _plain(answers.domain), record, ()))


def flattened_term(answers: MailAnswers, term: Mechanism) -> Flattened:
    """The flattened view of one term alone."""
    return _merged(_of_term(_Held(answers), _plain(answers.domain), term, ()))


def _of_record(held: _Held, domain: str, record: SpfRecord, above: tuple[str, ...]) -> Iterable[Flattened]:
    for term in record.reachable:
        if term.name == "all":
            if term.qualifier is Qualifier.PASS:
                yield Flattened(("ip4:0.0.0.0/0", "ip6:::/0"))
        elif term.qualifier is Qualifier.PASS:
            yield from _of_term(held, domain, term, above)
        else:
            yield Flattened(is_exact=False)
    if record.redirect is not None:
        yield from _of_target(held, domain, record.redirect, f"redirect={record.redirect}", above)


def _of_term(held: _Held, domain: str, term: Mechanism, above: tuple[str, ...]) -> Iterable[Flattened]:
    name = term.value or domain
    match term.name:
        case "ip4" | "ip6":
            yield Flattened(_network(term.value, term))
        case "include":
            yield from _of_target(held, domain, term.value, term.text, above)
        case "a" if not has_macro(name):
            yield _of_addresses(held.addresses(name), term)
        case "mx" if not has_macro(name):
            records = held.records(name, "MX")
            hosts = () if records is None else tuple(each.host for each in parsed_exchangers(records) if each.host)
            yield Flattened(untold=(term.text,)) if records is None else Flattened()
            for host in hosts:
                yield _of_addresses(held.addresses(host), term)
        case _:
            yield Flattened(untold=(term.text,))


def _of_target(held: _Held, domain: str, target: str, term: str, above: tuple[str, ...]) -> Iterable[Flattened]:
    texts = [] if has_macro(target) else [text for text in held.records(target, "TXT") or () if is_spf(text)]
    record = parse(texts[0]) if len(texts) == 1 else None
    is_circle = _plain(target) in (domain, *above)
    if not isinstance(record, SpfRecord) or is_circle or len(above) >= DEEPEST:
        yield Flattened(untold=(term,))
    else:
        yield from _of_record(held, _plain(target), record, (*above, domain))


def _of_addresses(addresses: tuple[str, ...] | None, term: Mechanism) -> Flattened:
    if addresses is None:
        return Flattened(untold=(term.text,))
    return Flattened(tuple(network for address in addresses for network in _network(address, term)))


def _network(address: str, term: Mechanism) -> tuple[str, ...]:
    """The address as a term, with the length the term gives its family."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return ()
    length = term.length4 if ip.version == 4 else term.length6
    network = ipaddress.ip_network(f"{ip}/{ip.max_prefixlen if length is None else length}", strict=False)
    return (written_network(network),)


def written_network(network: Network) -> str:
    """The term for a network; a single address stands without a length."""
    kind = "ip4" if network.version == 4 else "ip6"
    is_single = network.prefixlen == network.max_prefixlen
    return f"{kind}:{network.network_address if is_single else network}"


def _merged(parts: Iterable[Flattened]) -> Flattened:
    """The parts as one, each network once, at most as many as anybody reads."""
    networks: dict[str, None] = {}
    untold: dict[str, None] = {}
    is_exact = True
    for part in parts:
        networks.update(dict.fromkeys(part.networks))
        untold.update(dict.fromkeys(part.untold))
        is_exact = is_exact and part.is_exact
        if len(networks) > MOST_NETWORKS:
            return Flattened(tuple(networks)[:MOST_NETWORKS], tuple(untold), is_exact=False)
    return Flattened(tuple(networks), tuple(untold), is_exact)


def _plain(name: str) -> str:
    return name.lower().rstrip(".")
