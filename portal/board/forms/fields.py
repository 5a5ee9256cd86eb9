"""The fields that read names and addresses strictly: each refusal is one sentence that says how to mend it."""

import os
import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError

from audits.core.parsing.dkim import is_selector
from portal.board.forms.shared_suffixes import SHARED
from portal.outbound.addresses import parsed
from portal.outbound.guard import Refused, host_name, target_of
from portal.outbound.rules import Rules

LONGEST_NAME = 253
LONGEST_URL = 500
MOST_SELECTORS = 10
_SHELL_FORM = re.compile(r"^(?:ssh://)?(?:[^@/\s]+@)?([a-z0-9.-]+)[:/](?!/)([\w./~-]+)$", re.IGNORECASE)


def public_name(text: str) -> str:
    """The A-label of a public host name; raises ValidationError for everything else."""
    if "://" in text or "/" in text:
        hint = _host_in(text) or "acme.com"
        raise ValidationError(f"That is a URL. Type the name alone: {hint}.")
    if "@" in text:
        raise ValidationError("That is a mail address. Type only what stands behind the @.")
    if parsed(text.strip("[]")) is not None:
        raise ValidationError("That is an IP address. Type a name, such as acme.com.")
    try:
        name = host_name(text)
    except Refused:
        raise ValidationError("That is no name DNS knows. Type one such as acme.com.") from None
    labels = name.split(".")
    if len(labels) < 2:
        raise ValidationError("That is one word without a dot. Type the whole name, such as acme.com.")
    if "_" in name or labels[-1].isdigit():
        raise ValidationError("That is no host name. Type one such as acme.com.")
    return name


def _host_in(text: str) -> str:
    """The host of a URL, for a hint; empty when it has none worth showing."""
    try:
        host = urlsplit(text if "://" in text else f"https://{text}").hostname or ""
        return host_name(host)
    except (ValueError, Refused):
        return ""


class HostField(forms.CharField):
    """A public host name, kept as A-label."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(max_length=LONGEST_NAME, **kwargs)
        self.widget.attrs.update({"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"})

    def clean(self, value: object) -> str:
        text = super().clean(value)
        return public_name(text) if text else ""


class DomainField(HostField):
    """The domain an estate begins at: a public name that is not shared by many; a leading www. is left out."""

    def clean(self, value: object) -> str:
        name = super().clean(value)
        if name.count(".") > 1:
            name = name.removeprefix("www.")
        if name in SHARED:
            raise ValidationError(f"{name} is shared by many. Type the client's own name: acme.{name}.")
        return name


class PageUrlField(forms.CharField):
    """An absolute http or https URL that we are willing to visit."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(max_length=LONGEST_URL, **kwargs)
        self.widget.attrs.update({"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"})

    def clean(self, value: object) -> str:
        text = super().clean(value)
        if not text:
            return ""
        if "://" not in text:
            raise ValidationError("Type the whole address, beginning with https://.")
        try:
            target = target_of(text)
        except Refused as refused:
            raise ValidationError(f"That address cannot be visited: {_clause(str(refused))}.") from None
        if parsed(target.host) is not None or "." not in target.host:
            raise ValidationError("Type the address with a public host name, such as https://app.acme.com/login.")
        if len(target.url) > LONGEST_URL:
            raise ValidationError(f"That address is longer than {LONGEST_URL} characters.")
        return target.url


def _clause(reason: str) -> str:
    if "user information" in reason:
        return "it holds a user name or password. Take that out"
    return reason.rstrip(".")


class GitUrlField(forms.CharField):
    """The https URL of a git repository, without credentials; a folder where the operator allows its like."""

    folders_below = ""
    """See `repository_root`."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(max_length=LONGEST_URL, **kwargs)
        self.widget.attrs.update({"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"})

    def clean(self, value: object) -> str:
        text = super().clean(value)
        if not text:
            return ""
        if self.folders_below and text.startswith("/"):
            return folder_below(text, self.folders_below)
        mended = mended_git_url(text)
        if mended == text:
            return text
        if mended:
            raise ValidationError(f"Only https without a user name, password or token is kept. Use {mended}.")
        raise ValidationError("Type the https address of the repository, such as https://github.com/acme/app.git.")


def repository_root(domain: str | None) -> str:
    """The folder below which repositories of such an estate are read by path; empty where the operator allows none."""
    return Rules.from_environment(os.environ, domain).repository_root


def folder_below(text: str, root: str) -> str:
    """The full path of a folder below `root`; links in it are followed only where it is read, which refuses again."""
    place = PurePosixPath(text)
    if not text.isprintable() or ".." in place.parts or PurePosixPath(root) not in place.parents:
        raise ValidationError("This installation reads no repositories there. Type the https address instead.")
    return str(place)


def mended_git_url(text: str) -> str:
    """The https URL that means the same repository without credentials; the text itself when it is one already."""
    shell = _SHELL_FORM.match(text)
    if shell and not text.lower().startswith("https:"):
        return _https(shell[1], shell[2])
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme not in {"https", "http", "ssh", "git"} or not parts.path.strip("/"):
        return ""
    mended = _https(host, parts.path)
    return text if text.rstrip("/") == mended.rstrip("/") else mended


def _https(host: str, path: str) -> str:
    try:
        name = public_name(host)
    except ValidationError:
        return ""
    return f"https://{name}/{path.strip('/')}"


class SelectorsField(forms.CharField):
    """DKIM selectors, apart by commas or spaces."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(max_length=600, required=False, **kwargs)
        self.widget.attrs.update({"autocapitalize": "none", "spellcheck": "false"})

    def clean(self, value: object) -> tuple[str, ...]:
        words = super().clean(value).replace(",", " ").split()
        wrong = next((word for word in words if not is_selector(word)), "")
        if wrong:
            raise ValidationError(f"“{wrong[:40]}” is no selector. It is what stands behind s= in DKIM-Signature.")
        selectors = tuple(dict.fromkeys(word.lower() for word in words))
        if len(selectors) > MOST_SELECTORS:
            raise ValidationError(f"At most {MOST_SELECTORS} selectors of one domain are asked.")
        return selectors


def without_credentials(form: forms.Form, name: str) -> None:
    """What was typed with a user name, password or token is not shown again: its mended form stands in the field."""
    typed = form.data.get(form.add_prefix(name), "").strip()
    if name in form.errors and ("@" in typed or "?" in typed):
        form.data = form.data.copy()
        form.data[form.add_prefix(name)] = mended_git_url(typed)


def name_of_repository(location: str) -> str:
    """What people call a repository when nobody says: https://github.com/acme/app.git is called app."""
    last = urlsplit(location).path.rstrip("/").rpartition("/")[2].removesuffix(".git")
    return (last or urlsplit(location).hostname or "repository")[:120]
