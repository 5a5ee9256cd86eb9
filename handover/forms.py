"""What people type for a handover; nothing that looks like a secret's value passes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from handover.actions.secrets import SecretWords
from handover.contents.needs import Need
from handover.contents.recovery_guide import SCENARIO_TITLES
from handover.core.secret_values import refusal_of
from handover.models import Approval, Secret


def refuse_secret(value: str) -> None:
    """A validator: the refusal stands at the field it belongs to."""
    refusal = refusal_of(value or "")
    if refusal:
        raise ValidationError(refusal)


class ForgetsSecrets(forms.BaseForm):
    """Does not send back what it refused: a value that was typed by mistake is on no page."""

    def full_clean(self) -> None:
        super().full_clean()
        if not self.is_bound:
            return
        typed = {name: self.data.get(self.add_prefix(name), "") for name in self.fields}
        refused = [name for name, value in typed.items() if refusal_of(str(value))]
        if refused:
            self.data = self.data.copy()
            for name in refused:
                self.data[self.add_prefix(name)] = ""


class AnswerForm(ForgetsSecrets, forms.Form):
    """One answer; emptied, it is taken back."""

    value = forms.CharField(
        max_length=2000,
        required=False,
        validators=[refuse_secret],
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, need: Need, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].label = need.label
        self.fields["value"].help_text = need.help
        if not need.is_command:
            self.fields["value"].widget.attrs.update({"rows": 2, "spellcheck": "true"})


class SecretForm(ForgetsSecrets, forms.ModelForm):
    """An entry of the secret inventory."""

    class Meta:
        model = Secret
        fields = (
            "name",
            "purpose",
            "environment",
            "owner",
            "deputy",
            "stored_in",
            "used_by",
            "rotated_on",
            "rotation",
        )
        labels = {
            "purpose": "What it is for",
            "owner": "Who may replace it",
            "deputy": "Deputy",
            "stored_in": "Where its value lies",
            "used_by": "What uses it",
            "rotated_on": "Last replaced on",
            "rotation": "How to replace it",
        }
        help_texts = {
            "name": "As the app calls it, such as DATABASE_URL. Never the value.",
            "stored_in": "The vault, platform or page, never the value.",
            "rotation": "Step by step.",
        }
        widgets = {
            "rotated_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "rotation": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name != "rotated_on":
                field.validators.append(refuse_secret)

    def validate_unique(self) -> None:
        """The action says it, with the way out: a removed entry may come back."""

    def clean_rotated_on(self) -> Any:
        day = self.cleaned_data["rotated_on"]
        if day and day > timezone.now().date():
            raise ValidationError("That day is not over yet. Pick one up to today.")
        return day

    @property
    def words(self) -> SecretWords:
        """What was typed, for the action."""
        return SecretWords(**self.cleaned_data)


class RehearsalForm(ForgetsSecrets, forms.Form):
    """That a second person followed a scenario."""

    scenario = forms.ChoiceField(label="Scenario", choices=list(SCENARIO_TITLES.items()))
    person = forms.CharField(
        label="Who followed it", max_length=80, validators=[refuse_secret], help_text="Somebody who did not write it."
    )
    rehearsed_on = forms.DateField(label="When", widget=forms.DateInput(attrs={"type": "date"}))
    minutes = forms.IntegerField(label="Minutes it took", min_value=1, max_value=1440)
    paused_at = forms.CharField(
        label="Where they paused",
        max_length=300,
        required=False,
        validators=[refuse_secret],
        help_text="A step they had to read twice is a step to reword.",
    )

    def clean_rehearsed_on(self) -> Any:
        day = self.cleaned_data["rehearsed_on"]
        if day > timezone.now().date():
            raise ValidationError("That day has not come yet. Pick one up to today.")
        return day


class DecisionForm(forms.Form):
    """What an approver says to a published version."""

    decision = forms.ChoiceField(choices=Approval.Decision.choices)
    reason = forms.CharField(
        label="What should change",
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One sentence is enough.",
    )
