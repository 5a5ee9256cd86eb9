"""What the versions of a zone answer for the names people use, compared where they are not one version."""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.derived.zone_copies import Copy, ZoneCopies, zone_copies
from audits.core.inapplicable import Inapplicable
from audits.core.observed.dns import HeldAnswer
from audits.core.unavailable import Unavailable

WEB, MAIL = "addresses", "mail"


@dataclass(frozen=True)
class Difference:
    """One question that two versions answer with nothing in common: `kind` is WEB or MAIL."""

    kind: str
    name: str
    one: Copy
    one_says: str
    other: Copy
    other_says: str
    are_rivals: bool


@dataclass(frozen=True)
class ServerAnswers:
    """The versions, and where they differ; none when there is one version only."""

    zone: ZoneCopies
    differences: tuple[Difference, ...]


def server_answers(artifacts: Artifacts) -> ServerAnswers | Unavailable | Inapplicable:
    """The answers compared; unavailable while a version was not asked and no difference is known."""
    zone = zone_copies(artifacts)
    if not isinstance(zone, ZoneCopies):
        return zone
    first, *others = zone.copies
    found = tuple(difference for other in others for difference in _differences(zone.name, first, other))
    if others and not found:
        missing = next((each.missing for copy in zone.copies for each in copy.held if each.missing), None)
        if missing:
            return missing
        if not all(copy.held for copy in zone.copies):
            return Unavailable("the versions of the zone were not asked for what they hold")
    return ServerAnswers(zone, found)


def _differences(domain: str, one: Copy, other: Copy) -> tuple[Difference, ...]:
    rivals = one.soa.contact != other.soa.contact and set(one.listed) != set(other.listed)
    found = []
    for kind, name in ((WEB, domain), (WEB, f"www.{domain}"), (MAIL, domain)):
        says = [_said(copy, name, ("MX",) if kind == MAIL else ("A", "AAAA")) for copy in (one, other)]
        if says[0] is None or says[1] is None or says[0] == says[1] or says[0] & says[1]:
            continue
        shown = [", ".join(sorted(each)) or "nothing" for each in says if each is not None]
        found.append(Difference(kind, name, one, shown[0], other, shown[1], rivals))
    return tuple(found)


def _said(copy: Copy, name: str, kinds: tuple[str, ...]) -> frozenset[str] | None:
    """The records of a name as one set, an alias in place of what it leads to; None when a part is not known."""
    answers = [copy.of(name, kind) for kind in kinds]
    known = [answer for answer in answers if answer is not None]
    if len(known) < len(kinds):
        return None
    return frozenset(text for answer in known for text in _texts(answer))


def _texts(answer: HeldAnswer) -> tuple[str, ...]:
    return (f"CNAME {answer.aliases[0]}",) if answer.aliases else tuple(record.lower() for record in answer.records)
