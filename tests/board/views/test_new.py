import pytest
from django.utils import timezone

from audits.actions.discoveries import request_discovery
from audits.core.codec import encoded
from audits.discovery import Discovered, Sight
from audits.models import Discovery
from portal.database.tenant import tenant
from portal.estate.actions import add_domain, add_host, retire_row
from portal.estate.models import Host
from portal.estate.queries import estate_rows
from portal.jobs.models import Job
from portal.sprint.models import Engagement
from portal.tenancy.models import Client as Company
from tests.board.entry_pages import browser, page, place, text

FOUND = Discovered(
    "acme.test",
    hosts=("acme.test", "app.acme.test", "old.acme.test"),
    name_servers=("ns1.acme.test",),
    mail_exchangers=("mx.acme.test",),
    endpoints=(("home", "https://acme.test/"), ("login", "https://app.acme.test/login")),
    selectors=("s1",),
    unanswered=("ns2.acme.test was silent",),
    sights=(Sight("acme.test", (), ("192.0.2.1",), "", 200, "", "Cloudflare"),),
)


@pytest.fixture
def member(world):
    return browser(world.consultant)


def inside_of(world):
    return tenant(world.consultancy.pk, world.owner.pk)


def looked(world, found=FOUND, **changes):
    """A discovery that has ended."""
    with inside_of(world):
        if estate_rows(world.engagement).domain is None:
            add_domain(engagement=world.engagement, name="acme.test", acting_user=world.owner)
        discovery = request_discovery(engagement=world.engagement, domain="acme.test", acting_user=world.owner)
        ended = {"state": "finished", "found": encoded(found) if found else {}, "started_at": timezone.now(), **changes}
        Discovery.objects.filter(pk=discovery.pk).update(finished_at=timezone.now(), **ended)
        return discovery


def answers(discovery, **changes):
    """What the browser sends when nothing but the clear things are ticked."""
    sent = {"discovery": discovery.pk, "repository": ""}
    for index, purpose in enumerate(("Main site", "The app itself", "")):
        sent |= {f"host-{index}-purpose": purpose, f"host-{index}-owner": ""}
    sent |= {"host-0": "on", "host-1": "on", "endpoint-0": "on", "endpoint-1": "on", "mail-0": "on"}
    sent |= {"endpoint-0-purpose": "home", "endpoint-1-purpose": "login", "mail-0-selectors": "s1"}
    return sent | changes


TYPED = {
    "domain": "Acme.test",
    "client": "",
    "client_name": "",
    "name": "Acme Desk",
    "playbook": "ais",
    "time_zone": "Europe/Berlin",
}


def test_known_client_gets_an_engagement_a_domain_and_a_look(world, member):
    sent = TYPED | {"client": str(world.client_company.pk)}
    response = member.post(place(world, "new_engagement"), sent)
    with inside_of(world):
        made = Engagement.objects.get(name="Acme Desk")
        assert (made.client_id, made.playbook_id, made.time_zone) == (world.client_company.pk, "ais", "Europe/Berlin")
        assert estate_rows(made).domain.name == "acme.test"
        discovery = Discovery.objects.get(engagement=made)
    assert discovery.state == "queued"
    assert Job.objects.filter(object_id=str(discovery.pk), queue="audits").count() == 1
    assert response.url.endswith(f"/engagements/{made.pk}/estate/confirm/")


def test_new_client_is_made_once(world, member):
    for name in ("Desk one", "Desk two"):
        sent = TYPED | {"client": "new", "client_name": "Acme Freight", "name": name}
        assert member.post(place(world, "new_engagement"), sent).status_code == 302
    with inside_of(world):
        assert Company.objects.filter(name="Acme Freight").count() == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"domain": "https://acme.test/"}, "That is a URL. Type the name alone: acme.test."),
        ({"client": ""}, "Say whose app it is."),
        ({"client": "new"}, "Type the name of the new client."),
        ({"name": ""}, "Type the name of the app"),
        ({"playbook": "none"}, "Select a valid choice"),
        ({"time_zone": "Mars/Olympus"}, "Select a valid choice"),
    ],
)
def test_wrong_answer_is_told_and_nothing_is_made(world, member, changes, says):
    sent = TYPED | {"client": str(world.client_company.pk)} | changes
    response = member.post(place(world, "new_engagement"), sent)
    assert response.status_code == 200
    assert says in text(response)
    with inside_of(world):
        assert not Engagement.objects.filter(name="Acme Desk").exists()


def test_client_of_another_consultancy_is_no_choice(world, member):
    with tenant(world.other_consultancy.pk, world.foreign_owner.pk):
        foreign = Company.objects.create(consultancy=world.other_consultancy, name="Foreign Company")
    response = member.post(place(world, "new_engagement"), TYPED | {"client": str(foreign.pk)})
    assert "Select a valid choice" in text(response)
    assert "Foreign Company" not in text(member.get(place(world, "new_engagement")))


def test_list_hands_its_domain_over(world, member):
    assert 'value="acme.test"' in text(member.get(place(world, "new_engagement"), {"domain": "acme.test"}))


