"""Every check, in the order they are shown; a new check adds one import and one line here."""

from typing import Any

from audits.checks import (
    dangling_name,
    delegation,
    dkim,
    dmarc_policy,
    host_addresses,
    host_answers,
    private_address,
    spf,
)
from audits.core.check import Check

CHECKS: tuple[Check[Any], ...] = (
    host_addresses.CHECK,
    host_answers.CHECK,
    delegation.CHECK,
    dangling_name.CHECK,
    private_address.CHECK,
    spf.CHECK,
    dkim.CHECK,
    dmarc_policy.CHECK,
)
