"""What people do with audits: ask for runs, and decide about what they found."""

from audits.actions.publishing import mark_contained, publish_risk, publish_risks, unpublish_risk
from audits.actions.rejudging import rejudge_run
from audits.actions.risks import (
    RiskWords,
    accept_risk,
    add_risk,
    close_risk,
    describe_risk,
    reopen_risk,
    withdraw_acceptance,
)
from audits.actions.runs import request_audit

__all__ = [
    "RiskWords",
    "accept_risk",
    "add_risk",
    "close_risk",
    "describe_risk",
    "mark_contained",
    "publish_risk",
    "publish_risks",
    "rejudge_run",
    "reopen_risk",
    "request_audit",
    "unpublish_risk",
    "withdraw_acceptance",
]
