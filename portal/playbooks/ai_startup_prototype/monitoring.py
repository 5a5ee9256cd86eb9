"""AIS-6: the founders know before their users write."""

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
    id="AIS-6",
    number=6,
    title="Monitoring",
    goal="Learn of trouble before the people who pay do.",
    for_client="You hear before your users do",
    window=Hours(38, 44),
    items=(
        PlaybookItem(
            line="AIS-6.1",
            title="Uptime on three routes",
            for_client="The most important pages are watched",
            settled=BY_CHECKS_AND_PERSON,
            proven_by=("endpoint-answers",),
            reason=(
                "The check proves that the routes answer now; a person shows the standing monitor that keeps asking."
            ),
            why="The homepage often stays up on its own while sign-in or the API is gone.",
            what_to_do="Watch homepage, sign-in and API health from outside, and leave the link to the monitor.",
        ),
        PlaybookItem(
            line="AIS-6.2",
            title="Quiet alerts arrive",
            for_client="Alarms reach you, and only real ones",
            settled=BY_PERSON,
            reason="The portal sends no alerts of its own yet; a person shows one that came by mail or Slack.",
            why="After the third false alarm nobody reads the fourth.",
            what_to_do=(
                "Alert after two failures in a row, to mail or Slack. Provoke one and keep it with the time it took."
            ),
        ),
        PlaybookItem(
            line="AIS-6.3",
            title="Errors carry trace and release",
            for_client="Errors lead straight to their cause",
            settled=BY_PERSON,
            reason="Error events stay in the client's tool, which the portal does not read yet.",
            why="An error with its line and release is repaired in minutes. Without them it is a rumour.",
            what_to_do=(
                "Throw one error on purpose in production, and keep a link that shows stack trace and release tag."
            ),
        ),
        PlaybookItem(
            line="AIS-6.4",
            title="Four basic numbers kept",
            for_client="Speed, errors and uptime are measured",
            settled=BY_CHECKS_AND_PERSON,
            proven_by=("response-time",),
            reason="The check measures response time once; a person shows where all four numbers are kept over time.",
            why="Response time, error rate, uptime and waiting work answer nearly every first question.",
            what_to_do=(
                "Show the four on one page for the last day. Leave out queue depth when there is no queue, and say so."
            ),
        ),
    ),
    deliverable=Deliverable(
        line="AIS-6.D",
        title="Monitoring pack",
        document="monitoring-pack",
        holds="What is watched, whom each alert reaches, and who is next when nobody answers.",
    ),
    failure_signal=FailureSignal(
        line="AIS-6.F",
        title="Outages come as screenshots",
        sentence="The first sign of an outage is a picture that somebody sends.",
        settled=BY_PERSON,
        reason="Who heard first is known from a provoked failure, and the portal sends no alerts of its own yet.",
        absent_when="A route was stopped on purpose and the alert came before any message.",
    ),
)
