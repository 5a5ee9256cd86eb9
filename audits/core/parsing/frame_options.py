"""X-Frame-Options as browsers obey it (HTML standard, section 7.6)."""

from audits.core.parsing.field_list import split_list

KNOWN = frozenset({"deny", "sameorigin", "allowall"})


def forbids_framing(values: tuple[str, ...]) -> bool | None:
    """True when browsers keep other sites from framing, False when they ignore what was sent, None without a field.

    Several different values, one of them known, count as DENY; ALLOW-FROM and misspellings count for nothing.
    """
    options = {item.lower() for item in split_list(values)}
    if not options:
        return None
    if len(options) > 1:
        return bool(options & KNOWN)
    return options <= {"deny", "sameorigin"}
