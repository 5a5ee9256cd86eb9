import pytest

from portal.database.tenant import tenant
from portal.estate.actions import add_domain, add_endpoint, add_host, add_repository, retire_row
from portal.estate.models import Domain, Endpoint, Host, MailDomain, Repository
from tests.audits.findings_of import judged, run_of
from tests.board.entry_pages import browser, page, text


@pytest.fixture
def member(world):
    return browser(world.consultant)


def inside_of(world):
    return tenant(world.consultancy.pk, world.owner.pk)


def row(world, add, **told):
    with inside_of(world):
        return add(engagement=world.engagement, acting_user=world.owner, **told)


def refresh(world, found):
    with inside_of(world):
        found.refresh_from_db()


ADDED = [
    ("domain", {"name": "acme.test"}, Domain, {"name": "acme.test"}),
    ("host", {"name": "APP.acme.test", "purpose": "The app", "owner": "Ada"}, Host, {"name": "app.acme.test"}),
    ("endpoint", {"url": "https://acme.test", "purpose": "home"}, Endpoint, {"url": "https://acme.test/"}),
    ("repository", {"location": "https://git.acme.test/acme/app.git", "name": ""}, Repository, {"name": "app"}),
    ("mail-domain", {"name": "acme.test", "selectors": "s1, s2"}, MailDomain, {"selectors": ["s1", "s2"]}),
]


@pytest.mark.parametrize(("kind", "typed", "model", "kept"), ADDED)
def test_row_is_added_by_hand(world, member, kind, typed, model, kept):
    assert member.post(page(world, "add_to_estate", kind), typed).url == page(world, "estate")
    with inside_of(world):
        assert model.objects.filter(engagement=world.engagement, is_discovered=False, **kept).count() == 1


@pytest.mark.parametrize(
    ("kind", "typed", "says"),
    [
        ("host", {"name": "https://app.acme.test/"}, "Type the name alone: app.acme.test."),
        ("host", {"name": "10.0.0.1"}, "IP address"),
        ("endpoint", {"url": "ftp://acme.test/", "purpose": "home"}, "only http and https"),
        ("endpoint", {"url": "https://acme.test/", "purpose": "nonsense"}, "Select a valid choice"),
        ("repository", {"location": "git@github.com:acme/app.git"}, "Use https://github.com/acme/app.git"),
        ("mail-domain", {"name": "ada@acme.test"}, "behind the @"),
        ("domain", {"name": "co.uk"}, "shared by many"),
    ],
)
def test_wrong_row_is_refused_in_one_sentence(world, member, kind, typed, says):
    response = member.post(page(world, "add_to_estate", kind), typed)
    assert response.status_code == 200
    assert says in text(response)


def test_typed_token_is_not_shown_again(world, member):
    typed = {"location": "https://ada:ghp_secret@github.com/acme/app.git", "name": "app"}
    body = text(member.post(page(world, "add_to_estate", "repository"), typed))
    assert "ghp_secret" not in body
    assert 'value="https://github.com/acme/app.git"' in body


def test_row_that_is_there_is_not_added_twice(world, member):
    row(world, add_host, name="app.acme.test", purpose="Before")
    body = text(member.post(page(world, "add_to_estate", "host"), {"name": "app.acme.test", "purpose": "After"}))
    assert "covers that already" in body
    with inside_of(world):
        assert Host.objects.get(name="app.acme.test").purpose == "Before"


def test_estate_begins_at_one_domain(world, member):
    row(world, add_domain, name="acme.test")
    body = text(member.post(page(world, "add_to_estate", "domain"), {"name": "other.test"}))
    assert "This estate begins at acme.test." in body


def test_unknown_kind_is_not_found(world, member):
    assert member.get(page(world, "add_to_estate", "planet")).status_code == 404


