"""Whether two hosts serve the same site, told from the pages they answered with."""

from audits.core.observed.http import Hop, PageBody
from audits.core.parsing.markup import parsed_markup

ALIKE = 0.8
"""Share of common word triples from which two pages with one title count as the same (nonces and dates differ)."""

HALF = 0.5
"""Share that is enough under one title: lists and news change between two visits."""

TELLING = 200
"""Bytes below which an answer that is no page (a health check, an empty list) is like any other."""


def same_site(one: Hop, one_body: PageBody, other: Hop, other_body: PageBody) -> bool:
    """True when the bodies are equal and telling, or two pages bear one title and nearly the same words."""
    if one_body.size == 0 or one.is_html != other.is_html:
        return False
    if one_body.sha256 == other_body.sha256:
        return one.is_html or one_body.size >= TELLING
    if not one.is_html:
        return False
    first, second = parsed_markup(one_body.text), parsed_markup(other_body.text)
    return bool(first.title) and first.title == second.title and _likeness(first.words, second.words) >= ALIKE


def same_page(one: PageBody, other: PageBody) -> bool:
    """True when two pages of one site are the same page: what is drawn anew (numbers, dates, tokens) aside."""
    if one.sha256 == other.sha256:
        return True
    first, second = parsed_markup(one.text), parsed_markup(other.text)
    alike = _likeness(_steady(first.words), _steady(second.words))
    return alike >= ALIKE if first.title != second.title else alike >= HALF


def _steady(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words with every one that holds a digit made alike."""
    return tuple("0" if any(letter.isdigit() for letter in word) else word for word in words)


def _likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    first, second = _triples(one), _triples(other)
    if not first and not second:
        return 1.0  # two pages without words (an app that draws itself): their title decides
    return len(first & second) / len(first | second)


def _triples(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    if len(words) < 3:
        return {words} if words else set()
    return {words[start : start + 3] for start in range(len(words) - 2)}
