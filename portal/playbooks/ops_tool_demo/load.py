"""OPS-6: as many people as the demo brings, tried before they come."""

from portal.playbooks.playbook import (
    BY_CHECKS_AND_PERSON,
    BY_PERSON,
    Deliverable,
    FailureSignal,
    Hours,
    PlaybookItem,
    PlaybookStage,
)

LOAD = PlaybookStage(
    id="OPS-6",
    number=6,
    title="Load",
    goal="Show that the expected number of people does not bring it down.",
    for_client="20 people at once",
    window=Hours(36, 42),
    items=(
        PlaybookItem(
            line="OPS-6.1",
            title="Usage pattern agreed and run",
            for_client="Everyday use was tried at real size",
            settled=BY_PERSON,
            reason=(
                "Load needs proof of control and a tool the portal does not bring yet; a person runs it and leaves "
                "the result."
            ),
            why="Ten to fifty colleagues with pauses between clicks behave unlike a flood from one machine.",
            what_to_do=(
                "Agree on people, clicks and pauses with the client. Run it once at the expected size and once at "
                "twice that."
            ),
        ),
        PlaybookItem(
            line="OPS-6.2",
            title="Bursts survived",
            for_client="Rush moments were tried",
            settled=BY_PERSON,
            reason="A burst is an active trial outside the portal for now, and which bursts apply depends on the tool.",
            why="Everybody signs in at nine, and the month's report is wanted by all on the same day.",
            what_to_do=(
                "Try sign-ins, reports, uploads and AI requests in bursts where the tool has them. Name those it "
                "does not have."
            ),
        ),
        PlaybookItem(
            line="OPS-6.3",
            title="p95 held at the peak",
            for_client="It stays quick at the busiest moment",
            settled=BY_CHECKS_AND_PERSON,
            proven_by=("response-time",),
            reason=(
                "The check gives the p95 at rest, which must hold first; the p95 at the peak comes from a person's "
                "load run."
            ),
            why="An average hides the one in twenty who waits, and that is the one who complains.",
            what_to_do="Read p95 in the busiest minute of the run, per endpoint, and write it beside its limit.",
        ),
        PlaybookItem(
            line="OPS-6.4",
            title="Cache safe when signed in",
            for_client="Nobody sees another person's page",
            settled=BY_PERSON,
            reason="It takes two signed-in people to see whether one gets the other's page; no check signs in.",
            why="A shared cache that keeps a personal page shows it to the next visitor.",
            what_to_do=(
                "Open the same page as two people in turn, and check that personal answers carry no shared cache "
                "lifetime."
            ),
        ),
    ),
    deliverable=Deliverable(
        line="OPS-6.D",
        title="Load report",
        document="load-report",
        holds="What was tried, what passed, what failed, and the size at which it stops being comfortable.",
    ),
    failure_signal=FailureSignal(
        line="OPS-6.F",
        title="20 people break it",
        sentence="With twenty people at once, errors spread or work piles up and does not drain.",
        settled=BY_PERSON,
        reason="Twenty at once is an active trial, run outside the portal for now.",
        absent_when="A run with twenty at once ended without errors and with an empty queue.",
    ),
)
