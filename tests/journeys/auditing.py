"""How audits are run and watched, and what a consultant makes of the risks they find."""

import csv
import io
import re
import subprocess
import sys
from itertools import groupby

from playwright.sync_api import expect

from audits.checks import CHECKS
from portal.demo import places
from portal.demo.defects import DEFECTS
from portal.playbooks import PLAYBOOKS
from tests.journeys.installation import ROOT
from tests.journeys.story import press

TITLES = {check.id: check.title for check in CHECKS}
ACTIVE = {check.id for check in CHECKS if check.is_active}
PASSIVE = [defect for defect in DEFECTS if defect.check in PLAYBOOKS["ops"].check_ids and defect.check not in ACTIVE]
"""The defects that this playbook's audits find without proof of control."""
DONE_WITHIN = 60_000
"""Milliseconds for one run; it takes a tenth of that on a quiet machine."""
COUNT = "#run-progress .now-head > .num"
DONE = re.compile(r"^\d+ checks? in (?:\d+ min ?)?(?:\d+ s)?$")
WATCH = f"""() => {{
  window.told = [];
  const note = () => {{
    const count = document.querySelector('{COUNT}')?.textContent;
    if (count && count !== window.told.at(-1)) window.told.push(count);
  }};
  note();
  new MutationObserver(note).observe(document.body, {{subtree: true, childList: true, characterData: true}});
}}"""
"""Writes down what the progress says, as long as the page is not loaded anew."""
CONSEQUENCES = {
    ("secret-history", places.REPOSITORY),
    ("bundle-secrets", places.APP),
    ("exposed-files", places.DOCS),
}
"""Answers about a whole that one of its parts decides, and what a planted defect brings with it elsewhere."""


def run_stage(page, number):
    """Open a stage on the board and run its audits; the board stays at that stage."""
    if page.locator(f"#stage-{number}.stage--open").count() == 0:
        page.locator(f"#stage-{number} .stage-name a").click()
    page.wait_for_selector(f"#stage-{number}.stage--open")
    with page.expect_navigation():
        page.click(f"#stage-{number} #run-audits")
    page.wait_for_selector(f"#stage-{number}.stage--open")
    expect(page.locator("#run-progress .now-run")).to_have_text(re.compile(rf"Audit run \d+ · stage {number}$"))


def run_all(page):
    """Run every audit, from the board."""
    with page.expect_navigation():
        page.click("#run-all")
    expect(page.locator("#run-progress .now-run")).to_have_text(re.compile(r"Audit run \d+ · all stages$"))


def watch(page):
    """Everything the progress said from now to the end, on a page that nobody loads anew."""
    page.evaluate(WATCH)
    expect(page.locator(COUNT)).to_have_text(DONE, timeout=DONE_WITHIN)
    told = page.evaluate("window.told")
    assert told, "the page was loaded anew"
    return told


def checks_done(page):
    """How many checks of the newest run are done, as the page says it."""
    return int(re.match(r"\d+", page.inner_text(COUNT))[0])


def counts_in(told):
    """How many checks were done each time it was said: `8 of 9 checks`."""
    return [int(found[1]) for says in told if (found := re.match(r"(\d+) of \d+ checks", says))]


def listed_risks(page, base, story):
    """The exported list, as dictionaries, worst first."""
    answer = page.context.request.get(f"{base}risks/list.csv")
    story.note(answer.url, "consultant")
    return list(csv.DictReader(io.StringIO(answer.text())))


def of_defect(risks, defect):
    """The risks this planted defect has to be found as; a subject that ends in # stands for each secret below it."""
    subject = defect.subject
    return [
        risk
        for risk in risks
        if risk["Check"] == TITLES[defect.check]
        and (risk["Where"].startswith(subject) if subject.endswith("#") else risk["Where"] == subject)
    ]


