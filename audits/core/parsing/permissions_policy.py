"""Permissions-Policy: which features a page may use and hand to frames, and for which sites (W3C, section 5.2)."""

from dataclasses import dataclass

from audits.core.parsing.structured_fields import InnerList, Item, Member, Token, parsed_dictionary

POWERFUL = frozenset(
    {
        "bluetooth", "camera", "clipboard-read", "display-capture", "geolocation", "hid", "local-fonts", "microphone",
        "midi", "payment", "serial", "usb",
    }
)  # fmt: skip
"""Features that reach a person's surroundings or money; browsers give each to the page's own site alone by default."""
_ADDRESS_STARTS = ("http:", "https:", "wss:")


@dataclass(frozen=True)
class Permission:
    """One feature: open to every site, or to those named; `unquoted` are addresses that count for nothing."""

    feature: str
    is_for_all: bool
    sites: tuple[str, ...]
    unquoted: tuple[str, ...]


def parsed_permissions(values: tuple[str, ...]) -> tuple[Permission, ...]:
    """Every feature of the fields; raises UnreadableError where browsers ignore them all."""
    return tuple(_permission(feature, member) for feature, member in parsed_dictionary(values).items())


def _permission(feature: str, member: Member) -> Permission:
    items = member.items if isinstance(member, InnerList) else (member,)
    words = tuple(item.value.word for item in items if isinstance(item.value, Token))
    return Permission(
        feature,
        is_for_all="*" in words,
        sites=tuple(site for item in items if (site := _site(item))),
        unquoted=tuple(word for word in words if word.lower().startswith(_ADDRESS_STARTS)),
    )


def _site(item: Item) -> str:
    """The site an item stands for: an address in quotes, or the page's own; empty for what browsers pass over."""
    if isinstance(item.value, str):
        return item.value
    return "self" if item.value == Token("self") else ""