def test_page_polls_while_looking_and_stops_when_it_ended(world, member):
    discovery = looked(world, state="running", hosts=0, questions=41)
    page_text = text(member.get(page(world, "confirm_estate")))
    assert 'hx-trigger="every 2s"' in page_text
    assert "41 DNS questions" in page_text
    with inside_of(world):
        Discovery.objects.filter(pk=discovery.pk).update(state="finished")
    fragment = member.get(page(world, "confirm_estate"), headers={"HX-Request": "true"})
    assert "every 2s" not in text(fragment)
    assert "<html" not in text(fragment)
    assert "app.acme.test" in text(fragment)


def test_unclear_host_stands_out_unticked(world, member):
    looked(world)
    form = member.get(page(world, "confirm_estate")).context["form"]
    ticks = {row["thing"].name: row["tick"].value() for row in form.hosts}
    assert ticks == {"acme.test": True, "app.acme.test": True, "old.acme.test": False}
    body = text(member.get(page(world, "confirm_estate")))
    assert "1 to answer" in body
    assert "Answers behind Cloudflare" in body
    assert "1 question stayed without an answer" in body


def test_only_ticked_things_become_the_estate(world, member):
    discovery = looked(world)
    response = member.post(page(world, "confirm_estate"), answers(discovery))
    assert response.url == page(world, "intake")
    with inside_of(world):
        rows = estate_rows(world.engagement)
        assert [(host.name, host.purpose) for host in rows.hosts] == [
            ("acme.test", "Main site"),
            ("app.acme.test", "The app itself"),
        ]
        assert {(endpoint.url, endpoint.purpose) for endpoint in rows.endpoints} == {
            ("https://acme.test/", "home"),
            ("https://app.acme.test/login", "login"),
        }
        assert rows.mail_domains[0].selectors == ["s1"]
        assert all(host.is_discovered for host in rows.hosts)


def test_second_look_offers_only_what_is_new_and_loses_nothing(world, member):
    with inside_of(world):
        told = {"engagement": world.engagement, "acting_user": world.owner}
        add_host(name="app.acme.test", purpose="My own words", owner="Ada", **told)
        retire_row(row=add_host(name="acme.test", **told), acting_user=world.owner)
    discovery = looked(world)
    body = text(member.get(page(world, "confirm_estate")))
    assert "Part of the estate already" in body
    assert "Taken out before" in body
    member.post(page(world, "confirm_estate"), answers(discovery, **{"host-0": ""}))
    with inside_of(world):
        kept = Host.objects.get(engagement=world.engagement, name="app.acme.test")
        assert (kept.purpose, kept.owner, kept.retired_at) == ("My own words", "Ada", None)
        assert Host.objects.get(engagement=world.engagement, name="acme.test").retired_at is not None


def test_answers_to_an_older_look_are_not_taken_over(world, member):
    older = looked(world)
    looked(world)
    response = member.post(page(world, "confirm_estate"), answers(older))
    assert "Somebody looked again meanwhile" in text(response)
    with inside_of(world):
        assert estate_rows(world.engagement).hosts == ()


def test_wrong_answers_are_told_and_a_token_is_not_shown_again(world, member):
    discovery = looked(world)
    typed = "https://ada:ghp_secret@github.com/acme/app.git"
    sent = answers(discovery, **{"repository": typed, "mail-0-selectors": "v=DKIM1"})
    body = text(member.post(page(world, "confirm_estate"), sent))
    assert "Use https://github.com/acme/app.git" in body
    assert "is no selector" in body
    assert "ghp_secret" not in body


def test_found_names_are_written_as_text(world, member):
    hostile = Discovered("acme.test", (), (), (), (), (), unanswered=("<img src=x onerror=alert(1)>",))
    looked(world, hostile)
    body = text(member.get(page(world, "confirm_estate")))
    assert "<img src=x" not in body
    assert "&lt;img src=x" in body


def test_look_that_failed_says_what_was_tried_and_offers_the_hand(world, member):
    looked(world, None, state="failed", fault="The look was ended after 90 s.", questions=12)
    body = text(member.get(page(world, "confirm_estate")))
    assert "The look was ended after 90 s." in body
    assert "12 DNS questions" in body
    assert "Look again" in body
    assert page(world, "estate") in body


def test_domain_that_does_not_exist_is_told(world, member):
    looked(world, Discovered("acme.test", (), (), (), (), (), exists=False))
    body = text(member.get(page(world, "confirm_estate")))
    assert "Does not exist" in body
    assert "Nothing was found at acme.test" in body


def test_looking_again_is_one_job_at_a_time(world, member):
    looked(world)
    for _ in range(2):
        assert member.post(page(world, "discover_estate")).url == page(world, "confirm_estate")
    with inside_of(world):
        assert Discovery.objects.filter(engagement=world.engagement, state="queued").count() == 1


def test_without_a_domain_there_is_nothing_to_look_at(world, member):
    response = member.post(page(world, "discover_estate"))
    assert response.url == page(world, "add_to_estate", "domain")
