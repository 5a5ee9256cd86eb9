"""How items are settled: by audits alone, by a person with evidence, under a waiver, or after the client answered."""

import re

from playwright.sync_api import expect

from portal.playbooks import BY_CHECKS, PLAYBOOKS
from tests.journeys.story import press

PLAYBOOK = PLAYBOOKS["ops"]


def open_item(page, base, line):
    """From the board to an item's page."""
    stage = PLAYBOOK.stage_of(line)
    page.goto(f"{base}?stage={stage.number}")
    page.locator(f"#stage-{stage.number} .item-title a", has_text=PLAYBOOK.item(line).title).click()
    page.wait_for_selector("#item-title")
    return page.url


def check_settled_by_audits(page, base):
    """Every item that checks alone settle is done; a failure signal they saw is gone, or a person's to judge.

    What a received message proves waits for one.
    """
    waiting = {item.line for item in PLAYBOOK.items if "received-message" in item.proven_by}
    lines = [item.line for item in PLAYBOOK.items if item.settled is BY_CHECKS and item.line not in waiting]
    assert lines
    assert waiting
    for line in lines:
        stage = PLAYBOOK.stage_of(line)
        page.goto(f"{base}?stage={stage.number}")
        row = page.locator(f"#stage-{stage.number} .item", has_text=PLAYBOOK.item(line).title)
        expect(row.locator(".sign").first).to_have_text("Done")
    expect(page.locator("#stage-2 .stage-signal")).to_contain_text("Not seen")
    expect(page.locator("#stage-3 .stage-signal")).to_contain_text("Not looked yet")
    return lines


def leave_evidence(page, text, link):
    """Without evidence the item stays; with it a person settles it."""
    press(page, "Settle")
    expect(page.locator(".messages")).to_contain_text("No audit has proven this yet.")
    page.fill("#evidence [name=text]", text)
    page.fill("#evidence [name=link]", link)
    press(page, "Leave evidence")
    expect(page.locator("#evidence")).to_contain_text(text)
    press(page, "Settle")
    expect(page.locator(".item-head .sign").first).to_have_text("Done")


def leave_evidence_in_place_of_a_check(page, missing, text, link):
    """What no check could look at is told with what it needs; a person settles it with evidence."""
    expect(page.locator("main")).to_contain_text(missing)
    page.fill("#evidence [name=text]", text)
    page.fill("#evidence [name=link]", link)
    press(page, "Leave evidence")
    press(page, "Settle")
    expect(page.locator(".item-head .sign").first).to_have_text("Done")


def waive(page, reason, owner, until):
    """Record an exception; the item's page and the board show it."""
    for name, value in {"reason": reason, "owner": owner, "until": f"{until}"}.items():
        page.fill(f"#waiver [name={name}]", value)
    press(page, "Waive until then")
    expect(page.locator("#waiver-head")).to_have_text(re.compile(rf"Waived to {until:%-d %b %Y}"))


def ask(page, client, question):
    """Put a question to the client."""
    page.fill("#ask [name=question]", question)
    press(page, f"Ask {client}")
    expect(page.locator(".item-head")).to_contain_text(question)
