"""Nothing is wrong with a right estate, be it as most are or unusual wherever the standards let it be."""

from typing import NamedTuple

import pytest

from tests.demo.audited import audited_estate
from tests.real_servers import ordinary, unusual

pytestmark = [pytest.mark.network, pytest.mark.processes]

UNASKED = {"domain-expiry"}
"""Nobody stands in for the registry."""


class Seen(NamedTuple):
    name: str
    audited: object


@pytest.fixture(scope="module", params=[ordinary, unusual], ids=["ordinary", "unusual"])
def seen(request, tmp_path_factory):
    name = request.param.__name__.rpartition(".")[2]
    with getattr(request.param, name)(tmp_path_factory.mktemp(name)) as settings:
        return Seen(name, audited_estate(request.param.ESTATE, settings))


def test_right_estate_has_no_finding(seen):
    told = {
        key: (answer.judgement.headline, answer.judgement.evidence)
        for key, answer in seen.audited.answers.items()
        if answer.judgement.outcome.is_finding
    }
    assert told == {}


def test_only_what_nobody_can_tell_here_stays_open(seen):
    unknown = {
        (check, subject): answer.judgement.headline
        for (check, subject), answer in seen.audited.answers.items()
        if answer.judgement.outcome.value == "could-not-check" and check not in UNASKED
    }
    assert {key for key, headline in unknown.items() if "needs proof of control" not in headline} == set()


def test_unusual_ways_are_many():
    assert len(set(unusual.WAYS)) >= 20
