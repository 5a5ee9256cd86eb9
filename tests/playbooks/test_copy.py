"""The playbooks' words fit their places and speak as the product does."""

import re
from dataclasses import fields, is_dataclass

import pytest

from portal.playbooks import FREE_TOOLS, PLAYBOOKS

PLAYBOOK = pytest.mark.parametrize("playbook", PLAYBOOKS.values(), ids=PLAYBOOKS.keys())

FORBIDDEN = re.compile(
    r"!|\b(please|oops|successfully|simply|seamless\w*|leverage|robust|customers?|organi[sz]ations?|workspaces?"
    r"|employees?|staff|tickets?|projects?|phases?|scans?|audit logs?|ensure)\b",
    re.IGNORECASE,
)
JARGON = re.compile(
    r"\b(DNS|TLS|SPF|DKIM|DMARC|p95|CDN|CI|WAF|HSTS|edge|origin|endpoints?|cach\w+|query|queries|quer\w+|rollback"
    r"|deploy\w*|hosts?|records? set|webhooks?|backlog|rate-limited)\b",
    re.IGNORECASE,
)


def texts(thing, name=""):
    """Every string below a thing, with the name of the field that holds it."""
    if isinstance(thing, str):
        yield name, thing
    elif isinstance(thing, tuple):
        for part in thing:
            yield from texts(part, name)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from texts(getattr(thing, field.name), field.name)


def copy_of(thing):
    names = {"line", "id", "items", "proven_by", "documents", "document", "accesses", "needed_for", "keywords"}
    return [(name, text) for name, text in texts(thing) if name not in names]


@PLAYBOOK
def test_titles_fit_their_places(playbook):
    assert [stage.title for stage in playbook.stages if len(stage.title) > 18] == []
    for thing in (*playbook.items, *playbook.minimum_bar, *playbook.bottlenecks, *playbook.outcomes):
        assert len(thing.title) <= 46, thing.title
    for stage in playbook.stages:
        assert len(stage.failure_signal.title) <= 34, stage.failure_signal.title
        assert len(stage.deliverable.title) <= 28, stage.deliverable.title
        assert len(stage.for_client) <= 36, stage.for_client
    for thing in (*playbook.items, *playbook.minimum_bar):
        assert len(thing.client_title) <= 52, thing.client_title


@PLAYBOOK
def test_sentences_are_short(playbook):
    assert [text for name, text in copy_of(playbook) if len(text) > 240] == []


@PLAYBOOK
def test_guidance_is_one_or_two_sentences(playbook):
    for item in playbook.items:
        for text in (item.why, item.what_to_do, item.reason):
            assert len(re.findall(r"[.?](?= |$)", text)) <= 3, text
            assert text == "" or text.endswith("."), text


@PLAYBOOK
def test_avoids_words_the_product_does_not_use(playbook):
    assert [text for name, text in copy_of(playbook) if FORBIDDEN.search(text)] == []
    assert [text for name, text in copy_of(FREE_TOOLS) if FORBIDDEN.search(text)] == []


@PLAYBOOK
def test_titles_state_what_is_true(playbook):
    for item in playbook.items:
        assert not item.title.startswith(("Ensure", "Check", "Verify")), item.title


@PLAYBOOK
def test_client_reads_no_jargon(playbook):
    shown = [item.client_title for item in playbook.items] + [stage.for_client for stage in playbook.stages]
    assert [title for title in shown if JARGON.search(title)] == []


@PLAYBOOK
def test_no_title_stands_twice(playbook):
    titles = [item.title for item in playbook.items]
    assert len(set(titles)) == len(titles)
