"""What people type about an item."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone

from portal.sprint.models import Comment, Item
from portal.tenancy.models import Member

LARGEST_REVISION = 2**31 - 1
TYPED_MOMENT = "%Y-%m-%dT%H:%M"


class ActForm(forms.Form):
    """Every act on an item carries the revision it was decided on."""

    revision = forms.IntegerField(min_value=0, max_value=LARGEST_REVISION, widget=forms.HiddenInput)


class MoveForm(ActForm):
    MOVES = (Item.State.TO_DO, Item.State.DOING, Item.State.SETTLED)

    state = forms.ChoiceField(choices=[(state, state.label) for state in MOVES])


class OrderForm(ActForm):
    to = forms.ChoiceField(choices=[("up", "Up"), ("down", "Down")])


class AssignForm(ActForm):
    member = forms.ModelChoiceField(queryset=None, required=False, label="Owner", empty_label="Nobody")

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["member"]
        field.queryset = members  # type: ignore[attr-defined]  # a ModelChoiceField
        field.label_from_instance = _member_name  # type: ignore[attr-defined]  # Django's own way to name choices


def _member_name(member: Member) -> str:
    return member.user.short_name


class AskForm(ActForm):
    question = forms.CharField(label="Question", max_length=160, help_text="As the client will read it.")
    until = forms.DateTimeField(
        label="Answer wanted by",
        required=False,
        help_text="Left empty, no time is named.",
        input_formats=[TYPED_MOMENT],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=TYPED_MOMENT),
    )

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def clean_until(self) -> datetime | None:
        """The typed moment in the viewer's zone; the past is refused."""
        until: datetime | None = self.cleaned_data["until"]
        if until is None:
            return None
        until = until.replace(tzinfo=self.zone)
        if until <= timezone.now():
            raise forms.ValidationError("That moment has passed. Pick a later one.")
        return until


class EvidenceForm(forms.Form):
    """At least one of the three; each filled one becomes a piece of evidence."""

    text = forms.CharField(
        label="What you saw", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    link = forms.URLField(
        label="Link",
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(["http", "https"])],
    )
    file = forms.FileField(
        label="File", required=False, max_length=255, help_text="PDF, PNG, JPEG, text, CSV, JSON or ZIP, up to 32 MB."
    )

    def __init__(self, *args: Any, is_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_too_large = is_too_large

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.is_too_large:
            self.add_error("file", "That file is larger than 32 MB. Leave a link to it instead.")
        elif not self.errors and not any(cleaned.get(name) for name in ("text", "link", "file")):
            raise forms.ValidationError("Leave a text, a link or a file.")
        return cleaned


class WaiverForm(forms.Form):
    reason = forms.CharField(label="Reason", max_length=300, help_text="What makes this bearable until then.")
    owner = forms.CharField(label="Owner", max_length=80)
    until = forms.DateField(label="Expires", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class CommentForm(forms.Form):
    visibility = forms.ChoiceField(
        choices=Comment.Visibility.choices, initial=Comment.Visibility.INTERNAL, widget=forms.RadioSelect
    )
    text = forms.CharField(label="Comment", max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))


class AddItemForm(forms.Form):
    title = forms.CharField(label="What will be true", max_length=120)
    anyway = forms.BooleanField(required=False, widget=forms.HiddenInput)
