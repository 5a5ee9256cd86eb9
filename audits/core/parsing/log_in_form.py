"""The log-in form of a page: where it is sent, and what a browser sends with it."""

import re
from dataclasses import dataclass, field

from audits.core.parsing.html_tokens import EndTag, StartTag, tokens

ACCOUNT_TYPES = frozenset({"", "text", "email", "tel", "search", "url"})
"""Types of an input that hold what somebody is called; an unknown type is a text to browsers, and such forms are rare."""
UNSENT = frozenset({"submit", "button", "reset", "image", "file"})
"""Types that browsers do not send by themselves (of the buttons only the pressed one)."""
TICKED = frozenset({"checkbox", "radio"})
MOST_FIELDS = 100
FORM_TYPE = "application/x-www-form-urlencoded"
_CAPTCHA = re.compile(r"captcha|turnstile|arkoselabs|friendly-challenge", re.IGNORECASE)


@dataclass(frozen=True)
class LogInForm:
    """`action` as written, empty for the page itself; `others` are the fields a browser sends unchanged, in order."""

    action: str
    method: str
    kind: str
    account: str
    password: str
    others: tuple[tuple[str, str], ...] = ()
    base: str = ""


def log_in_form(page: str) -> LogInForm | None:
    """The first form with one password and something before it to name the account; None where there is none.

    Two passwords in one form make it a form for a new password, not for a log-in.
    """
    reader = _Reader()
    for token in tokens(page):
        reader.read(token)
    reader.close()
    return next((made for form in reader.forms if (made := form.made(reader.base))), None)


def has_password(page: str) -> bool:
    """Whether the page asks for a password."""
    return any(isinstance(token, StartTag) and _type(token) == "password" for token in tokens(page))


def has_captcha(page: str) -> bool:
    """Whether the page loads or shows one of the usual tests for being human."""
    return any(
        isinstance(token, StartTag) and any(_CAPTCHA.search(value) for value in token.attributes.values())
        for token in tokens(page)
    )


@dataclass
class _Form:
    """A form while it is read."""

    tag: StartTag
    inputs: list[tuple[str, str, str]] = field(default_factory=list)  # (type, name, value)
    button: tuple[str, str] | None = None

    def take(self, tag: StartTag) -> None:
        """An input or a button of this form."""
        name, kind = tag.attributes.get("name", ""), _type(tag)
        if "disabled" in tag.attributes or not name or len(self.inputs) >= MOST_FIELDS:
            return
        value = tag.attributes.get("value", "on" if kind in TICKED else "")
        if tag.name == "button" or kind == "submit":
            if self.button is None and kind in {"", "submit"}:
                self.button = (name, value)
        elif kind not in UNSENT and (kind not in TICKED or "checked" in tag.attributes):
            self.inputs.append((kind, name, value))

    def made(self, base: str) -> LogInForm | None:
        """The log-in form this is, if it is one."""
        passwords = [index for index, (kind, _, _) in enumerate(self.inputs) if kind == "password"]
        if len(passwords) != 1:
            return None
        before = [index for index in range(passwords[0]) if self.inputs[index][0] in ACCOUNT_TYPES]
        if not before:
            return None
        account, password = before[-1], passwords[0]
        others = [pair[1:] for index, pair in enumerate(self.inputs) if index not in {account, password}]
        attributes = self.tag.attributes
        return LogInForm(
            action=attributes.get("action", "").strip(),
            method=attributes.get("method", "").strip().upper() or "GET",
            kind=attributes.get("enctype", "").strip().lower() or FORM_TYPE,
            account=self.inputs[account][1],
            password=self.inputs[password][1],
            others=(*others, *((self.button,) if self.button else ())),
            base=base,
        )


class _Reader:
    """Collects the forms; a form inside another is ignored, as browsers do."""

    def __init__(self) -> None:
        self.forms: list[_Form] = []
        self.base = ""
        self._open: _Form | None = None

    def read(self, token: object) -> None:
        """Take one token in."""
        if isinstance(token, EndTag):
            if token.name == "form":
                self.close()
        elif isinstance(token, StartTag):
            self._start(token)

    def close(self) -> None:
        """The form that is open ends."""
        if self._open:
            self.forms.append(self._open)
        self._open = None

    def _start(self, tag: StartTag) -> None:
        if tag.name == "base" and not self.base:
            self.base = tag.attributes.get("href", "").strip()
        elif tag.name == "form" and self._open is None:
            self._open = _Form(tag)
        elif tag.name in {"input", "button"} and self._open:
            self._open.take(tag)


def _type(tag: StartTag) -> str:
    return tag.attributes.get("type", "").strip().lower()
