"""A client follows the sprint: logs in by code, says something, and sees an answer arrive without a reload."""

import pytest

from tests.journeys.browser import PHONE, Troubles

pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]

POLLED_WITHIN = 15_000
"""Milliseconds; the page asks every three seconds."""


def test_words_reach_the_other_side_while_both_look(installation, open_page, log_in, log_in_by_code):
    troubles = Troubles()
    approver, viewer = installation.account("Approver", "Tideline"), installation.account("Viewer", "Tideline")
    watching, writing = open_page(troubles=troubles), open_page(viewport=PHONE, troubles=troubles)
    log_in(watching, viewer.email, viewer.password)
    assert "The first hour" in watching.inner_text(".lead") or "behind us" in watching.inner_text(".lead")
    watching.evaluate("window.wasNotReloaded = true")
    step = watching.locator(".steps-list a").first
    step.focus()

    log_in_by_code(writing, approver.email)
    writing.locator(".steps-stage[open] .step-link").last.click()
    writing.fill("textarea[name=text]", "The month report feels right.")
    writing.click("main button[type=submit]")
    assert "Northmark has your words." in writing.inner_text(".messages")

    watching.wait_for_selector("text=The month report feels right.", timeout=POLLED_WITHIN)
    assert watching.evaluate("window.wasNotReloaded")
    assert step.evaluate("link => link === document.activeElement")
    assert troubles == []


def test_an_unchanged_page_is_polled_without_a_body(installation, open_page, log_in):
    viewer = installation.account("Viewer", "Tideline")
    page = open_page()
    answers = []
    page.on("response", lambda response: answers.append((response.status, "seen=" in response.url)))
    log_in(page, viewer.email, viewer.password)
    page.wait_for_timeout(10_000)
    polls = [status for status, is_poll in answers if is_poll]
    assert len(polls) >= 2
    assert polls.count(204) >= len(polls) - 1  # a minute may have passed once
