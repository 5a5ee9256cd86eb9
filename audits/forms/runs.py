"""What is asked for when audits are run."""

from django import forms


class RunForm(forms.Form):
    """A stage, or nothing for all seven."""

    stage = forms.IntegerField(required=False, min_value=1, max_value=7)
