"""The estate as its page shows it: each kind with its rows, what the last audit saw of a host, what was taken out."""

from collections.abc import Mapping
from dataclasses import dataclass

from audits.models import Judgement
from audits.queries.latest import latest_judgements
from portal.estate.models import KINDS, Endpoint, EstateRow, Host, MailDomain, Repository
from portal.sprint.models import Engagement

TITLES = {
    "domain": ("Domain", "a domain", ("Domain", "What it is")),
    "host": ("Hosts", "a host", ("Host", "Purpose and owner")),
    "endpoint": ("Endpoints", "an endpoint", ("Address", "Purpose")),
    "repository": ("Repositories", "a repository", ("Repository", "Where it lies")),
    "mail-domain": ("Mail domains", "a mail domain", ("Sends mail", "DKIM selectors")),
}
"""A kind's heading, one of them, and the heads of its columns."""
EMPTY = {
    "domain": "The estate has no domain to begin at.",
    "host": "No host is declared besides the domain itself.",
    "endpoint": "No address is declared. The home page, log-in and API health are the ones to begin with.",
    "repository": "No repository is declared, so nothing is known of the code.",
    "mail-domain": "No domain is declared that sends mail.",
}
SIGHT_CHECKS = ("host-addresses", "edge-provider", "edge-proxying", "certificate-expiry")
PROXYING_WORDS = {
    "around": "Reached past the edge",
    "partly": "Partly past the edge",
    "mail-proxied": "Mail cannot arrive here",
}


@dataclass(frozen=True)
class Sighting:
    """What one check last said about a host."""

    outcome: str
    words: str

    @property
    def glyph(self) -> str:
        """Its sign; a pass is calm here."""
        return "done" if self.outcome == "pass" else self.outcome


@dataclass(frozen=True)
class EstateLine:
    """One row of the estate in words; `wants` says what is still missing of it."""

    kind: str
    row: EstateRow
    name: str
    says: str
    owner: str = ""
    wants: str = ""
    sightings: tuple[Sighting, ...] = ()


@dataclass(frozen=True)
class EstateSection:
    """One kind: what counts, and what was taken out."""

    kind: str
    title: str
    a_row: str
    heads: tuple[str, str]
    empty: str
    lines: tuple[EstateLine, ...]
    retired: tuple[EstateLine, ...]

    @property
    def is_host(self) -> bool:
        return self.kind == "host"

    @property
    def can_edit(self) -> bool:
        return self.kind != "domain"

    @property
    def can_add(self) -> bool:
        """An estate begins at one domain."""
        return self.kind != "domain" or not self.lines


def estate_sections(engagement: Engagement) -> tuple[EstateSection, ...]:
    """Every kind in the order a visitor meets them."""
    sightings = _sightings(engagement)
    return tuple(_section(kind, engagement, sightings) for kind in KINDS)


def _section(kind: str, engagement: Engagement, sightings: Mapping[str, tuple[Sighting, ...]]) -> EstateSection:
    rows = KINDS[kind].objects.filter(engagement=engagement)
    lines = [_line(kind, row, sightings) for row in rows.order_by("pk" if kind == "endpoint" else _key(kind))]
    title, a_row, heads = TITLES[kind]
    return EstateSection(
        kind,
        title,
        a_row,
        heads,
        EMPTY[kind],
        tuple(line for line in lines if line.row.retired_at is None),
        tuple(line for line in lines if line.row.retired_at is not None),
    )


def _key(kind: str) -> str:
    return "url" if kind == "endpoint" else "name"


def _line(kind: str, row: EstateRow, sightings: Mapping[str, tuple[Sighting, ...]]) -> EstateLine:
    match row:
        case Host():
            missing = [word for word, value in (("purpose", row.purpose), ("owner", row.owner)) if not value]
            wants = f"No {' and no '.join(missing)} yet" if missing else ""
            return EstateLine(kind, row, row.name, row.purpose, row.owner, wants, sightings.get(row.name, ()))
        case Endpoint():
            fields = f", JSON with {row.account_field} and {row.password_field}" if row.account_field else ""
            return EstateLine(kind, row, row.url, f"{row.get_purpose_display()}{fields}")
        case Repository():
            return EstateLine(kind, row, row.name, row.location)
        case MailDomain():
            says = ", ".join(row.selectors)
            return EstateLine(kind, row, row.name, says, wants="" if says else "No DKIM selector yet")
    return EstateLine(kind, row, name_of(row), "Where the estate begins")


def name_of(row: EstateRow) -> str:
    """What a row of any kind is called."""
    return str(getattr(row, "url", "") or getattr(row, "name", ""))


def _sightings(engagement: Engagement) -> dict[str, tuple[Sighting, ...]]:
    """By host: what the last audits said of its addresses, edge and certificate."""
    answers = latest_judgements(engagement, SIGHT_CHECKS)
    seen: dict[str, tuple[Sighting, ...]] = {}
    for check in SIGHT_CHECKS:
        for row in answers.get(check, ()):
            words = sight_words(row)
            if words:
                seen[row.subject] = (*seen.get(row.subject, ()), Sighting(row.outcome, words))
    return seen


def sight_words(row: Judgement) -> str:
    """One answer in a few words beside the host's name; empty where it says nothing of its own."""
    if row.check_id in {"edge-provider", "edge-proxying"}:
        return _edge_words(row)
    if row.outcome == "not-applicable":
        return ""
    if row.outcome == "could-not-check":
        return "Certificate not seen" if row.check_id == "certificate-expiry" else "Addresses not told"
    if row.check_id == "certificate-expiry" and row.outcome != "fail" and "until" in row.facts:
        return f"Certificate to {str(row.facts['until'])[:10]}"
    words = row.headline.removeprefix(f"{row.subject} ").replace(f" of {row.subject}", "", 1)
    return words[:1].upper() + words[1:]


def _edge_words(row: Judgement) -> str:
    """What stands in front of a host, and whether it is gone past; empty where neither was seen."""
    if row.check_id == "edge-proxying":
        return PROXYING_WORDS.get(row.verdict, "")
    if row.outcome in {"not-applicable", "could-not-check"}:
        return ""
    if "provider" not in row.facts:
        return "No edge in front"
    return f"Behind {row.facts['provider']}" if row.outcome == "pass" else f"Not at {row.facts['provider']}'s addresses"
