"""The form that confirms an estate: a tick and a few words for each thing that was found."""

from typing import Any

from django import forms

from audits.actions.discoveries import Chosen
from portal.board.forms.fields import (
    GitUrlField,
    SelectorsField,
    name_of_repository,
    repository_root,
    without_credentials,
)
from portal.board.queries.proposal import EndpointProposal, HostProposal, MailProposal, Proposal
from portal.estate.models import Endpoint


def _named(field: forms.Field, words: str, **attrs: str) -> forms.Field:
    """The field with a name for screen readers; its column head is all that is seen."""
    field.widget.attrs.update({"aria-label": words, **attrs})
    return field


class ConfirmEstateForm(forms.Form):
    """Fields are counted by the place of their thing in the look, which `discovery` names."""

    discovery = forms.CharField(widget=forms.HiddenInput, max_length=36)
    repository = GitUrlField(
        label="Repository",
        required=False,
        help_text="It cannot be seen from outside. Type its https address if you have it, without a password or token.",
    )

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposal = proposal
        self.fields["repository"].folders_below = repository_root(proposal.found.domain)
        self.fields["repository"].widget.attrs["placeholder"] = "https://github.com/acme/app.git"
        for index, host in enumerate(proposal.hosts):
            self._offer(f"host-{index}", host, host.name)
            self._ask(f"host-{index}-purpose", forms.CharField(max_length=120, required=False), "Purpose", host.name)
            self._ask(f"host-{index}-owner", forms.CharField(max_length=80, required=False), "Owner", host.name)
            self.fields[f"host-{index}-purpose"].initial = host.purpose
        for index, endpoint in enumerate(proposal.endpoints):
            self._offer(f"endpoint-{index}", endpoint, endpoint.url)
            choices = forms.ChoiceField(choices=Endpoint.Purpose.choices, initial=endpoint.purpose)
            self._ask(f"endpoint-{index}-purpose", choices, "Purpose", endpoint.url)
        for index, mail in enumerate(proposal.mail_domains):
            self._offer(f"mail-{index}", mail, mail.name, "sends mail for the estate")
            self._ask(f"mail-{index}-selectors", SelectorsField(), "DKIM selectors", mail.name)
            self.fields[f"mail-{index}-selectors"].initial = ", ".join(mail.selectors)

    def _offer(
        self,
        key: str,
        thing: HostProposal | EndpointProposal | MailProposal,
        name: str,
        words: str = "belongs to the estate",
    ) -> None:
        tick = forms.BooleanField(label=name, required=False, initial=thing.is_clear)
        self.fields[key] = _named(tick, f"{name} {words}")

    def _ask(self, key: str, field: forms.Field, words: str, name: str) -> None:
        field.label = f"{words} of {name}"
        placeholder = f"{words}?" if words != "DKIM selectors" else "s1, google"
        self.fields[key] = _named(field, f"{words} of {name}", placeholder=placeholder)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        without_credentials(self, "repository")
        return cleaned

    @property
    def hosts(self) -> list[dict[str, Any]]:
        """Each host with its fields, for its row."""
        return [
            {
                "thing": host,
                "tick": self[f"host-{index}"],
                "purpose": self[f"host-{index}-purpose"],
                "owner": self[f"host-{index}-owner"],
            }
            for index, host in enumerate(self.proposal.hosts)
        ]

    @property
    def endpoints(self) -> list[dict[str, Any]]:
        """Each endpoint with its fields."""
        return [
            {"thing": endpoint, "tick": self[f"endpoint-{index}"], "purpose": self[f"endpoint-{index}-purpose"]}
            for index, endpoint in enumerate(self.proposal.endpoints)
        ]

    @property
    def mail_domains(self) -> list[dict[str, Any]]:
        """Each mail domain with its fields."""
        return [
            {"thing": mail, "tick": self[f"mail-{index}"], "selectors": self[f"mail-{index}-selectors"]}
            for index, mail in enumerate(self.proposal.mail_domains)
        ]

    @property
    def chosen(self) -> Chosen:
        """What was ticked; nothing the estate covers already is written again."""
        told, proposal = self.cleaned_data, self.proposal
        location = told["repository"]
        return Chosen(
            hosts=tuple(
                (host.name, told[f"host-{index}-purpose"], told[f"host-{index}-owner"])
                for index, host in enumerate(proposal.hosts)
                if told[f"host-{index}"] and host.standing != "covered"
            ),
            endpoints=tuple(
                (endpoint.url, told[f"endpoint-{index}-purpose"])
                for index, endpoint in enumerate(proposal.endpoints)
                if told[f"endpoint-{index}"] and endpoint.standing != "covered"
            ),
            mail_domains=tuple(
                (mail.name, told[f"mail-{index}-selectors"])
                for index, mail in enumerate(proposal.mail_domains)
                if told[f"mail-{index}"] and mail.standing != "covered"
            ),
            repositories=((name_of_repository(location), location),) if location else (),
        )
