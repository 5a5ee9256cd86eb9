"""SPF macro strings and domain specifications (RFC 7208 section 7.1)."""

import re

TOKEN = re.compile(
    r"%\{(?P<letter>[slodiphcrtvSLODIPHCRTV])(?P<digits>[0-9]*)(?P<reverse>[rR]?)(?P<delimiters>[.\-+,/_=]*)\}"
    r"|%[%_\-]|(?P<literal>[\x21-\x24\x26-\x7e]+)"
)
"""One piece of a macro string: a macro, an escape, or what stands between."""
_LABEL_CHARACTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-")
ONLY_IN_EXPLANATIONS = frozenset("crt")


def has_macro(text: str) -> bool:
    """True where the text depends on the message, so that nobody can look it up beforehand."""
    return "%" in text


def macro_fault(text: str, *, explanation: bool = False) -> str | None:
    """Why the text is no macro string, or None where it is one."""
    position = 0
    while position < len(text):
        token = TOKEN.match(text, position)
        if token is None:
            return "a % that starts no macro" if text[position] == "%" else "a character that SPF does not allow"
        if token["digits"] and int(token["digits"][:9]) == 0:
            return "a macro that keeps zero labels"
        if not explanation and token["letter"] and token["letter"].lower() in ONLY_IN_EXPLANATIONS:
            return f"the macro letter {token['letter']}, which only explanations may use"
        position = token.end()
    return None


def domain_fault(text: str) -> str | None:
    """Why the text is no domain-spec, or None where it is one; it ends in a top label or in a macro."""
    if not text:
        return "no domain name"
    fault = macro_fault(text)
    if fault:
        return fault
    tokens = list(TOKEN.finditer(text))
    literal = tokens[-1]["literal"]
    if literal is None:
        return None
    before, dot, top = literal.removesuffix(".").rpartition(".")
    if not dot or (len(tokens) == 1 and not before):
        return "a domain name without a dot"
    return None if _is_top_label(top) else f"a domain name that ends in {top or 'an empty label'}"


def _is_top_label(label: str) -> bool:
    """True for letters, digits and inner hyphens that are not digits alone."""
    if not label or label[0] == "-" or label[-1] == "-" or label.isdigit():
        return False
    return all(character in _LABEL_CHARACTERS for character in label)
