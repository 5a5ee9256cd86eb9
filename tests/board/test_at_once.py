"""What two people, or two clicks, ask for in the same moment: done once, the other one told; never a fault."""

import threading

import pytest
from django.db import connection

from handover import actions as papers
from handover.models import Secret
from portal.board.actions import set_up_engagement
from portal.database.tenant import tenant
from portal.sprint.faults import RefusedError
from portal.sprint.models import Engagement
from portal.tenancy.models import Client
from portal.tenancy.people_actions import invite
from portal.tenancy.queries import open_invitations

pytestmark = pytest.mark.django_db(transaction=True)
TOGETHER = 3


def at_once(world, act):
    """What each of several threads got: an answer, or the words of a refusal."""
    start, answers = threading.Barrier(TOGETHER), []

    def run():
        try:
            start.wait()
            with tenant(world.consultancy.pk, world.owner.pk):
                answers.append(act())
        except RefusedError as refusal:
            answers.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(TOGETHER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(answers) == TOGETHER
    return answers


def test_new_engagement_of_a_new_client_is_set_up_once(world):
    told = {"client": None, "client_name": "Twice Ltd", "name": "App", "domain": "twice.test", "playbook_id": "ops"}

    def act():
        return set_up_engagement(consultancy=world.consultancy, time_zone="UTC", acting_user=world.owner, **told).pk

    assert len(set(at_once(world, act))) == 1
    with tenant(world.consultancy.pk, world.owner.pk):
        assert Client.objects.filter(name="Twice Ltd").count() == 1
        engagement = Engagement.objects.get(client__name="Twice Ltd")
        assert (engagement.domains.count(), engagement.discoveries.count()) == (1, 1)


def test_secret_is_listed_once(world):
    words = papers.SecretWords(name="TWICE_KEY", purpose="Signs sessions")

    def act():
        return papers.add_secret(engagement=world.engagement, words=words, acting_user=world.owner).pk

    refused = [answer for answer in at_once(world, act) if isinstance(answer, str)]
    assert refused == ["TWICE_KEY is listed for production already."] * (TOGETHER - 1)
    with tenant(world.consultancy.pk):
        assert Secret.objects.filter(name="TWICE_KEY").count() == 1


def test_one_invitation_of_an_address_is_open(world):
    def act():
        return invite(
            consultancy=world.consultancy,
            email="twice@client.test",
            role="owner",
            client=None,
            link_to="https://portal.test/invitation/TOKEN/",
            acting_user=world.owner,
        ).pk

    at_once(world, act)
    with tenant(world.consultancy.pk):
        assert open_invitations(None).filter(email="twice@client.test").count() == 1
