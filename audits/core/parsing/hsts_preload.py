"""Strict-Transport-Security as the preload list's own service reads it, which is not how browsers do (hstspreload.org)."""

from dataclasses import dataclass

LEAST = 31_536_000
"""Seconds: what the list asks of max-age."""


@dataclass(frozen=True)
class PreloadForm:
    """What the service sees in one field: `max_age` None for a number it cannot read, quoted ones among them."""

    max_age: int | None
    covers_subdomains: bool
    asks: bool


def preload_form(value: str) -> PreloadForm:
    """The field split at every semicolon; directives count when nothing stands beside them, the first max-age counts."""
    directives = [directive.strip().lower() for directive in value.split(";")]
    ages = [directive.removeprefix("max-age=") for directive in directives if directive.startswith("max-age=")]
    return PreloadForm(
        max_age=_number(ages[0]) if ages else None,
        covers_subdomains="includesubdomains" in directives,
        asks="preload" in directives,
    )


def _number(text: str) -> int | None:
    is_read = text.isascii() and text.isdecimal() and len(text) <= 19
    return int(text) if is_read else None
