"""What an internal tool usually suffers from, and what 48 hours promise to it."""

from portal.playbooks.playbook import Bottleneck, Outcome

BOTTLENECKS = (
    Bottleneck(
        line="OPS-SLOW.1",
        title="Slow lists and filters",
        sentence="A filter without an index reads the whole table for every click.",
        items=("OPS-4.3", "OPS-1.5"),
    ),
    Bottleneck(
        line="OPS-SLOW.2",
        title="Paid calls made twice",
        sentence="The same AI or provider question is bought again although the answer is known.",
        items=("OPS-4.2",),
    ),
    Bottleneck(
        line="OPS-SLOW.3",
        title="Busy screens without a cache",
        sentence="A screen that everybody opens is put together from scratch for each of them.",
        items=("OPS-4.2",),
    ),
    Bottleneck(
        line="OPS-SLOW.4",
        title="Work that makes people wait",
        sentence="A file, a mail or a model answer is finished while the browser waits.",
        items=("OPS-4.4", "OPS-4.5"),
    ),
    Bottleneck(
        line="OPS-SLOW.5",
        title="Sensitive routes without a limit",
        sentence="Sign-in, reset or a paid call may be repeated without end.",
        items=("OPS-2.6",),
    ),
    Bottleneck(
        line="OPS-SLOW.6",
        title="Logs that explain nothing",
        sentence="After a failure nobody can tell which request failed, for whom and where.",
        items=("OPS-5.3",),
    ),
)

OUTCOMES = (
    Outcome(
        line="OPS-OUT.1",
        title="Domain leads to the app",
        sentence="The root and the main subdomains lead to the app.",
        items=("OPS-2.1", "OPS-2.3"),
        accesses=("registrar", "cloudflare"),
        documents=("routing-map",),
    ),
    Outcome(
        line="OPS-OUT.2",
        title="TLS active",
        sentence="Every public route is encrypted with a certificate browsers trust.",
        items=("OPS-2.5",),
        accesses=("cloudflare", "hosting"),
    ),
    Outcome(
        line="OPS-OUT.3",
        title="Edge shields and caches",
        sentence="Cloudflare or the edge in its place shields the origin and keeps what may be kept.",
        items=("OPS-2.4", "OPS-6.4"),
        accesses=("cloudflare",),
    ),
    Outcome(
        line="OPS-OUT.4",
        title="Operational mail lands",
        sentence="Mail for resets and alerts is authenticated and reaches the inbox.",
        items=("OPS-3.3", "OPS-3.4"),
        accesses=("cloudflare", "mail"),
    ),
    Outcome(
        line="OPS-OUT.5",
        title="Secrets moved to safety",
        sentence="As far as the platform allows, no secret stays where it should not be.",
        items=("OPS-3.1", "OPS-3.2"),
        accesses=("repository", "hosting"),
        documents=("secrets-inventory",),
    ),
    Outcome(
        line="OPS-OUT.6",
        title="Production deployed or steadied",
        sentence="The live deployment is done or made dependable, as far as the given accesses reach.",
        items=("OPS-1.2", "OPS-7.1"),
        accesses=("hosting", "repository"),
    ),
    Outcome(
        line="OPS-OUT.7",
        title="Uptime monitoring live",
        sentence="The routes that matter are watched, and somebody is told.",
        items=("OPS-5.1", "OPS-7.3"),
        accesses=(),
        documents=("monitoring-sheet",),
    ),
    Outcome(
        line="OPS-OUT.8",
        title="Handover checklist written",
        sentence="What was repaired and what still needs care is on paper.",
        items=("OPS-7.4",),
        accesses=(),
        documents=("recovery-guide",),
    ),
)
