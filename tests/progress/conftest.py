"""An engagement with something of everything, and the people who look at it."""

from datetime import timedelta

import pytest

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PAGES = (
    "client_progress",
    "client_risks",
    "client_bar",
    "client_comments",
    "client_intake",
    "client_access",
    "client_item",
    "client_documents",
)


def text_of(response):
    return response.content.decode()


def address(world, name, **kwargs):
    from django.urls import reverse

    item = kwargs.pop("item", None)
    if name == "client_item":
        kwargs["item"] = (item or first_item(world)).pk
    return reverse(name, kwargs={"consultancy": world.consultancy.slug, "engagement": world.engagement.pk, **kwargs})


def first_item(world):
    from portal.database.tenant import tenant
    from portal.sprint.models import Item

    with tenant(world.consultancy.pk):
        return Item.objects.filter(stage__engagement=world.engagement).order_by("stage__number", "position").first()


@pytest.fixture
def visit(client):
    """Ask for a page as somebody; follows nothing."""

    def ask(user, where, data=None, **headers):
        client.force_login(user, backend=BACKEND)
        return client.post(where, data, **headers) if data is not None else client.get(where, **headers)

    return ask


@pytest.fixture
def judged(inside):
    """Makes a finding of the engagement with a judgement behind it."""
    from django.utils import timezone

    from audits.models import AuditRun, Finding, Judgement

    world, now = inside, timezone.now()
    run = AuditRun.objects.create(
        consultancy=world.consultancy, engagement=world.engagement, number=1, plan={}, requested_by=world.owner
    )

    def judgement(check, subject, outcome, headline, **more):
        return Judgement.objects.create(
            consultancy=world.consultancy,
            run=run,
            check_id=check,
            check_version=1,
            subject=subject,
            whole=subject,
            outcome=outcome,
            verdict="seen",
            headline=headline,
            **more,
        )

    def make(check, subject, headline, *, after="", rank="blocker", **more):
        before = judgement(check, f"{subject}", "fail", headline, rank=rank, **more)
        fixed = judgement(check, f"{subject}/after", "pass", after) if after else None
        return Finding.objects.create(
            consultancy=world.consultancy,
            engagement=world.engagement,
            check_id=check,
            check_version=1,
            subject=subject,
            whole=subject,
            state="fixed" if after else "open",
            outcome="fail",
            rank=rank,
            before=before,
            after=fixed,
            opened_at=now - timedelta(hours=2),
            changed_at=now,
            confirmed_at=now,
        )

    return make
