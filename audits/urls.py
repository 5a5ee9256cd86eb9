"""The addresses of this room."""

from django.urls import path

from audits.views import active, findings, messages, risks, runs
from portal.tenancy.audience import Audience, declare

ENGAGEMENT = "engagements/<uuid:engagement>"
FINDING = f"{ENGAGEMENT}/findings/<uuid:finding>"
RISK = f"{ENGAGEMENT}/risks/<uuid:risk>"
MESSAGE = f"{ENGAGEMENT}/messages/<int:received_message>"

urlpatterns = [
    path(f"{ENGAGEMENT}/audits/", runs.audit_runs, name="audit_runs"),
    path(f"{ENGAGEMENT}/audits/run/", runs.run_audits, name="run_audits"),
    path(f"{ENGAGEMENT}/audits/progress/", runs.audit_progress, name="audit_progress"),
    path(f"{ENGAGEMENT}/audits/active/", active.active_checks, name="active_checks"),
    path(f"{ENGAGEMENT}/audits/<uuid:run>/", runs.audit_run, name="audit_run"),
    path(f"{ENGAGEMENT}/audits/<uuid:run>/stop/", active.stop, name="stop_run"),
    path(f"{ENGAGEMENT}/messages/", messages.received_messages, name="received_messages"),
    path(f"{ENGAGEMENT}/messages/judge/", messages.judge_received, name="judge_received"),
    path(f"{MESSAGE}/delete/", messages.delete_received, name="delete_received"),
    path(f"{ENGAGEMENT}/risks/", risks.risks, name="risks"),
    path(f"{ENGAGEMENT}/risks/list.csv", risks.risk_list, name="risk_list"),
    path(f"{ENGAGEMENT}/risks/add/", risks.add_risk, name="add_risk"),
    path(f"{ENGAGEMENT}/risks/publish/", risks.publish_risks, name="publish_risks"),
    path(f"{FINDING}/", findings.finding, name="finding"),
    path(f"{FINDING}/describe/", findings.describe, name="describe_finding"),
    path(f"{FINDING}/accept/", findings.accept, name="accept_finding"),
    path(f"{FINDING}/withdraw/", findings.withdraw, name="withdraw_finding"),
    path(f"{FINDING}/publish/", findings.publish, name="publish_finding"),
    path(f"{FINDING}/unpublish/", findings.unpublish, name="unpublish_finding"),
    path(f"{RISK}/", findings.risk, name="risk"),
    path(f"{RISK}/describe/", findings.describe, name="edit_risk"),
    path(f"{RISK}/accept/", findings.accept, name="accept_risk"),
    path(f"{RISK}/withdraw/", findings.withdraw, name="withdraw_risk"),
    path(f"{RISK}/publish/", findings.publish, name="publish_risk"),
    path(f"{RISK}/unpublish/", findings.unpublish, name="unpublish_risk"),
    path(f"{RISK}/close/", findings.close, name="close_risk"),
    path(f"{RISK}/reopen/", findings.reopen, name="reopen_risk"),
]

declare(dict.fromkeys((str(pattern.name) for pattern in urlpatterns), Audience.MEMBER))
