"""The product's own audit of the demo estate: every planted defect is found, nothing else, and cheaply."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest

from audits.checks import CHECKS
from audits.core.artifacts import Artifacts
from portal.demo import places
from portal.demo.defects import DEFECTS
from tests.demo.audited import audited, audited_in_full, estate_of

pytestmark = [pytest.mark.network, pytest.mark.processes]

CHECKED = [defect for defect in DEFECTS if defect.check in {check.id for check in CHECKS}]
IDS = [defect.id for defect in CHECKED]

CONSEQUENCES = {
    ("secret-history", places.REPOSITORY),  # the whole, beside each of its secrets
    ("bundle-secrets", places.APP),
    ("exposed-files", places.DOCS),
}
"""Findings that follow from a planted defect and are declared with none."""

WHOLES = {"exposed-files", "mixed-content", "personal-cache"}
"""Checks whose answer for the host proves that none of its addresses is left to mend."""

DNS_BUDGET = 45 + 3 * (12 - 5) + 3 * (3 - 2) + 3 + 4
"""Design, section 4: five hosts, two name servers, two MX, a selector and an SPF of six look-ups are 45 questions; this
estate has twelve hosts, three name servers, three more selectors and a second mail domain."""


@pytest.fixture(scope="module")
def found(broken):
    return audited_in_full(broken.description(), broken.settings)


@pytest.fixture(scope="module")
def mended(repaired):
    return audited_in_full(repaired.description(), repaired.settings)


def of_defect(answers, defect):
    """The answers of the defect's check about its subject, or the findings about each part of it."""
    if not defect.subject.endswith("#"):
        return [(defect.check, defect.subject)]
    return [key for key in answers.findings() if key[0] == defect.check and key[1].startswith(defect.subject)]


def test_every_defect_has_a_check():
    assert {defect.check for defect in DEFECTS} == {defect.check for defect in CHECKED}


@pytest.mark.parametrize("defect", CHECKED, ids=IDS)
def test_planted_defect_is_found(found, defect):
    keys = of_defect(found, defect)
    assert len(keys) == defect.count
    assert {found.outcome(*key) for key in keys} == {defect.outcome}
    for key in keys:
        judgement = found.answers[key].judgement
        assert judgement.fix
        assert judgement.evidence


@pytest.mark.parametrize("defect", CHECKED, ids=IDS)
def test_look_alike_stays_silent(found, defect):
    key = (defect.check, defect.look_alike_subject)
    assert key not in found.findings() - CONSEQUENCES - {(defect.check, defect.subject)}
    if key in found.answers and key not in CONSEQUENCES and defect.look_alike_subject != defect.subject:
        assert found.outcome(*key) in {"pass", "not-applicable"}


def test_sound_name_server_is_not_blamed_with_the_lame_one(found):
    judgement = found.answers["delegation", places.DOMAIN].judgement
    assert "ns3.desk-hosting.example" in judgement.headline
    assert "ns2" not in judgement.headline
    assert "ns1" not in judgement.headline


def test_nothing_is_found_that_was_not_planted(found):
    planted = {key for defect in CHECKED for key in of_defect(found, defect)}
    assert found.findings() - planted - CONSEQUENCES == set()


@pytest.mark.parametrize("defect", CHECKED, ids=IDS)
def test_repaired_defect_is_a_proven_pass(mended, defect):
    if defect.subject.endswith("#"):
        assert of_defect(mended, defect) == []
        assert mended.outcome(defect.check, defect.subject.removesuffix("#")) == "pass"
    elif defect.check in WHOLES:
        assert mended.outcome(defect.check, urlsplit(defect.subject).hostname) == "pass"
    else:
        assert mended.outcome(defect.check, defect.subject) == "pass"


def test_repaired_estate_has_no_finding_and_no_open_question(mended):
    assert mended.findings() == set()
    assert mended.of_outcome("could-not-check") == set()


def test_switch_turns_findings_into_passes_while_the_estate_runs(start):
    running = start()
    before = audited(running.description(), running.settings)
    running.switch()
    after = audited(running.description(), running.settings)
    assert before.findings()
    assert after.findings() == set()
    running.switch("--undo")
    again = audited(running.description(), running.settings)
    assert again.findings() == before.findings()


def test_host_that_does_not_answer_is_no_finding_of_what_it_would_have_said(found):
    silent = {places.OLD, places.FILES, places.STATUS}
    about = {key: answer for key, answer in found.answers.items() if key[1] in silent}
    bad = {key for key in about if key in found.findings()}
    assert bad == {
        ("host-answers", places.OLD),
        ("private-address", places.FILES),
        ("dangling-name", places.STATUS),
    }
    for key, answer in about.items():
        if key not in bad and answer.judgement.outcome.value == "could-not-check":
            assert answer.judgement.facts["reason"]


class Noting(dict):
    """Artifacts that remember which sources were looked at."""

    def __init__(self, artifacts):
        super().__init__(artifacts)
        self.sources = set()

    def get(self, key, default=None):
        self.sources.add(key[0])
        return super().get(key, default)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_check_names_every_source_it_looks_at(found, broken, check):
    """A source that is not named might not be gathered when the check is run alone."""
    estate, noting = estate_of(broken.description()), Noting(found.artifacts)
    for subject in estate.subjects(check.subject):
        check.judgements(Artifacts(estate, datetime.now(UTC), noting).about(subject))
    assert noting.sources <= {source.name for source in check.sources}


def test_budgets_hold(found):
    assert found.questions <= DNS_BUDGET
    assert max(found.requests.values()) <= 60
    assert max(found.active_requests.values()) <= 60
    shakes = [value.handshakes for (source, _), value in found.artifacts.items() if hasattr(value, "handshakes")]
    assert len(shakes) == len({places.DOMAIN, *_web_hosts()})
    assert max(shakes) <= 8


def _web_hosts():
    return {f"{label}.{places.DOMAIN}" for label in ("www", "app", "api", "admin", "auth", "docs", "mail", "origin")}


def test_audit_of_the_estate_is_quick(found):
    """A bound, not a measurement: the slow endpoint alone is asked six times at almost a second each."""
    assert found.seconds < 60
