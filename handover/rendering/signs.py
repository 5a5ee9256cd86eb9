"""The product's signs in ink: drawn by the tags that draw them on screen, with colours instead of classes."""

from functools import cache

from django.template import Context, Template

INK = {
    "pass": ("#1f6741", "#ffffff"),
    "done": ("#1f6741", "#1f6741"),
    "warn": ("#c17a1d", "#231500"),
    "fail": ("#c53732", "#ffffff"),
    "could-not-check": ("#5e646a", "#5e646a"),
    "not-applicable": ("#83807a", "#5e646a"),
    "not-started": ("#83807a", "#83807a"),
    "doing": ("#83807a", "#155b79"),
    "with-client": ("#42484f", "#ffffff"),
    "waived": ("#5e646a", "#5e646a"),
}
"""Colour of each sign and of the mark on it; what the client must do is ink here, violet is for screens alone."""

RANK_INK = {"blocker": "#c53732", "incident": "#c17a1d", "cleanup": "#5e646a"}
ICONS = {"promise": "lock", "if-not": "arrow-right"}
ICON_INK = {"promise": "#191f25", "if-not": "#a12b27"}
THIN = {"with-client": "1.25"}


@cache
def drawings() -> dict[str, str]:
    """Each sign as an SVG file of its own, by the name its address has."""
    signs = {name: _inked(_drawn("glyph", name), *ink, THIN.get(name, "1.7"), name) for name, ink in INK.items()}
    ranks = {f"rank-{rank}": _inked(_drawn("rank_bars", rank), ink, ink, "1.7") for rank, ink in RANK_INK.items()}
    return {**signs, **ranks, **{name: _icon(name) for name in ICONS}}


def _drawn(tag: str, name: str) -> str:
    return Template("{% load signs %}{% " + tag + " name %}").render(Context({"name": name}))


def _inked(svg: str, ink: str, mark: str, width: str, name: str = "") -> str:
    """Colours in place of the classes the screen's style sheet paints."""
    dashes = ' stroke-dasharray="2.42 1.3"' if name == "could-not-check" else ""
    edge = f' stroke="{ink}" stroke-width="2.4" stroke-linejoin="round"' if name == "warn" else ""
    line = 'fill="none" stroke-linecap="round" stroke-linejoin="round"'
    for known, painted in (
        ("g-fill", f'fill="{ink}"{edge}'),
        ("g-ring", f'fill="none" stroke="{ink}" stroke-width="1.6"{dashes}'),
        ("g-mark", f'{line} stroke="{mark}" stroke-width="{width}"'),
        ("g-dot", f'fill="{mark}"'),
        ("g-rest", 'fill="none" stroke="#83807a" stroke-width="1"'),
    ):
        svg = svg.replace(f'class="{known}"', painted)
    return _standing(svg)


def _icon(name: str) -> str:
    line = f'fill="none" stroke="{ICON_INK[name]}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
    return _standing(_drawn("icon", ICONS[name]).replace("<svg ", f"<svg {line} ", 1))


def _standing(svg: str) -> str:
    return svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
