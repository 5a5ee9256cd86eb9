"""AIS-2: the public side stands firm before anybody is invited."""

from portal.playbooks.playbook import (
    BY_CHECKS,
    BY_CHECKS_AND_PERSON,
    Deliverable,
    FailureSignal,
    Hours,
    PlaybookItem,
    PlaybookStage,
)

PUBLIC_EDGE = PlaybookStage(
    id="AIS-2",
    number=2,
    title="Public edge",
    goal="Make the public side steady before the first announcement goes out.",
    for_client="One address, encrypted and shielded",
    window=Hours(4, 16),
    items=(
        PlaybookItem(
            line="AIS-2.1",
            title="Root and www agree",
            for_client="Your address works with and without www",
            settled=BY_CHECKS,
            proven_by=("apex-www", "canonical-url", "duplicate-content"),
            why="Links in posts and mails use both forms, and cookies set on one are unknown to the other.",
            what_to_do=(
                "Choose one form and send the other to it with one permanent redirect that keeps path and query."
            ),
        ),
        PlaybookItem(
            line="AIS-2.2",
            title="Old addresses take one hop",
            for_client="Old links lead straight to the right page",
            settled=BY_CHECKS,
            proven_by=("old-urls", "redirect-chain", "redirect-permanence"),
            why="Early links live on in posts nobody can edit.",
            what_to_do="Declare each old URL with the purpose old, and point its redirect at the final address.",
        ),
        PlaybookItem(
            line="AIS-2.3",
            title="Edge stands where it helps",
            for_client="Visitors meet the shield first",
            settled=BY_CHECKS,
            proven_by=("edge-provider", "edge-proxying", "origin-exposure"),
            why="Web hosts gain from a proxy; mail hosts break behind one.",
            what_to_do=(
                "Proxy the hosts that serve pages and APIs, leave mail and verification names direct, and close the "
                "origin."
            ),
        ),
        PlaybookItem(
            line="AIS-2.4",
            title="TLS up to the origin",
            for_client="Every connection is encrypted all the way",
            settled=BY_CHECKS_AND_PERSON,
            proven_by=(
                "certificate-trust",
                "certificate-name",
                "certificate-expiry",
                "certificate-chain",
                "certificate-key",
                "caa",
                "tls-versions",
                "forward-secrecy",
                "cipher-suites",
                "https-redirect",
                "hsts",
                "hsts-preload",
                "edge-to-origin",
                "cloudflare-tls-mode",
                "cloudflare-https",
                "cloudflare-minimum-tls",
            ),
            reason=(
                "The stretch from edge to origin shows to nobody outside: with a Cloudflare token a check reads its mode, "
                "elsewhere a person does."
            ),
            why="A lock in the browser says nothing about the second half of the way.",
            what_to_do="Set the strict mode with a valid origin certificate. Leave the setting as evidence.",
        ),
        PlaybookItem(
            line="AIS-2.5",
            title="Static files cached",
            for_client="Pictures and scripts load quickly",
            settled=BY_CHECKS,
            proven_by=("static-cache", "personal-cache", "compression"),
            why="Files that never change need not be fetched twice. Pages that change must be.",
            what_to_do=(
                "Give files with a hash in their name a year, pages none, and answers for one person to nobody else."
            ),
        ),
        PlaybookItem(
            line="AIS-2.6",
            title="Protection lets people in",
            for_client="The shield does not stop real visitors",
            settled=BY_CHECKS_AND_PERSON,
            proven_by=("endpoint-answers", "ordinary-visitors", "cloudflare-firewall", "cloudflare-rate-limits"),
            reason=(
                "The checks come from one place, as our program and as one browser; a person tries a phone network and a "
                "private window."
            ),
            why="A rule that stops attackers can stop your first hundred users without a word in any log.",
            what_to_do=(
                "Turn on DDoS and firewall rules, then open home, sign-up and API from two networks. Read the "
                "blocked list."
            ),
        ),
        PlaybookItem(
            line="AIS-2.7",
            title="Domain connected, mail repaired",
            for_client="Your domain works and your mail is believed",
            settled=BY_CHECKS,
            proven_by=("delegation", "dnssec", "exchanger-names", "host-answers", "spf", "dkim", "dmarc-policy"),
            why="Mail reputation needs days to grow, so the records have to be right well before the announcement.",
            what_to_do=(
                "Publish the records the findings give, wait for the old lifetime to pass, and run again inside "
                "this window."
            ),
        ),
    ),
    deliverable=Deliverable(
        line="AIS-2.D",
        title="Routing map",
        document="routing-map",
        holds="Each route of web app and API, where it leads, and the check that saw it work.",
    ),
    failure_signal=FailureSignal(
        line="AIS-2.F",
        title="The edge shows cracks",
        sentence="Some address loops, warns of its certificate, loads parts unencrypted or leads nowhere.",
        settled=BY_CHECKS,
        proven_by=(
            "redirect-chain",
            "mixed-content",
            "certificate-trust",
            "certificate-name",
            "certificate-expiry",
            "certificate-key",
            "dangling-name",
            "host-answers",
            "dead-subdomain",
        ),
        absent_when="No address loops, warns, loads a part unencrypted or leads nowhere in the newest run.",
    ),
)
