"""DNSSEC signatures verified by dnspython: keys against DS records, records against keys."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import cast

import dns.dnssec
import dns.exception
import dns.name
import dns.rdata
import dns.rdatatype
import dns.rdtypes.ANY.DNSKEY
import dns.rdtypes.ANY.RRSIG
import dns.rrset

from audits.core.observed.dnssec import (
    DATES,
    INVALID,
    MISMATCH,
    NO_KEYS,
    NO_SIGNATURES,
    SECURE,
    UNSUPPORTED,
    Signature,
)
from portal.outbound.door import Reply

MOST_KEYS = 16
MOST_SIGNATURES = 8
"""Above these a zone keeps validators busy on purpose (CVE-2023-50387); no real one comes near."""


def described(text: str) -> Signature:
    """An RRSIG record in words."""
    record = _signature(text)
    return Signature(
        covers=dns.rdatatype.to_text(record.type_covered),
        key_tag=record.key_tag,
        algorithm=int(record.algorithm),
        inception=datetime.fromtimestamp(record.inception, UTC).isoformat(),
        expiration=datetime.fromtimestamp(record.expiration, UTC).isoformat(),
    )


def _signature(text: str) -> dns.rdtypes.ANY.RRSIG.RRSIG:
    return cast("dns.rdtypes.ANY.RRSIG.RRSIG", dns.rdata.from_text("IN", "RRSIG", text))


def verified(zone: str, ds: tuple[str, ...], keys: Reply, soa: Reply, now: float) -> str:
    """The word for the chain DS, DNSKEY, SOA at a time in seconds since 1970."""
    if not keys.records:
        return NO_KEYS
    if not keys.signatures or not soa.signatures:
        return NO_SIGNATURES
    name = dns.name.from_text(zone)
    records = _rrset(name, "DNSKEY", keys.records[:MOST_KEYS])
    try:
        entries = _entries(name, ds, records)
    except dns.exception.DNSException:
        return UNSUPPORTED
    if not entries:
        return MISMATCH
    links = ((records, keys, _rrset(name, "DNSKEY", entries)), (_rrset(name, "SOA", soa.records), soa, records))
    found = _outcome(name, links, lambda _: now)
    if found != INVALID:
        return found
    # The same signatures at the moment each was made: what holds then is broken by its dates alone.
    return DATES if _outcome(name, links, lambda signature: signature.inception) == SECURE else INVALID


def _rrset(name: dns.name.Name, kind: str, texts: tuple[str, ...]) -> dns.rrset.RRset:
    return dns.rrset.from_text(name, 300, "IN", kind, *texts)


def _entries(name: dns.name.Name, ds: tuple[str, ...], keys: dns.rrset.RRset) -> tuple[str, ...]:
    """The keys that a DS record stands for; raises when none of the records can be computed here."""
    found, computed = [], 0
    for text in ds:
        record = dns.rdata.from_text("IN", "DS", text)
        for key in keys:
            try:
                made = dns.dnssec.make_ds(name, key, record.digest_type, validating=True)
            except (dns.exception.DNSException, ValueError):
                continue
            computed += 1
            if made == record:
                found.append(key.to_text())
    if not computed:
        raise dns.dnssec.UnsupportedAlgorithm
    return tuple(dict.fromkeys(found))


Link = tuple[dns.rrset.RRset, Reply, dns.rrset.RRset]


def _outcome(name: dns.name.Name, links: tuple[Link, ...], when: Callable[[dns.rdtypes.ANY.RRSIG.RRSIG], float]) -> str:
    """SECURE when every record set has a signature that holds at the time `when` gives for it."""
    for records, reply, keys in links:
        found = {_judged(name, records, text, keys, when) for text in reply.signatures[:MOST_SIGNATURES]}
        if SECURE not in found:
            return UNSUPPORTED if UNSUPPORTED in found else INVALID
    return SECURE


def _judged(
    name: dns.name.Name,
    records: dns.rrset.RRset,
    text: str,
    keys: dns.rrset.RRset,
    when: Callable[[dns.rdtypes.ANY.RRSIG.RRSIG], float],
) -> str:
    """One signature: an algorithm that this machine does not verify is never held against the zone."""
    signature = _signature(text)
    try:
        dns.dnssec.validate_rrsig(records, signature, {name: keys}, now=when(signature))
    except (dns.dnssec.UnsupportedAlgorithm, dns.dnssec.DeniedByPolicy):
        return UNSUPPORTED
    except (dns.exception.DNSException, ValueError):
        return INVALID
    return SECURE
