from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from portal.sprint.models import Item

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Desk:
    """One engagement as a person sees it: addresses, requests, and its rows read afresh."""

    def __init__(self, world, user):
        self.world, self.client = world, Client()
        self.client.force_login(user, backend=BACKEND)

    def address(self, name, **kwargs):
        arguments = {"consultancy": self.world.consultancy.slug, "engagement": self.world.engagement.pk, **kwargs}
        return reverse(name, kwargs=arguments)

    def get(self, name, query="", headers=None, **kwargs):
        return self.client.get(f"{self.address(name, **kwargs)}{query}", headers=headers)

    def post(self, name, data=None, **kwargs):
        return self.client.post(self.address(name, **kwargs), data or {}, follow=True)

    def act(self, name, item, **data):
        """One act on an item, decided on the item as it stands unless `revision` says otherwise."""
        return self.post(name, {"revision": self.fresh(item).revision, **data}, item=item.pk)

    def fresh(self, item):
        return Item.objects.select_related("stage").get(pk=item.pk)

    def item(self, stage=1, place=0):
        return self.world.engagement.stages.get(number=stage).items.order_by("position")[place]

    def engagement(self):
        self.world.engagement.refresh_from_db()
        return self.world.engagement


@pytest.fixture
def desk(inside):
    return Desk(inside, inside.owner)


@pytest.fixture
def started(desk):
    """The same desk two hours into the sprint."""
    from portal.sprint.actions import start_sprint

    start_sprint(engagement=desk.world.engagement, acting_user=desk.world.owner)
    engagement = desk.engagement()
    engagement.started_at -= timedelta(hours=2)
    engagement.save()
    return desk


def settle_everything(desk):
    """All seven stages with every condition met, short of opening their gates."""
    from django.utils import timezone

    now = timezone.now()
    Item.objects.filter(stage__engagement=desk.world.engagement).update(state="settled")
    desk.world.engagement.stages.update(signal="absent", signal_at=now, delivered_at=now, delivered_version=1)
