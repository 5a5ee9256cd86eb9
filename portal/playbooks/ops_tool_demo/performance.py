"""OPS-4: the slow parts found, and the cheap ones repaired."""

from portal.playbooks.playbook import (
    BY_CHECKS,
    BY_CHECKS_AND_PERSON,
    BY_PERSON,
    Deliverable,
    FailureSignal,
    Hours,
    PlaybookItem,
    PlaybookStage,
)

PERFORMANCE = PlaybookStage(
    id="OPS-4",
    number=4,
    title="Performance",
    goal="Take the drag out of the backend before the demo brings traffic.",
    for_client="Common pages under 2 seconds",
    window=Hours(20, 30),
    items=(
        PlaybookItem(
            line="OPS-4.1",
            title="Slow endpoints named",
            for_client="The slowest screens and their causes are named",
            settled=BY_CHECKS_AND_PERSON,
            proven_by=("response-time", "compression"),
            reason="The checks say which endpoint is slow; a person with a profiler or a log says why.",
            why="Most of the waiting comes from very few places. Repairing any other place changes nothing.",
            what_to_do=(
                "Profile the slowest endpoints and write the largest share of each: query, outside call, rendering "
                "or start-up."
            ),
        ),
        PlaybookItem(
            line="OPS-4.2",
            title="Repeated reads cached",
            for_client="Answers that rarely change are kept ready",
            settled=BY_PERSON,
            reason="How fresh an answer must be is a decision about the work, which no check can make.",
            why="Asking the same expensive question for every visitor is the cheapest waste to end.",
            what_to_do=(
                "List reads that repeat, give each a lifetime somebody agreed to, and leave timings before and after."
            ),
        ),
        PlaybookItem(
            line="OPS-4.3",
            title="Query patterns reviewed",
            for_client="Database questions are reviewed",
            settled=BY_PERSON,
            reason="No query log is read yet; a person reads the code and the plans of the busiest lists.",
            why="A list that asks once per row is fast with ten rows and stands still with ten thousand.",
            what_to_do=(
                "Count the queries of each busy list, add the missing index, and join what was asked row by row."
            ),
        ),
        PlaybookItem(
            line="OPS-4.4",
            title="Slow work leaves the request",
            for_client="Long work no longer makes people wait",
            settled=BY_PERSON,
            reason=(
                "What may finish later is a decision about the work, and the code that does it is not read by a "
                "check yet."
            ),
            why="While a request sends mail or builds a file, nobody else gets that worker.",
            what_to_do="Move mail, exports and AI calls that nobody waits for to a job. Write down what stays and why.",
        ),
        PlaybookItem(
            line="OPS-4.5",
            title="Every external call has a time-out",
            for_client="No outside service can hang the app",
            settled=BY_PERSON,
            reason="Calls are found in the code, which no check reads for time-outs yet; a person lists them.",
            why="One silent provider holds a worker each time, until none is left for anybody.",
            what_to_do=(
                "List every outgoing call with its limit. Give each without one a limit, and say what people see "
                "when it strikes."
            ),
        ),
    ),
    deliverable=Deliverable(
        line="OPS-4.D",
        title="Performance patch list",
        document="performance-patches",
        holds="Changes ready to apply (an index, a time-out, a cache rule), each with its p95 before and after.",
    ),
    failure_signal=FailureSignal(
        line="OPS-4.F",
        title="Daily page slower than 2 s",
        sentence=(
            "A page people open every day takes more than two seconds at p95 on a normal day, and nobody can say why."
        ),
        settled=BY_CHECKS,
        proven_by=("response-time",),
        absent_when="Every declared page stays under two seconds at p95, or the reason is written as an accepted risk.",
    ),
)
