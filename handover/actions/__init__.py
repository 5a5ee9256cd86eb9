"""What people do with a handover, one module an idea."""

from handover.actions.answers import record_rehearsal, supply_answer
from handover.actions.publishing import decide_version, publish_version
from handover.actions.secrets import SecretWords, add_secret, edit_secret, remove_secret
from handover.actions.versions import supply_version, write_version

__all__ = [
    "SecretWords",
    "add_secret",
    "decide_version",
    "edit_secret",
    "publish_version",
    "record_rehearsal",
    "remove_secret",
    "supply_answer",
    "supply_version",
    "write_version",
]
