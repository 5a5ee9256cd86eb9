"""The addresses a domain's SPF record names as its own machines, as far as a receiver would ask for their names."""

from dataclasses import dataclass
from ipaddress import ip_address

from audits.core.derived.edge import edge_of
from audits.core.observed.dns import AddressRecord, HostRecords
from audits.core.observed.mail import MailHost, MailLookup, MailReply
from audits.core.parsing.names import are_kin
from audits.core.parsing.spf import Mechanism, Qualifier, SpfRecord, is_spf, parse
from audits.core.parsing.spf_macro import has_macro


@dataclass(frozen=True)
class OwnSender:
    """One address, the term that allows it and the host it belongs to, empty where the record gives it bare."""

    address: str
    term: str
    host: str = ""


def own_senders(domain: str, spf: tuple[MailLookup, ...], hosts: tuple[MailHost, ...]) -> tuple[OwnSender, ...]:
    """Single ip4 and ip6 addresses, then own hosts of mx and a; each address once.

    What services send from is theirs to name. Hosts behind an edge send no mail from its addresses. Panels write the
    bare `a` into every record, and where the site stands elsewhere than the mail it sends none.
    """
    first = spf[0].reply
    records = [text for text in first.records if is_spf(text)] if isinstance(first, MailReply) else []
    record = parse(records[0]) if len(records) == 1 else None
    if not isinstance(record, SpfRecord):
        return ()
    allowed = [term for term in record.reachable if term.qualifier is Qualifier.PASS and not has_macro(term.value)]
    found = [sender for term in allowed for sender in _of_term(term, domain, spf, hosts)]
    return tuple({sender.address: sender for sender in reversed(found)}.values())[::-1]


def _of_term(
    term: Mechanism, domain: str, spf: tuple[MailLookup, ...], hosts: tuple[MailHost, ...]
) -> tuple[OwnSender, ...]:
    name = (term.value or domain).lower().rstrip(".")
    match term.name:
        case "ip4" | "ip6":
            is_single = (term.length4, term.length6) in {(None, None), (32, None), (None, 128)}
            return (OwnSender(str(ip_address(term.value)), term.text),) if is_single else ()
        case "a" if name in {domain, f"www.{domain}"}:
            taking = {record.address for host in hosts if host.name != domain for record in _known(host)}
            return tuple(OwnSender(address, term.text, name) for address in _addresses(name, spf) if address in taking)
        case "a" if are_kin(name, domain):
            return tuple(OwnSender(address, term.text, name) for address in _addresses(name, spf))
        case "mx" if name == domain:
            return tuple(
                OwnSender(record.address, term.text, host.name)
                for host in hosts
                if are_kin(host.name, domain)
                for record in _known(host)
            )
    return ()


def _known(host: MailHost) -> tuple[AddressRecord, ...]:
    return host.records.addresses if isinstance(host.records, HostRecords) else ()


def _addresses(name: str, spf: tuple[MailLookup, ...]) -> tuple[str, ...]:
    """The IPv4 addresses the term was answered with, unless an edge stands there."""
    replies = (each.reply for each in spf if (each.name.lower().rstrip("."), each.type) == (name, "A"))
    reply = next((reply for reply in replies if isinstance(reply, MailReply)), None)
    if reply is None or not reply.records:
        return ()
    records = HostRecords(name, reply.status, reply.aliases, tuple(map(AddressRecord, reply.records)), ())
    return () if edge_of(records, ()) else reply.records
