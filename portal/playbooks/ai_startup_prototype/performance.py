"""AIS-4: where time and money go, before there is much of either to lose."""

from portal.playbooks.playbook import (
    BY_CHECKS,
    BY_PERSON,
    Deliverable,
    FailureSignal,
    Hours,
    PlaybookItem,
    PlaybookStage,
)

PERFORMANCE = PlaybookStage(
    id="AIS-4",
    number=4,
    title="Performance",
    goal="Find slow and costly paths while they are still small.",
    for_client="Main actions answer in time",
    window=Hours(28, 34),
    items=(
        PlaybookItem(
            line="AIS-4.1",
            title="Slow endpoints identified",
            for_client="The slowest actions are known",
            settled=BY_CHECKS,
            proven_by=("response-time",),
            why="Guessing at slowness speeds up the wrong thing.",
            what_to_do=(
                "Declare each core action as an endpoint. Repair the slow ones, or accept them with the reason written."
            ),
        ),
        PlaybookItem(
            line="AIS-4.2",
            title="Costly calls cached",
            for_client="Repeated paid answers are reused",
            settled=BY_PERSON,
            reason=("Which answer may be reused for whom is a decision about the product, which no check can make."),
            why="Paying a model twice for the same answer grows with every user.",
            what_to_do=(
                "List repeated model and provider calls, reuse those that are safe for everybody, and note the saving."
            ),
        ),
        PlaybookItem(
            line="AIS-4.3",
            title="Queries inspected",
            for_client="Database questions are reviewed",
            settled=BY_PERSON,
            reason="No query log is read yet; a person reads the plans of the core screens.",
            why="Full table reads and row-by-row queries stay invisible until there is data.",
            what_to_do=(
                "Count queries per core screen, read the plan of the longest, add the index, join what asks per row."
            ),
        ),
        PlaybookItem(
            line="AIS-4.4",
            title="Mail and AI work in background",
            for_client="Long work no longer makes people wait",
            settled=BY_PERSON,
            reason=(
                "What may finish later is a decision about the product, and no check reads the code that does it yet."
            ),
            why="A model that takes forty seconds holds a web worker for forty seconds.",
            what_to_do=(
                "Send mail and long model work from a job, show the person a state at once, and retry with a limit."
            ),
        ),
        PlaybookItem(
            line="AIS-4.5",
            title="External calls have time-outs",
            for_client="No outside service can hang the app",
            settled=BY_PERSON,
            reason="Calls are found in the code, which no check reads for time-outs yet; a person lists them.",
            why="Most client libraries wait for minutes, some for ever.",
            what_to_do=(
                "List every outgoing call with its limit, set the missing ones, and say what the person sees when "
                "it strikes."
            ),
        ),
    ),
    deliverable=Deliverable(
        line="AIS-4.D",
        title="Performance note",
        document="performance-note",
        holds="The p95 of each core action, the p95 it should have, and the bottlenecks known so far.",
    ),
    failure_signal=FailureSignal(
        line="AIS-4.F",
        title="Core action takes 3 s",
        sentence="Something people come for needs more than two to three seconds at p95, and nobody can explain it.",
        settled=BY_CHECKS,
        proven_by=("response-time",),
        absent_when="Every declared core action stays inside the limit, or the reason is written as an accepted risk.",
    ),
)
