"""What a log-in answered to wrong log-ins of a made-up account, one after another."""

from dataclasses import dataclass

from audits.core.artifacts import Source
from audits.core.observed.http import Hop

MOST_TRIES = 20
"""Wrong log-ins that are sent to one address at most."""
MOST_SECONDS = 30.0
"""No further one is sent after so long."""


@dataclass(frozen=True)
class LogInTry:
    """The answer to one wrong log-in: `hop` is its first answer, None where there was none, and `missing` says why.

    `shows_form` tells whether the page a browser then stands at asks for a password again, `asks_captcha` whether it
    wants to see a human, and `text` is the start of its visible words, or of an answer that is no page. `seconds` runs from the log-in to the last byte of its first answer.
    """

    hop: Hop | None
    seconds: float
    shows_form: bool = False
    asks_captcha: bool = False
    text: str = ""
    missing: str = ""


@dataclass(frozen=True)
class LogInTries:
    """Every try at one endpoint; `ended` says why there are fewer than `MOST_TRIES`, `began_at_form` where one was read."""

    url: str
    sent_to: str
    account: str
    tries: tuple[LogInTry, ...]
    seconds: float
    began_at_form: bool = True
    ended: str = ""


LOG_INS: Source[LogInTries] = Source("log-ins", LogInTries, is_active=True)
