"""What a client reads, and what they never see."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audits.models import Risk
from handover.models import Approval, Document, Version
from portal.database.tenant import tenant
from portal.sprint.actions import note_access, pause_sprint, start_sprint
from portal.sprint.item_actions import add_comment, add_item, ask_client, grant_waiver, leave_evidence
from portal.sprint.models import IntakeAccess, Item, Stage
from portal.sprint.proof_actions import record_proof
from portal.tenancy.models import ClientUser, Member

from .conftest import PAGES, address, first_item, text_of

SECRET = "zyxwvut"
"""Part of every planted word that a client must never read."""


def publish(risk):
    risk.published_at = timezone.now()
    risk.save()


def version(world, number, kind="risk-list", *, is_published=True, **more):
    document, _ = Document.objects.get_or_create(consultancy=world.consultancy, engagement=world.engagement, kind=kind)
    published = timezone.now() if is_published else None
    return Version.objects.create(
        consultancy=world.consultancy, document=document, number=number, state="ready", published_at=published, **more
    )


def test_progress_answers_whether_we_are_on_course(inside, visit):
    start_sprint(engagement=inside.engagement, acting_user=inside.owner)
    page = text_of(visit(inside.approver, address(inside, "client_progress")))
    assert "On course for" in page
    assert "The first hour of 48 has begun and we are in stage 1 of 7, Audit." in page


def test_only_published_blockers_are_counted(inside, visit, judged):
    start_sprint(engagement=inside.engagement, acting_user=inside.owner)
    shown = Risk.objects.create(
        consultancy=inside.consultancy,
        engagement=inside.engagement,
        finding=judged("dmarc-policy", "a.test", "No DMARC record"),
        title="Anyone can write as you",
    )
    judged("hsts", "b.test", "No HSTS")
    page = text_of(visit(inside.viewer, address(inside, "client_progress")))
    assert "launch blocker" not in page
    publish(shown)
    page = text_of(visit(inside.viewer, address(inside, "client_progress")))
    assert "with one launch blocker left" in page


def test_fixed_risks_stand_with_what_was_seen_before_and_after(inside, visit, judged):
    finding = judged("dmarc-policy", "a.test", "No DMARC record", after="DMARC is enforced")
    risk = Risk.objects.create(
        consultancy=inside.consultancy, engagement=inside.engagement, finding=finding, title="Mail can be forged"
    )
    publish(risk)
    for name in ("client_progress", "client_risks"):
        page = text_of(visit(inside.viewer, address(inside, name)))
        assert "Mail can be forged" in page
        assert "No DMARC record" in page
        assert "DMARC is enforced" in page


def plant(world, judged):
    """One secret word in every field that is not the client's; the visible twin of each is 'shown'."""
    engagement, owner = world.engagement, world.owner
    start_sprint(engagement=engagement, acting_user=owner)
    item = first_item(world)
    item = ask_client(item=item, question="Who pays? shown", until=None, revision=item.revision, acting_user=owner)
    add_comment(item=item, text=f"{SECRET} internal comment", visibility="internal", acting_user=owner)
    add_comment(item=item, text="shown comment", visibility="client", acting_user=owner)
    leave_evidence(item=item, kind="text", text=f"{SECRET} evidence", acting_user=owner)
    leave_evidence(item=item, kind="link", link=f"https://{SECRET}.test/", acting_user=owner)
    day = timezone.now().date() + timedelta(days=3)
    waived = Item.objects.filter(stage__engagement=engagement).exclude(pk=item.pk).first()
    grant_waiver(item=waived, owner=f"{SECRET} owner", reason=f"{SECRET} reason", until=day, acting_user=owner)
    assignee = Member.objects.get(user=world.consultant)
    Item.objects.filter(stage__engagement=engagement).update(assignee=assignee, proof_note=f"{SECRET} note")
    record_proof(
        engagement=engagement,
        line="OPS-1.1",
        proof="refuted",
        has_warning=True,
        note=f"{SECRET} proof",
        at=timezone.now(),
    )
    Stage.objects.filter(engagement=engagement).update(signal_note=f"{SECRET} signal")
    access = IntakeAccess.objects.filter(engagement=engagement).first()
    note_access(access=access, state="asked", giver="shown giver", note=f"{SECRET} access note", acting_user=owner)
    owned = {"consultancy": world.consultancy, "engagement": engagement}
    more = {"evidence": [{"source": SECRET, "observed": SECRET}], "facts": {"word": SECRET}, "fix": f"{SECRET} raw fix"}
    hidden = judged("spf", f"{SECRET}.test", f"{SECRET} headline", **more)
    Risk.objects.create(**owned, finding=hidden, title=f"{SECRET} title", cost=f"{SECRET} cost", fix=f"{SECRET} fix")
    Risk.objects.create(**owned, title=f"{SECRET} by hand", rank="blocker", owner=SECRET)
    open_one = judged("dkim", "open.test", "shown headline", **{**more, "fix": "shown fix"})
    publish(
        Risk.objects.create(
            **owned,
            finding=open_one,
            title="shown title",
            owner=f"{SECRET} owner",
            accepted_at=timezone.now(),
            accepted_until=day,
            accepted_reason=f"{SECRET} accepted",
        )
    )
    version(world, 1, inputs={"word": SECRET}, fault=f"{SECRET} fault")
    version(world, 2, is_published=False, inputs={"word": SECRET}, fault=f"{SECRET} fault")
    version(world, 1, kind=f"{SECRET}-kind", is_published=False)
    return item


