"""Every page, as everybody who may open it: no barrier, no error in the console, nothing to scroll sideways."""

from pathlib import Path

import pytest

from tests.journeys.browser import DESKTOP, PHONE, Troubles, walk

pytestmark = [pytest.mark.journey, pytest.mark.timeout(400)]

AXE = (Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js").read_text()
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
EVERYTHING = {"type": "tag", "values": RULES}
COLOURS = {"type": "rule", "values": ["color-contrast"]}
SCREENS = [
    ("1440 light", DESKTOP, "light", EVERYTHING),
    ("1440 dark", DESKTOP, "dark", COLOURS),
    ("390 dark", PHONE, "dark", EVERYTHING),
    ("390 light", PHONE, "light", COLOURS),
]
"""A scheme changes colours alone, so each width is looked at whole once."""
PEOPLE = {
    "owner": ("Owner", "Northmark"),
    "approver": ("Approver", "Tideline"),
    "approver before the start": ("Approver", "Larchmere"),
    "owner with nothing yet": ("Owner", "Fairlead"),
}


class Inspection:
    """What is wrong with the pages it looked at, as pairs of page and fault."""

    def __init__(self, page, troubles):
        self.page, self.troubles, self.faults, self.looked_at = page, troubles, [], []

    def report(self):
        """Nothing, or a failure that names each fault once with the pages that have it."""
        assert self.looked_at
        places = {}
        for place, fault in self.faults:
            places.setdefault(fault, []).append(place)
        assert not places, "\n".join(f"{fault}\n    on {', '.join(found)}" for fault, found in places.items())

    def look(self, name, *, thoroughly=True, expected=()):
        """At four screens, or at the first for another page of a kind."""
        self.page.evaluate(AXE)
        for screen, viewport, scheme, rules in SCREENS if thoroughly else SCREENS[:1]:
            self._set(viewport, scheme)
            self._barriers(f"{name} {screen}", rules)
            self.width(f"{name} {screen}")
        self._set(DESKTOP, "light")
        self.faults += [(name, said) for said in self.troubles if not any(word in said for word in expected)]
        self.troubles.clear()
        self.looked_at.append(name)

    def _set(self, viewport, scheme):
        self.page.set_viewport_size(viewport)
        self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")

    def _barriers(self, name, rules):
        found = self.page.evaluate(
            "async rules => (await axe.run(document, {runOnly: rules, resultTypes: ['violations']})).violations"
            ".map(one => `${one.id}: ${one.nodes.slice(0, 3).map(node => node.target.join(' ') + ' ' +"
            " (node.any[0] ?? node.all[0] ?? node.none[0])?.message).join(' | ')}`)",
            rules,
        )
        self.faults += [(name, barrier) for barrier in found]

    def width(self, name):
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if wide > 0:
            self.faults.append((name, f"scrolls sideways by {wide} px"))


@pytest.fixture
def inspection(open_page):
    troubles = Troubles()
    return Inspection(open_page(troubles=troubles), troubles)


@pytest.mark.parametrize("who", PEOPLE)
def test_pages_have_no_barrier(installation, inspection, log_in, who):
    account = installation.account(*PEOPLE[who])
    log_in(inspection.page, account.email, account.password)
    for address, number in walk(inspection.page, f"{installation.address}/", bound=80):
        inspection.look(address.removeprefix(installation.address), thoroughly=number == 1)
    inspection.report()


def test_pages_for_nobody_have_no_barrier(installation, inspection):
    starts = ("accounts/login/", "mailbox/")
    for start in starts:
        for address, number in walk(inspection.page, f"{installation.address}/{start}", bound=20):
            inspection.look(address.removeprefix(installation.address), thoroughly=number == 1)
    inspection.report()


def test_error_pages_have_no_barrier(installation, inspection):
    inspection.page.goto(f"{installation.address}/nowhere/at/all/")
    inspection.look("an address that is not there", expected=["404"])
    inspection.page.goto(f"{installation.address}/accounts/login/")
    inspection.page.context.clear_cookies()
    inspection.page.fill("input[name=login]", "somebody@nowhere.example")
    inspection.page.fill("input[name=password]", "not-the-password")
    inspection.page.click("main button[type=submit]")
    inspection.page.wait_for_selector(".error-page")
    inspection.look("a form that was open too long", expected=["403"])
    inspection.report()


def test_refused_forms_have_no_barrier(installation, inspection, log_in):
    page, home = inspection.page, installation.address
    page.goto(f"{home}/accounts/login/")
    page.fill("input[name=login]", "somebody@nowhere.example")
    page.fill("input[name=password]", "not-the-password")
    page.click("main button[type=submit]")
    page.wait_for_selector(".form-errors, .field-error")
    inspection.look("a log-in that failed")
    owner = installation.account("Owner", "Northmark")
    log_in(page, owner.email, owner.password)
    for path in ("northmark/people/", "northmark/engagements/new/"):
        page.goto(f"{home}/{path}")
        _send_nothing(page)
        inspection.look(f"nothing sent to {path}")
    inspection.report()


EMPTY_AND_SEND = """number => {
  const form = forms()[number];
  for (const field of form.querySelectorAll(asked)) field.value = "";
  form.submit();
}"""
FORMS = """
const asked = "input[required]:not([type=radio], [type=checkbox], [type=hidden]), textarea[required]";
const forms = () => [...document.querySelectorAll("main form[method=post]")].filter(one => one.querySelector(asked));
"""


@pytest.mark.parametrize("who", ["owner", "approver"])
def test_forms_sent_empty_have_no_barrier(installation, inspection, log_in, who):
    """Every form that asks for something, sent without it: the page says so, and nothing else happens."""
    page, account = inspection.page, installation.account(*PEOPLE[who])
    log_in(page, account.email, account.password)
    for address, number in walk(page, f"{installation.address}/", bound=80):
        if number > 1:
            continue
        for form in range(page.evaluate(f"() => {{ {FORMS} return forms().length }}")):
            page.goto(address)
            with page.expect_navigation():
                page.evaluate(f"number => {{ {FORMS} ({EMPTY_AND_SEND})(number) }}", form)
            name = f"form {form + 1} of {address.removeprefix(installation.address)} sent empty"
            if not page.locator(".form-errors, .field-error, .messages").count():
                inspection.faults.append((name, "says nothing"))
            inspection.look(name, thoroughly=False)
            page.set_viewport_size(PHONE)
            inspection.width(name)
            page.set_viewport_size(DESKTOP)
            page.goto(address)
    assert len(inspection.looked_at) > (10 if who == "owner" else 0)
    inspection.report()


def test_refused_comment_has_no_barrier(installation, inspection, log_in):
    page = inspection.page
    approver = installation.account("Approver", "Tideline")
    log_in(page, approver.email, approver.password)
    page.locator(".step-link").first.click()
    _send_nothing(page)
    assert page.evaluate("document.activeElement.className") == "form-errors"
    inspection.look("an empty comment")
    inspection.report()


def _send_nothing(page):
    page.locator("main form[method=post] button[type=submit]").last.click()
    page.wait_for_selector(".form-errors, .field-error")
