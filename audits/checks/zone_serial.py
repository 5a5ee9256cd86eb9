"""Do all name servers serve the newest version of the zone, and do its times fit together?"""

from audits.core.check import Check
from audits.core.derived.zone_copies import Copy, ZoneCopies, zone_copies
from audits.core.observed.dns import ZONE
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Domain
from audits.core.verdict import Judgement, Observation, Verdict

ONE_VERSION = Verdict("one-version", Outcome.PASS, "All name servers of {name} serve version {serial} of the zone")
CHANGING = Verdict(
    "changing",
    Outcome.PASS,
    "The name servers of {name} serve versions {serials}, as they do while a change is on its way",
)
COUNTED_APART = Verdict(
    "counted-apart", Outcome.PASS, "{providers} providers serve {name}, each with serial numbers of its own ({serials})"
)
BEHIND = Verdict(
    "behind",
    Outcome.FAIL,
    "{servers} still serves version {older} of {name}, though {newer} is out for longer than the zone allows",
    Impact.INCIDENT,
    fix="Make {servers} fetch the zone again: allow the transfer from {primary} and a NOTIFY to it, then reload it "
    "there (rndc retransfer {name}). Until then some visitors get old records.",
)
SHORT_LIVED = Verdict(
    "short-lived",
    Outcome.WARN,
    "Secondary servers give {name} up after {expire} s, before they look for changes every {refresh} s",
    Impact.CLEANUP,
    fix="Raise the expire time in the SOA record of {name} above refresh and retry together: {suggested}",
)
FORTNIGHT = 1_209_600


def judge(zone: ZoneCopies) -> Judgement:
    seen = tuple(Observation(f"DNS {zone.name} SOA @{', '.join(copy.servers)}", copy.text) for copy in zone.copies)
    serials = ", ".join(str(copy.soa.serial) for copy in zone.copies)
    if zone.behind:
        older, newer = zone.behind
        return BEHIND.given(
            *seen,
            name=zone.name,
            servers=", ".join(older.servers),
            older=older.soa.serial,
            newer=newer.soa.serial,
            primary=newer.soa.primary,
        )
    brief = next((copy for copy in zone.copies if copy.soa.expire <= copy.soa.refresh), None)
    if brief:
        return SHORT_LIVED.given(
            *seen, name=zone.name, expire=brief.soa.expire, refresh=brief.soa.refresh, suggested=_lasting(brief)
        )
    if zone.providers > 1:
        return COUNTED_APART.given(*seen, name=zone.name, providers=zone.providers, serials=serials)
    if len(zone.copies) > 1:
        return CHANGING.given(*seen, name=zone.name, serials=serials)
    return ONE_VERSION.given(*seen, name=zone.name, serial=serials)


def _lasting(copy: Copy) -> str:
    """The same record with an expire time of two weeks, or twice refresh and retry where that is more."""
    soa = copy.soa
    expire = max(FORTNIGHT, 2 * (soa.refresh + soa.retry))
    return f"{soa.primary}. {soa.contact}. {soa.serial + 1} {soa.refresh} {soa.retry} {expire} {soa.minimum}"


CHECK = Check(
    id="zone-serial",
    version=1,
    subject=Domain,
    title="Version of the zone",
    why="A name server with an old copy sends a part of the visitors to yesterday's addresses.",
    references=("RFC 1982 section 3.2", "RFC 1912 section 2.2", "RFC 1035 section 3.3.13"),
    reads=zone_copies,
    verdicts=(BEHIND, SHORT_LIVED, CHANGING, COUNTED_APART, ONE_VERSION),
    judge=judge,
    sources=(ZONE,),
)
