"""What an HTML answer is to somebody who is not signed in: a log-in, an app's empty shell, the inside of something."""

import re
from dataclasses import dataclass, field

from audits.core.parsing.html_tokens import EndTag, StartTag, Text, tokens
from audits.core.parsing.markup import parsed_markup

FEW_WORDS = 25
"""Words below which a page with scripts says nothing itself: its script draws it."""
SHORT = 80
"""Words below which a page that offers to log in is there for that."""

_LOG_IN = re.compile(
    r"\b(?:log ?in|log on|sign ?in|continue with|anmelden|einloggen|se connecter|iniciar sesi)", re.IGNORECASE
)
_LOG_OUT = re.compile(
    r"(?:log ?out|sign ?out|log off|abmelden|ausloggen|se déconnecter|cerrar sesión)", re.IGNORECASE
)  # fmt: skip
_OFFICE = re.compile(
    r"\b(?:admin|administration|back ?office|phpmyadmin|pgadmin|sidekiq|bull dashboard|flower|rabbitmq management|grafana"
    r"|kibana|jenkins|portainer|airflow|prisma studio|mongo express|redis commander|h2 console|hangfire)\b",
    re.IGNORECASE,
)
_TOKEN_NAME = re.compile(r"token|csrf|xsrf|nonce", re.IGNORECASE)
_SPOKEN = frozenset({"a", "button", "h1", "h2"})


@dataclass(frozen=True)
class PageKind:
    """`has_rows` says that it shows a table, `office` is a title that names a back office.

    `has_token` when a form or the head holds a token made for one visitor, such as those against forged requests.
    """

    asks_to_log_in: bool
    is_shell: bool
    offers_log_out: bool
    office: str
    has_rows: bool
    has_forms: bool
    has_token: bool
    text: str = field(repr=False, default="")

    @property
    def is_nobodys(self) -> bool:
        """Whether it is the same for every visitor: an app's empty shell, or a log-in page without a token."""
        return not self.has_token and (self.is_shell or self.asks_to_log_in)


def kind_of_page(html: str) -> PageKind:
    """What a page shows."""
    markup, found = parsed_markup(html), _Reader()
    for token in tokens(html):
        found.read(token)
    few = len(markup.words) < SHORT
    offers = bool(_LOG_IN.search(markup.title)) or any(_LOG_IN.search(words) for words in found.spoken)
    return PageKind(
        asks_to_log_in=found.has_password or (offers and (few or _LOG_IN.search(markup.title) is not None)),
        is_shell=found.scripts > 0 and len(markup.words) < FEW_WORDS,
        offers_log_out=not offers and any(_LOG_OUT.fullmatch(words) for words in found.spoken),
        office=markup.title[:80] if _OFFICE.search(markup.title) else "",
        has_rows=found.rows > 1,
        has_forms=found.forms > 0,
        has_token=found.has_token,
        text=" ".join(markup.words),
    )


class _Reader:
    """Counts, token by token, what tells a page's kind."""

    def __init__(self) -> None:
        self.scripts = self.forms = self.rows = 0
        self.has_password = self.has_token = False
        self.spoken: list[str] = []
        self._inside = 0

    def read(self, token: StartTag | EndTag | Text) -> None:
        """Take one token in."""
        if isinstance(token, StartTag):
            self._start(token)
        elif isinstance(token, EndTag):
            self._inside -= token.name in _SPOKEN and self._inside > 0
        elif self._inside:
            self.spoken.append(" ".join(token.text.split())[:80])

    def _start(self, tag: StartTag) -> None:
        self.scripts += tag.name == "script"
        self.forms += tag.name == "form"
        self.rows += tag.name == "tr"
        self._inside += tag.name in _SPOKEN
        if tag.name in {"input", "meta"}:
            self.has_token |= _TOKEN_NAME.search(tag.attributes.get("name", "")) is not None
        if tag.name == "input":
            kind = tag.attributes.get("type", "").lower()
            self.has_password |= kind == "password"
            if kind in {"submit", "button"}:
                self.spoken.append(tag.attributes.get("value", "")[:80])
