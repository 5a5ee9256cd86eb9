"""What people say of a risk: in plain words, by hand, and why it is borne."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from audits.actions import RiskWords
from audits.models import Risk
from audits.queries.risk_row import RiskRow
from portal.playbooks import RANKS, Playbook
from portal.sprint.item_actions import LONGEST_WAIVER

MOST_TICKED = 200
PROOF = ("before_words", "after_words")


def _area(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _person() -> forms.TextInput:
    """A name, offered from the page's list of people."""
    return forms.TextInput(attrs={"list": "people", "autocomplete": "off"})


class RiskForm(forms.Form):
    """A finding in people's own words; what stays empty is told as the audit tells it."""

    title = forms.CharField(label="What is true", max_length=200, required=False)
    cost = forms.CharField(
        label="What it costs",
        max_length=400,
        required=False,
        widget=_area(),
        help_text="In the client's words: who cannot do what.",
    )
    fix = forms.CharField(label="What to do", max_length=600, required=False, widget=_area(3))
    owner = forms.CharField(label="Owner", max_length=80, required=False, widget=_person())
    rank = forms.ChoiceField(label="Rank", required=False)
    before_words = forms.CharField(label="Before, in plain words", max_length=200, required=False)
    after_words = forms.CharField(label="After, in plain words", max_length=200, required=False)

    def __init__(self, *args: Any, playbook: Playbook, row: RiskRow | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ranks = [(rank, playbook.rank_word(rank)) for rank in RANKS]
        if row and row.finding:
            word = playbook.rank_word(row.finding.rank)
            ranks.insert(0, ("", f"As the audit ranks it: {word}"))
            self.fields["title"].widget.attrs["placeholder"] = row.title
            self.fields["cost"].widget.attrs["placeholder"] = row.cost
            self.fields["fix"].help_text = "Empty: the audit's exact fix."
        self.fields["rank"].choices = ranks

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """The fields every risk deserves."""
        return [field for field in self if field.name not in PROOF]

    @property
    def proof_fields(self) -> list[forms.BoundField]:
        """What the audit says by itself, unless a person says it better."""
        return [self[name] for name in PROOF]

    @property
    def tells_proof(self) -> bool:
        """Whether the two have something to show: words, or a fault."""
        return any(self[name].value() or self[name].errors for name in PROOF)

    @property
    def words(self) -> RiskWords:
        """What was typed, once it is valid."""
        return RiskWords(**{name: value for name, value in self.cleaned_data.items() if name in self.fields})


class HandWrittenForm(RiskForm):
    """A risk no check can see: it needs a title and a rank, and says where it lies."""

    place = forms.CharField(
        label="Where",
        max_length=200,
        required=False,
        help_text="A host, a file, a person's desk: what needs the change.",
    )
    line = forms.ChoiceField(label="Item", required=False)
    field_order = ("title", "rank", "cost", "place", "line", "owner", "fix", "before_words", "after_words")

    def __init__(self, *args: Any, playbook: Playbook, row: RiskRow | None = None, **kwargs: Any) -> None:
        super().__init__(*args, playbook=playbook, row=row, **kwargs)
        items = [(item.line, f"{item.line.partition('-')[2]} {item.title}") for item in playbook.items]
        self.fields["line"].choices = [("", "None in particular"), *items]
        self.fields["title"].required = self.fields["rank"].required = True
        self.fields["title"].error_messages["required"] = "Say in one sentence what is true."
        self.fields["rank"].error_messages["required"] = "Pick what it costs the business."


class AcceptForm(forms.Form):
    """Who bears a risk, why, and until when."""

    reason = forms.CharField(
        label="Reason",
        error_messages={"required": "Say what makes this bearable until then."},
        max_length=300,
        widget=forms.TextInput(attrs={"placeholder": "What makes this bearable until then"}),
    )
    owner = forms.CharField(
        label="Owner", max_length=80, widget=_person(), error_messages={"required": "Say who carries it."}
    )
    until = forms.DateField(
        label="Expires",
        error_messages={"required": "Pick a day.", "invalid": "That is no day."},
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.now().date()
        self.fields["until"].widget.attrs |= {"min": f"{today}", "max": f"{today + LONGEST_WAIVER}"}


class PublishForm(forms.Form):
    """Which findings and risks were ticked, and whether the client's view of them was confirmed."""

    chosen = forms.MultipleChoiceField(required=False)
    confirmed = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ticked = self.data.getlist("chosen")[: MOST_TICKED + 1] if self.is_bound else []
        self.fields["chosen"].choices = [(one, one) for one in ticked]

    def clean_chosen(self) -> list[tuple[str, UUID]]:
        """Pairs of `finding` or `risk` and an id."""
        ticked = []
        for one in dict.fromkeys(self.cleaned_data["chosen"]):
            kind, _, key = one.partition("-")
            try:
                ticked.append((kind, UUID(key)))
            except ValueError:
                raise forms.ValidationError("That is no risk of this engagement.") from None
        if len(ticked) > MOST_TICKED:
            raise forms.ValidationError(f"At most {MOST_TICKED} risks at once. Untick some.")
        return ticked


def spoken(risk: Risk | None) -> dict[str, Any]:
    """What a form begins with: what was said of this risk so far."""
    names = ("title", "cost", "fix", "owner", "rank", "before_words", "after_words", "place", "line")
    return {name: getattr(risk, name) for name in names} if risk else {}
