from datetime import timedelta

import pytest
from django.utils import timezone

from audits.models import Risk
from audits.queries import (
    RiskFilters,
    header_of,
    published_risks,
    rank_counts,
    ranked_risks,
    risk_rows,
    unchecked_answers,
    withheld_ranks,
)
from portal.sprint.queries import playbook_of
from tests.audits.findings_of import finding_of, judged, run_of


def risk_of(finding, **changes):
    return Risk.objects.create(
        consultancy_id=finding.consultancy_id, engagement_id=finding.engagement_id, finding=finding, **changes
    )


def by_hand(world, **changes):
    return Risk.objects.create(
        **{
            "consultancy": world.consultancy,
            "engagement": world.engagement,
            "title": "One person knows the registrar's password",
            "rank": "incident",
            **changes,
        }
    )


def accepted(days):
    now = timezone.now()
    return {"accepted_at": now, "accepted_until": now.date() + timedelta(days=days), "accepted_reason": "watched"}


def subjects(rows):
    return [row.subject for row in rows]


def test_rank_comes_first_then_open_then_fail_before_warn(inside):
    run = run_of(inside)
    finding_of(run, subject="warns.test", outcome="warn", rank="blocker")
    finding_of(run, subject="cleanup.test", rank="cleanup")
    finding_of(run, subject="fixed.test", state="fixed", after=judged(run, "spf", "fixed.test", "pass"))
    finding_of(run, subject="fails.test")
    assert subjects(risk_rows(inside.engagement)) == ["fails.test", "warns.test", "fixed.test", "cleanup.test"]


def test_a_risk_of_its_own_rank_moves_up(inside):
    run = run_of(inside)
    finding_of(run, subject="first.test", rank="incident")
    risk_of(finding_of(run, subject="raised.test", rank="cleanup"), rank="blocker")
    assert subjects(risk_rows(inside.engagement)) == ["raised.test", "first.test"]


def test_accepted_holds_until_its_day_and_not_longer(inside):
    run = run_of(inside)
    risk_of(finding_of(run, subject="today.test"), **accepted(0))
    risk_of(finding_of(run, subject="over.test"), **accepted(-1))
    assert {row.subject: row.state for row in risk_rows(inside.engagement)} == {
        "today.test": "accepted",
        "over.test": "open",
    }
    assert header_of(inside.engagement, "risks").open_risks == 1


def test_retired_findings_show_on_demand_alone(inside):
    finding_of(run_of(inside), state="retired")
    assert risk_rows(inside.engagement) == []
    assert len(risk_rows(inside.engagement, RiskFilters(states=("retired",)))) == 1


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        (RiskFilters(states=("fixed",)), ["fixed.test"]),
        (RiskFilters(stage=3), ["mail.test", "fixed.test", "https://page.test/a"]),
        (RiskFilters(stage=7), []),
        (RiskFilters(owner="Maya"), ["mail.test"]),
        (RiskFilters(host="mail.test"), ["mail.test"]),
        (RiskFilters(rank="cleanup"), ["https://page.test/a"]),
        (RiskFilters(outcome="warn"), ["https://page.test/a"]),
        (RiskFilters(host="page.test"), ["https://page.test/a"]),
        (RiskFilters(client="published"), ["mail.test"]),
        (RiskFilters(client="internal"), ["fixed.test", "https://page.test/a"]),
        (RiskFilters(q="MAIL.test is not"), ["mail.test"]),
        (RiskFilters(q="Spam everywhere"), ["mail.test"]),
        (RiskFilters(q="%"), []),
    ],
)
def test_filters_keep_what_they_name(inside, filters, kept):
    run = run_of(inside)
    mail = finding_of(run, subject="mail.test")
    risk_of(mail, owner="Maya", cost="Spam everywhere", published_at=timezone.now())
    finding_of(run, subject="fixed.test", state="fixed", after=judged(run, "spf", "fixed.test", "pass"))
    finding_of(run, subject="https://page.test/a", rank="cleanup", outcome="warn")
    assert subjects(risk_rows(inside.engagement, filters)) == kept


def test_the_search_finds_hand_written_risks(inside):
    by_hand(inside)
    assert len(risk_rows(inside.engagement, RiskFilters(q="registrar"))) == 1
    assert risk_rows(inside.engagement, RiskFilters(q="nothing of it")) == []


