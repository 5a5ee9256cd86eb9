"""What an owner changes about the consultancy: its name, and what findings weigh."""

from django import forms

from audits.checks import CHECKS
from portal.playbooks import PLAYBOOKS, RANKS


def rank_words(rank: str) -> str:
    """The playbooks' words for a rank: `Likely incident, or support risk`."""
    words = dict.fromkeys(playbook.rank_word(rank) for playbook in PLAYBOOKS.values())
    return ", or ".join(words).capitalize()


RANK_WORDS = {rank: rank_words(rank) for rank in RANKS}


class NameForm(forms.Form):
    name = forms.CharField(
        label="Name",
        max_length=80,
        help_text="Clients read it on their pages and in every document.",
        error_messages={"required": "Type the name clients know you by."},
    )


def verdict_choices() -> list[tuple[str, str]]:
    """Every verdict that makes a risk, by the key of its row in the table."""
    return [
        (f"{check.id}/{verdict.id}", verdict.id)
        for check in CHECKS
        for verdict in check.verdicts
        if verdict.outcome.is_finding
    ]


class RankForm(forms.Form):
    """A rank of the consultancy's own for one verdict."""

    verdict = forms.ChoiceField(
        choices=verdict_choices,
        widget=forms.HiddenInput,
        error_messages={"required": "Choose what is found.", "invalid_choice": "No check finds this: choose a row."},
    )
    rank = forms.ChoiceField(
        label="It ranks as",
        choices=[(rank, RANK_WORDS[rank]) for rank in RANKS],
        error_messages={"required": "Choose a rank.", "invalid_choice": "Choose one of the three ranks."},
    )
