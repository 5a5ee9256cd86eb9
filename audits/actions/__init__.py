"""What people do with audits: ask for runs, and decide about what they found."""

from audits.actions.runs import request_audit

__all__ = ["request_audit"]
