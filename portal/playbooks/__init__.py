"""The roadmaps a sprint can follow, as data."""

from portal.playbooks.ai_startup_prototype import AI_STARTUP_PROTOTYPE
from portal.playbooks.free_tools import FREE_TOOLS
from portal.playbooks.ops_tool_demo import OPS_TOOL_DEMO
from portal.playbooks.playbook import (
    BY_CHECKS,
    BY_CHECKS_AND_PERSON,
    BY_PERSON,
    RANKS,
    SPRINT_HOURS,
    Playbook,
    PlaybookItem,
    PlaybookStage,
    Settled,
    lines_of_check,
)
from portal.playbooks.scope_guard import REFUSALS, matching_refusals
from portal.playbooks.snapshots import restore, snapshot

PLAYBOOKS: dict[str, Playbook] = {playbook.id: playbook for playbook in (OPS_TOOL_DEMO, AI_STARTUP_PROTOTYPE)}

__all__ = [
    "BY_CHECKS",
    "BY_CHECKS_AND_PERSON",
    "BY_PERSON",
    "FREE_TOOLS",
    "PLAYBOOKS",
    "RANKS",
    "REFUSALS",
    "SPRINT_HOURS",
    "Playbook",
    "PlaybookItem",
    "PlaybookStage",
    "Settled",
    "lines_of_check",
    "matching_refusals",
    "restore",
    "snapshot",
]
