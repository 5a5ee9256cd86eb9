"""How the edge can reach a declared origin: what the origin showed of its ports and its certificate."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from audits.core.artifacts import Artifacts
from audits.core.derived.edge import edge_of
from audits.core.inapplicable import Inapplicable
from audits.core.observed.dns import DNS, HostRecords
from audits.core.observed.http import ANSWERED, HTTP, RedirectChain, Visit
from audits.core.observed.reach import REACH, HostReach, PortAttempts
from audits.core.observed.tls import TLS, Certificate, TlsAnswers, Trust
from audits.core.parsing.certificate_name import covers
from audits.core.subject import Endpoint, Host
from audits.core.unavailable import Unavailable


@dataclass(frozen=True)
class OriginSeen:
    """One declared origin: `plain` says, in words, that it takes plain http alone; else its certificate and the trust.

    `edges` are the providers in front of the estate's hosts, `is_named` whether the certificate names the origin or one
    of those hosts, `is_current` whether it holds now.
    """

    url: str
    edges: frozenset[str]
    plain: str = ""
    leaf: Certificate | None = None
    trust: Trust | None = None
    is_named: bool = False
    is_current: bool = False


def origin_seen(artifacts: Artifacts) -> OriginSeen | Unavailable | Inapplicable:
    """The origin of the subject."""
    endpoint = artifacts.subject
    if not isinstance(endpoint, Endpoint) or endpoint.purpose != "origin":
        url = endpoint.label if endpoint else ""
        return Inapplicable(f"{url} is no origin; declare the server behind the edge to have that way looked at")
    host = urlsplit(endpoint.url).hostname or ""
    if endpoint.url.startswith("http://"):
        return _plainly_declared(endpoint.url, artifacts)
    answers = _tls(endpoint.url, host, artifacts)
    if isinstance(answers, TlsAnswers) and not isinstance(answers.certificates, Unavailable):
        if isinstance(answers.trust, Unavailable):
            return answers.trust
        return _certified(endpoint.url, answers.certificates[0], answers.trust, artifacts)
    words = _takes_plain_alone(host, artifacts)
    if words:
        return OriginSeen(endpoint.url, _edges(artifacts), plain=words)
    missing = answers.certificates if isinstance(answers, TlsAnswers) else answers
    tried = missing.tried if isinstance(missing, Unavailable) else ()
    return Unavailable(
        f"{host} takes no https connection from us; if it takes them from its edge alone, that is right, and how the edge "
        "speaks with it shows in the edge's settings",
        tried,
        "with a token of the edge, or read its TLS mode there",
    )


def _tls(url: str, host: str, artifacts: Artifacts) -> TlsAnswers | Unavailable:
    """What the origin said over TLS, as a host of the estate or by itself."""
    names = {each.name for each in artifacts.estate.subjects(Host)}
    return artifacts.observed(TLS, host if host in names else url)


def _plainly_declared(url: str, artifacts: Artifacts) -> OriginSeen | Unavailable:
    visit = artifacts.observed(HTTP, url)
    if isinstance(visit, Unavailable):
        return visit
    last = visit.chain.last
    if last and last.scheme == "http" and last.status < 400:
        return OriginSeen(url, _edges(artifacts), plain=visit.chain.path)
    if visit.chain.hops and _leads_to_https(visit.chain):
        return Unavailable(
            f"{url} leads to https by itself", (visit.chain.path,), "with the origin's https address declared"
        )
    reason = visit.chain.missing.reason if visit.chain.missing else f"it answered {visit.chain.path}"
    return Unavailable(f"{url} shows us nothing of what it does for its edge: {reason}", (f"GET {url}",))


def _leads_to_https(chain: RedirectChain) -> bool:
    beyond = [hop.url for hop in chain.hops[1:]] + ([chain.at] if chain.end != ANSWERED else [])
    return any(url.startswith("https://") for url in beyond)


def _takes_plain_alone(host: str, artifacts: Artifacts) -> str:
    """The attempts, when port 80 is open and 443 refused on every address; silence and unknown ports prove nothing."""
    reach = artifacts.observed(REACH, host)
    attempts = reach.attempts if isinstance(reach, HostReach) else ()
    plain = [attempt for attempt in attempts if attempt.port == 80 and attempt.is_open]
    secure = [attempt for attempt in attempts if attempt.port == 443]
    if not plain or not secure or any(set(attempt.outcomes) != {"refused"} for attempt in secure):
        return ""
    return "; ".join(map(_words, (*plain, *secure)))


def _words(attempt: PortAttempts) -> str:
    return f"{attempt.address} port {attempt.port}: {', '.join(attempt.outcomes)}"


def _certified(url: str, leaf: Certificate, trust: Trust, artifacts: Artifacts) -> OriginSeen:
    host = urlsplit(url).hostname or ""
    names = [host, *(each.name for each in artifacts.estate.subjects(Host))]
    since, until = datetime.fromisoformat(leaf.not_before), datetime.fromisoformat(leaf.not_after)
    return OriginSeen(
        url=url,
        edges=_edges(artifacts),
        leaf=leaf,
        trust=trust,
        is_named=any(covers(leaf.names, leaf.addresses, name) for name in names),
        is_current=since <= artifacts.now <= until,
    )


def _edges(artifacts: Artifacts) -> frozenset[str]:
    """The providers whose edge stands in front of some host of the estate."""
    found: set[str] = set()
    for host in artifacts.estate.subjects(Host):
        records, visit = artifacts.observed(DNS, host.label), artifacts.observed(HTTP, host.label)
        if isinstance(records, HostRecords):
            edge = edge_of(records, visit.own_answers if isinstance(visit, Visit) else ())
            found |= {edge.provider} if edge else set()
    return frozenset(found)
