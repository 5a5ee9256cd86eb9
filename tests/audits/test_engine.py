"""The engine: who starts when, what happens to whoever breaks, and how answers come to be."""

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from audits.checks import CHECKS
from audits.core.artifacts import Artifact, Source
from audits.core.check import Check
from audits.core.estate import Estate
from audits.core.inapplicable import Inapplicable
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Domain, Host
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE, Verdict
from audits.engine import OVERRUN, gather, judge
from audits.gatherers import GATHERERS
from audits.gatherers.gatherer import Gatherer
from portal.outbound.door import Door, Rules

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
ESTATE = Estate(Domain("acme.test"), (Host("acme.test"), Host("app.acme.test")))


@dataclass(frozen=True)
class Seen:
    word: str


FIRST, SECOND, THIRD = Source("first", Seen), Source("second", Seen), Source("third", Seen)
FINE = Verdict("fine", Outcome.PASS, "{name} is fine")
BAD = Verdict("bad", Outcome.FAIL, "{name} is bad", Impact.INCIDENT, fix="Mend {name}.")


class Log:
    """What the engine told whoever watches."""

    def __init__(self):
        self.lines = []

    async def started(self, gatherer):
        self.lines.append(f"+{gatherer.source.name}")

    async def finished(self, gatherer, artifacts):
        self.lines.append(f"-{gatherer.source.name}")


def gatherer(source, *, needs=(), says=None, also=(), seconds=60.0):
    async def gather_it(estate, door, gathered):
        if callable(says):
            return await says(gathered)
        return tuple(Artifact(source, host.label, Seen(says or source.name)) for host in estate.hosts)

    return Gatherer(source=source, title=source.name.title(), gather=gather_it, needs=needs, also=also, seconds=seconds)


def gathered(gatherers, known=()):
    log = Log()

    async def run():
        async with Door(Rules()) as door:
            return await gather(ESTATE, gatherers, door, log, known)

    return {(each.source.name, each.subject): each.value for each in asyncio.run(run())}, log.lines


def check_of(source, judgement, *, parts=None, reads=None):
    return Check(
        id="a-check",
        version=1,
        subject=Host,
        title="A check",
        why="So that there is one.",
        references=("RFC 2119",),
        reads=reads or (lambda artifacts: artifacts.observed(source)),
        verdicts=(FINE, BAD),
        judge=judgement,
        parts=parts,
        sources=(source,),
    )


def answers_of(check, *artifacts):
    return judge(ESTATE, artifacts, (check,), NOW)


def test_gatherer_waits_for_what_it_needs_and_is_given_it():
    async def copies(given):
        return (Artifact(SECOND, "acme.test", Seen(given["first", "acme.test"].word + " seen")),)

    found, lines = gathered((gatherer(FIRST), gatherer(SECOND, needs=("first",), says=copies)))
    assert found["second", "acme.test"] == Seen("first seen")
    assert lines == ["+first", "-first", "+second", "-second"]


def test_gatherers_that_need_nothing_run_together():
    both = asyncio.Barrier(2)

    async def meets(_):
        await asyncio.wait_for(both.wait(), 5)
        return ()

    _, lines = gathered((gatherer(FIRST, says=meets), gatherer(SECOND, says=meets)))
    assert set(lines[:2]) == {"+first", "+second"}


def test_source_filled_on_the_way_can_be_needed():
    _, lines = gathered((gatherer(FIRST, also=(THIRD,)), gatherer(SECOND, needs=("third",))))
    assert lines == ["+first", "-first", "+second", "-second"]


def test_gatherer_that_takes_too_long_is_unavailable_and_holds_nobody_up():
    async def sleeps(_):
        await asyncio.sleep(60)

    found, lines = gathered(
        (gatherer(FIRST, says=sleeps, also=(THIRD,), seconds=0.05), gatherer(SECOND, needs=("first",)))
    )
    assert found["first", OVERRUN].reason == "First took longer than 0 s"
    assert found["third", OVERRUN].reason == "First took longer than 0 s"
    assert found["second", "acme.test"] == Seen("second")
    assert lines[-1] == "-second"


