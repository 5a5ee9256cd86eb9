"""What is typed to add something to an estate or to edit it, one form a kind."""

from typing import Any, ClassVar

from django import forms

from portal.board.forms.fields import (
    DomainField,
    GitUrlField,
    HostField,
    PageUrlField,
    SelectorsField,
    name_of_repository,
    repository_root,
    without_credentials,
)
from portal.estate.models import Endpoint, EstateRow
from portal.estate.queries import covers, estate_rows
from portal.sprint.models import Engagement

FIELD_NAME = r"^[A-Za-z_][A-Za-z0-9_.-]*$"
ODD_FIELD = "A field's name has letters, digits, dots, dashes and low lines."


class RowForm(forms.Form):
    """A row of one kind; `row` is the one being edited, whose own name stays out of reach."""

    kind: ClassVar[str]
    key: ClassVar[str] = "name"
    fixed: ClassVar[tuple[str, ...]] = ()
    """What is told when the row is added and never changes."""

    def __init__(self, *args: Any, engagement: Engagement, row: EstateRow | None = None, **kwargs: Any) -> None:
        if row is not None:
            kwargs.setdefault("initial", {name: self.shown(row, name) for name in self.base_fields})
        super().__init__(*args, **kwargs)
        self.engagement, self.row = engagement, row
        if row is not None:
            for name in self.fixed:
                del self.fields[name]

    @staticmethod
    def shown(row: EstateRow, name: str) -> Any:
        """A value of the row as its field shows it."""
        value = getattr(row, name)
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.row is None and self.key in cleaned and covers(self.engagement, self.kind, cleaned[self.key]):
            self.add_error(self.key, "The estate covers that already. Edit it in the list.")
        return cleaned


class DomainForm(RowForm):
    kind = "domain"
    fixed = ("name",)
    name = DomainField(label="Domain", help_text="Where the app lives, such as acme.com.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        live = estate_rows(self.engagement).domain
        if live and not self.errors:
            self.add_error(
                "name", f"This estate begins at {live.name}. Take that out first, or add this name as a host."
            )
        return cleaned


class HostForm(RowForm):
    kind = "host"
    fixed = ("name",)
    name = HostField(label="Host name", help_text="Any public name, such as app.acme.com.")
    purpose = forms.CharField(
        label="Purpose",
        max_length=120,
        required=False,
        help_text="Why it exists. A host without a purpose is one to clear up.",
    )
    owner = forms.CharField(
        label="Owner", max_length=80, required=False, help_text="The person who answers for it at the client."
    )


class EndpointForm(RowForm):
    kind = "endpoint"
    key = "url"
    fixed = ("url",)
    url = PageUrlField(label="Address", help_text="With https:// and its path.")
    purpose = forms.ChoiceField(
        label="Purpose", choices=Endpoint.Purpose.choices, help_text="Decides which checks look at it."
    )
    account_field = forms.RegexField(
        FIELD_NAME,
        label="Account field",
        max_length=60,
        required=False,
        error_messages={"invalid": ODD_FIELD},
        help_text="Only for a log-in that takes JSON: what names the account there, such as email.",
    )
    password_field = forms.RegexField(
        FIELD_NAME,
        label="Password field",
        max_length=60,
        required=False,
        error_messages={"invalid": ODD_FIELD},
        help_text="The same for the password. A form in a page is found without both.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        named = [name for name in ("account_field", "password_field") if cleaned.get(name)]
        if named and cleaned.get("purpose") != Endpoint.Purpose.LOGIN:
            self.add_error(named[0], "Only a log-in has these fields. Leave them empty, or choose that purpose.")
        elif len(named) == 1 and not self.errors:
            other = "password_field" if named == ["account_field"] else "account_field"
            self.add_error(other, "Name both fields, or neither.")
        return cleaned


class RepositoryForm(RowForm):
    kind = "repository"
    location = GitUrlField(
        label="Address",
        help_text="https, without a user name, password or token. Access to a private one is given at intake.",
    )
    name = forms.CharField(
        label="Name", max_length=120, required=False, help_text="What people call it; empty: the end of its address."
    )
    field_order = ("location", "name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        domain = estate_rows(self.engagement).domain
        self.fields["location"].folders_below = repository_root(domain.name if domain else None)
        if self.row is not None:
            self.fields["name"].disabled = True

    def clean_name(self) -> str:
        return str(self.cleaned_data["name"] or name_of_repository(self.cleaned_data.get("location", "")))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        without_credentials(self, "location")
        return cleaned


class MailDomainForm(RowForm):
    kind = "mail-domain"
    fixed = ("name",)
    name = HostField(label="Mail domain", help_text="What stands behind the @ of the sender.")
    selectors = SelectorsField(
        label="DKIM selectors", help_text="Apart by commas. Each is what stands behind s= in a DKIM-Signature."
    )


FORMS: dict[str, type[RowForm]] = {
    form.kind: form for form in (DomainForm, HostForm, EndpointForm, RepositoryForm, MailDomainForm)
}
"""By the kinds of `portal.estate.access`."""
