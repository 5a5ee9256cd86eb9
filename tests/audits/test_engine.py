"""One audit without a database: gatherers in their order, faults that stay where they happen, answers by subject."""

import asyncio
from dataclasses import replace

import pytest

from audits.checks import CHECKS, hsts
from audits.core.artifacts import NOT_GATHERED, Artifact, Source
from audits.core.estate import Estate, estate_of_domain
from audits.core.observed.dns import DNS
from audits.core.subject import Domain, Host
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK
from audits.engine import gather, judge
from audits.gatherers.gatherer import Gatherer
from tests.audits.seen import ACME, HOST, NOW, home

FIRST, SECOND, THIRD = (Source(name, str) for name in ("first", "second", "third"))
NOTHING = Estate()


class Diary:
    """Writes down what the engine told it."""

    def __init__(self):
        self.lines = []

    async def started(self, gatherer):
        self.lines.append(f"{gatherer.title} began")

    async def finished(self, gatherer, artifacts):
        self.lines.append(f"{gatherer.title} ended with {len(artifacts)}")


def recording(source, value, needs=(), **more):
    """A gatherer that records what it was given, after letting the others run."""

    async def record(estate, door, gathered):
        await asyncio.sleep(0)
        return (Artifact(source, "", f"{value} after {sorted(name for name, _ in gathered)}"),)

    return Gatherer(source=source, title=source.name, gather=record, needs=needs, **more)


def gathered(*gatherers, known=(), diary=None):
    found = asyncio.run(gather(NOTHING, gatherers, None, diary or Diary(), known))
    return {artifact.source.name: artifact.value for artifact in found}


def test_gatherer_waits_for_what_it_needs():
    found = gathered(
        recording(FIRST, "a"), recording(SECOND, "b", needs=("first",)), recording(THIRD, "c", ("second",))
    )
    assert found == {
        "first": "a after []",
        "second": "b after ['first']",
        "third": "c after ['first', 'second']",
    }


def test_gatherers_that_need_nothing_run_together():
    diary = Diary()
    gathered(recording(FIRST, "a"), recording(SECOND, "b"), diary=diary)
    assert diary.lines[:2] == ["first began", "second began"]
    assert set(diary.lines[2:]) == {"first ended with 1", "second ended with 1"}


def test_what_an_earlier_attempt_saw_is_there():
    found = gathered(recording(SECOND, "b", needs=("first",)), known=(Artifact(FIRST, "", "kept"),))
    assert found == {"first": "kept", "second": "b after ['first']"}


async def hang(estate, door, gathered):
    await asyncio.Event().wait()


async def break_down(estate, door, gathered):
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("work", "reason"),
    [
        (hang, "first took longer than 0 s"),
        (break_down, "our own fault, ZeroDivisionError, not the client's"),
    ],
)
def test_fault_of_one_gatherer_is_recorded_for_all_its_sources(work, reason, caplog):
    faulty = Gatherer(source=FIRST, title="first", gather=work, also=(SECOND,), seconds=0.02)
    found = gathered(faulty, recording(THIRD, "c"))
    assert found["first"] == found["second"]
    assert isinstance(found["first"], Unavailable)
    assert found["first"].reason == reason
    assert found["third"].startswith("c after")
    assert bool(caplog.records) is (work is break_down)


ESTATE = Estate(domain=Domain(ACME), hosts=(HOST, Host(f"app.{ACME}")))


def test_every_check_answers_for_every_subject_of_its_kind():
    answers = judge(ESTATE, home(), CHECKS, NOW)
    answered = {(answer.check.id, answer.subject) for answer in answers}
    for check in CHECKS:
        for subject in ESTATE.subjects(check.subject):
            assert (check.id, subject.label) in answered
    assert len(answers) == len(answered)


def test_nothing_gathered_is_nothing_known():
    (answer,) = judge(Estate(hosts=(HOST,)), (), (hsts.CHECK,), NOW)
    assert answer.judgement.verdict is COULD_NOT_CHECK
    assert answer.judgement.facts["reason"] == NOT_GATHERED


def test_missing_gatherer_stands_for_each_of_its_subjects():
    missing = Artifact(DNS, "", Unavailable("DNS took longer than 60 s"))
    answers = judge(ESTATE, (missing,), (hsts.CHECK,), NOW)
    assert {answer.judgement.facts["reason"] for answer in answers} == {"DNS took longer than 60 s"}


def test_broken_check_never_sinks_a_run():
    def break_down(_artifact):
        raise ZeroDivisionError("x" * 500)

    broken = replace(hsts.CHECK, judge=break_down)
    first, second = judge(Estate(hosts=(HOST,)), home(), (broken, hsts.CHECK), NOW)
    assert first.judgement.verdict is COULD_NOT_CHECK
    assert "our check broke on this answer (ZeroDivisionError: xxx" in first.judgement.headline
    assert len(first.judgement.headline) < 400
    assert second.judgement.verdict is hsts.MISSING


def test_part_speaks_for_itself_and_knows_its_whole():
    parted = replace(hsts.CHECK, parts=lambda sent: [hsts.MISSING.given(name=sent.host).about(f"{ACME}#1")])
    whole, part = judge(Estate(hosts=(HOST,)), home(), (parted,), NOW)
    assert (whole.subject, whole.whole) == (ACME, ACME)
    assert (part.subject, part.whole) == (f"{ACME}#1", ACME)


def test_bare_domain_implies_an_estate():
    estate = estate_of_domain(ACME, selectors=("s1",))
    assert [host.name for host in estate.hosts][:2] == [ACME, f"www.{ACME}"]
    assert [host.declared for host in estate.hosts].count(True) == 1
    assert [endpoint.label for endpoint in estate.endpoints] == [f"https://{ACME}/"]
    assert estate.mail_domains[0].selectors == ("s1",)