def test_gatherer_that_breaks_is_our_fault_and_told_as_such(caplog):
    async def breaks(_):
        raise KeyError("secret value")

    with caplog.at_level(logging.CRITICAL):
        found, _ = gathered((gatherer(FIRST, says=breaks),))
    assert found["first", OVERRUN].reason == "our own fault, KeyError, not the client's"


def test_known_artifacts_are_given_on_and_not_gathered_again():
    async def copies(given):
        return (Artifact(SECOND, "acme.test", given["first", "acme.test"]),)

    known = (Artifact(FIRST, "acme.test", Seen("earlier")),)
    found, lines = gathered((gatherer(SECOND, needs=("first",), says=copies),), known)
    assert found["second", "acme.test"] == Seen("earlier")
    assert lines == ["+second", "-second"]


def test_every_subject_of_the_kind_is_answered_for():
    check = check_of(FIRST, lambda seen: FINE.given(name=seen.word))
    artifacts = [Artifact(FIRST, host.label, Seen(host.name)) for host in ESTATE.hosts]
    assert [(answer.subject, answer.judgement.headline) for answer in answers_of(check, *artifacts)] == [
        ("acme.test", "acme.test is fine"),
        ("app.acme.test", "app.acme.test is fine"),
    ]


def test_missing_artifact_is_no_verdict():
    check = check_of(FIRST, lambda seen: BAD.given(name=seen.word))
    missing = Unavailable("no answer", ("GET https://app.acme.test/",), "tomorrow")
    absent, silent = answers_of(check, Artifact(FIRST, "app.acme.test", missing))
    assert absent.judgement.verdict is silent.judgement.verdict is COULD_NOT_CHECK
    assert silent.judgement.fix == "Try again tomorrow. This says nothing about the client."
    assert [seen.observed for seen in silent.judgement.evidence] == ["GET https://app.acme.test/"]


def test_reason_of_a_whole_gatherer_holds_for_every_subject():
    check = check_of(FIRST, lambda seen: BAD.given(name=seen.word))
    found = answers_of(check, Artifact(FIRST, OVERRUN, Unavailable("First took longer than 60 s")))
    assert {answer.judgement.facts["reason"] for answer in found} == {"First took longer than 60 s"}


def test_question_that_does_not_arise_is_not_applicable():
    check = check_of(FIRST, None, reads=lambda _: Inapplicable("there is nothing to judge"))
    assert {answer.judgement.verdict for answer in answers_of(check)} == {NOT_APPLICABLE}


def test_part_is_answered_for_beside_its_whole():
    check = check_of(
        FIRST,
        lambda seen: BAD.given(name=seen.word),
        parts=lambda seen: (BAD.given(name="a part").about(f"{seen.word}#1"),),
    )
    found = answers_of(check, Artifact(FIRST, "acme.test", Seen("acme.test")))
    assert [(answer.subject, answer.whole) for answer in found] == [
        ("acme.test", "acme.test"),
        ("acme.test#1", "acme.test"),
        ("app.acme.test", "app.acme.test"),
    ]


def test_check_that_breaks_is_our_fault_and_sinks_no_other():
    def breaks(_):
        raise ValueError("odd answer")

    broken, sound = check_of(FIRST, breaks), check_of(FIRST, lambda seen: FINE.given(name=seen.word))
    artifact = Artifact(FIRST, "acme.test", Seen("acme.test"))
    found = judge(ESTATE, (artifact,), (broken, replace(sound, id="b-check")), NOW)
    first, *_, third, _ = (answer.judgement for answer in found)
    assert first.verdict is COULD_NOT_CHECK
    assert first.facts["reason"] == "our check broke on this answer (ValueError: odd answer)"
    assert third.verdict is FINE


def test_gatherers_only_need_what_is_listed_before_them():
    known = set()
    for each in GATHERERS:
        assert set(each.needs) <= known, each.title
        known |= set(each.records)


def test_every_source_has_one_gatherer():
    recorded = [name for each in GATHERERS for name in each.records]
    assert len(recorded) == len(set(recorded))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_every_source_a_check_names_is_recorded_by_somebody(check):
    recorded = {name for each in GATHERERS for name in each.records}
    assert check.sources
    assert {source.name for source in check.sources} <= recorded
