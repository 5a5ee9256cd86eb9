"""DKIM selectors worth a question where nobody named one: selectors cannot be listed, only tried."""

from audits.core.parsing.mail_senders import Sender

ORDINARY = ("default", "google", "selector1", "s1", "k1", "dkim", "mail", "resend", "smtp", "pm", "selector2", "s2")

MOST_GUESSES = 12
MOST_OF_A_SENDER = 3
MOST_WHERE_NONE_EXISTS = 3
"""Tried even where DNS says that nothing lies below `_domainkey`, since a few servers say so wrongly."""


def guesses(senders: tuple[Sender, ...], *, barren: bool) -> tuple[str, ...]:
    """The selectors to try, most likely first: those of the domain's own services, then the ordinary ones."""
    likely = [name for sender in senders for name in sender.selectors[:MOST_OF_A_SENDER]]
    most = MOST_WHERE_NONE_EXISTS if barren else MOST_GUESSES
    return tuple(dict.fromkeys((*likely, *ORDINARY)))[:most]
