"""What an owner changes about the consultancy."""

import re

from django import forms

from audits.checks import CHECKS
from audits.core.outcome import Outcome
from audits.core.verdict import Verdict
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


def verdict_words(verdict: Verdict) -> str:
    """What a verdict says, without the subject it is said about."""
    return re.sub(r"\{\w+\}", "…", verdict.headline)


def verdict_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every verdict that makes a risk, under its check."""
    return [
        (
            check.title,
            [
                (f"{check.id}/{verdict.id}", verdict_words(verdict))
                for verdict in check.verdicts
                if verdict.outcome in {Outcome.WARN, Outcome.FAIL}
            ],
        )
        for check in CHECKS
    ]


class RankForm(forms.Form):
    """A rank of the consultancy's own for one verdict."""

    verdict = forms.ChoiceField(
        label="When a check finds", choices=verdict_choices, error_messages={"required": "Choose what is found."}
    )
    rank = forms.ChoiceField(
        label="It ranks as",
        choices=[(rank, RANK_WORDS[rank]) for rank in RANKS],
        error_messages={"required": "Choose a rank."},
    )
