"""AIS-1: what could stop the launch, found in the first hours."""

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
    id="AIS-1",
    number=1,
    title="Audit",
    goal="Have every launch blocker on the table within two hours of looking.",
    for_client="Risks found and ranked",
    window=Hours(0, 4),
    items=(
        PlaybookItem(
            line="AIS-1.1",
            title="DNS of every host known",
            for_client="Your domain and its addresses are known",
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
            why="The bare domain, www, app, api and mail are often set up by different hands on different days.",
            what_to_do=(
                "Confirm the estate, add what the discovery could not see, and clear up each name that leads nowhere."
            ),
        ),
        PlaybookItem(
            line="AIS-1.2",
            title="TLS and redirects measured",
            for_client="Encryption and redirects are looked at",
            settled=BY_CHECKS,
            proven_by=(
                "certificate-trust",
                "certificate-name",
                "certificate-expiry",
                "certificate-chain",
                "certificate-key",
                "caa",
                "tls-versions",
                "https-redirect",
                "redirect-chain",
                "canonical-url",
            ),
            why="Each extra hop costs a phone user a noticeable wait, and one bad certificate stops them altogether.",
            what_to_do="Renew or reissue what failed, and shorten each chain to the hop the finding names.",
        ),
        PlaybookItem(
            line="AIS-1.3",
            title="Edge and origin exposure known",
            for_client="What shields the app is known",
            settled=BY_CHECKS,
            proven_by=(
                "edge-provider",
                "edge-proxying",
                "origin-exposure",
                "origin-access",
                "content-security-policy",
                "framing",
                "content-type-sniffing",
                "referrer-policy",
                "permissions-policy",
                "cookies",
                "cors",
                "open-routes",
                "back-office",
                "source-maps",
                "http-versions",
            ),
            why="An origin that answers directly makes every protection before it optional.",
            what_to_do=(
                "Let the origin accept the edge alone, and set the missing headers where the edge or the app sends "
                "them."
            ),
        ),
        PlaybookItem(
            line="AIS-1.4",
            title="Variables listed",
            for_client="The app's settings are listed",
            settled=BY_PERSON,
            reason="No check reads variable names out of the code yet; a person lists them with what each is for.",
            why="The variable missing in production is the one that only the founder's laptop has.",
            what_to_do=(
                "List each variable the code reads: name, purpose, where it is set, and what breaks without it. No "
                "values."
            ),
        ),
        PlaybookItem(
            line="AIS-1.5",
            title="History and files free of secrets",
            for_client="No passwords or keys lie in the open",
            settled=BY_CHECKS,
            proven_by=("secret-history", "exposed-files", "bundle-secrets"),
            why="Model keys are found by machines within minutes and spent by strangers the same day.",
            what_to_do=(
                "Revoke each found key first, then remove it. Accept the remaining history with the day of "
                "revocation as the reason."
            ),
        ),
        PlaybookItem(
            line="AIS-1.6",
            title="Uptime and errors visible",
            for_client="Whether failures would be noticed is known",
            settled=BY_CHECKS_AND_PERSON,
            proven_by=("host-answers", "endpoint-answers"),
            reason="The checks say what answers now; a person says who would have noticed last week.",
            why="Nobody can tell how stable it is when nobody has been looking.",
            what_to_do=(
                "Ask when it was down last and how that was noticed. Write which tool shows errors, or that none does."
            ),
        ),
        PlaybookItem(
            line="AIS-1.7",
            title="Mail authentication measured",
            for_client="Whether your mail is believed is known",
            settled=BY_CHECKS,
            proven_by=("spf", "dkim", "dmarc-policy", "reverse-dns", "mta-sts", "tls-reporting", "bimi"),
            why="Sign-up depends on one mail arriving within a minute.",
            what_to_do=(
                "Declare each sending domain with its DKIM selectors, and run. The records to publish stand in the "
                "findings."
            ),
        ),
    ),
    deliverable=Deliverable(
        line="AIS-1.D",
        title="Risk list",
        document="risk-list",
        holds="Every risk found, ranked by what it would do to launch and support, with its proof and its fix.",
    ),
    failure_signal=FailureSignal(
        line="AIS-1.F",
        title="Three questions stay open",
        sentence=(
            "Nobody can say where traffic goes, which variable breaks what when it is missing, or whom a failure wakes."
        ),
        settled=BY_PERSON,
        reason="The answers are given by people; the path map and the variable list only help to judge them.",
        absent_when="Somebody of the client answered all three, and the answers match the path map and the lists.",
    ),
)
