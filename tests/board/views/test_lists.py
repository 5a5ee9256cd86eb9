from datetime import timedelta

import pytest
from django.utils import timezone

from audits.checks import CHECKS
from audits.models import RankOverride
from portal.database.tenant import tenant
from portal.sprint.actions import pause_sprint, start_sprint
from portal.sprint.models import Engagement, IntakeAccess, ParkedRequest
from portal.sprint.proof_actions import record_proof
from portal.tenancy.models import Activity, ClientUser, Consultancy
from tests.audits.findings_of import finding_of, run_of
from tests.board.entry_pages import browser, page, place, text


@pytest.fixture
def member(world):
    return browser(world.consultant)


@pytest.fixture
def owner(world):
    return browser(world.owner)


def inside_of(world):
    return tenant(world.consultancy.pk, world.owner.pk)


def started(engagement, owner, *, hours):
    start_sprint(engagement=engagement, acting_user=owner)
    began = timezone.now() - timedelta(hours=hours)
    Engagement.objects.filter(pk=engagement.pk).update(started_at=began)


def test_consultancy_without_engagements_begins_with_the_domain_field(world):
    foreign = browser(world.foreign_owner)
    body = text(foreign.get(f"/{world.other_consultancy.slug}/"))
    assert "Start with a domain" in body
    assert 'name="domain"' in body
    assert f'action="/{world.other_consultancy.slug}/engagements/new/"' in body


def test_late_sprint_comes_before_one_on_plan(world, member):
    with inside_of(world):
        started(world.engagement, world.owner, hours=1)
        started(world.other_engagement, world.owner, hours=6)
    shown = member.get(place(world, "engagements")).context["list"]
    assert [line.engagement.name for line in shown.running] == ["Rival Desk", "Desk"]
    assert shown.headline == "Rival Desk needs you first"
    assert (shown.running[0].course, shown.running[1].course) == ("2:00 over", "on plan")


def test_blocked_sprint_comes_before_one_that_is_not(world, member):
    with inside_of(world):
        for engagement in (world.other_engagement, world.engagement):
            started(engagement, world.owner, hours=1)
        finding_of(run_of(world))
    response = member.get(place(world, "engagements"))
    assert [line.blockers for line in response.context["list"].running] == [1, 0]
    assert response.context["list"].headline == "Desk needs you first"
    assert "1 launch blocker" in text(response)


def test_paused_and_planned_stand_apart(world, member):
    with inside_of(world):
        started(world.engagement, world.owner, hours=1)
        pause_sprint(engagement=world.engagement, reason="Registrar access", acting_user=world.owner)
    response = member.get(place(world, "engagements"))
    shown = response.context["list"]
    assert (len(shown.running), len(shown.paused), len(shown.planned)) == (0, 1, 1)
    assert shown.lead == "1 sprint is paused."
    assert "Registrar access" in text(response)


def test_handed_over_tells_how_it_ended(world, member):
    with inside_of(world):
        started(world.engagement, world.owner, hours=40)
        Engagement.objects.filter(pk=world.engagement.pk).update(finished_at=timezone.now())
    shown = member.get(place(world, "engagements")).context["list"]
    assert [line.when for line in shown.handed_over] == ["Finished in 40:00"]


def test_other_consultancy_lists_nothing_of_ours(world):
    body = text(browser(world.foreign_owner).get(f"/{world.other_consultancy.slug}/"))
    assert "Rival Desk" not in body


def test_access_is_noted(world, member):
    sent = {"registrar-state": "given", "registrar-giver": "Ada", "registrar-note": "Until Friday"}
    response = member.post(page(world, "note_access", "registrar"), sent, follow=True)
    with inside_of(world):
        row = IntakeAccess.objects.get(engagement=world.engagement, access_id="registrar")
        assert (row.state, row.giver, row.note) == ("given", "Ada", "Until Friday")
    body = text(response)
    assert "4 of 5 accesses are missing" in body
    assert "by Ada" in body


def test_refused_access_tells_what_cannot_be_promised(world, member):
    member.post(page(world, "note_access", "repository"), {"repository-state": "refused"})
    assert "Secrets in history, time-outs and slow queries stay unknown." in text(member.get(page(world, "intake")))


def test_intake_tells_that_nobody_of_the_client_can_read_it(world, member):
    assert "sees this list too" in text(member.get(page(world, "intake")))
    with inside_of(world):
        ClientUser.objects.filter(client=world.engagement.client).update(removed_at=timezone.now())
    assert "so nobody sees this list" in text(member.get(page(world, "intake")))


def test_state_that_is_none_is_refused(world, member):
    body = text(member.post(page(world, "note_access", "registrar"), {"registrar-state": "stolen"}))
    assert "Select a valid choice" in body
    with inside_of(world):
        assert IntakeAccess.objects.get(engagement=world.engagement, access_id="registrar").state == "asked"


