import pytest
from django.core.exceptions import ValidationError

from portal.board.forms.fields import (
    DomainField,
    GitUrlField,
    HostField,
    PageUrlField,
    SelectorsField,
    mended_git_url,
    name_of_repository,
    repository_root,
)

DOMAINS = [
    ("acme.com", "acme.com"),
    ("  ACME.com. ", "acme.com"),
    ("www.acme.com", "acme.com"),
    ("bücher.example", "xn--bcher-kva.example"),
    ("app.acme.co.uk", "app.acme.co.uk"),
    ("www.com", "www.com"),
]


@pytest.mark.parametrize(("typed", "name"), DOMAINS)
def test_domain_is_kept_as_a_label(typed, name):
    assert DomainField().clean(typed) == name


REFUSED = [
    ("https://acme.com/login", "Type the name alone: acme.com."),
    ("acme.com/login", "Type the name alone: acme.com."),
    ("ada@acme.com", "behind the @"),
    ("192.0.2.1", "IP address"),
    ("[2001:db8::1]", "IP address"),
    ("0x7f.1", "no name DNS knows"),
    ("localhost", "no name DNS knows"),
    ("intranet", "one word without a dot"),
    ("co.uk", "acme.co.uk"),
    ("vercel.app", "acme.vercel.app"),
    ("a_b.acme.com", "no host name"),
    ("acme..com", "no name DNS knows"),
    ("ac me.com", "no name DNS knows"),
    ("x" * 260, "at most 253"),
    ("<script>", "no name DNS knows"),
    ("", "required"),
]


@pytest.mark.parametrize(("typed", "says"), REFUSED)
def test_domain_is_refused_in_one_sentence(typed, says):
    with pytest.raises(ValidationError) as refused:
        DomainField().clean(typed)
    assert says in " ".join(refused.value.messages)


def test_host_below_a_shared_ending_is_a_name_like_any():
    assert HostField().clean("acme.vercel.app") == "acme.vercel.app"


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("https://App.Acme.com/login", "https://app.acme.com/login"),
        ("http://acme.com", "http://acme.com/"),
        ("https://acme.com/a?b=c", "https://acme.com/a?b=c"),
    ],
)
def test_page_is_kept_as_it_will_be_asked(typed, url):
    assert PageUrlField().clean(typed) == url


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("acme.com", "beginning with https://"),
        ("ftp://acme.com/", "only http and https"),
        ("https://ada:secret@acme.com/", "Take that out"),
        ("https://127.0.0.1/", "public host name"),
        ("https://intranet/", "public host name"),
        ("https://acme.com:8443/", "port 8443"),
        ("javascript://acme.com/%0aalert(1)", "only http and https"),
    ],
)
def test_page_is_refused_in_one_sentence(typed, says):
    with pytest.raises(ValidationError) as refused:
        PageUrlField().clean(typed)
    assert says in " ".join(refused.value.messages)
    assert "secret" not in " ".join(refused.value.messages)


@pytest.mark.parametrize("typed", ["https://github.com/acme/app.git", "https://gitlab.com/acme/group/app"])
def test_repository_is_kept(typed):
    assert GitUrlField().clean(typed) == typed


MENDED = [
    ("https://ada:ghp_secret@github.com/acme/app.git", "https://github.com/acme/app.git"),
    ("https://github.com/acme/app.git?token=secret", "https://github.com/acme/app.git"),
    ("git@github.com:acme/app.git", "https://github.com/acme/app.git"),
    ("ssh://git@github.com/acme/app.git", "https://github.com/acme/app.git"),
    ("http://github.com/acme/app.git", "https://github.com/acme/app.git"),
    ("/srv/git/app.git", ""),
    ("file:///srv/git/app.git", ""),
    ("https://github.com/", ""),
    ("https://127.0.0.1/acme/app.git", ""),
    ("--upload-pack=touch /tmp/x", ""),
]


@pytest.mark.parametrize(("typed", "mended"), MENDED)
def test_repository_is_refused_and_mended_without_what_is_secret(typed, mended):
    with pytest.raises(ValidationError) as refused:
        GitUrlField().clean(typed)
    says = " ".join(refused.value.messages)
    assert mended_git_url(typed) == mended
    assert mended in says
    assert "secret" not in says


@pytest.mark.parametrize("typed", ["/srv/git/app.git", "/srv/git/acme/app", "/srv/git//app.git/"])
def test_folder_below_what_the_operator_allows_is_kept(typed):
    field = GitUrlField()
    field.folders_below = "/srv/git"
    assert field.clean(typed) == typed.replace("//", "/").rstrip("/")
    assert name_of_repository(typed) == "app"


@pytest.mark.parametrize(
    "typed", ["/srv/git", "/srv/git/../other/app.git", "/srv/gitlab/app.git", "//srv/git/app", "/etc", "/srv/git/a\0b"]
)
def test_folder_elsewhere_is_refused(typed):
    field = GitUrlField()
    field.folders_below = "/srv/git"
    with pytest.raises(ValidationError):
        field.clean(typed)


def test_operator_allows_folders_only_for_the_names_they_are_bound_to(monkeypatch):
    monkeypatch.setenv("LAUNCHREADY_REPOSITORY_ROOT", "/srv/git")
    monkeypatch.setenv("LAUNCHREADY_ONLY_FOR", "test")
    assert repository_root("acme.test") == "/srv/git"
    assert repository_root("acme.com") == ""


def test_repository_is_called_by_the_end_of_its_address():
    assert name_of_repository("https://github.com/acme/app.git") == "app"


def test_selectors_are_read_apart_by_commas_or_spaces():
    assert SelectorsField().clean("S1, google  s1") == ("s1", "google")


@pytest.mark.parametrize("typed", ["v=DKIM1; p=x", "a b c d e f g h i j k", "-x"])
def test_selectors_are_refused(typed):
    with pytest.raises(ValidationError):
        SelectorsField().clean(typed)
