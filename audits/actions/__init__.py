"""What people do with audits: ask for runs, and decide about what they found."""

from audits.actions.active import request_active_audit, stop_run
from audits.actions.control import look_for_control
from audits.actions.messages import delete_message, give_message, judge_messages
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
    "delete_message",
    "describe_risk",
    "give_message",
    "judge_messages",
    "look_for_control",
    "mark_contained",
    "publish_risk",
    "publish_risks",
    "rejudge_run",
    "reopen_risk",
    "request_active_audit",
    "request_audit",
    "stop_run",
    "unpublish_risk",
    "withdraw_acceptance",
]
