"""AIS-3: a release that can go wrong without doing harm."""

from portal.playbooks.playbook import (
    BY_CHECKS_AND_PERSON,
    BY_PERSON,
    Deliverable,
    FailureSignal,
    Hours,
    PlaybookItem,
    PlaybookStage,
)

DEPLOYMENT = PlaybookStage(
    id="AIS-3",
    number=3,
    title="Deployment",
    goal="Ship releases that may fail without taking people down with it.",
    for_client="Releases can be undone",
    window=Hours(16, 28),
    items=(
        PlaybookItem(
            line="AIS-3.1",
            title="Build passes with locked versions",
            for_client="Every release is built the same way",
            settled=BY_PERSON,
            reason="Build runs stay inside the client's CI, which the portal does not read yet.",
            why="Without a lock, the build of tomorrow is made of other parts than the one tried today.",
            what_to_do="Commit the lock file, install from it alone in CI, and leave the link to a green build.",
        ),
        PlaybookItem(
            line="AIS-3.2",
            title="Environments kept apart",
            for_client="Trial and live settings are separate",
            settled=BY_CHECKS_AND_PERSON,
            proven_by=("exposed-files", "secret-history"),
            reason="The checks prove that no settings file lies open; a person compares the environments by name.",
            why="A preview that writes into the live database is one click away from losing real data.",
            what_to_do=(
                "Give each environment its own database, keys and callback addresses. List the names side by side."
            ),
        ),
        PlaybookItem(
            line="AIS-3.3",
            title="Secrets in a vault",
            for_client="Passwords and keys are kept in a safe place",
            settled=BY_CHECKS_AND_PERSON,
            proven_by=("secret-history", "bundle-secrets", "exposed-files"),
            reason="The checks prove that no key lies in the open; a person shows the vault that holds them.",
            why="A key kept in one place can be replaced in one place.",
            what_to_do="Move each key to the platform's store or a secret manager, and limit who may read it.",
        ),
        PlaybookItem(
            line="AIS-3.4",
            title="Rollback tried once",
            for_client="Undoing a release was tried",
            settled=BY_PERSON,
            reason="Going back happens in the client's platform; a person does it once and notes the time it took.",
            why="A way back that nobody has walked is a hope.",
            what_to_do="Release something harmless, go back, and write minutes, commands and what the database needed.",
        ),
        PlaybookItem(
            line="AIS-3.5",
            title="Error pages exist",
            for_client="When something fails, people see a clear page",
            settled=BY_CHECKS_AND_PERSON,
            proven_by=("error-pages",),
            reason="The check asks for a wrong address and reads every failing answer; a person provokes a failure.",
            why="A bare server error reads as the end of the company.",
            what_to_do="Give not found, failed and maintenance a page with one way onward. Keep a picture of each.",
        ),
        PlaybookItem(
            line="AIS-3.6",
            title="Logs traceable, nothing personal",
            for_client="Logs explain failures without private data",
            settled=BY_CHECKS_AND_PERSON,
            proven_by=("request-id",),
            reason="The check sees whether answers carry an id; a person follows one into the log and reads a day of it.",
            why="A log without a request id cannot answer, and one with private data must not be shared.",
            what_to_do=(
                "Put a request id and the release on each line, mask addresses and prompts, and follow one request "
                "through."
            ),
        ),
    ),
    deliverable=Deliverable(
        line="AIS-3.D",
        title="Deployment process",
        document="deployment-process",
        holds="How a release is made, step by step, and the one way back.",
    ),
    failure_signal=FailureSignal(
        line="AIS-3.F",
        title="Deploys need one tired founder",
        sentence="A release waits for one founder who knows the tricks, often late at night.",
        settled=BY_PERSON,
        reason="Who can release is shown by doing it; no machine sees who was needed.",
        absent_when="Somebody other than the usual person released by the written steps, in daylight.",
    ),
)
