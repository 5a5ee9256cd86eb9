"""Tags that draw icons, signs and lengths; templates/components wraps each with its word."""

from collections.abc import Sequence
from enum import Enum
from typing import Protocol

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from portal.board.glyphs import GLYPHS, ITEM_STATES, OUTCOMES, RANK_BARS, RANK_TONES, RANKS, SETTLED, Settled, Sign
from portal.board.icons import ICONS
from portal.board.segments import Segment, Share, draw_segments, draw_shares

register = template.Library()


def plain(value: object) -> str:
    """The word behind an enumeration member, or the word itself."""
    return str(value.value if isinstance(value, Enum) else value)


@register.simple_tag
def icon(name: str, size: int = 16) -> SafeString:
    """A Lucide icon, hidden from screen readers: the word stands beside it."""
    return format_html(
        '<svg class="icon" width="{size}" height="{size}" viewBox="0 0 24 24" aria-hidden="true">{body}</svg>',
        size=size,
        body=mark_safe(ICONS[name]),  # noqa: S308 - our own constant drawings
    )


@register.simple_tag
def glyph(name: str, size: int = 16) -> SafeString:
    """One of the product's own signs, hidden from screen readers: the word stands beside it."""
    return format_html(
        '<svg class="glyph glyph--{name}" width="{size}" height="{size}" viewBox="0 0 16 16" aria-hidden="true">'
        "{body}</svg>",
        name=name,
        size=size,
        body=mark_safe(GLYPHS[name]),  # noqa: S308 - our own constant drawings
    )


@register.simple_tag
def rank_bars(rank: object, size: int = 16) -> SafeString:
    """Three rising bars, as many filled as the rank says."""
    filled = RANKS[plain(rank)]
    bars = "".join(
        f'<rect class="g-{"fill" if bar < filled else "rest"}" x="{x}" y="{y}" width="4" height="{height}" rx="1"/>'
        for bar, (x, y, height) in enumerate(RANK_BARS)
    )
    return format_html(
        '<svg class="glyph glyph--rank-{filled}" width="{size}" height="{size}" viewBox="0 0 16 16" '
        'aria-hidden="true">{body}</svg>',
        filled=filled,
        size=size,
        body=mark_safe(bars),  # noqa: S308 - numbers of our own
    )


@register.filter
def rank_tone(rank: object) -> str:
    """The tone of the text beside a rank."""
    return RANK_TONES[RANKS[plain(rank)]]


@register.simple_tag
def outcome_sign(outcome: object, outlined: object = False) -> Sign:
    """Sign of a check's outcome; a pass is outlined where proof is not the subject."""
    sign = OUTCOMES[plain(outcome)]
    return Sign("done", sign.tone, sign.word) if outlined and sign.glyph == "pass" else sign


@register.simple_tag
def item_sign(state: object) -> Sign:
    """Sign of an item's or a risk's state on the board."""
    return ITEM_STATES[plain(state)]


@register.filter
def settled(way: object) -> Settled:
    """Icon and words for who settles an item."""
    return SETTLED[plain(way)]


class Part(Protocol):
    """One gatherer's part of a run, as audits.queries.run_progress tells it."""

    title: str
    checks_done: int
    checks_total: int

    @property
    def is_running(self) -> bool:
        """Whether it is at work now."""


@register.simple_tag
def run_segments(parts: Sequence[Part]) -> tuple[Segment, ...]:
    """The parts of an audit run for components/_progress_segments.html."""
    running = {part.title for part in parts if part.is_running}
    return draw_segments([(part.title, part.checks_done, part.checks_total) for part in parts], running)


@register.simple_tag
def shares_of(counts: Sequence[tuple[str, int]]) -> tuple[Share, ...]:
    """Pairs of tone and count for components/_shares.html."""
    return draw_shares(counts)


@register.filter
def verbatim(text: str) -> SafeString:
    """Text whose `backticks` stand around something verbatim, as the fixes of checks are written."""
    parts = str(text).split("`")
    return format_html_join(
        "", "{}", ((format_html("<code>{}</code>", part) if n % 2 else part,) for n, part in enumerate(parts))
    )


@register.filter
def percent(share: float) -> str:
    """A length for an SVG attribute, from a number out of 100."""
    return f"{share:.2f}%"


@register.filter
def initials(name: str) -> str:
    """First and last initial of a name, for an avatar."""
    words = str(name).split("@", maxsplit=1)[0].replace(".", " ").split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
