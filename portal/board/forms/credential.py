"""What is typed to let our audits read at Cloudflare; it is never put into a page again."""

import re

from django import forms
from django.core.exceptions import ValidationError

from audits.gatherers.cloudflare import READ_CACHE, READ_FIREWALL, READ_PAGE_RULES, READ_SETTINGS, READ_ZONE

TOKEN = re.compile(r"[A-Za-z0-9_-]{32,160}")
GLOBAL_KEY = re.compile(r"[0-9a-f]{37}")
SCOPES = (
    (READ_ZONE, "finds the zone, its plan and whose account it stands in"),
    (READ_SETTINGS, "encryption to the origin, https for everything, oldest TLS version"),
    (READ_FIREWALL, "managed firewall rules and rate limits"),
    (READ_CACHE, "what is kept at the edge"),
    (READ_PAGE_RULES, "older rules that keep pages"),
)
"""Each permission of the token as Cloudflare's form lists it, with what is read by it."""


class TokenForm(forms.Form):
    token = forms.CharField(
        label="API token",
        max_length=200,
        widget=forms.PasswordInput(render_value=False, attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text="Sealed before it is stored, shown to nobody again. Audits read with it from the next run on.",
    )

    def clean_token(self) -> str:
        token = str(self.cleaned_data["token"])
        if GLOBAL_KEY.fullmatch(token):
            raise ValidationError(
                "That is the Global API Key, which may change everything. Make a token that only reads."
            )
        if token.startswith("v1.0-"):
            raise ValidationError("That is an Origin CA key, which signs certificates. Make a token that only reads.")
        if not TOKEN.fullmatch(token):
            raise ValidationError("That is no API token of Cloudflare. Copy it from the page that shows it once.")
        return token
