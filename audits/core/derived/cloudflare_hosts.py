"""What a zone's settings mean for the hosts behind it: plain http that is served, answers kept for everybody, limits."""

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from audits.core.artifacts import Artifacts
from audits.core.derived.cloudflare_zone import cloudflare_zone
from audits.core.derived.edges import edge_of_host
from audits.core.inapplicable import Inapplicable
from audits.core.observed.cloudflare import CacheRule, CloudflareZone, RateLimit
from audits.core.observed.http import HTTP, Visit
from audits.core.subject import Endpoint, Host
from audits.core.unavailable import Unavailable

DYNAMIC_LABELS = frozenset({"app", "api", "admin", "auth", "login", "account", "accounts", "dashboard", "portal"})
"""First labels of hosts whose answers differ from person to person."""
DYNAMIC_PURPOSES = frozenset({"login", "api", "account", "admin", "critical", "report", "export"})

_HOSTS = re.compile(
    r'http\.host\s+(?:eq|contains|wildcard|==)\s+r?"([^"]*)"|http\.host\s+in\s+\{([^}]*)\}|'
    r'http\.request\.full_uri\s+wildcard\s+r?"(?:https?|http\*)://([^"/]*)/?\*"'
)
_JOINTS = re.compile(r"[\s()]|or|\|\|")


@dataclass(frozen=True)
class PlainServed:
    """The setting that sends plain http on, and the hosts that were seen to serve pages over plain http."""

    zone: str
    value: str
    served: tuple[str, ...]
    hosts: tuple[str, ...]


