"""A domain that asks browsers to ship its HSTS policy, with all that their list looks at."""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.derived.plain_http import plain_entry_of_host
from audits.core.derived.presence import existing_host
from audits.core.derived.strict_transport import FIELD, HstsSent, hsts_of_host
from audits.core.derived.walls import wall
from audits.core.inapplicable import Inapplicable
from audits.core.observed.dns import HostRecords
from audits.core.observed.http import ANSWERED, TOO_LONG, RedirectChain
from audits.core.observed.reach import REACH, HostReach
from audits.core.parsing.hsts_preload import PreloadForm, preload_form
from audits.core.subject import Host
from audits.core.unavailable import Unavailable


@dataclass(frozen=True)
class PreloadRequest:
    """What the first answer of https://host/ sends, the chains that start there and at http, None for a closed port 80.

    `plain_only` are the hosts of the estate below it that serve pages without https.
    """

    host: str
    url: str
    fields: tuple[str, ...]
    form: PreloadForm
    secure: RedirectChain
    plain: RedirectChain | None
    plain_only: tuple[str, ...]


def preload_request(artifacts: Artifacts) -> PreloadRequest | Unavailable | Inapplicable:
    """The request of the estate's own domain; everything else does not ask, or cannot."""
    sent = _asking(artifacts)
    if isinstance(sent, Unavailable | Inapplicable):
        return sent
    entry = plain_entry_of_host(artifacts)
    if isinstance(entry, Unavailable | Inapplicable):
        return entry
    unfit = _unfit(entry.secure)
    if unfit:
        return unfit
    first = entry.secure.hops[0]
    fields = first.fields(FIELD)
    form = preload_form(fields[0] if fields else "")
    if form.max_age == 0:
        return Inapplicable(f"{sent.host} tells browsers to forget its policy, as a domain does that leaves the list")
    return PreloadRequest(
        sent.host, first.url, fields, form, entry.secure, entry.chain, _plain_only(artifacts, sent.host)
    )


def _asking(artifacts: Artifacts) -> HstsSent | Unavailable | Inapplicable:
    """The policy of a domain that asks."""
    domain = artifacts.estate.domain.name if artifacts.estate.domain else ""
    host = artifacts.subject.label if artifacts.subject else ""
    if host != domain:
        return Inapplicable(f"the browsers' list takes whole domains alone, and {host} is a name below one")
    sent = hsts_of_host(artifacts)
    if isinstance(sent, Unavailable | Inapplicable):
        return sent
    if not any(preload_form(field).asks for field in sent.fields):
        return Inapplicable(f"{sent.host} does not ask for a place on the browsers' list, and needs none")
    return sent


def _unfit(secure: RedirectChain) -> Unavailable | None:
    """Why the chain from https://host/ shows nothing of what the list would meet, if it does not."""
    if secure.end not in {ANSWERED, TOO_LONG}:
        return secure.missing or Unavailable(
            f"no page at the end of {secure.path}", (f"GET {secure.start}",), "after the redirects are mended"
        )
    blocked = wall(secure.hops[0])
    return Unavailable(blocked, (f"GET {secure.start}",)) if blocked and not secure.hops[0].fields(FIELD) else None


def _plain_only(artifacts: Artifacts, domain: str) -> tuple[str, ...]:
    """The hosts below the domain with a web server on port 80 that refuse https on every address."""
    found: list[str] = []
    for host in artifacts.estate.subjects(Host):
        reach = artifacts.observed(REACH, host.label)
        if not host.name.endswith(f".{domain}") or not isinstance(reach, HostReach):
            continue
        if not isinstance(existing_host(artifacts.about(host)), HostRecords):
            continue
        plain = any(attempt.is_open for attempt in reach.attempts if attempt.port == 80)
        secure = [attempt for attempt in reach.attempts if attempt.port == 443]
        if plain and secure and all(set(attempt.outcomes) == {"refused"} for attempt in secure):
            found.append(host.name)
    return tuple(found)