def test_edit_changes_what_is_said_and_never_the_name(world, member):
    host = row(world, add_host, name="app.acme.test", purpose="Before")
    sent = {"name": "evil.test", "purpose": "After", "owner": "Ada"}
    member.post(page(world, "edit_estate_row", "host", host.pk), sent)
    refresh(world, host)
    assert (host.name, host.purpose, host.owner) == ("app.acme.test", "After", "Ada")


def test_folder_the_operator_allowed_stays_as_it_is(world, member):
    repository = row(world, add_repository, name="app", location="/srv/app.git")
    member.post(page(world, "edit_estate_row", "repository", repository.pk), {"location": "/etc", "name": "other"})
    refresh(world, repository)
    assert (repository.location, repository.name) == ("/srv/app.git", "app")


def test_folder_is_typed_where_the_operator_allows_it(world, member, monkeypatch):
    monkeypatch.setenv("LAUNCHREADY_REPOSITORY_ROOT", "/srv/git")
    member.post(page(world, "add_to_estate", "repository"), {"location": "/srv/git/app.git", "name": ""})
    with inside_of(world):
        repository = Repository.objects.get(engagement=world.engagement, name="app")
    assert repository.location == "/srv/git/app.git"
    member.post(page(world, "edit_estate_row", "repository", repository.pk), {"location": "/srv/git/moved.git"})
    refresh(world, repository)
    assert repository.location == "/srv/git/moved.git"


def test_domain_is_not_edited(world, member):
    domain = row(world, add_domain, name="acme.test")
    assert member.get(page(world, "edit_estate_row", "domain", domain.pk)).status_code == 404


def test_row_is_taken_out_after_a_question_and_brought_back(world, member):
    host = row(world, add_host, name="app.acme.test")
    assert "Take app.acme.test out of the estate?" in text(
        member.get(page(world, "retire_estate_row", "host", host.pk))
    )
    refresh(world, host)
    assert host.retired_at is None
    member.post(page(world, "retire_estate_row", "host", host.pk))
    refresh(world, host)
    assert host.retired_at is not None
    assert "1 taken out" in text(member.get(page(world, "estate")))
    member.post(page(world, "restore_estate_row", "host", host.pk))
    refresh(world, host)
    assert host.retired_at is None


def test_second_domain_is_not_brought_back_beside_the_first(world, member):
    domain = row(world, add_domain, name="old.test")
    with inside_of(world):
        retire_row(row=domain, acting_user=world.owner)
    row(world, add_domain, name="acme.test")
    body = text(member.post(page(world, "restore_estate_row", "domain", domain.pk), follow=True))
    assert "The estate begins at acme.test." in body
    refresh(world, domain)
    assert domain.retired_at is not None


def test_row_of_another_engagement_is_not_found(world, member):
    with inside_of(world):
        foreign = add_endpoint(
            engagement=world.other_engagement, url="https://rival.test/", purpose="home", acting_user=world.owner
        )
    for name in ("edit_estate_row", "retire_estate_row", "restore_estate_row"):
        assert member.post(page(world, name, "endpoint", foreign.pk)).status_code == 404


def test_page_shows_what_is_missing_and_what_audits_saw(world, member):
    row(world, add_host, name="app.acme.test")
    with inside_of(world):
        judged(run_of(world), "edge-provider", "app.acme.test", "pass", facts={"provider": "Cloudflare"})
    body = text(member.get(page(world, "estate")))
    assert "No purpose and no owner yet" in body
    assert "1 part of the estate waits for an answer" in body
    assert "Behind Cloudflare" in body


@pytest.mark.parametrize(
    ("verdict", "outcome", "words"),
    [("around", "warn", "Reached past the edge"), ("mail-proxied", "fail", "Mail cannot arrive here")],
)
def test_page_shows_what_goes_past_the_edge(world, member, verdict, outcome, words):
    row(world, add_host, name="app.acme.test")
    with inside_of(world):
        judged(run_of(world), "edge-proxying", "app.acme.test", outcome, verdict=verdict)
    assert words in text(member.get(page(world, "estate")))
