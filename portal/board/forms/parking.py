"""What people type about a wish a sprint does not build."""

from collections.abc import Iterable
from typing import Any

from django import forms

from portal.playbooks.playbook import Refusal


class ParkForm(forms.Form):
    request = forms.CharField(label="What was asked for", max_length=300)
    refusal = forms.ChoiceField(label="It falls under", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Reason",
        max_length=300,
        required=False,
        help_text="Left empty, the playbook's own reason stands.",
    )

    def __init__(self, *args: Any, refusals: Iterable[Refusal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["refusal"]
        field.choices = [(one.line, one.title) for one in refusals]  # type: ignore[attr-defined]  # a ChoiceField
