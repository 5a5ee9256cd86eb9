"""AIS-7: another engineer can take over from paper."""

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
    id="AIS-7",
    number=7,
    title="Handover",
    goal="Make everything that is known transferable, so that no memory is needed.",
    for_client="Somebody else can take over",
    window=Hours(44, 48),
    items=(
        PlaybookItem(
            line="AIS-7.1",
            title="Registrar log-in tried",
            for_client="You can get into your domain's registrar",
            settled=BY_PERSON,
            reason="Only the owner can log in at the registrar, and no machine may do it in their place.",
            why="Whoever holds the domain holds the company's address and all its mail.",
            what_to_do=(
                "Let two people of the client log in while you watch. Note who, the renewal date, and whether the "
                "lock is on."
            ),
        ),
        PlaybookItem(
            line="AIS-7.2",
            title="Cloudflare is the client's",
            for_client="The shield belongs to you",
            settled=BY_CHECKS_AND_PERSON,
            proven_by=("edge-provider", "delegation", "cloudflare-owner"),
            reason=(
                "The checks see which provider serves the domain, and with a token in whose account; only the client can "
                "show that the log-in is theirs."
            ),
            why="A zone in a freelancer's name leaves with the freelancer.",
            what_to_do=(
                "Let the client open the zone with the highest role, on an address of their own domain. Remove "
                "people who left."
            ),
        ),
        PlaybookItem(
            line="AIS-7.3",
            title="Deploy credentials stored safely",
            for_client="The keys for releasing are stored safely",
            settled=BY_PERSON,
            reason="Where people keep a credential cannot be observed without handling it.",
            why="The key that can release can also replace the whole product.",
            what_to_do=(
                "Keep them in a shared password manager with two holders. Note place and holders, never the value."
            ),
        ),
        PlaybookItem(
            line="AIS-7.4",
            title="Mail records documented",
            for_client="Your mail settings are written down",
            settled=BY_CHECKS_AND_PERSON,
            proven_by=("spf", "dkim", "dmarc-policy", "mail-exchangers", "mail-encryption", "mta-sts", "tls-reporting"),
            reason="The checks bring the records word for word; a person adds which service each one is for.",
            why="Moving DNS without this list breaks mail for days.",
            what_to_do="Read the collected records, name the service behind each, and publish.",
            documents=("routing-map", "recovery-guide"),
        ),
        PlaybookItem(
            line="AIS-7.5",
            title="Variable list exported",
            for_client="The app's settings are listed for you",
            settled=BY_PERSON,
            reason="The list is put together from what people declared, since no check reads variable names yet.",
            why="Setting up a second copy starts with this list.",
            what_to_do=(
                "Read the list against the platform's settings page, complete it, and publish. Names only, no values."
            ),
            documents=("recovery-guide",),
        ),
        PlaybookItem(
            line="AIS-7.6",
            title="Monitors open for the client",
            for_client="You have the links to what is watched",
            settled=BY_PERSON,
            reason="Links come from the monitoring evidence; a person opens each one signed in as the client.",
            why="A monitor behind somebody else's log-in watches for nobody.",
            what_to_do="Let the client open each link, then publish the document that lists them.",
            documents=("monitoring-pack", "recovery-guide"),
        ),
        PlaybookItem(
            line="AIS-7.7",
            title="Way back written",
            for_client="Undoing a release is written down",
            settled=BY_PERSON,
            reason="The steps live in the client's platform; a person writes them as tried in the deployment stage.",
            why="The next bad release will not wait for its author.",
            what_to_do=(
                "Write command, what you see and what to do if not, for each step. Let somebody else read it aloud."
            ),
            documents=("deployment-process", "recovery-guide"),
        ),
        PlaybookItem(
            line="AIS-7.8",
            title="Vendor contacts known",
            for_client="Whom to call for what is listed",
            settled=BY_PERSON,
            reason="Contacts and contract numbers are known to people alone.",
            why="Searching for a support address is the longest part of many outages.",
            what_to_do="List each vendor with plan, contact, log-in holder and how fast they answer.",
            documents=("recovery-guide",),
        ),
    ),
    deliverable=Deliverable(
        line="AIS-7.D",
        title="Handover document",
        document="recovery-guide",
        holds="All that an engineer new to the app needs to take over with no open question.",
    ),
    failure_signal=FailureSignal(
        line="AIS-7.F",
        title="It lives in one head",
        sentence="It runs on settings that stand nowhere but in one memory.",
        settled=BY_PERSON,
        reason="Unwritten knowledge shows only when a second person tries to do without it.",
        absent_when="A second person followed the document alone; who, when and where they paused is recorded.",
    ),
)
