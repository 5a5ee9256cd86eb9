"""OPS-5: the alarm reaches the client's people before a colleague does."""

from portal.playbooks.playbook import (
    BY_CHECKS_AND_PERSON,
    BY_PERSON,
    Deliverable,
    FailureSignal,
    Hours,
    PlaybookItem,
    PlaybookStage,
)

MONITORING = PlaybookStage(
    id="OPS-5",
    number=5,
    title="Monitoring",
    goal="Hear of trouble from a machine before a colleague walks over.",
    for_client="You hear before your team does",
    window=Hours(30, 36),
    items=(
        PlaybookItem(
            line="OPS-5.1",
            title="Uptime on four routes",
            for_client="The most important pages are watched",
            settled=BY_CHECKS_AND_PERSON,
            proven_by=("endpoint-answers",),
            reason=(
                "The check proves that the routes answer now; a person shows the standing monitor that keeps asking."
            ),
            why=(
                "Homepage, sign-in, API health and the critical workflow fail separately. One of them alone proves "
                "little."
            ),
            what_to_do="Watch all four from outside every few minutes. Leave a link to the monitor as evidence.",
        ),
        PlaybookItem(
            line="OPS-5.2",
            title="Errors and deploys tracked",
            for_client="Errors and failed releases are noticed",
            settled=BY_PERSON,
            reason="Error and deployment events stay inside the client's tools, which the portal does not read yet.",
            why="A rise in errors after a release is the earliest sign, and the easiest to undo.",
            what_to_do=(
                "Connect error tracking and deployment notices. Break something on purpose and keep the notice as "
                "evidence."
            ),
        ),
        PlaybookItem(
            line="OPS-5.3",
            title="Logs tell, without secrets",
            for_client="Logs explain failures and hold no passwords",
            settled=BY_CHECKS_AND_PERSON,
            proven_by=("request-id",),
            reason="The check sees whether answers carry an id; a person reads one real request from start to end.",
            why="At night the log is the only witness. It must not be a leak as well.",
            what_to_do=(
                "Follow one request by its id through the log, and search a day of lines for keys, cookies and "
                "passwords."
            ),
        ),
        PlaybookItem(
            line="OPS-5.4",
            title="Four alerts set",
            for_client="Alarms for the four usual failures are on",
            settled=BY_CHECKS_AND_PERSON,
            proven_by=("certificate-expiry", "response-time"),
            reason=(
                "The checks show that no certificate or endpoint is in alarm now; a person shows that the alerts exist."
            ),
            why="Ending certificates, slow answers, failed jobs and downtime cover most bad mornings.",
            what_to_do="Set one alert for each of the four with a limit in plain words, and name the person it wakes.",
        ),
    ),
    deliverable=Deliverable(
        line="OPS-5.D",
        title="Monitoring sheet",
        document="monitoring-sheet",
        holds="What is watched, the limit of each alert in plain English, and who is told.",
    ),
    failure_signal=FailureSignal(
        line="OPS-5.F",
        title="Users report outages first",
        sentence="The first word of an outage comes from somebody who cannot work.",
        settled=BY_PERSON,
        reason="Who heard first is known from a provoked failure, and the portal sends no alerts of its own yet.",
        absent_when="A route was stopped on purpose and the alert came before anybody asked.",
    ),
)
