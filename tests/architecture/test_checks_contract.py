"""Every check keeps the promises of a check: registered, named after its file, told in full, tried in full."""

import importlib
import re
from dataclasses import fields
from pathlib import Path
from string import Formatter

import pytest

from audits import checks
from audits.checks import CHECKS
from audits.core.outcome import Outcome
from audits.core.verdict import COULD_NOT_CHECK, Verdict
from audits.gatherers import GATHERERS

FILES = sorted(place.stem for place in Path(checks.__file__).parent.glob("[!_]*.py"))
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ORDERS = ("ensure", "check", "verify")
REFERENCE = re.compile(r"(RFC \d+|CWE-\d+|https://\S+)( .*)?")


def module_of(name):
    return importlib.import_module(f"audits.checks.{name}")


def declared_in(module):
    """The verdicts a check's file itself writes down."""
    return {value for value in vars(module).values() if isinstance(value, Verdict)}


def within(value):
    """Every verdict named in a table of examples, however deep it is written."""
    if isinstance(value, Verdict):
        yield value
    elif isinstance(value, list | tuple | set | frozenset):
        for part in value:
            yield from within(part)
    elif isinstance(value, dict):
        yield from within([*value.keys(), *value.values()])


def examples_of(name):
    """The verdicts that the check's test tries: those in its constants CASES and EXAMPLES."""
    test = importlib.import_module(f"tests.audits.checks.test_{name}")
    return set(within([getattr(test, constant, ()) for constant in ("CASES", "EXAMPLES")]))


def test_every_file_is_registered_once():
    registered = [check.id.replace("-", "_") for check in CHECKS]
    assert sorted(registered) == FILES


@pytest.mark.parametrize("name", FILES)
def test_check_is_named_after_its_file(name):
    check = module_of(name).CHECK
    assert check in CHECKS
    assert check.id == name.replace("_", "-")
    assert KEBAB.fullmatch(check.id)
    assert check.version >= 1


@pytest.mark.parametrize("name", FILES)
def test_title_reason_and_references_are_told(name):
    check = module_of(name).CHECK
    assert check.title
    assert not check.title.lower().startswith(ORDERS)
    assert check.why.endswith(".")
    assert check.references
    assert [reference for reference in check.references if not REFERENCE.fullmatch(reference)] == []
    assert module_of(name).__doc__.endswith("?")


@pytest.mark.parametrize("name", FILES)
def test_table_holds_every_verdict_of_the_file(name):
    module = module_of(name)
    assert declared_in(module) <= set(module.CHECK.verdicts) | {COULD_NOT_CHECK}
    ids = [verdict.id for verdict in module.CHECK.verdicts]
    assert len(ids) == len(set(ids))
    assert all(KEBAB.fullmatch(each) for each in ids)
    assert COULD_NOT_CHECK.id not in ids


@pytest.mark.parametrize("name", FILES)
def test_every_verdict_but_a_pass_says_what_to_do(name):
    for verdict in module_of(name).CHECK.verdicts:
        assert verdict.fix or verdict.outcome in {Outcome.PASS, Outcome.NOT_APPLICABLE}, verdict.id
        assert not (verdict.fix and verdict.outcome is Outcome.PASS), verdict.id
        assert (verdict.impact is not None) is verdict.outcome.is_finding, verdict.id
        assert not verdict.headline.endswith("."), verdict.id
        assert not verdict.headline.lower().startswith(ORDERS), verdict.id


@pytest.mark.parametrize("name", FILES)
def test_table_can_pass_and_can_fail(name):
    outcomes = {verdict.outcome for verdict in module_of(name).CHECK.verdicts}
    assert Outcome.PASS in outcomes
    assert any(outcome.is_finding for outcome in outcomes)


@pytest.mark.parametrize("name", FILES)
def test_placeholders_have_names(name):
    for verdict in module_of(name).CHECK.verdicts:
        for text in (verdict.headline, verdict.fix):
            named = [field for _, field, _, _ in Formatter().parse(text) if field is not None]
            assert all(field.isidentifier() for field in named), verdict.id


@pytest.mark.parametrize("name", FILES)
def test_sources_are_gathered(name):
    gathered = {source for gatherer in GATHERERS for source in gatherer.sources}
    sources = module_of(name).CHECK.sources
    assert sources
    assert set(sources) <= gathered


@pytest.mark.parametrize("name", FILES)
def test_every_verdict_is_tried(name):
    untried = {*module_of(name).CHECK.verdicts, COULD_NOT_CHECK} - examples_of(name)
    assert {verdict.id for verdict in untried} == set()


def test_no_playbook_is_known_to_a_check():
    assert "playbook" not in {field.name for check in CHECKS for field in fields(check)}
