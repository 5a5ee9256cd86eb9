"""What people give of a received message: its file or its source, and what it is for."""

from typing import Any

from django import forms

from audits.core.parsing.message_source import MOST_OCTETS
from audits.models import ReceivedMessage

TOO_LARGE = "That message is larger than 2 MB. Send one without attachments and give that."


class MessageForm(forms.Form):
    """Exactly one of file and source."""

    purpose = forms.ChoiceField(
        label="What it is",
        choices=ReceivedMessage.Purpose.choices,
        initial=ReceivedMessage.Purpose.PASSWORD_RESET,
        help_text="Of a password reset the link is judged too.",
    )
    file = forms.FileField(
        label="The message as a file",
        required=False,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ".eml,message/rfc822"}),
        help_text="An .eml file up to 2 MB. It is the message as it travelled, so its signature can be verified.",
    )
    source = forms.CharField(
        label="Or its source, pasted",
        required=False,
        strip=False,
        max_length=MOST_OCTETS,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
        help_text="All of it, from the first line of the header to the last of the text.",
        error_messages={"max_length": TOO_LARGE},
    )

    def __init__(self, *args: Any, is_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_too_large = is_too_large

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file, source = cleaned.get("file"), cleaned.get("source", "").strip()
        if self.is_too_large or (file is not None and file.size > MOST_OCTETS):
            self.add_error("file", TOO_LARGE)
        elif not self.errors and bool(file) == bool(source):
            raise forms.ValidationError("Upload the file or paste the source, one of the two.")
        return cleaned

    @property
    def content(self) -> bytes:
        """The octets that were given, once the form is valid."""
        file = self.cleaned_data["file"]
        return file.read() if file else self.cleaned_data["source"].encode("utf-8", "replace")

    @property
    def is_pasted(self) -> bool:
        return not self.cleaned_data["file"]
