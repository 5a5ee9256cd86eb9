"""What a route gives to somebody who is not signed in."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from audits.core.artifacts import Artifacts
from audits.core.derived.visits import visit_of_host
from audits.core.derived.walls import is_bot_wall, wall
from audits.core.inapplicable import Inapplicable
from audits.core.observed.http import HTTP, Hop, PageBody, RedirectChain, Visit
from audits.core.parsing.page_kind import PageKind, kind_of_page
from audits.core.parsing.people import People, people_in_json, people_in_part, people_in_table, people_in_text
from audits.core.subject import Endpoint
from audits.core.unavailable import Unavailable

GUARDED = frozenset({"admin", "account", "api", "export", "report"})
"""Purposes of endpoints that may have something to keep from strangers."""
BACK_OFFICES = frozenset(
    {"admin", "backoffice", "dashboard", "flower", "grafana", "kibana", "metabase", "pgadmin", "phpmyadmin", "internal"}
)
"""First labels of hosts that are made for the client's own people."""
LOG_IN_PATH = re.compile(r"/(?:log[_-]?in|sign[_-]?in|logon|sso|oauth2?|authorize|auth)(?:[/.]|$)", re.IGNORECASE)
LOG_IN_HOSTS = frozenset({"auth", "login", "accounts", "account", "sso", "id", "identity", "signin"})
REFUSALS = frozenset({401, 403})
GONE = frozenset({404, 410})
TABLES = frozenset({"text/csv", "text/tab-separated-values"})
READABLE = frozenset({"text/plain", "text/xml", "application/xml", ""})

LOGS_IN = "logs-in"
REFUSES = "refuses"
GIVES = "gives"


@dataclass(frozen=True)
class Route:
    """One route as a stranger meets it.

    `ends` is `refuses` (401, or 403 while the host serves others), `logs-in` (a log-in page, or the way to one), or
    `gives`: an answer, which `page` and `people` describe.
    """

    url: str
    purpose: str
    path: str
    answer: Hop
    ends: str
    page: PageKind | None = None
    people: People = field(default_factory=People)


Seen = Route | Unavailable | Inapplicable


def route_of_endpoint(artifacts: Artifacts) -> Seen:
    """The endpoint of the subject, where it may have something to keep from strangers."""
    endpoint = artifacts.subject
    if not isinstance(endpoint, Endpoint) or endpoint.purpose not in GUARDED:
        purpose = endpoint.purpose if isinstance(endpoint, Endpoint) else "none"
        return Inapplicable(f"an endpoint of this purpose is there for everybody: {purpose}")
    visit = artifacts.observed(HTTP)
    return _route(endpoint.url, endpoint.purpose, visit, artifacts) if isinstance(visit, Visit) else visit


def route_of_back_office(artifacts: Artifacts) -> Seen:
    """The home page of the host of the subject, where its name says that it is for the client's own people."""
    visit = visit_of_host(artifacts)
    if not isinstance(visit, Visit):
        return visit
    if visit.host.partition(".")[0] not in BACK_OFFICES:
        return Inapplicable(f"{visit.host} is not named as a back office")
    return _route(f"https://{visit.host}/", "admin", visit, artifacts)


def _route(url: str, purpose: str, visit: Visit, artifacts: Artifacts) -> Seen:
    """Whoever looks for open doors does not mind a certificate, so the answer behind a bad one counts too."""
    chain = visit.unverified or visit.chain
    last = chain.last
    if last is None:
        return chain.missing or Unavailable(f"no answer at the end of {chain.path}", (f"GET {url}",))
    if _is_log_in_address(last, chain):
        return Route(url, purpose, chain.path, last, LOGS_IN)
    if last.status in REFUSALS and not is_bot_wall(last, chain.body):
        return _refusal(url, purpose, chain, last, artifacts)
    return _why_nothing(url, visit.host, purpose, chain, last) or _given(url, purpose, chain, last)


def _why_nothing(
    url: str, host: str, purpose: str, chain: RedirectChain, last: Hop
) -> Unavailable | Inapplicable | None:
    """Why the answer gives nothing to judge; None when it gives something."""
    blocked = wall(last, chain.body)
    if blocked:
        return Unavailable(blocked, (f"GET {url}",))
    if last.status in GONE:
        return Inapplicable(f"{last.url} answers {last.status}")
    if not 200 <= last.status < 300 or chain.body is None:
        return Unavailable(f"{last.url} answers {last.status} to a plain visit", (f"GET {url}",), "by hand")
    if last.host != host and purpose != "admin":
        return Inapplicable(f"{url} sends visitors on to {last.url}")
    return None


def _refusal(url: str, purpose: str, chain: RedirectChain, last: Hop, artifacts: Artifacts) -> Seen:
    """A 403 is the route's own when the same host answers its home page, or any other endpoint, to us."""
    if last.status == 401 or _serves_us(last.host, artifacts, but=last.url):
        return Route(url, purpose, chain.path, last, REFUSES)
    return Unavailable(f"{last.url} refused us (403), as its host refuses every visit of ours", (f"GET {url}",))


def _serves_us(host: str, artifacts: Artifacts, *, but: str) -> bool:
    labels = (*(each.label for each in artifacts.estate.subjects(Endpoint)), host)
    visits = (artifacts.observed(HTTP, label) for label in labels)
    chains = (visit.unverified or visit.chain for visit in visits if isinstance(visit, Visit))
    ends = (chain.last for chain in chains if chain.last)
    return any(end.host == host and end.url != but and end.status < 500 and end.status != 403 for end in ends)


def _is_log_in_address(last: Hop, chain: RedirectChain) -> bool:
    """Whether visitors were sent on to an address that is there to log in."""
    return len(chain.hops) > 1 and last.status < 500 and _logs_in(last.url) and not _logs_in(chain.start)


def _logs_in(url: str) -> bool:
    parts = urlsplit(url)
    return (parts.hostname or "").partition(".")[0] in LOG_IN_HOSTS or LOG_IN_PATH.search(parts.path) is not None


def _given(url: str, purpose: str, chain: RedirectChain, last: Hop) -> Seen:
    body = chain.body or PageBody("", 0, "")
    if last.is_html:
        page = kind_of_page(body.text)
        people = people_in_text(page.text)
        ends = LOGS_IN if page.asks_to_log_in and not people.are_listed else GIVES
        return Route(url, purpose, chain.path, last, ends, page, people)
    if last.media_type.endswith("json"):
        told = people_in_json(body.text)
        people = told or people_in_part(body.text)
        if told is None and not people.are_listed and _is_cut(body):
            return Unavailable(f"{last.url} answers with more than was read of it", (f"GET {url}",), "by hand")
    elif last.media_type in TABLES:
        people = people_in_table(body.text)
    elif last.media_type in READABLE:
        people = people_in_text(body.text)
    else:
        reason = f"{last.url} gives everybody a file ({last.media_type}) that this check cannot read"
        return Unavailable(reason, (f"GET {url}",), "by hand")
    return Route(url, purpose, chain.path, last, GIVES, None, people)


def _is_cut(body: PageBody) -> bool:
    """Whether there was more of the answer than its text holds."""
    return not body.is_whole or body.size > len(body.text.encode())
