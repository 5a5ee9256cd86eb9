"""Publishing and writing anew in the same moment: what the client was given stays."""

import threading

import pytest
from django.db import connection

from handover.actions import publish_version, write_version
from handover.contents.freezing import frozen
from handover.contents.kinds import KINDS
from handover.models import Version
from handover.queries import inputs_of
from portal.database.tenant import tenant
from portal.sprint.faults import RefusedError
from tests.handover.papers_of import ready_version

pytestmark = pytest.mark.django_db(transaction=True)
WRITTEN = KINDS["risk-list"]
LONG_ENOUGH_TO_BE_AT_THE_LOCK = 0.5


@pytest.fixture
def draft(world):
    with tenant(world.consultancy.pk, world.owner.pk):
        engagement = world.engagement
        return ready_version(engagement, kind="risk-list", maker="", inputs=frozen(inputs_of(engagement)))


def meanwhile(world, first, second):
    """What `second` got while the transaction of `first` was still open."""
    answers = []

    def run():
        try:
            with tenant(world.consultancy.pk, world.owner.pk):
                answers.append(second())
        except RefusedError as refusal:
            answers.append(str(refusal))
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    with tenant(world.consultancy.pk, world.owner.pk):
        first()
        thread.start()
        thread.join(LONG_ENOUGH_TO_BE_AT_THE_LOCK)
    thread.join(30)
    (answer,) = answers
    return answer


def test_a_version_published_meanwhile_is_no_draft_to_replace(world, draft):
    written = meanwhile(
        world,
        lambda: publish_version(version=draft, acting_user=world.owner),
        lambda: write_version(engagement=world.engagement, kind=WRITTEN, acting_user=world.owner),
    )
    with tenant(world.consultancy.pk):
        assert Version.objects.get(pk=draft.pk).published_at is not None
    assert written.number == draft.number + 1


def test_a_draft_replaced_meanwhile_is_not_published(world, draft):
    refused = meanwhile(
        world,
        lambda: write_version(engagement=world.engagement, kind=WRITTEN, acting_user=world.owner),
        lambda: publish_version(version=draft, acting_user=world.owner),
    )
    assert refused == "A newer draft took the place of this one. Publish that."
