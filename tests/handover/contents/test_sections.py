"""Every section of every kind of paper: written from what is known, honest about what is not."""

from dataclasses import fields, replace

import pytest

from handover.contents import domain_inventory, risk_summary, stays_open
from handover.contents.blocks import Block, Heading, Missing, Section, Step, Steps, Table
from handover.contents.estate_facts import RegistrationFacts
from handover.contents.kinds import KINDS, kind_of
from handover.contents.needs import NEEDS, completeness
from handover.contents.outcomes import MISSED, OPEN, PARTLY, REACHED, state_of
from handover.contents.paper import paper_of
from handover.contents.risk_facts import RiskFacts, WithheldFacts
from handover.contents.sections import SECTIONS, sections_of
from handover.contents.sprint_facts import ItemFacts, OutcomeFacts, StageFacts
from portal.playbooks import PLAYBOOKS
from tests.handover import harbour_desk

WRITTEN = [kind for kind in KINDS.values() if kind.is_written]


def texts(value):
    """Every string in a tree of blocks."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)
    elif hasattr(value, "__dataclass_fields__"):
        for one in fields(value):
            yield from texts(getattr(value, one.name))


def said(sections):
    return " ".join(texts(sections))


def missing_in(value):
    """Every `Missing` in a tree of blocks."""
    if isinstance(value, Missing):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from missing_in(part)
    elif hasattr(value, "__dataclass_fields__"):
        for one in fields(value):
            yield from missing_in(getattr(value, one.name))


def test_both_playbooks_name_only_kinds_that_are_declared():
    named = {stage.deliverable.document for playbook in PLAYBOOKS.values() for stage in playbook.stages}
    assert named <= set(KINDS)


def test_every_section_of_every_kind_is_registered():
    assert {name for kind in KINDS.values() for name in kind.sections} == set(SECTIONS)


def test_a_kind_nobody_declared_is_supplied_and_never_written():
    kind = kind_of("cost-note", "Cost note")
    assert (kind.title, kind.is_written) == ("Cost note", False)


@pytest.mark.parametrize("kind", WRITTEN, ids=lambda kind: kind.id)
@pytest.mark.parametrize("inputs", [harbour_desk.inputs(), harbour_desk.bare()], ids=["whole", "bare"])
def test_no_section_is_an_empty_shell(kind, inputs):
    sections = sections_of(kind, inputs)
    assert sections
    for section in sections:
        assert isinstance(section, Section)
        assert section.heading.strip()
        assert section.headline or section.blocks, section.id
        assert all(isinstance(block, Block) for block in section.blocks)
        assert all(block.rows for block in section.blocks if isinstance(block, Table)), section.id
        assert all(
            len(row) == len(block.columns) for block in section.blocks if isinstance(block, Table) for row in block.rows
        )


@pytest.mark.parametrize("kind", WRITTEN, ids=lambda kind: kind.id)
def test_columns_fill_the_page_and_no_more(kind):
    tables = [
        block
        for section in sections_of(kind, harbour_desk.inputs())
        for block in section.blocks
        if isinstance(block, Table)
    ]
    assert {
        table.title: sum(column.width for column in table.columns)
        for table in tables
        if sum(column.width for column in table.columns) != 176
    } == {}


@pytest.mark.parametrize("need", NEEDS, ids=lambda need: need.key)
def test_a_missing_answer_stands_where_it_would_be_used_with_who_has_it(need):
    whole = harbour_desk.inputs()
    answers = {one.key: one for one in whole.supplied}
    inputs = replace(whole, supplied=tuple(one for key, one in answers.items() if key != need.key))
    found = {one.label: one.who for one in missing_in(sections_of(KINDS["recovery-guide"], inputs))}
    listed = said(stays_open.sections(inputs))
    assert need in completeness(inputs).missing
    assert need.label in listed
    if need.key not in {"restore-tried", "backup-place", "second-contact"}:  # printed as words, listed as missing
        assert need.label in found
        assert found[need.label].endswith(("(client)", "(Northmark)"))


def test_nothing_is_missing_once_everything_is_answered():
    whole = harbour_desk.inputs()
    last = replace(whole.supplied[0], key="restore-tried", value="12 Nov, Tom Berger, 20 minutes")
    inputs = replace(whole, supplied=(*whole.supplied, last))
    assert completeness(inputs).is_whole
    assert list(missing_in(sections_of(KINDS["recovery-guide"], inputs))) == []


def test_an_unrehearsed_scenario_never_looks_rehearsed():
    sections = {section.id: said((section,)) for section in sections_of(KINDS["recovery-guide"], harbour_desk.inputs())}
    assert "Tom Berger, 19 min" in sections["recovery-site-down"]
    assert "Nobody has walked this page yet" in sections["recovery-bad-release"]


def test_every_recovery_step_says_what_to_do_when_it_fails():
    guide = [section for section in sections_of(KINDS["recovery-guide"], harbour_desk.inputs()) if section.at_night]
    steps = [step for section in guide for block in section.blocks if isinstance(block, Steps) for step in block.steps]
    assert len(guide) == 4
    assert all(isinstance(step, Step) and step.act and step.if_not for step in steps)


def test_withheld_risks_are_told_and_no_headline_calls_the_list_clean():
    inputs = harbour_desk.inputs(withheld=(WithheldFacts(rank="blocker", number=2),))
    assert risk_summary.headline(inputs) == "Two launch blockers are open, not told here yet."
    assert "Two open risks are not listed here" in said(risk_summary.sections(inputs))


def test_a_headline_without_audits_claims_nothing():
    assert risk_summary.headline(harbour_desk.bare()) == "No audit has run yet. Nothing is known of risks."


def test_a_fixed_risk_shows_its_before_and_after():
    risk = RiskFacts(
        title="T", subject="s", rank="blocker", state="fixed", before="Answered 200", after="Refused", fixed_hour=9.0
    )
    told = said(risk_summary.sections(harbour_desk.inputs(risks=(risk,))))
    assert "Answered 200" in told
    assert "Refused, since hour 9:00" in told


OUTCOMES = [
    (("settled", "proven"), True, REACHED),
    (("settled", "proven"), False, PARTLY),
    (("waived", "unknown"), True, PARTLY),
    (("to-do", "unknown"), False, OPEN),
    (("doing", "refuted"), True, MISSED),
    (("waived", "refuted"), True, PARTLY),
]


@pytest.mark.parametrize(("item", "is_delivered", "state"), OUTCOMES)
def test_a_promise_is_reached_only_when_all_behind_it_is_done(item, is_delivered, state):
    stage = StageFacts(
        number=1,
        title="Audit",
        opens=0,
        closes=4,
        document="risk-list",
        delivered_version=1 if is_delivered else None,
        items=(ItemFacts(line="OPS-1.1", title="x", state=item[0], proof=item[1]),),
    )
    promise = OutcomeFacts(line="OUT.1", title="t", sentence="s", items=("OPS-1.1",), documents=("risk-list",))
    assert state_of(promise, harbour_desk.inputs(stages=(stage,))) == state


def test_every_page_reference_of_the_handover_leads_somewhere():
    paper = paper_of(harbour_desk.inputs(), KINDS["recovery-guide"])
    targets = {section.id for section in paper.sections}
    targets |= {block.anchor for section in paper.sections for block in section.blocks if isinstance(block, Heading)}
    assert {anchor for anchor in anchors(paper.sections) if anchor not in targets} == set()


def anchors(value):
    if hasattr(value, "kind") and value.kind == "page":
        yield value.anchor
    elif isinstance(value, tuple):
        for part in value:
            yield from anchors(part)
    elif hasattr(value, "__dataclass_fields__"):
        for one in fields(value):
            yield from anchors(getattr(value, one.name))


def test_every_answer_is_printed_whole():
    inputs = harbour_desk.inputs()
    told = " ".join(said(sections_of(KINDS["recovery-guide"], inputs)).split())
    for need in NEEDS:
        for line in inputs.answer(need.key).splitlines():
            assert " ".join(line.split()) in told, need.key


def test_registry_is_quoted_below_what_people_said():
    inputs = replace(
        harbour_desk.inputs(),
        registration=RegistrationFacts(
            name="harbourdesk.example", registrar="Mole Street Names", expires="2027-12-04T09:14:51+00:00"
        ),
    )
    told = said(domain_inventory.sections(inputs))
    assert "The registry names Mole Street Names" in told
    assert "harbourdesk.example is registered until 4 Dec 2027" in told