def test_counts_tell_each_rank_apart(inside):
    run = run_of(inside)
    finding_of(run, subject="a.test")
    finding_of(run, subject="b.test", state="fixed", after=judged(run, "spf", "b.test", "pass"))
    by_hand(inside)
    blocker, incident, cleanup = rank_counts(ranked_risks(inside.engagement), playbook_of(inside.engagement))
    assert (blocker.open, blocker.fixed, incident.open, cleanup.total) == (1, 1, 1, 0)
    assert blocker.rest == "1 fixed"


def test_a_thousand_findings_take_as_many_queries_as_one(inside, django_assert_max_num_queries):
    run = run_of(inside)
    for number in range(40):
        risk_of(finding_of(run, subject=f"{number}.test"), owner="Maya")
    by_hand(inside)
    with django_assert_max_num_queries(8):
        rows = risk_rows(inside.engagement, RiskFilters(q="test"))
        assert all(row.title and row.before_evidence and row.before_run and row.owner for row in rows if row.finding)
    with django_assert_max_num_queries(2):
        ranked_risks(inside.engagement)


def test_another_client_s_risks_never_mix_in(inside):
    finding_of(run_of(inside, inside.other_engagement), subject="rival.test")
    assert risk_rows(inside.engagement) == []
    assert unchecked_answers(inside.engagement) == []


def test_the_client_reads_published_risks_alone(inside):
    run = run_of(inside)
    finding_of(run, subject="hidden.test")
    shown = finding_of(run, subject="shown.test")
    risk_of(shown, title="Mail lands in spam", cost="Nobody can log in", published_at=timezone.now())
    (risk,) = published_risks(inside.engagement)
    assert (risk.title, risk.cost, risk.fix, risk.is_open) == (
        "Mail lands in spam",
        "Nobody can log in",
        "Mend shown.test.",
        True,
    )
    assert (risk.before, risk.after) == ("shown.test is not fine", "")
    assert withheld_ranks(inside.engagement) == {"blocker": 1, "incident": 0, "cleanup": 0}


def test_a_fixed_risk_keeps_its_before(inside):
    run = run_of(inside)
    finding = finding_of(run, subject="a.test", state="fixed", after=judged(run, "spf", "a.test", "pass"))
    risk_of(finding, after_words="Arrives, sender proven", published_at=timezone.now())
    (risk,) = published_risks(inside.engagement)
    assert (risk.before, risk.after) == ("a.test is not fine", "Arrives, sender proven")
    assert risk.fixed_at is not None


def test_unchecked_answers_are_those_of_each_check_s_last_run(inside):
    facts = {"facts": {"reason": "no answer", "retry": "in ten minutes"}, "headline": "Could not check: no answer"}
    first = run_of(inside)
    judged(first, "spf", "a.test", "could-not-check", **facts)
    judged(first, "dkim", "a.test", "could-not-check", **facts)
    judged(first, "dkim", "b.test", "could-not-check", **facts)
    judged(run_of(inside), "spf", "a.test", "pass")
    (unchecked,) = unchecked_answers(inside.engagement)
    assert (unchecked.check_id, unchecked.subjects, unchecked.retry) == (
        "dkim",
        ("a.test", "b.test"),
        "in ten minutes",
    )


def test_evidence_shows_what_nobody_could_see(inside):
    hostile = "<script>alert(1)</script>\u202e\x1b[31m"
    finding_of(run_of(inside), evidence=[{"source": "TXT", "observed": hostile}])
    (row,) = risk_rows(inside.engagement)
    assert row.before_evidence[0].text == "<script>alert(1)</script>\\u202e\\x1b[31m"


def test_a_secret_s_evidence_tells_its_place(inside):
    sighting = {
        "kind": "stripe-live-key",
        "path": "config.py",
        "line": 18,
        "commit": "41ac0d2" * 6,
        "in_head": False,
        "publishable": False,
        "stub": "sk_l",
    }
    finding_of(run_of(inside), check="secret-history", subject="desk#1", evidence=[sighting])
    (row,) = risk_rows(inside.engagement)
    assert row.before_evidence[0].text == "config.py:18\nStripe live secret key, begins sk_l\nin the history only"
