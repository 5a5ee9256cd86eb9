"""SPF macro strings filled in for one message (RFC 7208 sections 7.2 and 7.3)."""

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from audits.core.parsing.spf_macro import TOKEN

LONGEST_NAME = 253
MOST_LABELS = 127
"""No name has more labels, so no macro keeps more."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Message:
    """What macros are filled from: the client's address, MAIL FROM, HELO, and who asks and when.

    `named` gives the validated name of the client for a domain ("p", which costs look-ups), or "unknown".
    """

    address: Address
    sender: str
    helo: str
    receiver: str = "unknown"
    now: int = 0
    named: Callable[[str], str] = lambda _domain: "unknown"


def expanded(text: str, message: Message, domain: str) -> str:
    """The macro string with every macro filled in; the text must be one `macro_fault` finds no fault with."""
    return "".join(_filled(token, message, domain) for token in TOKEN.finditer(text))


def expanded_name(text: str, message: Message, domain: str) -> str:
    """The domain name a domain-spec means, labels cut off at the left until it fits (RFC 7208 section 7.3)."""
    name = expanded(text, message, domain).removesuffix(".")
    while len(name) > LONGEST_NAME and "." in name:
        name = name.partition(".")[2]
    return name


def _filled(token: re.Match[str], message: Message, domain: str) -> str:
    if token["literal"] is not None:
        return token["literal"]
    letter = token["letter"]
    if letter is None:
        return {"%%": "%", "%_": " ", "%-": "%20"}[token[0]]
    value = _value(letter.lower(), message, domain)
    parts = re.split(f"[{re.escape(token['delimiters'] or '.')}]", value)
    if token["reverse"]:
        parts.reverse()
    digits = token["digits"]
    kept = min(int(digits[:4]), MOST_LABELS) if digits else MOST_LABELS
    told = ".".join(parts[-kept:])
    return quote(told, safe="-._~") if letter.isupper() else told


def _value(letter: str, message: Message, domain: str) -> str:
    local, _, host = message.sender.rpartition("@")
    if letter == "p":
        return message.named(domain)
    return {
        "s": message.sender,
        "l": local,
        "o": host,
        "d": domain,
        "i": dotted(message.address),
        "v": "in-addr" if message.address.version == 4 else "ip6",
        "h": message.helo,
        "c": str(message.address),
        "r": message.receiver,
        "t": str(message.now),
    }[letter]


def dotted(address: Address) -> str:
    """The address as macros spell it: four numbers, or thirty-two nibbles, in capitals as the test suite has them."""
    return str(address) if address.version == 4 else ".".join(address.exploded.replace(":", "").upper())
