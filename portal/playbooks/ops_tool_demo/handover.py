"""OPS-7: the client can run, repair and restore without us."""

from portal.playbooks.playbook import (
    BY_CHECKS_AND_PERSON,
    BY_PERSON,
    Deliverable,
    FailureSignal,
    Hours,
    PlaybookItem,
    PlaybookStage,
)

HANDOVER = PlaybookStage(
    id="OPS-7",
    number=7,
    title="Handover",
    goal="Leave the client in control, with nothing that only we know.",
    for_client="Somebody else can run it",
    window=Hours(42, 48),
    items=(
        PlaybookItem(
            line="OPS-7.1",
            title="Deploy and rollback written",
            for_client="Releasing and undoing a release is written down",
            settled=BY_PERSON,
            reason="The steps live in the client's platform; a person writes them and follows them once.",
            why="The way back matters most when there is no time to look for it.",
            what_to_do="Write each step as command, what you see, and what to do if not. Follow it once on production.",
        ),
        PlaybookItem(
            line="OPS-7.2",
            title="Inventories complete",
            for_client="Domains, keys and accounts are listed with owners",
            settled=BY_CHECKS_AND_PERSON,
            proven_by=("delegation", "domain-expiry", "host-addresses", "cloudflare-owner"),
            reason="The checks list names and records; variables, owners and vendor accounts come from people.",
            why="What is on no list is cancelled, forgotten or paid for twice.",
            what_to_do=(
                "Complete owner, place and way of renewal for each domain, variable, secret and vendor. Write no value."
            ),
            documents=("secrets-inventory", "recovery-guide"),
        ),
        PlaybookItem(
            line="OPS-7.3",
            title="Alert receivers confirmed",
            for_client="The right people get the alarms",
            settled=BY_PERSON,
            reason="The portal sends no alerts of its own yet; a person shows a trial alert and its acknowledgement.",
            why="An alert to an address nobody reads is the same as none.",
            what_to_do="Send one uptime alert and one certificate warning as a trial, and keep the receiver's answer.",
        ),
        PlaybookItem(
            line="OPS-7.4",
            title="Changes recorded",
            for_client="Changes and open points are written down",
            settled=BY_PERSON,
            reason="The portal collects fixed and open risks itself; a person reads them through before they go out.",
            why="Next month somebody will ask why a setting is as it is.",
            what_to_do=(
                "Read the collected changes and open risks, correct what a stranger would not understand, and publish."
            ),
            documents=("recovery-guide",),
        ),
    ),
    deliverable=Deliverable(
        line="OPS-7.D",
        title="Recovery guide",
        document="recovery-guide",
        holds="The handover checklist, and a way back that a stranger to the app can walk at 2 am.",
    ),
    failure_signal=FailureSignal(
        line="OPS-7.F",
        title="Only one can bring it back",
        sentence="Only one person is able to deploy again or to restore what was lost.",
        settled=BY_PERSON,
        reason="Only a rehearsal by a second person shows it.",
        absent_when="A second person followed the recovery guide alone; who, when and how long is recorded.",
    ),
)
