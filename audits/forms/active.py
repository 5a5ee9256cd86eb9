"""What is ticked when active checks are started."""

from collections.abc import Iterable
from typing import Any

from django import forms


class ActiveForm(forms.Form):
    """The checks to send for; only those that may be started are offered."""

    checks = forms.MultipleChoiceField(error_messages={"required": "Tick at least one of the checks."})

    def __init__(self, *args: Any, offered: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["checks"].choices = list(offered)
