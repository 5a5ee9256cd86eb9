"""What the client's approver does: sees where things stand, answers, reads, keeps, approves."""

import re

from playwright.sync_api import expect

from tests.journeys.story import press


def open_engagement(page, home, app):
    """The only app there is stands on the first page."""
    page.goto(f"{home}/")
    page.wait_for_selector("#progress")
    assert page.locator(".client-app").inner_text() == app
    return page.url


def answer(page, place, question, words):
    """The question stands under what needs them; the answer goes back."""
    page.goto(place)
    page.locator(".need", has_text=question).get_by_role("link", name="Open and answer").click()
    expect(page.locator(".question-text")).to_have_text(question)
    page.fill("[name=text]", words)
    press(page, "Send the answer")
    expect(page.locator(".messages")).to_contain_text("Northmark has your words.")
    expect(page.locator(".said-list")).to_contain_text(words)


def download(page, place):
    """The newest handover as a file, and the checksum the page tells."""
    page.goto(f"{place}documents/")
    paper = page.locator(".client-paper", has=page.get_by_role("heading", name="Recovery guide"))
    paper.locator("summary", has_text="Check your copy").click()
    told = paper.locator(".client-holds .verbatim").inner_text()
    with page.expect_download() as arriving:
        paper.get_by_role("link", name="Download").click()
    return arriving.value.path().read_bytes(), told


def approve(page, place):
    """Sign off the version that waits."""
    page.goto(f"{place}documents/")
    page.get_by_role("link", name="Approve or ask for changes").first.click()
    press(page, "Approve version 1")
    expect(page.locator(".messages")).to_contain_text("Northmark sees your answer.")
    expect(page.locator(".paper-state").first).to_have_text(re.compile("^Approved by "))
