"""What was seen of an estate, written as literals: records, answers, pages; and a judge that sees nothing else."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from audits.core.artifacts import Artifact, Artifacts, collect
from audits.core.estate import Estate
from audits.core.observed.dns import DNS, ZONE, AddressRecord, HostRecords, ZoneRecords
from audits.core.observed.http import ANSWERED, BROKEN, HTTP, Hop, HttpHeader, PageBody, RedirectChain, Visit
from audits.core.observed.reach import REACH, HostReach, PortAttempts
from audits.core.subject import Domain, Endpoint, Host
from audits.core.unavailable import Unavailable

ACME = "acme.example"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
SILENT = Unavailable("no answer", ("192.0.2.53",))
PAGE = "<!doctype html><title>Acme</title><p>One page of words for every visitor of the site</p>"


@dataclass(frozen=True)
class Watched(Artifacts):
    """Artifacts that remember which sources a check asked for."""

    asked: set[str] = field(default_factory=set)

    def observed(self, source, label=None):
        self.asked.add(source.name)
        return super().observed(source, label)


def judged(check, subject, *artifacts, estate=None):
    """The check's first answer; it may ask no source that it does not name."""
    estate = estate or Estate(domain=Domain(ACME), hosts=(subject,) if isinstance(subject, Host) else ())
    seen = Watched(estate, NOW, collect(artifacts), subject)
    judgement = check.judgements(seen)[0]
    assert seen.asked <= {source.name for source in check.sources}
    assert judgement.headline
    assert judgement.fix or not judgement.outcome.is_finding
    return judgement


def records(*addresses, name=ACME, aliases=(), status="NOERROR", four=None, six=None, denied_by=None):
    """Host records; an address as a pair is one that is not public, with its nature."""
    told = [AddressRecord(*address) if isinstance(address, tuple) else AddressRecord(address) for address in addresses]
    return HostRecords(
        name=name,
        status=status,
        aliases=tuple(aliases),
        ipv4=four or tuple(record for record in told if ":" not in record.address),
        ipv6=six or tuple(record for record in told if ":" in record.address),
        denied_by=denied_by,
    )


def zone(*wildcard):
    return Artifact(ZONE, ACME, ZoneRecords(ACME, "NOERROR", (), (), wildcard))


def dns(value):
    return Artifact(DNS, value.name, value) if isinstance(value, HostRecords) else Artifact(DNS, ACME, value)


def knocked(name=ACME, **ports):
    """Attempts at ports, such as `p443="open"`, at 192.0.2.1."""
    attempts = [PortAttempts("192.0.2.1", int(port[1:]), tuple(words.split())) for port, words in ports.items()]
    return Artifact(REACH, name, HostReach(name, tuple(attempts)))


def hop(url, status=200, *fields, address="192.0.2.1"):
    """One answer; a field is written as it is sent, `name: value`."""
    pairs = (each.partition(":") for each in fields)
    return Hop(url, status, tuple(HttpHeader(name, value.strip(" ")) for name, _, value in pairs), address)


def body(text=PAGE):
    return PageBody(hashlib.sha256(text.encode()).hexdigest(), len(text), text)


def chain(*hops, end=ANSWERED, at="", text=PAGE):
    """A chain of answers, or one that ended otherwise at an address."""
    last = body(text) if end == ANSWERED else None
    missing = Unavailable(f"{at} gave no answer", (at,)) if end == BROKEN else None
    return RedirectChain(hops[0].url if hops else at, tuple(hops), end, at, missing, last)


def broken(at):
    return chain(end=BROKEN, at=at)


def visited(secure, plain=None, *, host=ACME, label=None, **more):
    """A visit of a host, or of an endpoint under its label."""
    return Artifact(HTTP, label or host, Visit(host, secure, plain, **more))


HOST = Host(ACME, declared=True)
THERE = dns(records("192.0.2.1"))


def home(*fields, status=200, text=PAGE, html=True):
    """A host that exists and serves its home page with these fields."""
    kind = ("Content-Type: text/html; charset=utf-8",) if html else ()
    return (THERE, visited(chain(hop(f"https://{ACME}/", status, *kind, *fields), text=text)))


def of_endpoint(url=f"https://{ACME}/login", purpose="login"):
    return Endpoint(url, purpose)


def renamed(artifact, label):
    return replace(artifact, subject=label)
