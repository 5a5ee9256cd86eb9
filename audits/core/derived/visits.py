"""What visiting a host and its TLS showed, once it is known to exist and to be there for the web."""

from audits.core.artifacts import Artifacts
from audits.core.derived.presence import existing_host, is_origin
from audits.core.inapplicable import Inapplicable
from audits.core.observed.http import HTTP, Visit
from audits.core.observed.reach import REACH, HostReach
from audits.core.observed.tls import TLS, TlsAnswers
from audits.core.subject import Host
from audits.core.unavailable import Unavailable

WEB_PORTS = frozenset({80, 443})


def visit_of_host(artifacts: Artifacts) -> Visit | Unavailable | Inapplicable:
    """What visiting the host showed; an origin is left to the checks that look for a way around the edge."""
    why_not = _why_not(artifacts)
    if why_not is not None:
        return why_not
    name = artifacts.subject.label if artifacts.subject else ""
    if is_origin(name, artifacts):
        return Inapplicable(f"{name} is an origin, which is not meant for visitors")
    return artifacts.observed(HTTP)


def tls_of_host(artifacts: Artifacts) -> TlsAnswers | Unavailable | Inapplicable:
    """What the host said over TLS."""
    why_not = _why_not(artifacts)
    return artifacts.observed(TLS) if why_not is None else why_not


def takes_mail(reach: HostReach) -> bool:
    """Whether a mail port is open."""
    return any(attempt.is_open for attempt in reach.attempts if attempt.port not in WEB_PORTS)


def takes_only_mail(reach: HostReach) -> bool:
    """Whether a mail port is open while every web port of every address refused: a mail host without a web server."""
    web = [attempt for attempt in reach.attempts if attempt.port in WEB_PORTS]
    return takes_mail(reach) and bool(web) and all(set(a.outcomes) == {"refused"} for a in web)


def _why_not(artifacts: Artifacts) -> Unavailable | Inapplicable | None:
    """Why there is nothing to judge; the apex and www are there for the web, whatever else they take."""
    exists = existing_host(artifacts)
    if isinstance(exists, Unavailable | Inapplicable):
        return exists
    reach = artifacts.observed(REACH)
    domain = artifacts.estate.domain.name if artifacts.estate.domain else ""
    for_the_web = isinstance(artifacts.subject, Host) and artifacts.subject.name in {domain, f"www.{domain}"}
    if isinstance(reach, HostReach) and not for_the_web and takes_only_mail(reach):
        return Inapplicable(f"{reach.name} takes mail and has no web server")
    return None
