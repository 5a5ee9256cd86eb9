"""The last release broke something: go back to the one before."""

from __future__ import annotations

from handover.contents import asking, shell
from handover.contents.blocks import Callout, Step, page_of, strong, words
from handover.contents.estate_facts import EndpointFacts
from handover.contents.inputs import HandoverInputs
from handover.contents.scenarios.scenario import Scenario, back_told, contact

ID = "bad-release"
TITLE = "The last release broke it"
MOST_PAGES = 4
"""More pages than these nobody asks at 2 am."""


def scenario(inputs: HandoverInputs) -> Scenario:
    """Stop further releases, go back, ask every page, and restore data only when somebody decides it."""
    return Scenario(
        id=ID,
        title=TITLE,
        use_when=words("It worked before the last release, and a page or a step fails since."),
        you_need=words(
            "The right to deploy at ", *(asking.said(inputs, "hosting") or words("the hosting provider, not named yet")),
            ", and 10 minutes.",
        ),
        first=Callout(
            "first-action",
            "First safe action",
            words(strong("Stop releases."), " Write “no release” where the team reads, and merge nothing. Data stays as it is."),
        ),
        steps=(*_way_back(inputs), _pages(inputs), *_after(inputs)),
        done_when=words("Every address of step 3 answers as it did, and the failing step works.", *back_told(inputs)),
    )  # fmt: skip


def _way_back(inputs: HandoverInputs) -> tuple[Step, ...]:
    return (
        asking.step(
            inputs,
            "status-command",
            "Write down which release is live.",
            see=words("Note its name or number: it is the one to leave."),
            if_not=words("Nothing runs: ", page_of("recovery-site-down"), "."),
        ),
        asking.step(
            inputs,
            "rollback-command",
            "Go back to the release before this one.",
            see=words("The older release is live."),
            if_not=words("Same error again: try the one before it, once. Then escalate."),
        ),
    )


def _pages(inputs: HandoverInputs) -> Step:
    pages = [one for one in inputs.endpoints if one.purpose != "origin"][:MOST_PAGES]
    if not pages:
        return Step("Open every page that matters.", if_not=words("Escalate, and leave the older release live."))
    return Step(
        "Ask every page that matters.",
        "\n".join(shell.status_of(one.url) for one in pages),
        "\n".join(_answer(one) for one in pages),
        words("In this order, as last observed."),
        words("One still fails: the release did not cause it. ", page_of("recovery-site-down"), "."),
    )


def _answer(endpoint: EndpointFacts) -> str:
    return str(endpoint.status) if endpoint.status else "200 or a redirect (not observed yet)"


def _after(inputs: HandoverInputs) -> tuple[Step, ...]:
    backups = asking.said(inputs, "backup-place") or words("a place nobody has named yet")
    return (
        asking.step(
            inputs,
            "restore-command",
            "Only if the release damaged data: restore the last backup.",
            see=words("Backups: ", *backups, "."),
            if_not=words("Stop. ", strong(contact(inputs)), " decides; entries since that backup are lost."),
        ),
        asking.step(
            inputs,
            "deploy-command",
            "When it is repaired: release again, by day.",
            see=words("Then step 3 once more."),
            if_not=words("Back to step 2, and no further release today."),
        ),
    )
