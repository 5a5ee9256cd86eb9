"""The demo's planted secrets and served files: each found once, every look-alike silent, all gone when repaired."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from audits.checks import CHECKS
from audits.core.estate import Estate
from audits.core.outcome import Outcome
from audits.core.subject import Domain, Endpoint, Host, Repository
from audits.engine import gather, judge
from audits.gatherers import GATHERERS
from portal.demo import places
from portal.demo.content_defects import CONTENT_DEFECTS
from portal.demo.credentials import Draw, secrets
from portal.outbound.door import Door, Rules

pytestmark = [pytest.mark.network, pytest.mark.processes]

IDS = ("secret-history", "bundle-secrets", "exposed-files")
PLANTED = [defect for defect in CONTENT_DEFECTS if defect.check in IDS]


@dataclass
class Audit:
    """What one audit of the three checks saw and said."""

    artifacts: tuple
    answers: tuple

    def findings(self):
        return [answer for answer in self.answers if answer.judgement.outcome.is_finding]


class Silence:
    async def started(self, gatherer):
        return

    async def finished(self, gatherer, artifacts):
        return


def audited(running):
    described = running.description()
    estate = Estate(
        Domain(described["domain"]),
        tuple(Host(host["name"], declared=True) for host in described["hosts"]),
        tuple(Endpoint(endpoint["url"], endpoint["purpose"]) for endpoint in described["endpoints"]),
        tuple(Repository(each["name"], each["path"]) for each in described["repositories"]),
    )
    checks = [check for check in CHECKS if check.id in IDS]
    wanted = {source.name for check in checks for source in check.sources}
    gatherers = [one for one in GATHERERS if wanted & set(one.records)]

    async def seen():
        async with Door(Rules.from_environment(running.settings, places.DOMAIN)) as door:
            return await gather(estate, gatherers, door, Silence())

    artifacts = asyncio.run(seen())
    return Audit(artifacts, judge(estate, artifacts, checks, datetime.now(UTC)))


@pytest.fixture(scope="module")
def before(broken):
    return audited(broken)


@pytest.fixture(scope="module")
def after(repaired):
    return audited(repaired)


@pytest.mark.parametrize("defect", PLANTED, ids=[defect.id for defect in PLANTED])
def test_each_planted_defect_is_found_as_often_as_it_was_planted(before, defect):
    same = [answer for answer in before.findings() if answer.check.id == defect.check]
    of_check = [answer for answer in same if answer.subject.startswith(defect.subject)]
    assert len(of_check) == defect.count
    assert {answer.judgement.outcome.value for answer in of_check} == {defect.outcome}
    assert all(answer.judgement.fix for answer in of_check)


@pytest.mark.parametrize("defect", PLANTED, ids=[defect.id for defect in PLANTED])
def test_look_alikes_are_silent(before, defect):
    assert not any(answer.subject == defect.look_alike_subject for answer in before.findings())


def test_only_the_token_is_in_the_newest_version(before):
    of_history = [answer for answer in before.findings() if answer.check.id == "secret-history"]
    held = {sighting.kind for answer in of_history for sighting in answer.judgement.evidence if sighting.in_head}
    assert held == {"github-token"}
    assert {answer.judgement.evidence[0].kind for answer in of_history} == {
        "database-url",
        "stripe-live-key",
        "aws-access-key-id",
        "github-token",
        "private-key",
    }


def test_no_value_is_kept_anywhere(broken, before):
    told = repr(before.artifacts) + "".join(
        f"{answer.judgement.headline}{answer.judgement.fix}{answer.judgement.evidence}" for answer in before.answers
    )
    for name, value in secrets(Draw(bytes.fromhex(broken.folder.seed.read_text()))).items():
        for line in value.splitlines():
            assert line[10:30] not in told or "PRIVATE" in line or name == "POSTGRES_URL", name
    password = secrets(Draw(bytes.fromhex(broken.folder.seed.read_text())))["POSTGRES_URL"].split(":")[2].split("@")[0]
    assert password[5:] not in told


def test_repaired_nothing_is_found_and_everything_was_read(after):
    assert after.findings() == []
    unchecked = [answer for answer in after.answers if answer.judgement.outcome is Outcome.COULD_NOT_CHECK]
    assert [(answer.check.id, answer.subject) for answer in unchecked] == []
    whole = {answer.check.id: answer.judgement for answer in after.answers if answer.subject == places.REPOSITORY}
    assert whole["secret-history"].outcome is Outcome.PASS
