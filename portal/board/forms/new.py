"""What is typed to set up an engagement: the domain first, then whose it is and how it runs."""

import zoneinfo
from typing import Any

from django import forms

from portal.board.forms.fields import DomainField
from portal.playbooks import PLAYBOOKS, Playbook
from portal.tenancy.models import Client

SOMEBODY_NEW = "new"
REGIONS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def time_zone_choices() -> list[tuple[str, Any]]:
    """UTC, then the zones of each region under its name."""
    names = sorted(zoneinfo.available_timezones())
    grouped = [
        (region, [(name, name.partition("/")[2].replace("_", " ")) for name in names if name.startswith(f"{region}/")])
        for region in REGIONS
    ]
    return [("UTC", "UTC"), *((region, zones) for region, zones in grouped if zones)]


def playbook_words(playbook: Playbook) -> str:
    """What a playbook does, in one line."""
    return f"{playbook.from_to}, {len(playbook.stages)} stages, {len(playbook.items)} items"


class NewEngagementForm(forms.Form):
    """Creates a client too where none of those known is meant."""

    domain = DomainField(
        label="Domain",
        help_text="Where the app lives, such as client-app.example. Only what any visitor could see is looked at.",
        error_messages={"required": "Type the domain the app lives at, such as acme.com."},
    )
    client = forms.ChoiceField(label="Client", required=False)
    client_name = forms.CharField(label="Name of the new client", max_length=80, required=False)
    name = forms.CharField(
        label="Name of the app",
        max_length=80,
        error_messages={"required": "Type the name of the app, as the client says it."},
    )
    playbook = forms.ChoiceField(
        label="Playbook",
        widget=forms.RadioSelect,
        choices=[(playbook.id, playbook.title) for playbook in PLAYBOOKS.values()],
        error_messages={"required": "Choose one of the two."},
    )
    time_zone = forms.ChoiceField(
        label="Time zone of the client",
        choices=time_zone_choices,
        help_text="Their pages and documents show times in it.",
    )

    def __init__(self, *args: Any, clients: list[Client], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clients = {str(client.pk): client for client in clients}
        known = [(key, client.name) for key, client in self.clients.items()]
        self.fields["client"].choices = [("", "Choose a client"), *known, (SOMEBODY_NEW, "Somebody new")]
        self.fields["domain"].widget.attrs.update({"class": "input", "placeholder": "client-app.example"})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen, name = cleaned.get("client", ""), cleaned.get("client_name", "")
        if "client" not in self.errors and "client_name" not in self.errors:
            self._check_client(chosen, name)
        return cleaned

    def _check_client(self, chosen: str, name: str) -> None:
        """One of the known clients, or the name of a new one; a name that is known already means that client."""
        if chosen in self.clients:
            return
        if not name:
            field = "client" if self.clients and chosen != SOMEBODY_NEW else "client_name"
            self.add_error(field, "Say whose app it is." if field == "client" else "Type the name of the new client.")

    @property
    def chosen_client(self) -> Client | None:
        """The known client that was chosen, or that has the typed name; None for a new one."""
        chosen = self.clients.get(self.cleaned_data["client"])
        named = (one for one in self.clients.values() if one.name.lower() == self.cleaned_data["client_name"].lower())
        return chosen or next(named, None)

    @property
    def playbooks(self) -> list[dict[str, object]]:
        """Each choice with what it does, for radio cards."""
        return [
            {"radio": radio, "title": playbook.title, "says": playbook_words(playbook)}
            for radio, playbook in zip(self["playbook"], PLAYBOOKS.values(), strict=True)
        ]
