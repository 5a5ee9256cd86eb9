"""How a consultant sets an engagement up: the domain, what is found there, the accesses, the client's people."""

import re

from playwright.sync_api import expect

from portal.demo import description, places
from tests.journeys.browser import mail_to
from tests.journeys.installation import CONSULTANCY
from tests.journeys.story import follow, press

TYPED = {host: (purpose, owner) for host, purpose, owner in description.HOSTS}
FOUND = {places.DOMAIN, places.WWW, places.APP, places.API, places.ADMIN, places.AUTH, places.DOCS, places.MAIL_HOST}


def create_engagement(page, client, app):
    """From the list of engagements to the look at the domain."""
    follow(page, "New engagement")
    page.fill("[name=domain]", places.DOMAIN)
    page.select_option("[name=client]", "new")
    page.fill("[name=client_name]", client)
    page.fill("[name=name]", app)
    page.check("[name=playbook][value=ops]")
    page.select_option("[name=time_zone]", "Europe/Berlin")
    press(page, "Look at the domain")
    return page.url.partition("estate/")[0]


def watch_the_look(page, app):
    """The look goes on while the page stands; afterwards it proposes what it found."""
    page.evaluate("window.wasNotReloaded = true")
    expect(page.locator("h1")).to_have_text(f"Is this the estate of {app}?", timeout=30_000)
    assert page.evaluate("window.wasNotReloaded")
    assert {one.inner_text() for one in page.locator("#confirm-estate th code").all()} >= FOUND


def confirm_estate(page, repository):
    """What comes ticked stays ticked; what asks is answered, and what cannot be seen from outside is typed."""
    for host in FOUND:
        assert page.get_by_label(f"{host} belongs to the estate", exact=True).is_checked(), host
    for host, (purpose, owner) in TYPED.items():
        tick = page.get_by_label(f"{host} belongs to the estate", exact=True)
        if tick.count():
            tick.check()
            page.get_by_label(f"Purpose of {host}", exact=True).fill(purpose)
            page.get_by_label(f"Owner of {host}", exact=True).fill(owner)
    assert page.get_by_label(f"{places.DOMAIN} sends mail for the estate", exact=True).is_checked()
    selectors = dict(description.MAIL_DOMAINS)[places.DOMAIN]
    page.get_by_label(f"DKIM selectors of {places.DOMAIN}", exact=True).fill(", ".join(selectors))
    page.get_by_label("Repository").fill(str(repository))
    page.locator("button[form=confirm-estate]").click()
    page.wait_for_url("**/intake/")


def complete_estate(page, base):
    """By hand, what no look from outside could find; nothing is covered twice."""
    page.goto(f"{base}estate/")
    covered = {one.inner_text() for one in page.locator(".estate-name code").all()}
    assert {places.REPOSITORY, *FOUND} <= covered
    rows = [("host", {"name": name, "purpose": says, "owner": who}) for name, says, who in description.HOSTS]
    rows += [
        ("endpoint", {"url": url, "purpose": purpose, **description.log_in_fields(url)})
        for purpose, url in description.ENDPOINTS
    ]
    rows += [("mail-domain", {"name": name, "selectors": ", ".join(told)}) for name, told in description.MAIL_DOMAINS]
    for kind, typed in rows:
        name = typed.get("name") or typed["url"]
        if kind == "mail-domain" and name == places.DOMAIN:
            continue
        if name not in covered:
            _add(page, base, kind, typed)
            expect(page.locator(".messages")).to_contain_text(f"The estate covers {name}.")
    _add(page, base, "host", {"name": places.APP})
    expect(page.locator(".form-errors")).to_contain_text("The estate covers that already")
    page.goto(f"{base}estate/")
    covered = {one.inner_text() for one in page.locator(".estate-name code").all()}
    assert {url for _, url in description.ENDPOINTS} <= covered


def _add(page, base, kind, typed):
    page.goto(f"{base}estate/add/{kind}/")
    for name, value in typed.items():
        field = page.locator(f"main [name={name}]")
        if name == "purpose" and kind == "endpoint":
            field.select_option(value)
        else:
            field.fill(value)
    press(page, "Add to the estate")


def note_accesses(page, base, giver):
    """All but one access come; the last stays asked for, and the page says so."""
    page.goto(f"{base}intake/")
    rows = page.locator(".access")
    number = rows.count()
    assert page.inner_text("h1") == f"{number} of {number} accesses are missing"
    for row in [f"#{rows.nth(index).get_attribute('id')}" for index in range(1, number)]:
        page.click(f"{row} .access-note summary")
        page.select_option(f"{row} select", "given")
        page.fill(f"{row} input[name$=giver]", giver)
        with page.expect_navigation():
            page.click(f"{row} button[type=submit]")
        expect(page.locator(f"{row} .access-now")).to_have_text(f"Given by {giver}")
    assert page.inner_text("h1") == f"1 of {number} accesses is missing"


def invite_approver(page, client, email):
    """By e-mail, from the client's page."""
    page.locator(".trail").get_by_role("link", name=client).click()
    page.fill("[name=email]", email)
    page.select_option("[name=role]", "approver")
    press(page, "Send the invitation")
    expect(page.locator(".messages")).to_contain_text(f"{email} has an invitation in the mail.")


def accept_invitation(page, home, email, name):
    """Through the link in the mail, without choosing a password."""
    link = re.search(rf"{re.escape(home)}/invitation/\S+", mail_to(page.context, home, email)).group()
    page.goto(link)
    page.fill("[name=name]", name)
    press(page, "Accept and begin")
    expect(page).to_have_url(re.compile(rf"^{re.escape(home)}/{CONSULTANCY}/client/"))
    return link


def start_the_clock(page, base):
    """From the board, through the page that names what begins."""
    page.goto(base)
    page.locator(".clock-acts").get_by_role("link", name="Start the 48 hours").click()
    expect(page.locator("main")).to_contain_text("1 access is asked for and not given")
    press(page, "Start the 48 hours")
    expect(page.locator(".messages")).to_contain_text("The 48 hours run. Stage 1 has begun.")
    expect(page.locator(".clock-hours")).to_have_text(re.compile(r"^0:0\d$"))
