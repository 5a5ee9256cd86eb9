"""What people type about people."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from portal.tenancy.models import ClientUser, Member, User


class InviteMemberForm(forms.Form):
    email = forms.EmailField(label="E-mail", max_length=254)
    role = forms.ChoiceField(
        label="Role",
        choices=Member.Role.choices,
        initial=Member.Role.CONSULTANT,
        help_text="Owners also change people and settings.",
    )


class InviteClientUserForm(forms.Form):
    email = forms.EmailField(label="E-mail", max_length=254)
    role = forms.ChoiceField(
        label="Role",
        choices=ClientUser.Role.choices,
        initial=ClientUser.Role.VIEWER,
        help_text="Approvers may sign off documents.",
    )


class JoinForm(forms.Form):
    """A new person's name and, if they want one, a password; without one they log in by e-mailed code."""

    name = forms.CharField(label="Your name", max_length=80)
    password = forms.CharField(
        label="Password",
        required=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 12 characters. Leave it empty to log in with a code we mail you.",
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        if password:
            validate_password(password, User(email=self.email, name=self.cleaned_data.get("name", "")))
        return password
