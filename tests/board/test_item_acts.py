import re
from datetime import timedelta

import pytest
from django.utils import timezone

from audits.models import AuditRun
from portal.sprint.models import Comment, Item, Waiver
from portal.tenancy.models import Member
from tests.audits.findings_of import finding_of, judged, run_of


def text(response):
    return response.content.decode()


class TestPage:
    def test_a_risk_stands_first_with_its_exact_fix_and_its_evidence(self, started):
        run = run_of(started.world)
        record = "v=DMARC1; p=none"
        finding_of(run, "delegation", "client.test", fix=f"Publish this TXT record at _dmarc.client.test: {record}")
        page = text(started.get("item", item=started.item().pk))
        assert page.index("client.test is not fine") < page.index("What to do")
        assert re.search(rf'<template id="finding-[^"]+-fix">{record}</template>', page)
        assert re.search(r'<pre class="evidence-text"[^>]*>seen at client.test, run 1</pre>', page)
        assert "Seen in run 1" in page

    def test_risks_stand_in_the_order_of_what_they_cost(self, started):
        run = run_of(started.world)
        for rank in ("cleanup", "blocker", "incident"):
            finding_of(run, "delegation", f"{rank}.test", rank=rank)
        page = text(started.get("item", item=started.item().pk))
        places = [page.index(f"{rank}.test is not fine") for rank in ("blocker", "incident", "cleanup")]
        assert places == sorted(places)

    def test_a_fixed_risk_shows_before_and_after(self, started):
        run, later = run_of(started.world), run_of(started.world)
        finding_of(
            run, "delegation", "client.test", state="fixed", after=judged(later, "delegation", "client.test", "pass")
        )
        page = text(started.get("item", item=started.item().pk))
        assert "run 1 against run 2" in page
        assert "client.test is fine" in page

    def test_what_could_not_be_checked_is_told_apart(self, started):
        judged(
            run_of(started.world),
            "delegation",
            "client.test",
            "could-not-check",
            headline="Could not check: refused",
            fix="Try again at 33:00.",
        )
        page = text(started.get("item", item=started.item().pk))
        assert "1 could not be checked" in page
        assert "Try again at 33:00." in page

    def test_hostile_evidence_stays_text(self, started):
        finding_of(
            run_of(started.world),
            "delegation",
            "<img src=x>",
            evidence=[{"source": "<b>", "observed": "<script>1</script>"}],
        )
        page = text(started.get("item", item=started.item().pk))
        assert "<script>1" not in page
        assert "<img src=x>" not in page

    def test_every_item_of_every_stage_has_a_page(self, started):
        for item in Item.objects.filter(stage__engagement=started.world.engagement):
            assert started.get("item", item=item.pk).status_code == 200

    def test_an_item_of_another_engagement_is_not_found(self, started):
        foreign = started.world.other_engagement.stages.get(number=1).items.first()
        assert started.get("item", item=foreign.pk).status_code == 404
        assert started.post("move_item", {"state": "doing", "revision": 0}, item=foreign.pk).status_code == 404
        foreign.refresh_from_db()
        assert foreign.state == "to-do"


class TestMoves:
    def test_an_item_is_moved(self, started):
        item = started.item()
        started.act("move_item", item, state="doing")
        assert started.fresh(item).state == "doing"

    def test_settling_without_evidence_is_refused_in_words(self, started):
        item = started.item(place=1)
        page = text(started.act("move_item", item, state="settled"))
        assert "No audit has proven this yet. Run the audits, or leave evidence." in page
        assert started.fresh(item).state == "to-do"

    def test_a_stale_move_changes_nothing_and_says_how_it_stands(self, started):
        item = started.item()
        started.act("move_item", item, state="doing")
        page = text(started.act("move_item", item, state="to-do", revision=0))
        assert "Somebody else changed this item" in page
        assert "It is: doing. Nothing was overwritten." in page
        assert started.fresh(item).state == "doing"

    def test_an_act_from_the_board_leads_back_to_its_row(self, started):
        item = started.item()
        response = started.act("move_item", item, state="doing", back="board")
        assert response.redirect_chain[-1][0].endswith(f"?stage=1#item-{item.pk}")

    @pytest.mark.parametrize(
        "data",
        [
            {},
            {"state": "waiting"},
            {"state": "gone"},
            {"state": "doing", "revision": -1},
            {"state": "doing", "revision": 10**20},
            {"state": "doing", "revision": "x"},
        ],
    )
    def test_nonsense_is_refused(self, started, data):
        item = started.item()
        response = started.post("move_item", {"revision": 0, **data}, item=item.pk)
        assert response.status_code == 200
        assert started.fresh(item).revision == 0

    def test_up_and_down_change_the_order_within_the_stage(self, started):
        first, second = started.item(), started.item(place=1)
        started.act("order_item", second, to="up")
        assert [started.item().pk, started.item(place=1).pk] == [second.pk, first.pk]
        started.act("order_item", second, to="down")
        assert started.item().pk == first.pk

    def test_a_direction_that_is_none_is_refused(self, started):
        assert "moves up or down" in text(started.act("order_item", started.item(), to="left"))


