"""What allauth asks the portal: signup is closed, people arrive by invitation; a log-in leads to pages of the portal."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "Address and password do not belong together. Try again, or have a code sent.",
        "incorrect_code": "That is not the code. Type the six digits of the newest mail.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        del request
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """A path of the portal alone; allauth's own reading breaks on an address that cannot be read."""
        return bool(url) and str(url).startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
