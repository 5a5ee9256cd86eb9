import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audits.actions import RiskWords, add_risk, mark_contained, publish_risk
from audits.models import Risk
from portal.database.tenant import tenant
from portal.sprint.actions import start_sprint
from tests.audits.findings_of import finding_of, judged, run_of

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def logged_in(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def member(world):
    return logged_in(world.owner)


@pytest.fixture
def scene(world):
    """An open blocker, a fixed incident, one hand-written risk and one answer nobody got."""
    with tenant(world.consultancy.pk, world.owner.pk):
        start_sprint(engagement=world.engagement, acting_user=world.owner)
        run = run_of(world)
        world.opened = finding_of(run, subject="open.test", fix="Publish this TXT record: v=DMARC1; p=none")
        world.fixed = finding_of(
            run,
            "spf",
            "fixed.test",
            state="fixed",
            rank="incident",
            after=judged(run_of(world), "spf", "fixed.test", "pass"),
        )
        world.written = add_risk(
            engagement=world.engagement,
            words=RiskWords(title="One person knows the password", rank="incident", line="OPS-7.1"),
            acting_user=world.owner,
        )
        facts = {"reason": "no answer from 192.0.2.1", "retry": "in ten minutes"}
        judged(run, "delegation", "client.test", "could-not-check", facts=facts)
        world.run = run
    return world


def address(world, name, *arguments):
    return reverse(name, args=[world.consultancy.slug, world.engagement.pk, *arguments])


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def risk_of(world, finding):
    with tenant(world.consultancy.pk, world.owner.pk):
        return Risk.objects.filter(finding=finding).first()


def test_the_headline_says_what_is_true(scene, member):
    page = text(member.get(address(scene, "risks")))
    assert "One launch blocker is open" in page
    assert "It holds gate 3 closed." in page
    assert (
        page.index("open.test is not fine")
        < page.index("One person knows the password")
        < page.index("Could not check")
    )
    assert "No answer from 192.0.2.1" in page
    assert "3 of 3 shown" in page


def test_before_and_after_open_in_place(scene, member):
    page = text(member.get(address(scene, "risks")))
    assert "seen at fixed.test, run 1" in page
    assert "seen at fixed.test, run 2" in page


def test_an_engagement_nobody_looked_at_offers_the_first_act(world, member):
    page = text(member.get(address(world, "risks")))
    assert "No audit has looked yet" in page
    assert address(world, "run_audits") in page


def test_the_first_run_is_watched_on_the_risks_page(world, member):
    with tenant(world.consultancy.pk, world.owner.pk):
        run_of(world, state="running", finished_at=None)
    page = text(member.get(address(world, "risks")))
    assert "The first audit is on its way" in page
    assert 'hx-trigger="every 2s"' in page


@pytest.mark.parametrize(
    ("query", "seen", "unseen"),
    [
        ("?state=fixed", "fixed.test is not fine", "open.test is not fine"),
        ("?stage=7", "One person knows", "open.test is not fine"),
        ("?q=open.test", "open.test is not fine", "One person knows"),
        ("?client=published", "No risk fits these filters", "open.test is not fine"),
        ("?state=nonsense&stage=99&page=-4&client=everybody", "open.test is not fine", "No risk fits"),
        ("?q=%00%27%22%3Cscript%3E", "No risk fits these filters", "<script>"),
        ("?page=999", "No risk stands on this page", "open.test is not fine"),
    ],
)
def test_filters_live_in_the_address(scene, member, query, seen, unseen):
    page = text(member.get(address(scene, "risks") + query))
    assert seen in page
    assert unseen not in page


def test_the_number_of_queries_does_not_grow_with_the_findings(scene, member, django_assert_max_num_queries):
    member.get(address(scene, "risks"))
    with tenant(scene.consultancy.pk, scene.owner.pk):
        for number in range(30):
            publish_risk(target=finding_of(scene.run, "hsts", f"{number}.test"), acting_user=scene.owner)
    with django_assert_max_num_queries(36):
        page = text(member.get(address(scene, "risks")))
    assert "29.test is not fine" in page


def test_more_than_a_hundred_risks_come_in_pages(scene, member):
    with tenant(scene.consultancy.pk, scene.owner.pk):
        for number in range(105):
            finding_of(scene.run, "hsts", f"{number}.test", "open")
    first = text(member.get(address(scene, "risks")))
    assert "100 of 108 shown, page 1 of 2" in first
    assert "Could not check" not in first
    assert "8 of 108 shown, page 2 of 2" in text(member.get(address(scene, "risks") + "?page=2"))


def test_the_risk_list_cannot_act_in_a_spreadsheet(scene, member):
    with tenant(scene.consultancy.pk, scene.owner.pk):
        for title in ('=HYPERLINK("http://evil.test")', "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"):
            words = RiskWords(title=title, rank="cleanup")
            add_risk(engagement=scene.engagement, words=words, acting_user=scene.owner)
    response = member.get(address(scene, "risk_list"))
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(response.content.decode())))
    assert rows[0][0] == "Rank"
    assert len(rows) == 11
    assert [cell for row in rows for cell in row if cell.lstrip().startswith(("=", "+", "-", "@", "＝"))] == []


