"""A wish, and the refusal it is parked under."""

from typing import Any

from django import forms

from portal.playbooks.playbook import Refusal


class WishForm(forms.Form):
    """The wish alone decides whether a refusal is offered."""

    request = forms.CharField(
        label="What is wished for",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="In the words it was said. It is held against what a sprint refuses to build.",
        error_messages={"required": "Type the wish first."},
    )


class ParkForm(forms.Form):
    """The same wish with the refusal a person chose and the reason that is told."""

    request = forms.CharField(max_length=300, widget=forms.HiddenInput)
    refusal = forms.ChoiceField(
        label="It falls under",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it falls under, or leave it unparked."},
    )
    reason = forms.CharField(
        label="Reason, in your words",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Empty: the reason above. The client and the handover read it.",
    )

    def __init__(self, *args: Any, refusals: tuple[Refusal, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refusals = refusals
        self.fields["refusal"].choices = [(refusal.line, refusal.title) for refusal in refusals]

    @property
    def choices(self) -> list[dict[str, object]]:
        """Each refusal with its radio button, for cards that say why."""
        return [
            {"radio": radio, "refusal": refusal} for radio, refusal in zip(self["refusal"], self.refusals, strict=True)
        ]

    @property
    def told_reason(self) -> str:
        """The person's reason, or the refusal's own."""
        own = next(one.reason for one in self.refusals if one.line == self.cleaned_data["refusal"])
        return self.cleaned_data["reason"] or own
