"""A zone as its servers told it, written as literals: one version a line."""

from datetime import UTC, datetime

from audits.core.artifacts import Artifact
from audits.core.observed.dns import ZONE, HeldAnswer, NameServer, ServerAnswer, ZoneRecords
from tests.audits.seen import ACME, records

WWW = f"www.{ACME}"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def soa(serial=2025120101, *, contact="host.dns.example.", refresh=7200, retry=900, expire=1209600, minimum=300):
    return f"ns1.dns.example. {contact} {serial} {refresh} {retry} {expire} {minimum}"


def held(name, kind, *texts, ttl=300, aliases=()):
    return HeldAnswer(name, kind, "NOERROR", texts, aliases, ttl if texts or aliases else None)


def holding(apex="192.0.2.1", www="192.0.2.1", mx="10 mail.acme.example.", *, ttl=300, www_ttl=300):
    """What a version of the zone holds; `www` may be an alias, `mx` None for none."""
    of_www = held(WWW, "A", www, ttl=www_ttl) if www[0].isdigit() else held(WWW, "A", aliases=(www,), ttl=www_ttl)
    return (
        held(ACME, "NS", "ns1.dns.example.", "ns2.dns.example."),
        held(ACME, "A", apex, ttl=ttl),
        of_www,
        held(ACME, "AAAA"),
        held(WWW, "AAAA", aliases=() if www[0].isdigit() else (www,)),
        held(ACME, "MX", *([mx] if mx else [])),
    )


def version(number, text, told=(), *, listed=("ns1.dns.example", "ns2.dns.example"), soa_ttl=300):
    """A server that serves a version of the zone; without `told` it was asked for nothing more."""
    name, address = f"ns{number}.dns.example", f"192.0.2.{number}"
    answer = ServerAnswer(address, "NOERROR", True, listed if told else (), text, told, soa_ttl)
    return NameServer(name, records(address, name=name), answer)


def zone_of(*servers, **more):
    return Artifact(ZONE, ACME, ZoneRecords(ACME, "NOERROR", servers, more.pop("mx", ()), (), **more))
