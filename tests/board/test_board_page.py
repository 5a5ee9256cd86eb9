from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audits.models import GathererProgress
from portal.board.queries.board import board_of
from portal.board.queries.fingerprint import board_mark
from portal.board.viewer import Viewer
from portal.sprint.item_actions import add_item, ask_client, assign_item, grant_waiver, leave_evidence
from portal.sprint.models import Item
from portal.tenancy.models import Member
from tests.audits.findings_of import finding_of, run_of

MOST_QUERIES = 20


def viewer(world):
    member = Member.objects.get(user=world.owner)
    return Viewer(world.consultancy.slug, member.pk, ZoneInfo("Europe/Berlin"))


def shown(desk, stage=None):
    return board_of(desk.engagement(), viewer(desk.world), stage)


def text(response):
    return response.content.decode()


def test_before_the_start_it_offers_the_start_and_names_what_lacks(desk):
    page = text(desk.get("board"))
    assert "Start the 48 hours" in page
    assert "5 accesses" in page
    assert "ruler--planned" in page
    assert "Pause" not in page


def test_the_running_stage_is_open_and_another_can_be_chosen(started):
    assert [stage.number for stage in shown(started).stages if stage.is_opened] == [1]
    assert 'data-number="5"' in text(started.get("board", "?stage=5"))
    assert [stage.number for stage in shown(started, 5).stages if stage.is_opened] == [5]


@pytest.mark.parametrize("query", ["?stage=99", "?stage=x", "?stage=", "?stage=%00", "?seen=x"])
def test_a_nonsense_address_shows_the_running_stage(started, query):
    response = started.get("board", query)
    assert response.status_code == 200
    assert 'stage--open stage--running"' in text(response)


def test_an_open_blocker_leads_and_gives_its_item_the_rank(started):
    finding_of(run_of(started.world), "delegation", "client.test")
    item = started.item()
    Item.objects.filter(pk=item.pk).update(proof="refuted", proof_note="ns1 does not answer", proof_at=timezone.now())
    board = shown(started)
    assert (board.acts[0].title, board.acts[0].sign) == (board.stages[0].rows[0].title, "open")
    assert (board.stages[0].rows[0].rank, board.stages[0].rows[0].rank_word) == ("blocker", "Launch blocker")
    assert "ns1 does not answer" in text(started.get("board"))


def test_what_the_client_was_asked_waits_for_the_client(started):
    item = started.item(place=1)
    ask_client(item=item, question="Who may change DNS?", until=None, revision=0, acting_user=started.world.owner)
    board = shown(started)
    assert [wait.says for wait in board.waiting] == ["Who may change DNS?"]
    assert board.stages[0].rows[1].is_with_client
    assert "Who may change DNS?" in text(started.get("board"))


def test_a_late_stage_is_told(started):
    engagement = started.engagement()
    engagement.started_at -= timedelta(hours=3)
    engagement.save()
    assert "Stage 1 is 1:00 over" in text(started.get("board"))


def test_overrun_goes_on(started):
    engagement = started.engagement()
    engagement.started_at -= timedelta(hours=47, minutes=10)
    engagement.save()
    page = text(started.get("board"))
    assert ">49:10<" in page
    assert "1:10 over 48 hours" in page


def test_hostile_words_are_shown_as_words(started):
    add_item(stage=started.item().stage, title="<script>alert(1)</script>", acting_user=started.world.owner)
    page = text(started.get("board"))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_client_user_never_sees_the_board(started):
    started.client.force_login(started.world.approver, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert started.get("board").status_code == 404


class TestPolls:
    def poll(self, desk, query):
        return desk.get("board", query, headers={"HX-Request": "true"})

    def mark(self, desk):
        return board_mark(desk.engagement(), viewer(desk.world).member_id)

    def test_an_unchanged_board_answers_with_nothing(self, started):
        response = self.poll(started, f"?seen={self.mark(started)}")
        assert (response.status_code, response.content) == (204, b"")

    def test_a_changed_board_answers_with_itself_alone(self, started):
        mark = self.mark(started)
        started.act("move_item", started.item(), state="doing")
        response = self.poll(started, f"?seen={mark}")
        assert response.status_code == 200
        assert text(response).lstrip().startswith('<div id="board"')
        assert "<html" not in text(response)

    def test_the_chosen_stage_stays_chosen(self, started):
        assert "&amp;stage=3" in text(self.poll(started, "?seen=old&stage=3"))

    def test_every_step_of_a_run_and_every_minute_changes_the_mark(self, started):
        engagement, now = started.engagement(), timezone.now()
        first = board_mark(engagement, 1, now)
        assert board_mark(engagement, 1, now) == first
        assert board_mark(engagement, 1, now + timedelta(minutes=1)) != first
        run = run_of(started.world, state="running", finished_at=None)
        row = GathererProgress.objects.create(
            consultancy=started.world.consultancy, run=run, gatherer="dns", title="DNS", position=0
        )
        second = board_mark(engagement, 1, now)
        GathererProgress.objects.filter(pk=row.pk).update(state="running")
        third = board_mark(engagement, 1, now)
        GathererProgress.objects.filter(pk=row.pk).update(checks_done=1)
        assert len({first, second, third, board_mark(engagement, 1, now)}) == 4

    def test_an_unchanged_poll_is_cheap(self, started):
        mark = self.mark(started)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            self.poll(started, f"?seen={mark}")
        reads = [
            query["sql"] for query in caught if query["sql"].startswith("SELECT") and "sprint_item" in query["sql"]
        ]
        assert reads == []


def busy(desk, items):
    """Items with an owner, evidence and a waiver each, in every stage."""
    owner = desk.world.owner
    member = Member.objects.get(user=owner)
    for stage in desk.world.engagement.stages.all():
        for number in range(items):
            item = add_item(stage=stage, title=f"More {number}", acting_user=owner)
            assign_item(item=item, member=member, revision=0, acting_user=owner)
            leave_evidence(item=item, kind="text", text="seen", acting_user=owner)
            grant_waiver(item=item, owner="A", reason="B", until=timezone.now().date(), acting_user=owner)
            Item.objects.filter(pk=item.pk).update(settled_by=owner)


def test_the_number_of_queries_does_not_grow_with_the_items(started):
    finding_of(run_of(started.world))
    counts = []
    for items in (0, 4):
        busy(started, items)
        engagement = type(started.world.engagement).objects.select_related("client").get(pk=started.world.engagement.pk)
        with CaptureQueriesContext(connection) as caught:
            board = board_of(engagement, viewer(started.world), None)
        counts.append(len(caught) - 1)  # the viewer's own row is read here, not by the board
    assert len(board.stages[0].rows) > 8
    assert counts[0] == counts[1]
    assert counts[1] <= MOST_QUERIES
