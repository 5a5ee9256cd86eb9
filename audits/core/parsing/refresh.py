"""Where a page's refresh pragma sends visitors (HTML standard, section 4.2.5.3, shared declarative refresh steps)."""

import re
from dataclasses import dataclass

_SPACE = " \t\n\f\r"
_TIME = re.compile(r"[ \t\n\f\r]*([0-9]{0,9})[0-9.]*")
_URL = re.compile(r"[Uu][Rr][Ll][ \t\n\f\r]*=[ \t\n\f\r]*")


@dataclass(frozen=True)
class Refresh:
    """After `seconds` the browser goes to `address`, as written; empty for the page itself."""

    seconds: int
    address: str


def parsed_refresh(content: str) -> Refresh | None:
    """The refresh a pragma or a Refresh field asks for; None where browsers ignore it."""
    time = _TIME.match(content)
    if time is None or (not time[1] and "." not in time[0]):
        return None
    seconds, rest = int(time[1] or 0), content[time.end() :]
    if rest and rest[0] not in f";,{_SPACE}":
        return None
    rest = rest.lstrip(_SPACE)
    rest = (rest[1:] if rest[:1] in {";", ","} else rest).lstrip(_SPACE)
    named = _URL.match(rest)
    address = rest[named.end() :] if named else rest
    if address[:1] in {'"', "'"}:
        address = address[1:].partition(address[0])[0]
    return Refresh(seconds, address.strip(_SPACE))
