"""The roadmap that takes an internal operations tool from prototype to demo."""

from portal.playbooks import accesses, automations
from portal.playbooks.ops_tool_demo.audit import AUDIT
from portal.playbooks.ops_tool_demo.entry_point import ENTRY_POINT
from portal.playbooks.ops_tool_demo.handover import HANDOVER
from portal.playbooks.ops_tool_demo.load import LOAD
from portal.playbooks.ops_tool_demo.minimum_bar import MINIMUM_BAR
from portal.playbooks.ops_tool_demo.monitoring import MONITORING
from portal.playbooks.ops_tool_demo.performance import PERFORMANCE
from portal.playbooks.ops_tool_demo.promises import BOTTLENECKS, OUTCOMES
from portal.playbooks.ops_tool_demo.secrets_and_mail import SECRETS_AND_MAIL
from portal.playbooks.playbook import Playbook
from portal.playbooks.scope_guard import REFUSALS

OPS_TOOL_DEMO = Playbook(
    id="ops",
    title="Internal operations tool",
    from_to="Prototype to demo",
    ranks=("Launch blocker", "Likely incident", "Nice to fix"),
    stages=(AUDIT, ENTRY_POINT, SECRETS_AND_MAIL, PERFORMANCE, MONITORING, LOAD, HANDOVER),
    minimum_bar=MINIMUM_BAR,
    bottlenecks=BOTTLENECKS,
    outcomes=OUTCOMES,
    accesses=(
        accesses.needed(accesses.REGISTRAR, "OPS-1.1", "OPS-2.1", "OPS-7.2"),
        accesses.needed(
            accesses.CLOUDFLARE, "OPS-2.1", "OPS-2.2", "OPS-2.3", "OPS-2.4", "OPS-2.5", "OPS-2.6", "OPS-3.3"
        ),
        accesses.needed(accesses.HOSTING, "OPS-1.2", "OPS-2.5", "OPS-3.1", "OPS-5.2", "OPS-5.3", "OPS-7.1"),
        accesses.needed(accesses.REPOSITORY, "OPS-1.3", "OPS-3.1", "OPS-3.2", "OPS-4.3", "OPS-4.4", "OPS-4.5"),
        accesses.needed(accesses.MAIL, "OPS-3.3", "OPS-3.4"),
    ),
    automations=(
        automations.DEPLOY_CHECKS,
        automations.SECRET_WATCH,
        automations.CERTIFICATE_ALERT,
        automations.UPTIME_ALERT,
        automations.SMOKE_TEST,
        automations.TIMING_LOG,
        automations.PROMPT_ATTACKS,
        automations.RELEASE_TIMING,
    ),
    refusals=REFUSALS,
)
