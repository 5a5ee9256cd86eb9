"""The least that must be true before an internal tool is shown."""

from portal.playbooks.playbook import BarLine

MINIMUM_BAR = (
    BarLine(
        line="OPS-BAR.1",
        title="DNS leads to the right place",
        items=("OPS-1.1", "OPS-2.1"),
        sentence="Every name resolves, and the main address reaches production.",
    ),
    BarLine(
        line="OPS-BAR.2",
        title="Redirects are clean and wanted",
        items=("OPS-2.2",),
        sentence="Old and plain addresses arrive in one hop, without loops.",
    ),
    BarLine(
        line="OPS-BAR.3",
        title="Each subdomain has a purpose",
        items=("OPS-2.3",),
        sentence="Each host has a reason and an owner, and none is left over.",
    ),
    BarLine(
        line="OPS-BAR.4",
        title="Edge caching and protection are on",
        items=("OPS-2.4", "OPS-6.4"),
        sentence="Visitors meet the edge first, and it keeps no personal page.",
    ),
    BarLine(
        line="OPS-BAR.5",
        title="TLS on every route, nothing mixed",
        for_client="Every page is encrypted, with no warnings",
        items=("OPS-2.5",),
        sentence="Every public route has a valid certificate and loads nothing over plain HTTP.",
    ),
    BarLine(
        line="OPS-BAR.6",
        title="SPF, DKIM and DMARC in force",
        for_client="Your mail proves who sent it",
        items=("OPS-3.3",),
        sentence="All three records are right for each domain that sends.",
    ),
    BarLine(
        line="OPS-BAR.7",
        title="Production runs on managed settings",
        for_client="The live app keeps its settings in a safe place",
        items=("OPS-1.2", "OPS-3.1", "OPS-3.2"),
        sentence="The live deployment takes variables and secrets from where they belong.",
    ),
    BarLine(
        line="OPS-BAR.8",
        title="Code and logs hold no credentials",
        for_client="No passwords lie in the code or the logs",
        items=("OPS-1.3", "OPS-5.3"),
        sentence="History, CI output and logs were read, and nothing usable is left in them.",
    ),
    BarLine(
        line="OPS-BAR.9",
        title="App and key routes are watched",
        for_client="The app and its key pages are watched",
        items=("OPS-5.1",),
        sentence="Something outside asks every few minutes and keeps the answers.",
    ),
    BarLine(
        line="OPS-BAR.10",
        title="Errors are seen before complaints come",
        items=("OPS-5.2", "OPS-5.4"),
        sentence="A rise in errors or a failed release reaches a named person.",
    ),
    BarLine(
        line="OPS-BAR.11",
        title="Handover tells changes and recovery",
        for_client="You can see the changes and recover alone",
        items=("OPS-7.1", "OPS-7.4"),
        sentence="A person new to the app can see what was changed and bring it back.",
    ),
)
