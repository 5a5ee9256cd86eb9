"""Arguments as people type them: read strictly, or refused with a reason."""

from argparse import ArgumentTypeError

import pytest

from audits.core.subject import Endpoint, MailDomain
from audits.request import domain_argument, endpoint_argument, estate_of, repository_argument, selector_argument
from tests.audits.repositories import WorkTree


@pytest.mark.parametrize(
    ("typed", "domain"),
    [
        ("acme.test", "acme.test"),
        ("ACME.Test.", "acme.test"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("shop.acme.test", "shop.acme.test"),
    ],
)
def test_domain_becomes_its_a_label(typed, domain):
    assert domain_argument(typed) == domain


@pytest.mark.parametrize(
    "typed",
    [
        "", "acme", "localhost", "a.localhost", "https://acme.test/", "acme.test/path", "acme.test:8080", "user@acme.test",
        "127.0.0.1", "127.1", "0x7f.1", "::1", "[::1]", "_dmarc.acme.test", "not a domain.test", "-acme.test", "a..test",
        "*.acme.test", "acme.test\n", "acme.123", "a" * 64 + ".test",
    ],
)  # fmt: skip
def test_what_is_no_domain_is_refused(typed):
    with pytest.raises(ArgumentTypeError):
        domain_argument(typed)


def test_refused_url_is_told_with_its_host():
    with pytest.raises(ArgumentTypeError, match=r"the domain alone is wanted: acme\.test"):
        domain_argument("https://acme.test/login")


def test_endpoint_has_a_purpose_and_one_spelling():
    assert endpoint_argument("login=https://ACME.test/login?next=/#top") == Endpoint(
        "https://acme.test/login?next=/", "login"
    )


@pytest.mark.parametrize(
    "typed",
    [
        "https://acme.test/", "nonsense=https://acme.test/", "=https://acme.test/", "home=", "home=/login",
        "home=ftp://acme.test/", "home=https://acme.test:8443/", "home=https://user:secret@acme.test/",
        "home=https://localhost/", "home=https://acme.test/a b", "home=javascript:alert(1)",
    ],
)  # fmt: skip
def test_what_cannot_be_visited_is_no_endpoint(typed):
    with pytest.raises(ArgumentTypeError):
        endpoint_argument(typed)


def test_selector_is_read_in_small_letters():
    assert selector_argument("S1") == "s1"


@pytest.mark.parametrize("typed", ["", "no selector", "a/b", "s1._domainkey.acme.test."])
def test_what_is_no_selector_is_refused(typed):
    with pytest.raises(ArgumentTypeError):
        selector_argument(typed)


@pytest.mark.parametrize("name", ["desk", "desk.git"])
def test_repository_is_named_after_its_folder(tmp_path, name):
    assert repository_argument(str(WorkTree(tmp_path / name).folder)).name == "desk"


@pytest.mark.parametrize(
    "typed",
    [
        "/there/is/no/such/folder",
        "http://acme.test/desk.git",
        "ssh://git@acme.test/desk",
        "https://user:secret@acme.test/desk",
    ],
)
def test_repository_that_cannot_be_read_is_refused(typed):
    with pytest.raises(ArgumentTypeError):
        repository_argument(typed)


def test_bare_domain_implies_its_ordinary_names_its_home_and_its_mail():
    estate = estate_of("acme.test", endpoints=(), selectors=("s1",), repository=None)
    assert [host.name.split(".")[0] for host in estate.hosts] == [
        "acme", "www", "app", "api", "admin", "auth", "docs", "mail",
    ]  # fmt: skip
    assert [host.declared for host in estate.hosts] == [True] + [False] * 7
    assert estate.endpoints == (Endpoint("https://acme.test/", "home"),)
    assert estate.mail_domains == (MailDomain("acme.test", ("s1",)),)


def test_declared_home_takes_the_place_of_the_guessed_one():
    home = Endpoint("https://www.acme.test/", "home")
    assert estate_of("acme.test", endpoints=(home, home), selectors=(), repository=None).endpoints == (home,)


@pytest.mark.parametrize(
    "given", [{"endpoints": (Endpoint("https://acme.test/", "home"),)}, {"selectors": ("s1",)}, {}]
)
def test_nothing_to_look_at_is_refused(given):
    arguments = {"endpoints": (), "selectors": (), "repository": None} | given
    with pytest.raises(ValueError, match="domain"):
        estate_of(None, **arguments)
