from datetime import timedelta

import pytest
from django.utils import timezone

from audits.actions import (
    RiskWords,
    accept_risk,
    add_risk,
    close_risk,
    describe_risk,
    mark_contained,
    publish_risk,
    publish_risks,
    reopen_risk,
    unpublish_risk,
    withdraw_acceptance,
)
from audits.models import Risk
from audits.queries import published_risks, risk_rows
from portal.sprint.faults import RefusedError
from portal.sprint.item_actions import LONGEST_WAIVER
from portal.sprint.models import Item
from portal.tenancy.models import Activity
from tests.audits.findings_of import finding_of, judged, run_of


def today():
    return timezone.now().date()


def accept(target, world, **changes):
    words = {"owner": "Maya Lindqvist", "reason": "to read two weeks of reports", "until": today() + timedelta(days=9)}
    return accept_risk(target=target, acting_user=world.owner, **{**words, **changes})


def written(world, **changes):
    words = RiskWords(**{"title": "One person knows the password", "rank": "incident", **changes})
    return add_risk(engagement=world.engagement, words=words, acting_user=world.owner)


def verbs(world):
    return list(Activity.objects.filter(engagement_id=world.engagement.pk).values_list("verb", flat=True))


def test_the_first_act_on_a_finding_makes_its_risk(inside):
    finding = finding_of(run_of(inside))
    assert Risk.objects.count() == 0
    describe_risk(target=finding, words=RiskWords(cost="No mail arrives"), acting_user=inside.owner)
    describe_risk(target=finding, words=RiskWords(cost="No mail arrives", rank="incident"), acting_user=inside.owner)
    (row,) = risk_rows(inside.engagement)
    assert (Risk.objects.count(), row.cost, row.rank, row.title) == (1, "No mail arrives", "incident", row.before)
    assert verbs(inside).count("risk.described") == 2


def test_a_finding_s_place_stays_the_audit_s(inside):
    finding = finding_of(run_of(inside), subject="client.test")
    describe_risk(target=finding, words=RiskWords(place="elsewhere", line="OPS-1.1"), acting_user=inside.owner)
    (row,) = risk_rows(inside.engagement)
    assert (row.subject, row.risk.place) == ("client.test", "")


@pytest.mark.parametrize("words", [RiskWords(title="x"), RiskWords(rank="blocker"), RiskWords()])
def test_a_hand_written_risk_needs_title_and_rank(inside, words):
    with pytest.raises(RefusedError):
        add_risk(engagement=inside.engagement, words=words, acting_user=inside.owner)
    risk = written(inside)
    with pytest.raises(RefusedError):
        describe_risk(target=risk, words=words, acting_user=inside.owner)
    assert Risk.objects.count() == 1


def test_a_hand_written_risk_is_closed_and_reopened(inside):
    risk = written(inside)
    assert close_risk(risk=risk, acting_user=inside.owner).closed_at is not None
    assert [row.state for row in risk_rows(inside.engagement)] == ["closed"]
    with pytest.raises(RefusedError):
        close_risk(risk=risk, acting_user=inside.owner)
    reopen_risk(risk=risk, acting_user=inside.owner)
    assert [row.state for row in risk_rows(inside.engagement)] == ["open"]
    with pytest.raises(RefusedError):
        reopen_risk(risk=risk, acting_user=inside.owner)
    assert verbs(inside)[:2] == ["risk.reopened", "risk.closed"]


def test_only_an_audit_closes_a_finding(inside):
    finding = finding_of(run_of(inside))
    risk = describe_risk(target=finding, words=RiskWords(cost="x"), acting_user=inside.owner)
    with pytest.raises(RefusedError):
        close_risk(risk=risk, acting_user=inside.owner)
    finding.refresh_from_db()
    assert finding.state == "open"


def test_an_accepted_finding_counts_as_passed_at_its_line(inside):
    run = run_of(inside)
    finding = finding_of(run, subject="client.test")
    for check in ("spf", "dkim"):
        judged(run, check, "client.test", "pass")
    item = Item.objects.get(stage__engagement=inside.engagement, line="OPS-3.3")
    accept(finding, inside)
    item.refresh_from_db()
    assert item.proof == "proven"
    withdraw_acceptance(target=finding, acting_user=inside.owner)
    item.refresh_from_db()
    assert item.proof == "refuted"
    assert {"risk.accepted", "acceptance.withdrawn"} <= set(verbs(inside))


@pytest.mark.parametrize(
    "changes",
    [
        {"until": timezone.now().date() - timedelta(days=1)},
        {"until": timezone.now().date() + LONGEST_WAIVER + timedelta(days=1)},
        {"owner": ""},
        {"reason": ""},
    ],
)
def test_an_acceptance_without_owner_reason_or_a_near_day_is_refused(inside, changes):
    finding = finding_of(run_of(inside))
    with pytest.raises(RefusedError):
        accept(finding, inside, **changes)
    assert Risk.objects.count() == 0


def test_what_is_fixed_cannot_be_accepted(inside):
    run = run_of(inside)
    finding = finding_of(run, state="fixed", after=judged(run, "spf", "client.test", "pass"))
    with pytest.raises(RefusedError):
        accept(finding, inside)


def test_only_an_accepted_risk_is_withdrawn(inside):
    finding = finding_of(run_of(inside))
    with pytest.raises(RefusedError):
        withdraw_acceptance(target=finding, acting_user=inside.owner)
    assert Risk.objects.count() == 0


def test_publishing_is_undone_until_a_version_holds_it(inside):
    risk = publish_risk(target=finding_of(run_of(inside)), acting_user=inside.owner)
    assert len(published_risks(inside.engagement)) == 1
    with pytest.raises(RefusedError):
        publish_risk(target=risk, acting_user=inside.owner)
    unpublish_risk(target=risk, acting_user=inside.owner)
    assert published_risks(inside.engagement) == []
    with pytest.raises(RefusedError):
        unpublish_risk(target=risk, acting_user=inside.owner)
    publish_risk(target=risk, acting_user=inside.owner)
    mark_contained(risk_ids=[risk.pk], at=timezone.now())
    with pytest.raises(RefusedError, match="on paper since"):
        unpublish_risk(target=risk, acting_user=inside.owner)
    assert len(published_risks(inside.engagement)) == 1


def test_the_first_version_that_holds_a_risk_is_remembered(inside):
    risk = publish_risk(target=written(inside), acting_user=inside.owner)
    first = timezone.now() - timedelta(days=1)
    mark_contained(risk_ids=[risk.pk], at=first)
    mark_contained(risk_ids=[risk.pk], at=timezone.now())
    risk.refresh_from_db()
    assert risk.contained_at == first


def test_several_are_published_at_once(inside):
    run = run_of(inside)
    targets = [finding_of(run, subject=f"{name}.test") for name in "abc"] + [written(inside)]
    publish_risk(target=targets[0], acting_user=inside.owner)
    assert publish_risks(targets=targets, acting_user=inside.owner) == 3
    assert len(published_risks(inside.engagement)) == 4
    with pytest.raises(RefusedError):
        publish_risks(targets=[], acting_user=inside.owner)


def test_long_titles_leave_room_for_what_happened(inside):
    risk = written(inside, title="x" * 200)
    publish_risk(target=risk, acting_user=inside.owner)
    assert Activity.objects.filter(verb="risk.published").first().words.endswith("was published to the client.")
