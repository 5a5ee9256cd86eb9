"""The command that begins a real installation."""

import pytest
from django.core.management import CommandError, call_command

from portal.tenancy.models import User
from portal.tenancy.queries import memberships_of

pytestmark = pytest.mark.django_db


def test_first_owner_stands_in_the_new_consultancy_and_has_no_password(capsys):
    call_command("create_consultancy", "northmark-new", "Northmark", "Ines@Northmark.test")
    user = User.objects.get(email="ines@northmark.test")
    assert not user.has_usable_password()
    ((membership),) = memberships_of(user)
    assert (membership.consultancy.slug, membership.is_member) == ("northmark-new", True)
    assert "/northmark-new/" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("slug", "email", "said"),
    [
        ("no spaces", "a@b.test", "slug"),
        ("fine", "no-address", "valid email"),
        ("accounts", "a@b.test", "belongs to the portal"),
    ],
)
def test_bad_answers_are_refused_in_one_sentence(slug, email, said):
    with pytest.raises(CommandError, match=said):
        call_command("create_consultancy", slug, "Name", email)
    assert User.objects.count() == 0


def test_taken_address_is_refused_and_leaves_nobody_behind():
    call_command("create_consultancy", "twice", "First", "first@b.test")
    with pytest.raises(CommandError, match="taken"):
        call_command("create_consultancy", "twice", "Second", "second@b.test")
    assert not User.objects.filter(email="second@b.test").exists()