def check_ranking(page, risks):
    """The page tells the same: its headline counts the open blockers, and its rows stand in the order of their rank."""
    words = [(word, list(rows)) for word, rows in groupby(risks, key=lambda risk: risk["Rank"])]
    assert [word for word, _ in words] == ["Launch blocker", "Likely incident", "Nice to fix"]
    blockers = [risk for risk in words[0][1] if risk["State"] in {"open", "regressed"}]
    assert page.inner_text("h1") == f"{len(blockers)} launch blockers are open"
    assert page.locator(".risk-group h2").all_inner_texts()[:3] == [word for word, _ in words]
    titles = page.locator(".risk:has(.risk-cost):has(.risk-title a) .risk-title").all_inner_texts()
    assert [" ".join(title.split()) for title in titles] == [" ".join(risk["What is true"].split()) for risk in risks]
    return blockers


def check_findings(risks):
    """Every planted defect is there, and none of what only looks like one."""
    for defect in PASSIVE:
        found = of_defect(risks, defect)
        assert len(found) == defect.count, f"{defect.id}: {found}"
        assert {risk["State"] for risk in found} == {"open"}
        assert all(risk["What to do"] for risk in found)
    seen = {(risk["Check"], risk["Where"]) for risk in risks}
    planted = {(TITLES[defect.check], defect.subject) for defect in PASSIVE}
    allowed = {(TITLES[check], subject) for check, subject in CONSEQUENCES}
    for defect in PASSIVE:
        assert (TITLES[defect.check], defect.look_alike_subject) not in seen - planted - allowed, defect.id


def open_risk(page, base, title):
    """From the list to the page of one risk."""
    page.goto(f"{base}risks/")
    page.locator(".risk-title a", has_text=title).first.click()
    page.wait_for_selector("#risk-title")


def describe(page, words):
    """Say a risk in plain words; an empty one is told as the audit tells it."""
    for name, value in words.items():
        page.fill(f"section:has(#words-head) [name={name}]", value)
    press(page, "Save the words")
    expect(page.locator(".messages")).to_contain_text("Saved. The client sees it once it is published.")
    expect(page.locator("#risk-title")).to_have_text(words["title"])


def publish_ticked(page, base, titles, client):
    """Tick risks in the list, read what the client would read, confirm."""
    page.goto(f"{base}risks/")
    for title in titles:
        page.locator(".risk", has=page.locator(".risk-title a", has_text=title)).first.locator("[name=chosen]").check()
    press(page, "Publish what is ticked")
    assert page.inner_text("h1") == f"{client} will see {len(titles)} risks"
    for title in titles:
        expect(page.locator(".client-risk h3", has_text=title)).to_be_visible()
    press(page, f"Publish to {client}")
    expect(page.locator(".messages")).to_contain_text(f"{client} sees {len(titles)} more risks.")


def accept(page, reason, owner, until):
    """Bear the risk whose page is open until a day."""
    for name, value in {"reason": reason, "owner": owner, "until": f"{until}"}.items():
        page.fill(f"section:has(#accept-head) [name=accept-{name}]", value)
    press(page, "Accept the risk")
    expect(page.locator("#accept-head")).to_have_text(re.compile(rf"Accepted until {until:%-d %b %Y}"))


def add_by_hand(page, base, words):
    """Write down what no check can see."""
    page.goto(f"{base}risks/add/")
    for name, value in words.items():
        field = page.locator(f"main [name={name}]")
        if name in {"rank", "line"}:
            field.select_option(value)
        else:
            field.fill(value)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()
    expect(page.locator("#risk-title")).to_have_text(words["title"])


def switch_estate(data, *arguments):
    """Repair the demo estate, or bring its defects back."""
    command = [sys.executable, "-m", "portal.demo.repair", "--data", str(data / "demo"), *arguments]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=30)


def only_slowness_is_open(risks):
    """Whether nothing but a slow answer is left of what audits found: one hiccup of a busy machine is enough for that."""
    return {risk["Check"] for risk in risks if risk["Check"] and risk["State"] != "fixed"} == {TITLES["response-time"]}


def check_repaired(risks):
    """Everything an audit had found is fixed, with what was seen before and after."""
    found = [risk for risk in risks if risk["Check"]]
    assert [(risk["State"], risk["What is true"]) for risk in found if risk["State"] != "fixed"] == []
    assert all(risk["Before"] and risk["After"] and risk["Before"] != risk["After"] for risk in found)
    for defect in PASSIVE:
        assert len(of_defect(found, defect)) == defect.count, defect.id
    return found
