"""AIS-5: the usual accidents of a young product, tried before they happen."""

from portal.playbooks.playbook import (
    BY_CHECKS_AND_PERSON,
    BY_PERSON,
    Deliverable,
    FailureSignal,
    Hours,
    PlaybookItem,
    PlaybookStage,
)

RESILIENCE = PlaybookStage(
    id="AIS-5",
    number=5,
    title="Resilience",
    goal="Come through the usual accidents with a clear message instead of a blank page.",
    for_client="One failure stays one failure",
    window=Hours(34, 38),
    items=(
        PlaybookItem(
            line="AIS-5.1",
            title="Silent model handled",
            for_client="A silent AI service is handled",
            settled=BY_PERSON,
            reason=(
                "Standing in for the model takes a fault endpoint, which the portal does not offer yet; a person "
                "provokes it."
            ),
            why="The model will be slow on the day you are in the news.",
            what_to_do=(
                "Point the app at an address that never answers. Note how long it waits and what the person reads."
            ),
        ),
        PlaybookItem(
            line="AIS-5.2",
            title="Webhook retries change nothing twice",
            for_client="Nobody is charged or served twice",
            settled=BY_PERSON,
            reason="The portal sends no signed webhooks yet; a person repeats a delivery from the provider's console.",
            why="Payment providers repeat a delivery whenever an answer is late.",
            what_to_do=(
                "Send the same event three times, twice at once. Show that one order, one mail and one credit came "
                "of it."
            ),
        ),
        PlaybookItem(
            line="AIS-5.3",
            title="Sign-up survives mail failure",
            for_client="People can sign up when mail is down",
            settled=BY_PERSON,
            reason=(
                "The mail stand-in that refuses is not in the portal yet; a person breaks the sending key on a "
                "trial copy."
            ),
            why="A mail provider's bad hour should cost a delay, never a new user.",
            what_to_do=(
                "Break mail on a trial copy, sign up, and show that the person gets in or is told, and the mail "
                "goes out later."
            ),
        ),
        PlaybookItem(
            line="AIS-5.4",
            title="Limits stop abuse alone",
            for_client="Abuse is slowed, people are not",
            settled=BY_CHECKS_AND_PERSON,
            proven_by=("endpoint-answers", "login-rate-limit"),
            reason=(
                "The checks make ordinary visits and, once control is proven, wrong log-ins; sign-up and model calls "
                "a person tries."
            ),
            why="One script in one night can spend a month of model budget.",
            what_to_do="Limit sign-in, sign-up and model calls per person and address. Show one refused burst.",
        ),
        PlaybookItem(
            line="AIS-5.5",
            title="Queue backlog visible",
            for_client="Waiting work is visible",
            settled=BY_PERSON,
            reason="Queue depth lives in the client's system, which the portal does not read yet.",
            why="Work that piles up unseen is found by the person who waits for it.",
            what_to_do=(
                "Show waiting count and age of the oldest job in a log line or chart. Stop the worker once and "
                "watch it rise."
            ),
        ),
    ),
    deliverable=Deliverable(
        line="AIS-5.D",
        title="Failure matrix",
        document="failure-matrix",
        holds="For each service the app depends on: what people see when it fails, and what it costs.",
    ),
    failure_signal=FailureSignal(
        line="AIS-5.F",
        title="One vendor stops onboarding",
        sentence="When a single provider is down, nobody new gets in.",
        settled=BY_PERSON,
        reason="Providers are switched off by hand on a trial copy until the portal can stand in for them.",
        absent_when="With each provider failing in turn, a new person reached a useful state or a clear message.",
    ),
)
