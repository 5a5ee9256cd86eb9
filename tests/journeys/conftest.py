"""One running installation for every journey; a browser for each module, since its event loop must not outlive it."""

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys import browser as browsing
from tests.journeys.installation import Installation


@pytest.fixture(scope="session")
def installation(tmp_path_factory):
    """The real thing with the demo, served and audited; nothing of it is left afterwards."""
    running = Installation(tmp_path_factory.mktemp("installation") / "data")
    try:
        running.until_served()
        running.until_audited()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        chromium = browsing.launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser, installation):
    """Opens a page in a context of its own; `troubles` fills with what pages complain about."""
    contexts = []

    def open_one(viewport=browsing.DESKTOP, scheme="light", troubles=None, state=None):
        context = browser.new_context(viewport=viewport, color_scheme=scheme, storage_state=state)
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        if troubles is not None:
            troubles.watch(page)
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def log_in(installation):
    """Logs a page in by password."""

    def by_password(page, email, password):
        browsing.log_in(page, installation.address, email, password)

    return by_password


@pytest.fixture
def log_in_by_code(installation):
    """Logs a page in by the code in the local mailbox."""

    def by_code(page, email):
        browsing.log_in_by_code(page, installation.address, email)

    return by_code
