"""OPS-2: one address that always leads to the same, protected app."""

from portal.playbooks.playbook import (
    BY_CHECKS,
    BY_CHECKS_AND_PERSON,
    Deliverable,
    FailureSignal,
    Hours,
    PlaybookItem,
    PlaybookStage,
)

ENTRY_POINT = PlaybookStage(
    id="OPS-2",
    number=2,
    title="Entry point",
    goal="Give the app one stable address that everybody reaches the same way.",
    for_client="One address, HTTPS everywhere",
    window=Hours(4, 12),
    items=(
        PlaybookItem(
            line="OPS-2.1",
            title="Root and www point right",
            for_client="Your address works with and without www",
            settled=BY_CHECKS,
            proven_by=("apex-www", "canonical-url", "delegation", "name-server-agreement"),
            why="People type either form. If one of them is stale, half the demo sees another app.",
            what_to_do=(
                "Choose one form, point both names at the same place and redirect the other form to it permanently."
            ),
        ),
        PlaybookItem(
            line="OPS-2.2",
            title="Old addresses redirect",
            for_client="Old links lead to the right page",
            settled=BY_CHECKS,
            proven_by=("old-urls", "https-redirect", "redirect-chain", "redirect-permanence"),
            why="Bookmarks and mails keep old links alive for years.",
            what_to_do="Declare each old URL with the purpose old. Send it to its successor in a single permanent hop.",
        ),
        PlaybookItem(
            line="OPS-2.3",
            title="Subdomains have owners",
            for_client="Every subdomain is wanted and has an owner",
            settled=BY_CHECKS_AND_PERSON,
            proven_by=("dangling-name", "alias-chain", "wildcard", "private-address", "host-answers", "dead-subdomain"),
            reason=(
                "The checks see what a subdomain does; only the client can say what it is for and who answers for it."
            ),
            why="A forgotten subdomain can be taken over by a stranger who then speaks in your name.",
            what_to_do=(
                "Write purpose and owner beside each host of the estate. Delete the record of any host that nobody "
                "claims."
            ),
        ),
        PlaybookItem(
            line="OPS-2.4",
            title="Protection fits the tool",
            for_client="Protection suits an internal tool",
            settled=BY_CHECKS_AND_PERSON,
            proven_by=(
                "edge-provider",
                "edge-proxying",
                "origin-exposure",
                "origin-access",
                "ordinary-visitors",
                "cloudflare-firewall",
                "cloudflare-tls-mode",
                "cloudflare-https",
                "cloudflare-minimum-tls",
                "cloudflare-rate-limits",
                "cloudflare-cache-rules",
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
                "personal-cache",
            ),
            reason=(
                "The checks see the edge, and with a token its settings; a person compares the rules with who needs in."
            ),
            why="An internal tool has few known users. Everything that keeps the rest of the world out is cheap.",
            what_to_do=(
                "Let only the edge reach the origin, put sign-in or an address list before admin pages, and set the "
                "missing headers."
            ),
        ),
        PlaybookItem(
            line="OPS-2.5",
            title="Certificates valid, nothing mixed",
            for_client="Every page is encrypted and trusted",
            settled=BY_CHECKS,
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
                "hsts",
                "hsts-preload",
                "mixed-content",
            ),
            why="One certificate warning in a demo costs more trust than any missing feature.",
            what_to_do=(
                "Renew or reissue what failed, and write https:// before every part that a page still loads over "
                "http://."
            ),
        ),
        PlaybookItem(
            line="OPS-2.6",
            title="Sensitive routes rate-limited",
            for_client="Guessing passwords in bulk is blocked",
            settled=BY_CHECKS_AND_PERSON,
            proven_by=("login-rate-limit",),
            reason=(
                "The check sends wrong log-ins once control is proven and a person clicks; reset, sign-up and paid calls "
                "a person tries."
            ),
            why="Sign-in, password reset and AI calls without a limit invite guessing and large bills.",
            what_to_do=(
                "Set limits on sign-in, reset and every paid call. Run the active check, and leave the other rules "
                "with one refused burst as evidence."
            ),
        ),
    ),
    deliverable=Deliverable(
        line="OPS-2.D",
        title="Routing map",
        document="routing-map",
        holds="Every name with its records, where it leads, why it exists, and the check that saw it work.",
    ),
    failure_signal=FailureSignal(
        line="OPS-2.F",
        title="Site differs by address",
        sentence=(
            "People see another version of the site depending on how they write the address or what their browser "
            "remembers."
        ),
        settled=BY_CHECKS,
        proven_by=(
            "apex-www",
            "https-redirect",
            "redirect-chain",
            "canonical-url",
            "duplicate-content",
            "static-cache",
        ),
        absent_when=(
            "Every form of the address ends at the same place in the newest run, and no browser keeps an old script."
        ),
    ),
)
