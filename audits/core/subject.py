"""The kinds of thing a check speaks about; each has one label, which names it in findings and documents."""

import hashlib
from dataclasses import dataclass

LONGEST_LABEL = 600
"""Characters of a label; what is longer cannot be kept as a subject."""
MESSAGE_PREFIX = "message:"
"""What the label of a received message begins with, and no other label does."""


@dataclass(frozen=True)
class Domain:
    """The engagement's apex domain, as A-label."""

    name: str

    @property
    def label(self) -> str:
        """The A-label itself."""
        return self.name


@dataclass(frozen=True)
class Host:
    """One host name, as A-label; `declared` hosts must exist, guessed ones (app, api, …) may be absent."""

    name: str
    declared: bool = False

    @property
    def label(self) -> str:
        """The A-label itself."""
        return self.name


@dataclass(frozen=True)
class MailDomain:
    """A domain mail is sent from, with the DKIM selectors the consultant declared."""

    name: str
    selectors: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The A-label of the domain."""
        return self.name


@dataclass(frozen=True)
class Endpoint:
    """An absolute URL with its purpose: home, login, api, critical, account, admin, report, export, old, page or origin.

    A log-in that takes JSON instead of a form has the names of its two fields declared.
    """

    url: str
    purpose: str
    account_field: str = ""
    password_field: str = ""

    @property
    def takes_json(self) -> bool:
        """Whether it is a log-in without a page."""
        return bool(self.account_field and self.password_field)

    @property
    def label(self) -> str:
        """The absolute URL."""
        return self.url


@dataclass(frozen=True)
class Repository:
    """A git repository: `location` is a local path or an https URL, `name` what people call it."""

    name: str
    location: str

    @property
    def label(self) -> str:
        """The repository's name."""
        return self.name


@dataclass(frozen=True)
class Message:
    """A message somebody received and gave us: `key` are the first digits of its digest, so that nothing of it shows.

    `purpose` is password-reset, alert or other.
    """

    key: str
    purpose: str

    @property
    def label(self) -> str:
        """The purpose and the key, after a word that no name of another kind begins with."""
        return f"{MESSAGE_PREFIX}{self.purpose}-{self.key}"


Subject = Domain | Host | MailDomain | Endpoint | Repository | Message


def url_label(url: str) -> str:
    """The label of an address: itself, shortened where it is too long and still no other's."""
    if len(url) <= LONGEST_LABEL:
        return url
    return f"{url[: LONGEST_LABEL - 20]}…{hashlib.sha256(url.encode()).hexdigest()[:12]}"