class TestPeople:
    def test_an_item_is_given_to_a_member_and_back_to_nobody(self, started):
        item, member = started.item(), Member.objects.get(user=started.world.consultant)
        started.act("assign_item", item, member=member.pk)
        assert started.fresh(item).assignee_id == member.pk
        started.act("assign_item", item, member="")
        assert started.fresh(item).assignee_id is None

    def test_a_person_without_access_gets_no_item(self, started):
        item, removed = started.item(), Member.objects.get(user=started.world.removed_member)
        page = text(started.act("assign_item", item, member=removed.pk))
        assert "Select a valid choice" in page
        assert started.fresh(item).assignee_id is None

    def test_a_question_waits_for_the_client_until_its_time(self, started):
        item = started.item()
        until = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
        started.act("ask_client", item, question="Who owns it?", until=until)
        asked = started.fresh(item)
        assert (asked.state, asked.waiting_for) == ("waiting", "Who owns it?")
        assert asked.waiting_until is not None

    def test_a_time_that_has_passed_is_refused(self, started):
        item = started.item()
        page = text(started.act("ask_client", item, question="Who?", until="2020-01-01T10:00"))
        assert "That moment has passed. Pick a later one." in page
        assert started.fresh(item).state == "to-do"

    def test_a_comment_is_internal_unless_the_client_was_chosen(self, started):
        item = started.item()
        started.post("comment_item", {"visibility": "internal", "text": "note"}, item=item.pk)
        started.post("comment_item", {"visibility": "client", "text": "dear client"}, item=item.pk)
        assert list(Comment.objects.values_list("visibility", "text")) == [
            ("internal", "note"),
            ("client", "dear client"),
        ]
        page = text(started.get("item", item=item.pk))
        assert "Client Company sees this" in page
        assert "North only" in page

    @pytest.mark.parametrize(
        "data", [{}, {"text": "who reads this?"}, {"visibility": "client"}, {"visibility": "all", "text": "x"}]
    )
    def test_a_comment_without_audience_or_text_is_not_kept(self, started, data):
        response = started.post("comment_item", data, item=started.item().pk)
        assert response.status_code == 200
        assert not Comment.objects.exists()

    def test_the_composer_starts_internal(self, started):
        page = text(started.get("item", item=started.item().pk))
        assert re.search(r'value="internal"\s+checked', page)
        assert not re.search(r'value="client"\s+checked', page)


class TestWaivers:
    def grant(self, desk, item, days, **data):
        until = timezone.now().date() + timedelta(days=days)
        return desk.post("grant_waiver", {"owner": "Tom", "reason": "Known", "until": until, **data}, item=item.pk)

    def test_a_waiver_carries_the_item_through_its_gate(self, started):
        item = started.item()
        self.grant(started, item, 7)
        assert Waiver.objects.get().owner == "Tom"
        assert "Tom" in text(started.get("board"))
        assert "1 of 7 conditions met" in text(started.get("board"))

    @pytest.mark.parametrize("days", [-1, 91])
    def test_a_day_out_of_reach_is_refused_with_the_last_possible(self, started, days):
        assert "Pick a day from today up to" in text(self.grant(started, started.item(), days))
        assert not Waiver.objects.exists()

    def test_owner_and_reason_are_wanted(self, started):
        assert "2 answers need a change" in text(self.grant(started, started.item(), 7, owner="", reason=""))

    def test_a_waiver_ends_early_after_it_was_asked(self, started):
        item = started.item()
        self.grant(started, item, 7)
        started.act("move_item", item, state="settled")
        waiver = Waiver.objects.get()
        assert "End this waiver now?" in text(started.get("withdraw_waiver", item=item.pk, waiver=waiver.pk))
        started.post("withdraw_waiver", item=item.pk, waiver=waiver.pk)
        assert started.fresh(item).state == "doing"
        assert started.get("withdraw_waiver", item=item.pk, waiver=waiver.pk).status_code == 404


class TestOwnItems:
    def test_an_added_item_joins_the_end_of_its_stage(self, started):
        started.post("add_item", {"title": "Dispatcher tried the month report"}, stage=1)
        added = started.world.engagement.stages.get(number=1).items.last()
        assert (added.title, added.line) == ("Dispatcher tried the month report", "")
        assert "Dispatcher tried the month report" in text(started.get("board"))

    def test_what_a_sprint_refuses_is_shown_the_way_to_the_parked(self, started):
        page = text(started.post("add_item", {"title": "Move it to Kubernetes"}, stage=1))
        assert "a sprint does not build" in page
        assert "?request=Move%20it%20to%20Kubernetes" in page
        assert not Item.objects.filter(title="Move it to Kubernetes").exists()
        started.post("add_item", {"title": "Move it to Kubernetes", "anyway": "on"}, stage=1)
        assert Item.objects.filter(title="Move it to Kubernetes").exists()

    def test_an_empty_or_endless_title_is_refused(self, started):
        before = Item.objects.count()
        for title in ("", " ", "x" * 121, "a\x00b"):
            assert started.post("add_item", {"title": title}, stage=1).status_code == 200
        assert Item.objects.count() == before


def test_the_checks_of_an_item_run_again_from_its_page(started):
    page = text(started.get("item", item=started.item().pk))
    assert "Run the checks again" in page
    assert not AuditRun.objects.exists()
