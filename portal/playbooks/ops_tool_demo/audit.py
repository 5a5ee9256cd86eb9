"""OPS-1: what stands in the way, found before anything is changed."""

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

AUDIT = PlaybookStage(
    id="OPS-1",
    number=1,
    title="Audit",
    goal="Know every launch blocker before the first change is made.",
    for_client="Risks found and ranked",
    window=Hours(0, 4),
    items=(
        PlaybookItem(
            line="OPS-1.1",
            title="Domains and DNS known",
            for_client="Your domains and their records are known",
            settled=BY_CHECKS,
            proven_by=(
                "delegation",
                "zone-serial",
                "name-server-agreement",
                "dnssec",
                "record-ttl",
                "wildcard",
                "domain-expiry",
                "host-addresses",
                "dangling-name",
                "alias-chain",
                "exchanger-names",
                "private-address",
                "mail-exchangers",
            ),
            why="A record nobody remembers is a door nobody watches.",
            what_to_do=(
                "Confirm the estate, add hosts the discovery could not see, and clear up each name that leads nowhere."
            ),
        ),
        PlaybookItem(
            line="OPS-1.2",
            title="Set-up reviewed",
            for_client="Where and how the app runs is reviewed",
            settled=BY_CHECKS_AND_PERSON,
            proven_by=("host-answers", "edge-provider"),
            reason=(
                "From outside we see that production answers and what stands before it, not how it is built and "
                "configured."
            ),
            why="Half of all launch surprises are a setting that differs between the laptop and production.",
            what_to_do=(
                "Read the deployment settings with whoever deploys. Note target, environments, region, and what "
                "happens on a push."
            ),
        ),
        PlaybookItem(
            line="OPS-1.3",
            title="History free of secrets",
            for_client="No passwords or keys lie in the code's history",
            settled=BY_CHECKS_AND_PERSON,
            proven_by=("secret-history", "exposed-files"),
            reason=(
                "The checks read the repository and the public files; a person reads the output of the last CI runs."
            ),
            why="A key that was committed once stays readable to everybody with a copy, also after it was deleted.",
            what_to_do=(
                "Open the newest CI runs and search their output for keys. Treat every find as leaked: replace it "
                "first, tidy up later."
            ),
        ),
        PlaybookItem(
            line="OPS-1.4",
            title="Key flows walked",
            for_client="The main things people do were tried",
            settled=BY_CHECKS_AND_PERSON,
            proven_by=("endpoint-answers", "redirect-chain"),
            reason=(
                "The checks visit each declared endpoint signed out; signing in and sending a webhook takes a person."
            ),
            why="The demo will follow these few paths. A dead end on one of them is all that people will remember.",
            what_to_do=(
                "Declare sign-in, the critical workflow and each webhook as endpoints. Sign in, finish one job, "
                "send one webhook, note what stalls."
            ),
        ),
        PlaybookItem(
            line="OPS-1.5",
            title="Slow calls named",
            for_client="Screens that may slow down are named",
            settled=BY_CHECKS_AND_PERSON,
            proven_by=("response-time",),
            reason="The check times one visitor at rest; a person names the calls that grow with users or data.",
            why="A call that takes one second alone takes ten when twenty people want it at once.",
            what_to_do=(
                "Declare the busy endpoints, read their timings, and list the calls that load whole tables or wait "
                "for another service."
            ),
        ),
    ),
    deliverable=Deliverable(
        line="OPS-1.D",
        title="Risk list",
        document="risk-list",
        holds="Every risk found, ranked by what it would do to the launch, with its proof and its fix.",
    ),
    failure_signal=FailureSignal(
        line="OPS-1.F",
        title="Nobody can tell the path",
        sentence=(
            "Asked how a click in the browser becomes an answer from production, nobody gets through it in two minutes."
        ),
        settled=BY_PERSON,
        reason="Whether somebody can explain the path is only heard, not measured.",
        absent_when="Somebody of the client told the path aloud within two minutes, and it matches the path map.",
    ),
)
