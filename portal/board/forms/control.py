"""The name whose control somebody sets out to prove."""

from django import forms


class ProveForm(forms.Form):
    """One name of the estate."""

    name = forms.CharField(max_length=253)
