import pytest

from portal.database.tenant import tenant
from portal.estate.actions import add_domain
from portal.estate.credential_actions import give_credential
from portal.estate.models import Credential
from portal.tenancy.models import Activity
from tests.audits.findings_of import judged, run_of
from tests.board.entry_pages import browser, page, text

TOKEN = "cfut_" + "Zm9vYmFyYmF6" * 4


@pytest.fixture
def member(world):
    return browser(world.consultant)


def inside_of(world):
    return tenant(world.consultancy.pk, world.owner.pk)


def given(world, value=TOKEN):
    with inside_of(world):
        return give_credential(engagement=world.engagement, kind="cloudflare", value=value, acting_user=world.owner)


def kept(world):
    with inside_of(world):
        return [row.secret.reveal() for row in Credential.objects.filter(engagement=world.engagement)]


def test_token_is_given_and_shown_by_its_ending_alone(world, member):
    body = text(member.post(page(world, "cloudflare_token"), {"token": f" {TOKEN} "}, follow=True))
    assert "The token is sealed." in body
    assert "ending in <code>YmF6</code>" in body
    assert TOKEN[:-4] not in body
    assert kept(world) == [TOKEN]
    with inside_of(world):
        assert Activity.objects.get(verb="credential.given").actor == world.consultant


def test_page_names_each_permission_and_the_zone(world, member):
    with inside_of(world):
        add_domain(engagement=world.engagement, name="acme.test", acting_user=world.owner)
    body = text(member.get(page(world, "cloudflare_token")))
    for scope in (
        "Zone › Zone › Read",
        "Zone › Zone Settings › Read",
        "Zone › Zone WAF › Read",
        "Zone › Cache Rules › Read",
    ):
        assert f"<code>{scope}</code>" in body
    assert "<code>acme.test</code>" in body


def test_token_is_replaced_and_no_page_shows_either(world, member):
    given(world)
    other = TOKEN[::-1]
    member.post(page(world, "cloudflare_token"), {"token": other})
    assert kept(world) == [other]
    for name in ("estate", "cloudflare_token", "remove_cloudflare_token", "board"):
        body = member.get(page(world, name)).content.decode()
        assert TOKEN not in body
        assert other not in body


WRONG = [
    ("", "This field is required"),
    ("a" * 20, "That is no API token of Cloudflare"),
    ("not a token at all, but words " * 3, "That is no API token of Cloudflare"),
    ("c2547eb745079dac9320b638f5e225cf483cc", "That is the Global API Key, which may change everything"),
    ("v1.0-" + "a" * 60, "That is an Origin CA key"),
    ("a" * 201, "at most 200 characters"),
]


@pytest.mark.parametrize(("typed", "says"), WRONG)
def test_wrong_token_is_refused_and_not_shown_again(world, member, typed, says):
    response = member.post(page(world, "cloudflare_token"), {"token": typed})
    assert response.status_code == 200
    assert says in text(response)
    assert not typed or typed not in response.content.decode()
    assert kept(world) == []


def test_token_is_removed_after_a_question(world, member):
    given(world)
    assert "Remove the Cloudflare token?" in text(member.get(page(world, "remove_cloudflare_token")))
    assert kept(world) == [TOKEN]
    body = text(member.post(page(world, "remove_cloudflare_token"), follow=True))
    assert "The token is deleted here." in body
    assert "Give a read-only token" in body
    assert kept(world) == []
    with inside_of(world):
        assert Activity.objects.filter(verb="credential.removed").count() == 1
    assert member.post(page(world, "remove_cloudflare_token")).status_code == 404


def test_client_sees_neither_page_nor_token(world):
    given(world)
    client = browser(world.approver)
    for name in ("cloudflare_token", "remove_cloudflare_token", "estate"):
        assert client.get(page(world, name)).status_code == 404
    assert client.post(page(world, "cloudflare_token"), {"token": TOKEN[::-1]}).status_code == 404
    assert client.post(page(world, "remove_cloudflare_token")).status_code == 404
    assert kept(world) == [TOKEN]
    assert "YmF6" not in client.get(page(world, "client_progress"), follow=True).content.decode()


def test_token_of_another_client_is_not_touched(world, member):
    with inside_of(world):
        give_credential(engagement=world.other_engagement, kind="cloudflare", value=TOKEN, acting_user=world.owner)
    assert member.get(page(world, "remove_cloudflare_token")).status_code == 404
    with inside_of(world):
        assert Credential.objects.filter(engagement=world.other_engagement).count() == 1


def test_installation_without_keys_says_so_and_keeps_nothing(world, member, settings):
    settings.VAULT_KEYS = ""
    body = text(member.post(page(world, "cloudflare_token"), {"token": TOKEN}, follow=True))
    assert "its operator has to set VAULT_KEYS" in body
    with inside_of(world):
        assert Credential.objects.count() == 0


def answered(world, outcome, **facts):
    with inside_of(world):
        judged(run_of(world), "cloudflare-tls-mode", "acme.test", outcome, facts=facts)


def test_page_tells_what_the_token_could_not_read(world, member):
    given(world)
    assert "No audit has read with it yet" in text(member.get(page(world, "estate")))
    answered(world, "could-not-check", reason="the token may not read the setting ssl (403)")
    assert "The last audit was not told: the token may not read the setting ssl (403)" in text(
        member.get(page(world, "estate"))
    )


def test_page_tells_that_the_token_was_enough(world, member):
    given(world)
    answered(world, "pass")
    assert "The last audit read everything it asked for" in text(member.get(page(world, "estate")))


def test_page_does_not_ask_for_a_token_where_the_zone_is_elsewhere(world, member):
    assert "Give a read-only token" in text(member.get(page(world, "estate")))
    answered(world, "not-applicable")
    assert "Cloudflare" not in text(member.get(page(world, "estate")))


def test_page_asks_for_a_token_where_a_host_stands_behind_cloudflare(world, member):
    answered(world, "not-applicable")
    with inside_of(world):
        judged(run_of(world), "edge-provider", "app.acme.test", "pass", facts={"provider": "Cloudflare"})
    assert "Give a read-only token" in text(member.get(page(world, "estate")))
