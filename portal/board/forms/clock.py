"""What people type about the clock, a gate and a failure signal."""

from django import forms

from portal.sprint.models import Stage


class PauseForm(forms.Form):
    reason = forms.CharField(
        label="Reason",
        max_length=200,
        help_text="The client reads it beside the clock.",
    )


class SignalForm(forms.Form):
    signal = forms.ChoiceField(
        label="Was it seen?",
        choices=[(Stage.Signal.ABSENT, "Not seen"), (Stage.Signal.SEEN, "Seen")],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="What shows it",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Who looked at what, in a sentence.",
    )
