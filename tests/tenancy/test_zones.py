"""The time zone pages are written in: the reader's, or the engagement's while the reader never chose one."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from portal.database.tenant import tenant
from tests.audits.findings_of import run_of

CASES = [("UTC", "18 Nov, 09:40"), ("Europe/Lisbon", "18 Nov, 00:40")]


@pytest.mark.parametrize(("chosen", "shown"), CASES)
def test_member_reads_an_engagement_in_the_zone(world, chosen, shown):
    world.owner.time_zone = chosen
    world.owner.save()
    with tenant(world.consultancy.pk, world.owner.pk):
        world.engagement.time_zone = "Asia/Tokyo"
        world.engagement.save()
        run_of(world, requested_at=datetime(2026, 11, 18, 0, 40, tzinfo=UTC))
    client = Client()
    client.force_login(world.owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(reverse("audit_runs", args=[world.consultancy.slug, world.engagement.pk])).content.decode()
    assert shown in page
