"""How the handover is written, read through and published."""

import hashlib
import io
import re

from playwright.sync_api import expect
from pypdf import PdfReader

from handover.contents.needs import NEEDS
from tests.journeys.story import press

WRITTEN_WITHIN = 60_000
ANSWERS = {
    "first-contact": "Ada Lunde, +49 431 555 0110",
    "second-contact": "Jon Brekke, +49 431 555 0111",
    "support-channel": "The channel #berths in the company chat",
    "hosting": "Quay Cloud, app berth-planner, https://console.quaycloud.example",
    "status-command": "quay ps berth-planner\nTwo lines, both running.",
    "logs-command": "quay logs berth-planner --last 200\nThe newest line is less than a minute old.",
    "restart-command": "quay restart berth-planner\nRestarted, within 20 seconds.",
    "deploy-command": "quay deploy berth-planner main\nReleased, with a number.",
    "rollback-command": "quay rollback berth-planner\nThe number before the last one.",
    "maintenance-on": "quay maintenance on berth-planner\nMaintenance is on.",
    "maintenance-off": "quay maintenance off berth-planner\nMaintenance is off.",
    "backup-place": "Quay Cloud, every night, kept for 14 days",
    "restore-command": "quay pg:restore berth-planner latest\nRestored, with the time of the backup.",
    "registrar": "Pierpoint Names, log-in of Ada Lunde",
    "domain-renewal": "1 March 2027, automatic, paid by the office",
    "dns-login": "Anchor DNS, log-in of Jon Brekke",
    "certificate-renewal": "By the edge, by itself; seen in its console",
    "mail-provider": "Tidepost, log-in of Ada Lunde",
    "secret-command": "quay secret set berth-planner NAME\nThe name, and set.",
    "vendors": "The model provider, owned by Ada Lunde",
}
"""All but when a restore was last tried, which nobody knows."""


def supply_answers(page, base):
    """Answer by answer; the page counts what is missing."""
    page.goto(f"{base}handover/")
    assert page.inner_text("h1").startswith(f"{len(NEEDS)} of {len(NEEDS)} answers are missing.")
    for key, value in ANSWERS.items():
        page.goto(f"{base}handover/answers/{key}/")
        page.fill("[name=value]", value)
        press(page, "Keep it")
    assert page.inner_text("h1").startswith(f"1 of {len(NEEDS)} answers are missing.")


def refuse_secret(page, base, value):
    """A value is refused in one sentence and comes back on no page."""
    page.goto(f"{base}handover/secrets/add/")
    page.fill("[name=name]", "DATABASE_URL")
    page.fill("[name=stored_in]", value)
    press(page, "Keep it")
    expect(page.locator(".form-errors")).to_contain_text("This looks like the value of a secret")
    assert value not in page.content()
    assert page.input_value("[name=stored_in]") == ""


def add_secret(page, entry):
    """On the form that is open, with words in place of the value."""
    for name, value in entry.items():
        page.fill(f"[name={name}]", value)
    press(page, "Keep it")
    expect(page.locator(".messages")).to_contain_text(f"{entry['name']} is in the inventory.")
    expect(page.locator("#secrets")).to_contain_text(entry["stored_in"])


def write(page, base, kind):
    """Have a paper written and watch until it is ready, on a page nobody loads anew."""
    page.goto(f"{base}handover/")
    with page.expect_navigation():
        page.locator(f"form.paper-act:has(input[value={kind}]) button[type=submit]").click()
    page.evaluate("window.wasNotReloaded = true")
    expect(page.locator("h1")).to_have_text(re.compile("version 1, is ready$"), timeout=WRITTEN_WITHIN)
    assert page.evaluate("window.wasNotReloaded")


def facts(page):
    """What the version's page says of its file: `Pages`, `Written in`, `SHA-256` and more."""
    pairs = page.locator("dl.facts > div").all()
    return {one.locator("dt").inner_text(): one.locator("dd").inner_text().strip() for one in pairs}


def preview(page, story):
    """The PDF as the button opens it, before anybody else may see it."""
    link = page.get_by_role("link", name="Open the PDF").get_attribute("href")
    answer = page.context.request.get(f"{story.home}{link}")
    story.note(answer.url, "consultant")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("inline")
    return answer.body()


def publish(page, client):
    """Give it to the client for good."""
    press(page, f"Publish to {client}")
    expect(page.locator(".messages")).to_contain_text(f"{client} sees version 1 now. It stays as it is.")
    expect(page.locator("h1")).to_have_text(re.compile("version 1, is published$"))


class Pdf:
    """A PDF as somebody reads it: its text without the breaks of typesetting, its pages, the files inside it."""

    def __init__(self, content):
        assert content.startswith(b"%PDF-")
        self.content = content
        self.sha256 = hashlib.sha256(content).hexdigest()
        reader = PdfReader(io.BytesIO(content))
        self.pages = len(reader.pages)
        self.text = "".join("".join(page.extract_text() for page in reader.pages).split())
        self.enclosed = {name: b"".join(files).decode() for name, files in reader.attachments.items()}

    def holds(self, words):
        return "".join(words.split()) in self.text


def check_words(pdf, words):
    """These words are on paper, and every answer that was supplied, line by line."""
    for text in (*words, *ANSWERS.values()):
        for line in text.splitlines():
            assert pdf.holds(line), line


def check_records(pdf, records):
    """Each record is printed, and travels in the files inside the PDF; name servers come from the next provider."""
    assert len(records) > 10
    for name, kind, value in records:
        assert pdf.holds(name), name
        assert pdf.holds(value), f"{name} {kind} {value}"
        assert value in pdf.enclosed["domains.json"]
        assert kind == "NS" or re.search(
            rf"^{re.escape(name)}\. IN {kind} .*{re.escape(value)}", pdf.enclosed["zone.txt"], re.MULTILINE
        )
