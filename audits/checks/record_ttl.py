"""Will everybody see a change of the site's and mail's records within a day?"""

from audits.core.check import Check
from audits.core.derived.lifetimes import DAY, Lifetime, Lifetimes, lifetimes
from audits.core.observed.dns import ZONE
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Domain
from audits.core.verdict import Judgement, Observation, Verdict

HOUR, MINUTE = 3_600, 60

QUICK = Verdict("quick", Outcome.PASS, "A change of the records of {name} reaches everybody within {longest}")
NO_RECORDS = Verdict("no-records", Outcome.PASS, "Neither {name} nor its www has records that a move would change")
LONG = Verdict(
    "long",
    Outcome.WARN,
    "Others remember the {type} record of {record} for {longest}, so a move or a way back takes as long",
    Impact.CLEANUP,
    fix="Set the TTL of {record} {type} to 3600 at the DNS provider at least {longest} before the move; after the "
    "launch it may stay there.",
)
LONG_ABSENCE = Verdict(
    "long-absence",
    Outcome.WARN,
    "A name of {name} that was asked for too early stays missing for {longest}",
    Impact.CLEANUP,
    fix="Set the last number of the SOA record of {name} (its minimum) to 3600 at the DNS provider, before new names "
    "are announced.",
)


def judge(lives: Lifetimes) -> Judgement:
    longest, negative = lives.longest, lives.negative
    seen = tuple(_observation(each) for each in (*lives.records, *([negative] if negative else [])))
    if longest and longest.seconds > DAY:
        return LONG.given(*seen, record=longest.name, type=longest.type, longest=_told(longest.seconds))
    if negative and negative.seconds > DAY:
        return LONG_ABSENCE.given(*seen, name=lives.name, longest=_told(negative.seconds))
    if longest is None:
        return NO_RECORDS.given(*seen, name=lives.name)
    return QUICK.given(*seen, name=lives.name, longest=_told(longest.seconds))


def _observation(life: Lifetime) -> Observation:
    what = "negative answers" if life.type == "SOA" else life.type
    return Observation(f"DNS {life.name} {life.type} @{life.told_by}", f"{what} live {life.seconds} s")


def _told(seconds: int) -> str:
    """A life in the largest unit that fits: days, hours, minutes or seconds."""
    for unit, word in ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute")):
        if seconds >= unit:
            number = round(seconds / unit, 1)
            shown = f"{number:g}"
            return f"{shown} {word}" if shown == "1" else f"{shown} {word}s"
    return f"{seconds} seconds"


CHECK = Check(
    id="record-ttl",
    version=1,
    subject=Domain,
    title="Lifetime of the records",
    why="Records that others remember for days make a move slow and its way back slower.",
    references=("RFC 1035 section 3.2.1", "RFC 2308 section 5", "RFC 1912 section 2.2"),
    reads=lifetimes,
    verdicts=(LONG, LONG_ABSENCE, NO_RECORDS, QUICK),
    judge=judge,
    sources=(ZONE,),
)
