"""The least that must be true before an AI product is announced."""

from portal.playbooks.playbook import BarLine

MINIMUM_BAR = (
    BarLine(
        line="AIS-BAR.1",
        title="Domain resolves, root and www agree",
        items=("AIS-1.1", "AIS-2.1"),
        sentence="Both forms of the address lead to the same place.",
    ),
    BarLine(
        line="AIS-BAR.2",
        title="Redirects are wanted and consistent",
        items=("AIS-1.2", "AIS-2.2"),
        sentence="Every redirect is short, permanent where it should be, and ends where it was meant to.",
    ),
    BarLine(
        line="AIS-BAR.3",
        title="Needed subdomains work",
        items=("AIS-1.1", "AIS-2.7"),
        sentence="Of app, api, auth, docs and mail, each one in use answers.",
    ),
    BarLine(
        line="AIS-BAR.4",
        title="HTTPS forced on every host",
        for_client="Every connection is encrypted",
        items=("AIS-2.4",),
        sentence="Plain HTTP leads to HTTPS on each host, with a certificate browsers trust.",
    ),
    BarLine(
        line="AIS-BAR.5",
        title="No secrets in source or browser",
        for_client="No passwords or keys lie in the open",
        items=("AIS-1.5", "AIS-3.3"),
        sentence="Neither the code's history nor what the browser downloads holds a usable key.",
    ),
    BarLine(
        line="AIS-BAR.6",
        title="Production variables known and valid",
        for_client="The live settings are listed and right",
        items=("AIS-1.4", "AIS-3.2"),
        sentence="Each variable has a purpose on paper and a value of its own in production.",
    ),
    BarLine(
        line="AIS-BAR.7",
        title="Mail is authenticated",
        for_client="Your mail proves who sent it",
        items=("AIS-2.7",),
        sentence="SPF, DKIM and DMARC are right for each domain that sends.",
    ),
    BarLine(
        line="AIS-BAR.8",
        title="Alerts come before user messages",
        items=("AIS-6.1", "AIS-6.2"),
        sentence="Something outside asks every few minutes and tells a named person.",
    ),
    BarLine(
        line="AIS-BAR.9",
        title="Caching leaves live answers alone",
        for_client="Fast pages, and nobody sees old or foreign ones",
        items=("AIS-2.5", "AIS-4.2"),
        sentence="Files are kept, personal and changing answers are not.",
    ),
    BarLine(
        line="AIS-BAR.10",
        title="Basic shield and rate limits on",
        items=("AIS-2.6", "AIS-5.4"),
        sentence="A flood is absorbed and a script is slowed, while people get through.",
    ),
    BarLine(
        line="AIS-BAR.11",
        title="Failures are predictable",
        for_client="When a service fails, people see a clear state",
        items=("AIS-5.1", "AIS-5.2", "AIS-5.5"),
        sentence="A silent model, a growing queue or a broken webhook ends in a message people understand.",
    ),
)
