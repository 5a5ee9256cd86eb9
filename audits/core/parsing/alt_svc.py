"""Alt-Svc: where else, and with which protocol, an answer's site can be reached (RFC 7838 section 3)."""

import re

from audits.core.parsing.field_list import split_list

_HTTP3 = re.compile(r'h3(?:-[0-9]{2})?="[^"]*"', re.IGNORECASE)


def offers_http3(values: tuple[str, ...]) -> bool:
    """Whether the fields name HTTP/3, of any draft; `clear` alone takes every offer back."""
    items = split_list(values)
    return "clear" not in items and any(_HTTP3.match(item) for item in items)
