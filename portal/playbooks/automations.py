"""What a sprint leaves running at the client, one small thing per concern."""

from __future__ import annotations

from portal.playbooks.playbook import Automation

DEPLOY_CHECKS = Automation(
    line="AUTO-1",
    title="Deploy checks",
    purpose="Builds a preview of every change, and deploys when the change reaches the main branch.",
)
SECRET_WATCH = Automation(
    line="AUTO-2",
    title="Secret watch",
    purpose="Stops a commit or a build that carries a credential.",
)
VARIABLE_CHECK = Automation(
    line="AUTO-3",
    title="Variable check",
    purpose="Refuses to start when a production variable is missing or malformed, and names it.",
)
DNS_CHECK = Automation(
    line="AUTO-4",
    title="DNS check",
    purpose="Compares the live records with the ones handed over, and says which one moved.",
)
CERTIFICATE_ALERT = Automation(
    line="AUTO-5",
    title="Certificate alert",
    purpose="Warns a named person weeks before a certificate ends.",
)
UPTIME_ALERT = Automation(
    line="AUTO-6",
    title="Uptime alert",
    purpose="Visits the routes that matter and tells a named person when one stops answering.",
)
SMOKE_TEST = Automation(
    line="AUTO-7",
    title="Smoke test",
    purpose="Signs in and calls the key APIs after every deployment, and turns red when one fails.",
)
TIMING_LOG = Automation(
    line="AUTO-8",
    title="Timing log",
    purpose="Writes how long critical endpoints and queries take, and shows when their p95 drifts.",
)
DEPENDENCY_AUDIT = Automation(
    line="AUTO-9",
    title="Dependency audit",
    purpose="Fails the build on a dependency with a known hole.",
)
MAIL_CHECK = Automation(
    line="AUTO-10",
    title="Mail check",
    purpose="Looks at SPF, DKIM and DMARC each day and says which one broke.",
)
PROMPT_ATTACKS = Automation(
    line="AUTO-11",
    title="Prompt attack set",
    purpose="Tries injection, tool misuse, data leaks, crossed roles and a silent model against the AI feature.",
)
RELEASE_TIMING = Automation(
    line="AUTO-12",
    title="Release timing",
    purpose="Times the key routes once per release and compares with the release before.",
)
