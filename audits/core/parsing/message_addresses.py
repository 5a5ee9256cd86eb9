"""The addresses of a header field (RFC 5322 section 3.4), read by the standard library within bounds."""

import re
import unicodedata
from email.policy import default

from audits.core.observed.message import Mailbox

LONGEST_FIELD = 2_000
MOST_COMMENTS = 40
MOST_MAILBOXES = 50
SHOWN = 300
_PERSON = re.compile(
    r"((?<![^\s;])[a-z]{1,20}\.[a-z-]{1,30}=)?(\"[^\"\n]{0,2000}\"|[^\s<>\"'(),;:@\[\]]{0,2000})@", re.IGNORECASE
)
_SHARP = re.compile(r"[^\s@<>\"'()\[\],;:]{1,64}@([^\s@<>\"'()\[\],;:]{1,253})")


def mailboxes(value: str) -> tuple[Mailbox, ...]:
    """Every address of the field, groups opened; empty where it holds none or cannot be read."""
    if len(value) > LONGEST_FIELD or value.count("(") > MOST_COMMENTS:
        return ()
    try:
        parsed = default.header_factory("From", value).addresses
    except Exception:  # noqa: BLE001 - the parser breaks in many ways on hostile fields, and each means: not readable
        return ()
    found = (
        Mailbox(shown(one.display_name), shown(f"{one.username}@{one.domain}"), a_label(one.domain))
        for one in parsed[:MOST_MAILBOXES]
        if one.domain
    )
    return tuple(found)


def a_label(domain: str) -> str:
    """The domain in lower case as A-labels; empty for what is no name of several labels."""
    name = domain.strip().rstrip(".").lower()
    if not 0 < len(name) <= 253 or "." not in name:
        return ""
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii").lower()
        except (UnicodeError, ValueError):
            return ""
    labels = name.split(".")
    whole = all(0 < len(label) <= 63 and re.fullmatch(r"[a-z0-9_-]+", label) for label in labels)
    return name if whole and not labels[-1].isdigit() else ""


def domains_named(text: str) -> tuple[str, ...]:
    """The domains of addresses that stand in running text, such as a display name."""
    found = (a_label(match[1]) for match in _SHARP.finditer(text[:LONGEST_FIELD]))
    return tuple(dict.fromkeys(name for name in found if name))


def without_people(text: str) -> str:
    """The text with the part before the @ of every address taken out, which names a person, or a bounce for one."""
    return _PERSON.sub(lambda match: f"{match[1] or ''}{'…' if match[2] else ''}@", text[:LONGEST_FIELD])


def shown(text: str) -> str:
    """The text as it can be shown: what is invisible or turns the reading direction stands as its code point."""
    kept = "".join(
        f"<U+{ord(letter):04X}>"
        if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
        else letter
        for letter in text[:SHOWN]
    )
    return kept[:SHOWN] + ("…" if len(text) > SHOWN or len(kept) > SHOWN else "")