@dataclass(frozen=True)
class Kept:
    """The rules of a zone that keep whole hosts: each with the dynamic hosts it covers."""

    zone: str
    rules: int
    forced: tuple[tuple[CacheRule, tuple[str, ...]], ...]
    trusting: tuple[tuple[CacheRule, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Limits:
    """The zone's rate limits, and the log-in pages of the estate that stand behind it."""

    zone: CloudflareZone
    limits: tuple[RateLimit, ...]
    logins: tuple[str, ...]


def plain_served(artifacts: Artifacts) -> PlainServed | Unavailable | Inapplicable:
    """The setting with what every proxied host did over plain http; where one is not known, off proves nothing."""
    zone = cloudflare_zone(artifacts)
    if not isinstance(zone, CloudflareZone):
        return zone
    if isinstance(zone.always_https, Unavailable):
        return zone.always_https
    served, missing = [], None
    hosts = _proxied(artifacts)
    for name in hosts:
        visit = artifacts.observed(HTTP, name)
        if not isinstance(visit, Visit) or visit.plain is None or not visit.plain.hops:
            missing = missing or Unavailable(f"what {name} answers over plain http is not known")
            continue
        page = next((hop for hop in visit.plain.hops if hop.host == name and hop.scheme == "http"), None)
        if page is not None and 200 <= page.status < 300:
            served.append(page.url)
    if zone.always_https != "on" and not served and missing is not None:
        return missing
    return PlainServed(zone.name, zone.always_https, tuple(served), hosts)


def kept_hosts(artifacts: Artifacts) -> Kept | Unavailable | Inapplicable:
    """The rules that keep everything of a dynamic host; one found is told even where the other kind is not readable."""
    zone = cloudflare_zone(artifacts)
    if not isinstance(zone, CloudflareZone):
        return zone
    readable = [rules for rules in (zone.cache_rules, zone.page_rules) if not isinstance(rules, Unavailable)]
    rules = [rule for some in readable for rule in some if rule.is_on]
    dynamic = dynamic_hosts(artifacts)
    keeping = (rule for some in readable for rule in _unbroken(some))
    covering = [(rule, hosts) for rule in keeping if (hosts := _covered(rule, dynamic))]
    forced = tuple(pair for pair in covering if pair[0].forces)
    if not forced:
        for missing in (zone.cache_rules, zone.page_rules):
            if isinstance(missing, Unavailable):
                return missing
    trusting = tuple(pair for pair in covering if not pair[0].forces)
    return Kept(zone.name, len(rules), forced, trusting)


def rate_limits(artifacts: Artifacts) -> Limits | Unavailable | Inapplicable:
    """The zone's rate limits beside the log-in pages that were declared on hosts behind Cloudflare."""
    zone = cloudflare_zone(artifacts)
    if not isinstance(zone, CloudflareZone):
        return zone
    if isinstance(zone.rate_limits, Unavailable):
        return zone.rate_limits
    proxied = _proxied(artifacts)
    logins = [one.url for one in artifacts.estate.subjects(Endpoint) if one.purpose == "login"]
    return Limits(zone, zone.rate_limits, tuple(url for url in logins if urlsplit(url).hostname in proxied))


def dynamic_hosts(artifacts: Artifacts) -> tuple[str, ...]:
    """The hosts behind Cloudflare whose answers differ from person to person."""
    named = {
        urlsplit(one.url).hostname for one in artifacts.estate.subjects(Endpoint) if one.purpose in DYNAMIC_PURPOSES
    }
    return tuple(name for name in _proxied(artifacts) if name in named or name.partition(".")[0] in DYNAMIC_LABELS)


def covered_hosts(expression: str) -> tuple[str, ...] | None:
    """The host patterns that a rule's expression covers whole; None where it looks at more than the host.

    Only what is written as plain alternatives of hosts is read; everything else counts as narrower than a host.
    """
    if expression.strip().strip("()").strip() == "true":
        return ("*",)
    found: list[str] = []
    for exact, several, uri in _HOSTS.findall(expression):
        found += re.findall(r'"([^"]+)"', several) if several else [exact or uri]
    if not found or _JOINTS.sub("", _HOSTS.sub("", expression)):
        return None
    contained = set(re.findall(r'http\.host\s+contains\s+"([^"]*)"', expression))
    return tuple(f"*{name}*" if name in contained else name for name in found)


def covered_by_pattern(pattern: str) -> tuple[str, ...] | None:
    """The host pattern that a page rule's address pattern covers whole; None where it names a path."""
    rest = re.sub(r"^(?:https?|\*)://", "", pattern.lower())
    host, slash, path = rest.partition("/")
    if path.strip("*") or (slash and path not in {"", "*"}) or not host.strip("*."):
        return ("*",) if not host.strip("*./") and not path.strip("*") and "*" in pattern else None
    return (host,) if path == "*" or host.endswith("*") else None


def _unbroken(rules: tuple[CacheRule, ...]) -> tuple[CacheRule, ...]:
    """The rules that keep something and from which no other rule of their kind takes anything out again.

    Of cache rules the last that matches counts, of page rules the first: what bypasses beside them may be all that is
    personal, which only a person can read out of it.
    """
    at_work = [rule for rule in rules if rule.is_on]
    last = max((place for place, rule in enumerate(at_work) if rule.bypasses and not rule.is_pattern), default=-1)
    if any(rule.bypasses and rule.is_pattern for rule in at_work):
        return ()
    return tuple(rule for rule in at_work[last + 1 :] if rule.keeps)


def _covered(rule: CacheRule, hosts: tuple[str, ...]) -> tuple[str, ...]:
    patterns = covered_by_pattern(rule.where) if rule.is_pattern else covered_hosts(rule.where)
    return tuple(name for name in hosts if any(fnmatchcase(name, pattern.lower()) for pattern in patterns or ()))


def _proxied(artifacts: Artifacts) -> tuple[str, ...]:
    """The estate's hosts that stand behind Cloudflare."""
    found = []
    for host in artifacts.estate.subjects(Host):
        edge = edge_of_host(host.label, artifacts)
        if edge is not None and edge.provider == "Cloudflare" and edge.is_certain:
            found.append(host.name)
    return tuple(found)
