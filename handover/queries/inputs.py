"""Everything a paper is written from, read once from the engagement's own rows."""

from datetime import datetime, timedelta

from django.utils import timezone

from audits.core.parsing.secrets.scan import kind_of
from audits.models import Finding
from audits.queries import published_risks, unchecked_answers, withheld_ranks
from audits.queries.published import PublishedRisk
from handover.contents.inputs import HandoverInputs
from handover.contents.people_facts import PersonFacts, RehearsalFacts, SecretFacts, SuppliedFacts
from handover.contents.risk_facts import FoundSecretFacts, RiskFacts, UncheckedFacts, WithheldFacts
from handover.models import Rehearsal, Secret, Supplied
from handover.queries import observed as seen_of
from handover.queries import routes, sprint
from handover.queries.mail import judged_messages, mail_checklist
from portal.estate.queries import estate_rows
from portal.sprint.models import Engagement
from portal.sprint.queries import clock_of, playbook_of
from portal.tenancy.queries import current_client_users, current_members

SECRET_CHECKS = ("secret-history", "bundle-secrets", "exposed-files")
MOST_UNCHECKED = 300
HOUR = timedelta(hours=1)
TOLD_STATES = {"retired": "closed"}


def inputs_of(
    engagement: Engagement, *, number: int = 1, replaces: int | None = None, now: datetime | None = None
) -> HandoverInputs:
    """The engagement as it stands now; only what the client may read is in it."""
    now = now or timezone.now()
    playbook, clock = playbook_of(engagement), clock_of(engagement, now)
    rows, seen = estate_rows(engagement), seen_of.observed(engagement)
    domain = rows.domain.name if rows.domain else ""
    return HandoverInputs(
        made_at=now.isoformat(timespec="seconds"),
        time_zone=engagement.time_zone,
        consultancy=engagement.consultancy.name,
        client=engagement.client.name,
        app=engagement.name,
        number=number,
        replaces=replaces,
        playbook=sprint.playbook_facts(playbook),
        clock=sprint.clock_facts(engagement, clock),
        observed_at=sprint.iso(seen.at),
        stages=sprint.stage_facts(engagement, playbook, clock),
        bar=sprint.bar_facts(engagement),
        domains=(domain,) if domain else (),
        hosts=tuple(seen_of.host_facts(host, seen) for host in rows.hosts),
        name_servers=seen_of.name_servers(domain, seen) if domain else (),
        registration=seen_of.registration(domain, seen) if domain else None,
        records=seen_of.record_facts(domain, rows.hosts, rows.mail_domains, seen),
        endpoints=tuple(seen_of.endpoint_facts(one, seen) for one in rows.endpoints),
        mail_domains=tuple(seen_of.mail_facts(one, seen) for one in rows.mail_domains),
        mail_checklist=mail_checklist(engagement, seen),
        messages=judged_messages(seen),
        routes=routes.route_facts(engagement),
        way=routes.way_facts(engagement),
        repositories=tuple(row.name for row in rows.repositories),
        secrets=secret_facts(engagement),
        secrets_found=_found_secrets(engagement),
        risks=tuple(_risk(risk) for risk in published_risks(engagement)),
        withheld=tuple(WithheldFacts(rank=rank, number=n) for rank, n in withheld_ranks(engagement).items() if n),
        unchecked=_unchecked(engagement),
        outcomes=sprint.outcome_facts(playbook),
        parked=sprint.parked_facts(engagement),
        people=_people(engagement),
        accesses=sprint.access_facts(engagement, playbook),
        supplied=supplied_facts(engagement),
        rehearsals=_rehearsals(engagement),
        changes=sprint.change_facts(engagement, clock),
    )


def _risk(risk: PublishedRisk) -> RiskFacts:
    return RiskFacts(
        id=str(risk.risk_id),
        title=risk.title,
        subject=risk.subject,
        rank=risk.rank,
        state=TOLD_STATES.get(risk.state, risk.state),
        cost=risk.cost,
        fix=risk.fix,
        owner=risk.owner,
        before=risk.before,
        after=risk.after,
        fixed_hour=round(risk.fixed_hour / HOUR, 4) if risk.fixed_hour is not None else None,
        accepted_by=risk.accepted_by,
        accepted_reason=risk.accepted_reason,
        accepted_until=risk.accepted_until.isoformat() if risk.accepted_until else None,
    )


def _unchecked(engagement: Engagement) -> tuple[UncheckedFacts, ...]:
    answers = unchecked_answers(engagement)
    found = [
        UncheckedFacts(title=one.title, subject=subject, reason=one.reason)
        for one in answers
        for subject in one.subjects
    ]
    return tuple(found[:MOST_UNCHECKED])


def _found_secrets(engagement: Engagement) -> tuple[FoundSecretFacts, ...]:
    """Secrets seen in the open that the client was told of: kind and first place, never the value or a part of it."""
    findings = Finding.objects.filter(
        engagement=engagement, check_id__in=SECRET_CHECKS, risk__published_at__isnull=False
    ).select_related("before")
    told = [
        (finding, sighting) for finding in findings for sighting in finding.before.evidence[:1] if "kind" in sighting
    ]
    return tuple(
        FoundSecretFacts(
            kind=kind_of(sighting["kind"]).title,
            place=_place(sighting),
            state=finding.state,
            rank=finding.rank,
            publishable=bool(sighting.get("publishable")),
        )
        for finding, sighting in told
    )


def _place(sighting: dict[str, object]) -> str:
    commit = str(sighting.get("commit") or "")[:8]
    return f"{sighting['path']}:{sighting['line']}" + (f" in {commit}" if commit else "")


def _people(engagement: Engagement) -> tuple[PersonFacts, ...]:
    members = [
        PersonFacts(name=row.user.short_name, email=row.user.email, side="consultant", role=row.get_role_display())
        for row in current_members()
    ]
    users = [
        PersonFacts(name=row.user.short_name, email=row.user.email, side="client", role=row.get_role_display())
        for row in current_client_users(engagement.client)
    ]
    return (*members, *users)


def secret_facts(engagement: Engagement) -> tuple[SecretFacts, ...]:
    """The secret inventory."""
    return tuple(
        SecretFacts(
            name=row.name,
            purpose=row.purpose,
            environment=row.environment,
            owner=row.owner,
            deputy=row.deputy,
            stored_in=row.stored_in,
            used_by=row.used_by,
            rotation=row.rotation,
            rotated_on=row.rotated_on.isoformat() if row.rotated_on else None,
        )
        for row in Secret.objects.filter(engagement=engagement, removed_at__isnull=True)
    )


def supplied_facts(engagement: Engagement) -> tuple[SuppliedFacts, ...]:
    """What people answered."""
    rows = Supplied.objects.filter(engagement=engagement).select_related("supplied_by")
    return tuple(
        SuppliedFacts(
            key=row.key,
            value=row.value,
            by=row.supplied_by.short_name if row.supplied_by else "",
            at=row.supplied_at.isoformat(timespec="seconds"),
        )
        for row in rows
    )


def _rehearsals(engagement: Engagement) -> tuple[RehearsalFacts, ...]:
    return tuple(
        RehearsalFacts(
            scenario=row.scenario,
            person=row.person,
            on=row.rehearsed_on.isoformat(),
            minutes=row.minutes,
            paused_at=row.paused_at,
        )
        for row in Rehearsal.objects.filter(engagement=engagement)
    )
