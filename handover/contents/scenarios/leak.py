"""A secret got out, or somebody else is in an account."""

from __future__ import annotations

from handover.contents import asking, shell
from handover.contents.blocks import Callout, Step, code, page_of, strong, words
from handover.contents.inputs import HandoverInputs
from handover.contents.scenarios.scenario import Scenario, back_told, contact

ID = "leak"
TITLE = "A secret leaked, or an account is lost"


def scenario(inputs: HandoverInputs) -> Scenario:
    """Lock the account first, then replace the secret in the order that keeps the app running, then look for use."""
    return Scenario(
        id=ID,
        title=TITLE,
        use_when=words(
            "A key was seen in code, a chat or a log, a bill or a log-in is not yours, or a password stopped working."
        ),
        you_need=words("The secret inventory, ", page_of("secrets"), ", and the log-in of the place where it is kept."),
        first=Callout(
            "first-action",
            "First safe action",
            words(
                strong("Account: end all its sessions, then change password and second factor."),
                " Secret: write down its name, where it was seen and when. Never copy the value.",
            ),
        ),
        steps=(_find(inputs), _replace(inputs), _release(inputs), _see_it_work(inputs), _revoke(), _look_back(inputs)),
        done_when=words(
            "The old value is refused, the app works with the new one, and the inventory has today's date.",
            *back_told(inputs),
        ),
    )


def _find(inputs: HandoverInputs) -> Step:
    named = asking.verbatim_list(tuple(secret.name for secret in inputs.secrets[:5]))
    known = words("One of ", *named, " or another there.") if named else words("No secret is written down yet.")
    return Step(
        "Find it in the secret inventory.",
        see=words(*known, " It says who owns it, where it is kept and what uses it: ", page_of("secrets"), "."),
        if_not=words("Not listed: its provider's page names the key's owner. Call ", strong(contact(inputs)), "."),
    )


def _replace(inputs: HandoverInputs) -> Step:
    return asking.step(
        inputs,
        "secret-command",
        "Make a new one at the provider, beside the old one, and set it.",
        see=words("Both are valid now: nothing stops."),
        if_not=words("Only one can exist: make it, set it and release within a minute, then go on."),
    )


def _release(inputs: HandoverInputs) -> Step:
    return asking.step(
        inputs,
        "restart-command",
        "Let the app take the new one up.",
        see=words("It runs with the new value."),
        if_not=words("Set the old one again, then find the typing error. The old one is still valid."),
    )


def _see_it_work(inputs: HandoverInputs) -> Step:
    page = inputs.endpoint("api", "critical", "login", "home")
    if page is None:
        return Step("See that what uses it works.", if_not=words("Set the old one again and escalate."))
    return Step(
        "See that what uses it works.",
        shell.status_of(page.url),
        str(page.status) if page.status else "",
        words("The same answer as on a good day, and the step that needs the secret works by hand."),
        words("Set the old one again and escalate."),
    )


def _revoke() -> Step:
    return Step(
        "Revoke the old one at its provider. Then try it once.",
        see=words("It is refused: ", code("401"), " or ", code("403"), "."),
        if_not=words("Still accepted: it was another key. Back to step 1. Do not rewrite the code's history; a dead key is harmless."),
    )  # fmt: skip


def _look_back(inputs: HandoverInputs) -> Step:
    vendors = asking.said(inputs, "vendors")
    return Step(
        "Look for use by somebody else, since the day it leaked.",
        see=words("Only your own addresses and jobs in the provider's usage or audit page. ", *vendors),
        if_not=words("Save the page, tell ", strong(contact(inputs)), ". Personal data touched: the law counts hours."),
        missing=None if vendors else asking.missing(inputs, "vendors"),
    )
