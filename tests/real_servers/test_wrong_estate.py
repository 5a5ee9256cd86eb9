"""Every fault planted at real servers gets its verdict, and what walls answer is no finding and no pass."""

import pytest

from tests.demo.audited import audited_by
from tests.real_servers import wrong

pytestmark = [pytest.mark.network, pytest.mark.processes]

OF_PAGES = (
    "content-security-policy",
    "framing",
    "content-type-sniffing",
    "referrer-policy",
    "permissions-policy",
    "cookies",
    "cors",
    "request-id",
    "exposed-files",
    "mixed-content",
    "static-cache",
    "personal-cache",
    "compression",
)
"""Checks that need a host's own answer."""


@pytest.fixture(scope="module")
def audited(tmp_path_factory):
    with wrong.wrong(tmp_path_factory.mktemp("wrong")) as settings:
        return audited_by(wrong.ESTATE, settings, {check for check, _ in wrong.FAULTS} | set(OF_PAGES))


def test_every_fault_gets_its_verdict(audited):
    verdicts = {key: answer.judgement.verdict.id for key, answer in audited.answers.items()}
    assert {key: verdicts.get(key) for key in wrong.FAULTS} == wrong.FAULTS


def test_each_fault_comes_with_its_evidence_and_a_fix_without_gaps(audited):
    for key in wrong.FAULTS:
        judgement = audited.answers[key].judgement
        assert judgement.evidence, key
        assert judgement.fix, key
        assert not {"{", "}"} & set(judgement.headline), key


@pytest.mark.parametrize("host", wrong.WALLED)
def test_wall_in_front_of_a_host_says_nothing_about_it(audited, host):
    outcomes = {check: audited.answers[check, host].judgement.outcome.value for check in OF_PAGES}
    assert {check for check, outcome in outcomes.items() if outcome != "could-not-check"} == set()