@pytest.mark.parametrize("person", ["approver", "viewer"])
def test_nothing_internal_is_on_any_page(inside, visit, judged, person):
    item = plant(inside, judged)
    seen = ""
    for name in PAGES:
        page = text_of(visit(getattr(inside, person), address(inside, name, item=item)))
        assert SECRET not in page, name
        assert "OPS-" not in page, name
        assert inside.consultant.email not in page, name
        assert inside.owner.email not in page, name
        assert "Version 2" not in page, name
        seen += page
    for word in ("Who pays? shown", "shown comment", "shown giver", "shown title", "shown headline", "shown fix"):
        assert word in seen, f"{word} is not on any page, so its secret twin proves nothing"
    poll = visit(getattr(inside, person), address(inside, "client_progress"), headers={"HX-Request": "true"})
    assert SECRET not in text_of(poll)


def test_client_pages_of_another_client_are_not_found(inside, visit):
    for name in PAGES:
        assert visit(inside.other_client_user, address(inside, name)).status_code == 404


def test_item_of_another_engagement_is_not_found(inside, visit):
    foreign = Item.objects.filter(stage__engagement=inside.other_engagement).first()
    assert visit(inside.approver, address(inside, "client_item", item=foreign)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_members_see_every_page_as_a_preview(inside, visit, name):
    page = text_of(visit(inside.consultant, address(inside, name)))
    assert "Client Company sees this." in page
    assert "Client Company sees this." not in text_of(visit(inside.approver, address(inside, name)))


def test_a_client_of_one_engagement_goes_straight_to_it(inside, visit):
    from django.urls import reverse

    where = reverse("client_engagements", args=[inside.consultancy.slug])
    assert visit(inside.approver, where).headers["Location"] == address(inside, "client_progress")
    page = text_of(visit(inside.owner, where))
    assert "Desk" in page
    assert "Rival Desk" in page


def test_poll_is_answered_with_nothing_until_something_changes(inside, visit):
    where, poll = address(inside, "client_progress"), {"HX-Request": "true"}
    stamp = visit(inside.approver, where).context["stamp"]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        unchanged = visit(inside.approver, f"{where}?seen={stamp}", headers=poll)
    assert unchanged.status_code in {200, 204}  # a minute may have passed between the two
    if unchanged.status_code == 204:
        assert unchanged.content == b""
        assert not any("sprint_item" in query["sql"] for query in queries)
    add_comment(item=first_item(inside), text="News.", visibility="client", acting_user=inside.owner)
    changed = visit(inside.approver, f"{where}?seen={stamp}", headers=poll)
    assert changed.status_code == 200
    assert "News." in text_of(changed)
    assert "<html" not in text_of(changed)


def queries_of(visit, user, where):
    visit(user, where)
    with CaptureQueriesContext(connection) as queries:
        visit(user, where)
    return len(queries)


@pytest.mark.parametrize(
    "name", ["client_progress", "client_risks", "client_comments", "client_access", "client_intake"]
)
def test_pages_ask_as_often_for_much_as_for_little(inside, visit, judged, name):
    start_sprint(engagement=inside.engagement, acting_user=inside.owner)
    fill(inside, judged, "first", 1)
    little = queries_of(visit, inside.approver, address(inside, name))
    fill(inside, judged, "more", 6)
    assert queries_of(visit, inside.approver, address(inside, name)) == little


def fill(world, judged, tag, number):
    from tests.conftest import person

    for index in range(number):
        finding = judged("dmarc-policy", f"{tag}{index}.test", "Bad", after="Good" if index % 2 else "")
        risk = Risk.objects.create(consultancy=world.consultancy, engagement=world.engagement, finding=finding)
        publish(risk)
        item = add_item(stage=world.engagement.stages.get(number=2), title=f"{tag}{index}", acting_user=world.owner)
        item = ask_client(item=item, question="Why?", until=None, revision=0, acting_user=world.owner)
        author = person(f"{tag}{index}-{world.consultancy.slug}@client.test", "Somebody")
        client_user = ClientUser.objects.create(
            consultancy=world.consultancy, client=world.client_company, user=author, role="approver"
        )
        add_comment(item=item, text="So.", visibility="client", acting_user=author)
        kept = version(world, 1, kind=f"{tag}-{index}")
        Approval.objects.create(
            consultancy=world.consultancy, version=kept, client_user=client_user, decision="approved"
        )


def test_pause_is_told_with_its_reason(inside, visit):
    start_sprint(engagement=inside.engagement, acting_user=inside.owner)
    pause_sprint(engagement=inside.engagement, reason="waiting for registrar access", acting_user=inside.owner)
    page = text_of(visit(inside.viewer, address(inside, "client_progress")))
    assert "Paused, with 48:00 of the 48 hours left." in page or "Paused, with 47:59" in page
    assert "Waiting for registrar access." in page


def test_reader_reads_in_their_own_zone_once_they_chose_one(inside, visit):
    item = first_item(inside)
    until = timezone.now().replace(hour=12, minute=0) + timedelta(days=1)
    ask_client(item=item, question="Why?", until=until, revision=item.revision, acting_user=inside.owner)
    where = address(inside, "client_item", item=item)
    from zoneinfo import ZoneInfo

    berlin, tokyo = (f"{until.astimezone(ZoneInfo(zone)):%H:%M}" for zone in ("Europe/Berlin", "Asia/Tokyo"))
    assert berlin in text_of(visit(inside.viewer, where))
    inside.viewer.time_zone = "Asia/Tokyo"
    with tenant(inside.consultancy.pk):
        inside.viewer.save()
    assert tokyo in text_of(visit(inside.viewer, where))
