"""Rows a finished run would have left, for tests of what people do with them."""

from django.utils import timezone

from audits.models import AuditRun, Finding, Judgement

OUTCOMES = {"open": "fail", "fixed": "pass"}


def run_of(world, engagement=None, **changes):
    engagement = engagement or world.engagement
    number = AuditRun.objects.filter(engagement=engagement).count() + 1
    now = timezone.now()
    return AuditRun.objects.create(
        **{
            "consultancy": world.consultancy,
            "engagement": engagement,
            "number": number,
            "plan": {},
            "state": "finished",
            "started_at": now,
            "finished_at": now,
            "requested_by": world.owner,
            **changes,
        }
    )


def judged(run, check, subject, outcome="fail", **changes):
    ranks = {"fail": "blocker", "warn": "cleanup"}
    return Judgement.objects.create(
        **{
            "consultancy_id": run.consultancy_id,
            "run": run,
            "check_id": check,
            "check_version": 1,
            "subject": subject,
            "whole": subject,
            "outcome": outcome,
            "verdict": outcome,
            "rank": ranks.get(outcome, ""),
            "headline": f"{subject} {'is fine' if outcome == 'pass' else 'is not fine'}",
            "fix": "" if outcome == "pass" else f"Mend {subject}.",
            "evidence": [{"source": f"{subject} TXT", "observed": f"seen at {subject}, run {run.number}"}],
            **changes,
        }
    )


def finding_of(run, check="dmarc-policy", subject="client.test", state="open", after=None, **changes):
    before = judged(run, check, subject, changes.pop("outcome", "fail"), **changes)
    now = timezone.now()
    return Finding.objects.create(
        consultancy_id=run.consultancy_id,
        engagement_id=run.engagement_id,
        check_id=check,
        check_version=1,
        subject=subject,
        whole=before.whole,
        state=state,
        outcome=before.outcome,
        rank=before.rank,
        before=before,
        after=after,
        opened_at=now,
        changed_at=now,
        confirmed_at=now,
    )