def test_the_risk_list_holds_what_the_filters_keep(scene, member):
    rows = list(csv.reader(io.StringIO(member.get(address(scene, "risk_list") + "?state=fixed").content.decode())))
    assert [row[4] for row in rows[1:]] == ["fixed.test"]


def test_a_finding_s_page_has_its_fix_evidence_and_history(scene, member):
    page = text(member.get(address(scene, "finding", scene.opened.pk)))
    assert "v=DMARC1; p=none" in page
    assert "seen at open.test, run 1" in page
    assert "Seen in run 1" in page
    assert "Without an enforcing policy" in page


def test_what_is_gone_from_its_whole_shows_the_answer_that_says_so(scene, member):
    with tenant(scene.consultancy.pk, scene.owner.pk):
        after = judged(run_of(scene), "secret-history", "desk", "pass", headline="No secret in 11 commits")
        finding = finding_of(
            scene.run, "secret-history", "desk#a1873733a0d73cca", state="fixed", after=after, whole="desk"
        )
    page = text(member.get(address(scene, "finding", finding.pk)))
    assert page.count("No secret in 11 commits") >= 3
    assert "Run 3" in page


def test_hostile_evidence_is_shown_and_does_nothing(scene, member):
    with tenant(scene.consultancy.pk, scene.owner.pk):
        hostile = "<script>alert(1)</script>\u202e{{ 1|add:1 }}"
        evidence = [{"source": "<img src=x>", "observed": hostile}]
        finding = finding_of(scene.run, "hsts", "x.test", evidence=evidence, headline="<b>bold</b>")
    for where in (
        address(scene, "finding", finding.pk),
        address(scene, "risks"),
        address(scene, "audit_run", scene.run.pk),
    ):
        page = text(member.get(where))
        assert "<script>alert" not in page
        assert "<img src=x>" not in page
        assert "<b>bold</b>" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;\\u202e{{ 1|add:1 }}" in page


def test_words_are_saved_and_shown(scene, member):
    where = address(scene, "describe_finding", scene.opened.pk)
    answer = member.post(
        where, {"title": "Mail lands in spam", "cost": "Nobody can log in", "owner": "Maya", "rank": ""}
    )
    assert answer.headers["Location"] == address(scene, "finding", scene.opened.pk)
    page = text(member.get(address(scene, "risks")))
    assert "Mail lands in spam" in page
    assert "Nobody can log in" in page


@pytest.mark.parametrize("typed", [{"title": "x" * 201}, {"rank": "worst"}, {"cost": "\x00"}])
def test_words_that_do_not_fit_are_refused_on_the_page(scene, member, typed):
    assert 'role="alert"' in text(member.post(address(scene, "describe_finding", scene.opened.pk), typed))
    assert risk_of(scene, scene.opened) is None


def test_accepting_and_withdrawing(scene, member):
    until = timezone.now().date() + timedelta(days=9)
    typed = {"accept-reason": "two weeks of reports", "accept-owner": "Maya", "accept-until": f"{until}"}
    member.post(address(scene, "accept_finding", scene.opened.pk), typed)
    assert "Accepted by Maya until" in text(member.get(address(scene, "risks")))
    member.post(address(scene, "withdraw_finding", scene.opened.pk))
    assert risk_of(scene, scene.opened).accepted_at is None


@pytest.mark.parametrize("until", ["", "2001-01-01", "9999-12-31", "soon"])
def test_a_day_that_cannot_be_is_refused_beside_its_field(scene, member, until):
    typed = {"accept-reason": "because", "accept-owner": "Maya", "accept-until": until}
    page = text(member.post(address(scene, "accept_finding", scene.opened.pk), typed))
    assert "accept-until_error" in page
    assert risk_of(scene, scene.opened) is None


