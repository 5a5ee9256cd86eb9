"""Findings across runs: opened, fixed, regressed, retired, re-judged, and left alone when nothing was seen."""

from dataclasses import replace

import pytest

from audits.core.estate import Estate
from audits.core.subject import Domain, Host, Repository
from audits.findings import settle_findings
from audits.models import Finding
from audits.plan import Plan
from tests.audits.findings_of import judged, run_of

APEX, APP, SHOP = "client.test", "app.client.test", "shop"
ESTATE = Estate(
    domain=Domain(APEX), hosts=(Host(APEX), Host(APP)), repositories=(Repository(SHOP, "https://git.test/shop.git"),)
)
PLAN = Plan(ESTATE, ("hsts", "secret-history"))
SECRET = f"{SHOP}#3fa1"


@pytest.fixture
def world(inside):
    return inside


def after(world, *answers, plan=PLAN, **common):
    """A run that gave these answers, settled; each is (subject, outcome) and what else the row says."""
    run = run_of(world)
    for subject, outcome, *more in answers:
        judged(run, "hsts", subject, outcome, **{**common, **(more[0] if more else {})})
    settle_findings(run, plan)
    return run


def finding(subject=APEX, check="hsts"):
    return Finding.objects.get(check_id=check, subject=subject)


@pytest.mark.parametrize("outcome", ["fail", "warn"])
def test_bad_answer_opens_a_finding(world, outcome):
    run = after(world, (APEX, outcome), (APP, "pass"))
    assert Finding.objects.count() == 1
    found = finding()
    assert (found.state, found.outcome, found.before.run_id) == ("open", outcome, run.pk)
    assert found.opened_at == found.changed_at == found.confirmed_at == run.started_at


@pytest.mark.parametrize("outcome", ["pass", "not-applicable", "could-not-check"])
def test_other_answers_open_none(world, outcome):
    after(world, (APEX, outcome))
    assert not Finding.objects.exists()


def test_pass_fixes_and_keeps_both_answers(world):
    bad = after(world, (APEX, "fail"))
    good = after(world, (APEX, "pass"))
    found = finding()
    assert (found.state, found.was_rejudged) == ("fixed", False)
    assert (found.before.run_id, found.after.run_id) == (bad.pk, good.pk)
    assert found.changed_at == good.started_at


def test_older_run_that_ends_last_leaves_what_a_newer_one_judged(world):
    older = run_of(world)
    judged(older, "hsts", APEX, "fail")
    judged(older, "secret-history", SHOP, "fail")
    after(world, (APEX, "pass"))
    settle_findings(older, PLAN)
    assert [(found.check_id, found.state) for found in Finding.objects.all()] == [("secret-history", "open")]


def test_run_that_was_given_up_holds_no_older_one_back(world):
    older = run_of(world)
    judged(older, "hsts", APEX, "fail")
    judged(run_of(world, state="failed"), "hsts", APEX, "pass")
    settle_findings(older, PLAN)
    assert finding().state == "open"


def test_finding_that_stays_keeps_its_opening(world):
    first = after(world, (APEX, "fail"))
    second = after(world, (APEX, "warn"))
    found = finding()
    assert (found.state, found.outcome, found.rank) == ("open", "warn", "cleanup")
    assert (found.opened_at, found.changed_at) == (first.started_at, first.started_at)
    assert (found.confirmed_at, found.before.run_id) == (second.started_at, second.pk)


def test_could_not_check_changes_nothing_and_remembers_since_when(world):
    first = after(world, (APEX, "fail"))
    second = after(world, (APEX, "could-not-check"))
    after(world, (APEX, "could-not-check"))
    found = finding()
    assert (found.state, found.before.run_id, found.after) == ("open", first.pk, None)
    assert found.confirmed_at == first.started_at
    assert found.not_confirmed_since == second.started_at


@pytest.mark.parametrize("outcome", ["fail", "pass"])
def test_confirmation_ends_the_doubt(world, outcome):
    for each in ("fail", "could-not-check", outcome):
        after(world, (APEX, each))
    assert finding().not_confirmed_since is None