def test_unknown_access_is_not_found(world, member):
    assert member.post(page(world, "note_access", "moon")).status_code == 404


def test_bar_shows_no_go_with_the_news_of_what_is_refuted(world, member):
    with inside_of(world):
        told = {"has_warning": False, "note": "acme.test has two SPF records", "at": timezone.now()}
        record_proof(engagement=world.engagement, line="OPS-3.3", proof="refuted", **told)
    body = text(member.get(page(world, "minimum_bar")))
    assert "No-go: 0 of 11 lines of the minimum bar are met." in body
    assert "acme.test has two SPF records" in body


def test_wish_that_is_refused_is_offered_and_parked_with_its_reason(world, member):
    wish = "They want a Kubernetes cluster"
    body = text(member.post(page(world, "park_request"), {"request": wish}))
    assert "This falls under what a sprint refuses." in body
    with inside_of(world):
        assert not ParkedRequest.objects.exists()
    member.post(page(world, "park_request"), {"request": wish, "refusal": "NOT.2", "reason": "", "park": "yes"})
    with inside_of(world):
        parked = ParkedRequest.objects.get(engagement=world.engagement)
    assert (parked.refusal_line, parked.request) == ("NOT.2", wish)
    assert parked.reason.startswith("One app with few users")
    assert wish in text(member.get(page(world, "park_request")))


def test_wish_that_matches_nothing_may_be_parked_all_the_same(world, member):
    body = text(member.post(page(world, "park_request"), {"request": "A dark logo"}))
    assert "Nothing in it names what a sprint refuses." in body
    sent = {"request": "A dark logo", "refusal": "NOT.9", "reason": "Nobody outside sees it", "park": "yes"}
    member.post(page(world, "park_request"), sent)
    with inside_of(world):
        assert ParkedRequest.objects.get().reason == "Nobody outside sees it"


@pytest.mark.parametrize(
    "sent",
    [
        {"request": ""},
        {"request": "x" * 301},
        {"request": "A logo", "park": "yes"},
        {"request": "k8s", "refusal": "NOT.1", "park": "yes"},
    ],
)
def test_wish_without_what_is_needed_is_asked_again(world, member, sent):
    assert member.post(page(world, "park_request"), sent).status_code == 200
    with inside_of(world):
        assert not ParkedRequest.objects.exists()


def test_owner_renames_the_consultancy_and_its_address_stays(world, owner):
    owner.post(place(world, "settings"), {"name": "North and Sons"})
    with inside_of(world):
        consultancy = Consultancy.objects.get(pk=world.consultancy.pk)
        assert (consultancy.name, consultancy.slug) == ("North and Sons", world.consultancy.slug)
        assert Activity.objects.filter(verb="consultancy.renamed").count() == 1


def test_empty_name_is_refused(world, owner):
    assert "Type the name clients know you by." in text(owner.post(place(world, "settings"), {"name": " "}))


def test_settings_are_the_owners_alone(world, member):
    assert member.get(place(world, "settings")).status_code == 404
    assert place(world, "settings") not in text(member.get(place(world, "engagements")))


def test_rank_of_ones_own_is_kept_and_undone(world, owner):
    sent = {"verdict": "hsts/missing", "rank": "cleanup"}
    body = text(owner.post(place(world, "override_rank"), sent, follow=True))
    assert "The next audit ranks it so." in body
    with inside_of(world):
        override = RankOverride.objects.get(check_id="hsts", verdict="missing")
        assert override.rank == "cleanup"
    owner.post(place(world, "drop_rank_override", override.pk))
    with inside_of(world):
        assert not RankOverride.objects.exists()


def test_rank_for_an_unknown_verdict_is_refused(world, owner):
    response = owner.post(place(world, "override_rank"), {"verdict": "hsts/nonsense", "rank": "cleanup"})
    assert "No check finds this: choose a row." in text(response)


def test_every_finding_stands_in_the_table_of_ranks(world, owner):
    body = text(owner.get(place(world, "ranks")))
    missing = [
        f"{check.id}/{verdict.id}"
        for check in CHECKS
        for verdict in check.verdicts
        if verdict.outcome.is_finding and f'id="{check.id}/{verdict.id}"' not in body
    ]
    assert missing == []


def test_row_of_the_table_opens_its_form_and_tells_of_the_own_rank(world, owner):
    address = place(world, "ranks")
    assert "Rank it so" not in text(owner.get(address))
    assert 'name="verdict" value="hsts/missing"' in text(owner.get(address, {"change": "hsts/missing"}))
    owner.post(place(world, "override_rank"), {"verdict": "hsts/missing", "rank": "cleanup"})
    assert "yours, instead of" in text(owner.get(address))


def test_consultant_reads_the_table_and_changes_nothing(world, member):
    body = text(member.get(place(world, "ranks"), {"change": "hsts/missing"}))
    assert 'id="hsts/missing"' in body
    assert "Rank it so" not in body