def test_publishing_shows_the_client_words_and_no_evidence(scene, member):
    assert "open.test" not in text(logged_in(scene.viewer).get(address(scene, "client_risks")))
    member.post(address(scene, "publish_finding", scene.opened.pk))
    seen = text(logged_in(scene.viewer).get(address(scene, "client_risks")))
    assert "open.test is not fine" in seen
    assert "seen at open.test" not in seen
    assert "fixed.test" not in seen
    member.post(address(scene, "unpublish_finding", scene.opened.pk))
    assert "open.test" not in text(logged_in(scene.viewer).get(address(scene, "client_risks")))


def test_the_preview_is_what_the_client_reads(scene, member):
    page = text(member.get(address(scene, "finding", scene.opened.pk)))
    begin = page.index('<div class="client-risk-main">')
    preview = page[begin : page.index('<form class="form-actions"', begin)].removesuffix("</div> </div> ")
    member.post(address(scene, "publish_finding", scene.opened.pk))
    assert "open.test is not fine" in preview
    assert preview in text(logged_in(scene.viewer).get(address(scene, "client_risks")))


def test_what_a_version_holds_stays_published(scene, member):
    member.post(address(scene, "publish_finding", scene.opened.pk))
    with tenant(scene.consultancy.pk, scene.owner.pk):
        mark_contained(risk_ids=[Risk.objects.get(finding=scene.opened).pk], at=timezone.now())
    answer = member.post(address(scene, "unpublish_finding", scene.opened.pk), follow=True)
    assert "It stays published" in text(answer)
    assert risk_of(scene, scene.opened).published_at is not None


def test_several_are_previewed_and_then_published(scene, member):
    chosen = [f"finding-{scene.opened.pk}", f"risk-{scene.written.pk}"]
    page = text(member.post(address(scene, "publish_risks"), {"chosen": chosen}))
    assert "Client Company will see 2 risks" in page
    assert risk_of(scene, scene.opened) is None
    member.post(address(scene, "publish_risks"), {"chosen": chosen, "confirmed": "on"})
    assert risk_of(scene, scene.opened).published_at is not None


def test_nothing_ticked_is_told(scene, member):
    assert "Nothing is ticked" in text(member.post(address(scene, "publish_risks"), follow=True))
    assert "no risk of this engagement" in text(
        member.post(address(scene, "publish_risks"), {"chosen": "x"}, follow=True)
    )


def test_another_engagement_s_risks_cannot_be_ticked(scene, member):
    with tenant(scene.consultancy.pk, scene.owner.pk):
        foreign = finding_of(run_of(scene, scene.other_engagement))
    answer = member.post(address(scene, "publish_risks"), {"chosen": f"finding-{foreign.pk}", "confirmed": "on"})
    assert answer.status_code == 404
    assert risk_of(scene, foreign) is None


def test_a_risk_is_written_edited_closed_and_reopened(scene, member):
    answer = member.post(address(scene, "add_risk"), {"title": "The domain is in a private account", "rank": "blocker"})
    page = text(member.get(answer.headers["Location"]))
    assert "The domain is in a private account" in page
    with tenant(scene.consultancy.pk, scene.owner.pk):
        risk = Risk.objects.get(title="The domain is in a private account")
    member.post(address(scene, "edit_risk", risk.pk), {"title": "Moved", "rank": "cleanup", "place": "registrar"})
    member.post(address(scene, "close_risk", risk.pk))
    assert "Reopen" in text(member.get(address(scene, "risk", risk.pk)))
    member.post(address(scene, "reopen_risk", risk.pk))
    assert "It is over" in text(member.get(address(scene, "risk", risk.pk)))


def test_the_risk_of_a_finding_has_its_finding_s_page(scene, member):
    member.post(address(scene, "publish_finding", scene.opened.pk))
    answer = member.get(address(scene, "risk", risk_of(scene, scene.opened).pk))
    assert answer.headers["Location"] == address(scene, "finding", scene.opened.pk)


def test_a_run_shows_every_answer_and_the_unchecked_apart(scene, member):
    page = text(member.get(address(scene, "audit_run", scene.run.pk)))
    assert "Run 1 gave 3 answers" in page
    assert page.index("open.test is not fine") < page.index("Says nothing about Client Company")
    assert page.index('href="?#could-not-check"') < page.index('id="could-not-check"')
    only = text(member.get(address(scene, "audit_run", scene.run.pk) + "?outcome=pass"))
    assert "open.test is not fine" not in only


def test_the_history_tells_who_asked_and_what_it_came_to(scene, member):
    page = text(member.get(address(scene, "audit_runs")))
    assert "The last look was run 2" in page
    assert "Olive Owner" in page
