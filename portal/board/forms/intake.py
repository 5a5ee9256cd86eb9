"""What is noted about an access."""

from django import forms

from portal.sprint.models import IntakeAccess


class NoteAccessForm(forms.Form):
    state = forms.ChoiceField(
        label="State",
        choices=IntakeAccess.State.choices,
        error_messages={"required": "Choose where it stands."},
    )
    giver = forms.CharField(label="Who gives it", max_length=80, required=False)
    note = forms.CharField(
        label="Note, the client reads it too", max_length=200, required=False, help_text="Never a password or a key."
    )
