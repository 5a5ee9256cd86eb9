"""The site or the app does not open."""

from __future__ import annotations

from handover.contents import asking, shell
from handover.contents.blocks import Callout, Step, Words, code, page_of, strong, words
from handover.contents.estate_facts import EndpointFacts
from handover.contents.inputs import HandoverInputs
from handover.contents.needs import command_of
from handover.contents.scenarios.scenario import Scenario, back_told

ID = "site-down"
TITLE = "Site is down"


def scenario(inputs: HandoverInputs) -> Scenario:
    """Find out what does not answer, look at what runs, start it again or go back, take the notice down."""
    asked = _asked(inputs)
    return Scenario(
        id=ID,
        title=TITLE,
        use_when=words("An alarm says so, or somebody says that ", *_pages(asked), " does not open."),
        you_need=words(
            "A terminal with curl, the hosting log-in (", *(asking.said(inputs, "hosting") or words("not named yet")),
            "), 10 to 20 minutes.",
        ),
        first=_first(inputs),
        steps=(*_questions(asked), *_repairs(inputs, first=len(asked) + 1)),
        done_when=words("Step 1 answers as above three times in a row, and a log-in works.", *back_told(inputs)),
    )  # fmt: skip


def _asked(inputs: HandoverInputs) -> tuple[EndpointFacts, ...]:
    """The health address first, then the log-in; the home page where neither is known."""
    health = inputs.endpoint("api", "home", "critical", "login")
    login = inputs.endpoint("login", "critical", "home")
    return tuple(dict.fromkeys(one for one in (health, login) if one))


def _pages(asked: tuple[EndpointFacts, ...]) -> Words:
    return words(code(asked[-1].url) if asked else "the site")


def _first(inputs: HandoverInputs) -> Callout:
    command = command_of(inputs, "maintenance-on")
    if command:
        safe = " It changes nothing else and can be taken down again."
        text = words(strong("Put up the maintenance page."), safe, *asking.then_seen(command))
        return Callout("first-action", "First safe action", text, command.text)
    text = words(strong("Write down the time and change nothing yet."), " The first steps only ask.")
    return Callout("first-action", "First safe action", text, missing=asking.missing(inputs, "maintenance-on"))


def _questions(asked: tuple[EndpointFacts, ...]) -> tuple[Step, ...]:
    """One outside question an address, with the answer the last audit got."""
    repairs = len(asked) + 1
    return tuple(_question(one, repairs, is_last=one is asked[-1]) for one in asked)


def _question(endpoint: EndpointFacts, repairs: int, *, is_last: bool) -> Step:
    after = f"It answers from outside. Go to step {repairs}." if is_last else "Go on to the next step."
    answered = str(endpoint.status) if endpoint.status else ""
    told = words(after) if answered else words("Not observed yet: 200, or a redirect such as 302. ", after)
    return Step(
        f"Ask from outside: {_named(endpoint.purpose_word)}.",
        shell.status_of(endpoint.url),
        answered,
        told,
        words(
            f"500 to 599, or nothing after 10 s: step {repairs}. Certificate or “Could not resolve”: ",
            page_of("recovery-domain-trouble"),
            ".",
        ),
    )


def _named(word: str) -> str:
    """A purpose within a sentence: an abbreviation keeps its capitals."""
    return word if word[:2].isupper() else word[:1].lower() + word[1:]


def _repairs(inputs: HandoverInputs, first: int) -> tuple[Step, ...]:
    rollback = words("Since a release: ", page_of("recovery-bad-release"), ". Else escalate.")
    return (
        asking.step(
            inputs,
            "status-command",
            "See what runs.",
            see=words("Everything runs. The fault lies before the app: ", page_of("recovery-domain-trouble"), "."),
            if_not=words(f"Something is stopped or restarts: go to step {first + 2}."),
        ),
        asking.step(
            inputs,
            "logs-command",
            "Read the last lines of the log.",
            see=words("No error in the last five minutes."),
            if_not=words("Keep the first error, word for word. It names what broke."),
        ),
        asking.step(
            inputs,
            "restart-command",
            "Start it again, once.",
            see=words("Then step 1 again."),
            if_not=rollback,
        ),
        asking.step(
            inputs,
            "maintenance-off",
            "Take the maintenance page down.",
            see=words("Visitors see the app again."),
            if_not=words("Leave it up and escalate."),
        ),
    )
