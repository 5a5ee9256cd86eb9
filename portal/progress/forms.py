"""What a client may send: words about an item, and who gives an access."""

from typing import Any

from django import forms

LONGEST = 4000


class CommentForm(forms.Form):
    text = forms.CharField(
        label="Your comment",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Write a sentence or two first.",
            "max_length": f"That is too long. Keep it under {LONGEST} characters.",
        },
    )


class AnswerForm(CommentForm):
    """An answer; `question` is the one the client read, which may have changed since."""

    question = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = "Your answer"


class GiverForm(forms.Form):
    """Who gives one access; `access` is the playbook's id of it."""

    access = forms.CharField(
        max_length=24, widget=forms.HiddenInput, error_messages={"required": "Say which access you mean."}
    )
    giver = forms.CharField(
        label="Who gives it",
        max_length=80,
        error_messages={
            "required": "Write the name of the person who gives it.",
            "max_length": "That is too long. A name in up to 80 characters.",
        },
    )