def test_fixed_finding_is_not_doubted(world):
    for outcome in ("fail", "pass", "could-not-check"):
        after(world, (APEX, outcome))
    assert (finding().state, finding().not_confirmed_since) == ("fixed", None)


def test_fixed_finding_that_comes_back_is_regressed(world):
    for outcome in ("fail", "pass", "fail"):
        last = after(world, (APEX, outcome))
    found = finding()
    assert (found.state, found.before.run_id, found.after) == ("regressed", last.pk, None)
    after(world, (APEX, "pass"))
    assert finding().state == "fixed"
    assert Finding.objects.count() == 1


def test_question_that_no_longer_arises_retires(world):
    after(world, (APEX, "fail"))
    after(world, (APEX, "not-applicable"))
    assert finding().state == "retired"
    after(world, (APEX, "fail"))
    assert finding().state == "open"


def test_subject_taken_out_of_the_estate_retires(world):
    after(world, (APP, "fail"), (APEX, "fail"))
    smaller = replace(PLAN, estate=replace(ESTATE, hosts=(Host(APEX),)))
    after(world, (APEX, "fail"), plan=smaller)
    assert (finding(APP).state, finding(APP).after) == ("retired", None)
    assert finding().state == "open"


def test_run_over_other_checks_touches_nothing(world):
    first = after(world, (APEX, "fail"))
    after(world, plan=replace(PLAN, check_ids=("spf",)))
    found = finding()
    assert (found.state, found.confirmed_at, found.not_confirmed_since) == ("open", first.started_at, None)


def test_subject_of_the_estate_without_an_answer_is_not_confirmed(world):
    after(world, (APEX, "fail"))
    second = after(world, (APP, "pass"))
    assert (finding().state, finding().not_confirmed_since) == ("open", second.started_at)


def secrets(world, *parts, whole="not-applicable", plan=PLAN):
    """A run over the repository: the answer for the whole, then those for its secrets."""
    run = run_of(world)
    judged(run, "secret-history", SHOP, whole)
    for part in parts:
        judged(run, "secret-history", part, "fail", whole=SHOP)
    settle_findings(run, plan)
    return run


def test_part_that_is_gone_from_a_judged_whole_is_fixed_by_it(world):
    secrets(world, SECRET, f"{SHOP}#77aa")
    second = secrets(world, f"{SHOP}#77aa")
    found = finding(SECRET, "secret-history")
    assert (found.state, found.after.run_id, found.after.subject) == ("fixed", second.pk, SHOP)
    assert finding(f"{SHOP}#77aa", "secret-history").state == "open"


def test_part_of_a_whole_nobody_could_read_stays(world):
    secrets(world, SECRET)
    second = secrets(world, whole="could-not-check")
    found = finding(SECRET, "secret-history")
    assert (found.state, found.not_confirmed_since) == ("open", second.started_at)


def test_part_of_a_retired_repository_retires(world):
    secrets(world, SECRET)
    gone = replace(PLAN, estate=replace(ESTATE, repositories=()))
    settle_findings(run_of(world), gone)
    assert finding(SECRET, "secret-history").state == "retired"


def test_new_version_that_passes_fixes_nothing(world):
    after(world, (APEX, "fail"))
    after(world, (APEX, "pass"), check_version=2)
    found = finding()
    assert (found.state, found.was_rejudged, found.check_version) == ("retired", True, 2)


def test_new_version_that_fails_again_after_a_fix_is_no_regression(world):
    after(world, (APEX, "fail"))
    after(world, (APEX, "pass"))
    after(world, (APEX, "fail"), check_version=2)
    found = finding()
    assert (found.state, found.was_rejudged) == ("open", True)


def test_later_change_by_the_same_version_is_a_change_again(world):
    after(world, (APEX, "fail"))
    after(world, (APEX, "pass"), check_version=2)
    after(world, (APEX, "fail"), check_version=2)
    after(world, (APEX, "pass"), check_version=2)
    found = finding()
    assert (found.state, found.was_rejudged) == ("fixed", False)


def test_other_engagement_keeps_its_findings(world):
    run = run_of(world, world.other_engagement)
    judged(run, "hsts", APEX, "fail")
    settle_findings(run, PLAN)
    after(world, (APEX, "pass"))
    assert finding().state == "open"
