"""The roadmap that takes an AI tool startup from idea to prototype."""

from portal.playbooks import accesses, automations
from portal.playbooks.ai_startup_prototype.audit import AUDIT
from portal.playbooks.ai_startup_prototype.deployment import DEPLOYMENT
from portal.playbooks.ai_startup_prototype.handover import HANDOVER
from portal.playbooks.ai_startup_prototype.minimum_bar import MINIMUM_BAR
from portal.playbooks.ai_startup_prototype.monitoring import MONITORING
from portal.playbooks.ai_startup_prototype.performance import PERFORMANCE
from portal.playbooks.ai_startup_prototype.public_edge import PUBLIC_EDGE
from portal.playbooks.ai_startup_prototype.resilience import RESILIENCE
from portal.playbooks.playbook import Playbook
from portal.playbooks.scope_guard import REFUSALS

AI_STARTUP_PROTOTYPE = Playbook(
    id="ais",
    title="AI tool startup",
    from_to="Idea to prototype",
    ranks=("Launch blocker", "Support risk", "Cleanup item"),
    stages=(AUDIT, PUBLIC_EDGE, DEPLOYMENT, PERFORMANCE, RESILIENCE, MONITORING, HANDOVER),
    minimum_bar=MINIMUM_BAR,
    bottlenecks=(),
    outcomes=(),
    accesses=(
        accesses.needed(accesses.REGISTRAR, "AIS-2.7", "AIS-7.1"),
        accesses.needed(accesses.CLOUDFLARE, "AIS-2.1", "AIS-2.3", "AIS-2.4", "AIS-2.5", "AIS-2.6", "AIS-7.2"),
        accesses.needed(accesses.HOSTING, "AIS-3.2", "AIS-3.3", "AIS-3.4", "AIS-3.6", "AIS-7.7"),
        accesses.needed(accesses.REPOSITORY, "AIS-1.4", "AIS-1.5", "AIS-3.1", "AIS-4.3", "AIS-4.5"),
        accesses.needed(accesses.MAIL, "AIS-1.7", "AIS-2.7", "AIS-5.3"),
    ),
    automations=(
        automations.DEPLOY_CHECKS,
        automations.VARIABLE_CHECK,
        automations.DNS_CHECK,
        automations.UPTIME_ALERT,
        automations.TIMING_LOG,
        automations.DEPENDENCY_AUDIT,
        automations.MAIL_CHECK,
        automations.PROMPT_ATTACKS,
    ),
    refusals=REFUSALS,
)
