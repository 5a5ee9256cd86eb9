"""The demo's rows: two consultancies, two clients, and one engagement that covers the demo estate."""

import uuid
from pathlib import Path

from django.conf import settings

from portal.database.tenant import person, tenant
from portal.demo import description, people, places
from portal.demo.people import Person
from portal.demo.publish import publish
from portal.estate.actions import add_domain, add_endpoint, add_host, add_mail_domain, add_repository
from portal.estate.control_actions import begin_proof
from portal.sprint.actions import create_engagement, note_access, start_sprint
from portal.sprint.models import Engagement, IntakeAccess
from portal.tenancy.actions import create_client, create_consultancy
from portal.tenancy.models import Client, ClientUser, Consultancy, Member, User

NORTHMARK, FAIRLEAD = "northmark", "fairlead"
TIME_ZONE = "Europe/Berlin"
# What Tideline opened before the clock started, by the playbook's ids; the registrar is still asked for.
GIVEN = {"cloudflare": "Tomas Berg", "hosting": "Tomas Berg", "repository": "Tomas Berg", "mail": "Maya Lindqvist"}
Users = dict[Person, User]


def seed() -> None:
    """Everything the demo shows on its first page; what is there already stays as people left it."""
    users = people.seed_people(Path(settings.DATA_DIR) / "demo-accounts.json")
    with tenant(_consultancy(NORTHMARK, "Northmark", users[people.OWNER]), users[people.OWNER].pk):
        northmark = Consultancy.objects.get(slug=NORTHMARK)
        Member.objects.get_or_create(
            consultancy=northmark, user=users[people.CONSULTANT], defaults={"role": Member.Role.CONSULTANT}
        )
        _tideline(northmark, users)
        _larchmere(northmark, users)
    _consultancy(FAIRLEAD, "Fairlead", users[people.OTHER_OWNER])


def demo_engagement() -> tuple[uuid.UUID, uuid.UUID, User]:
    """The consultancy's id, the engagement's id and the owner, for whoever acts on the demo from outside."""
    owner = User.objects.get(email=people.OWNER.email)
    consultancy_id = _consultancy(NORTHMARK, "Northmark", owner)
    with tenant(consultancy_id, owner.pk):
        engagement = Engagement.objects.filter(client__name=description.CLIENT).earliest("created_at")
    return consultancy_id, engagement.pk, owner


def _consultancy(slug: str, name: str, owner: User) -> uuid.UUID:
    """The consultancy's id; it is made with its first owner when it is not there."""
    with person(owner.pk):
        found = Consultancy.objects.filter(slug=slug).values_list("pk", flat=True).first()
    return found or create_consultancy(slug=slug, name=name, owner=owner).pk


def _client(consultancy: Consultancy, name: str, users: Users, roles: dict[Person, str]) -> Client:
    """The client and the people who log in for it."""
    owner = users[people.OWNER]
    client = Client.objects.filter(name=name).first()
    client = client or create_client(consultancy=consultancy, name=name, acting_user=owner)
    for somebody, role in roles.items():
        ClientUser.objects.get_or_create(
            consultancy=consultancy, client=client, user=users[somebody], defaults={"role": role}
        )
    return client


def _tideline(northmark: Consultancy, users: Users) -> None:
    """The client of the demo estate, with the sprint's clock running."""
    owner = users[people.OWNER]
    roles = {people.APPROVER: ClientUser.Role.APPROVER, people.VIEWER: ClientUser.Role.VIEWER}
    client = _client(northmark, description.CLIENT, users, roles)
    if client.engagements.exists():
        return
    engagement = create_engagement(
        client=client, name=description.TITLE, playbook_id="ops", time_zone=TIME_ZONE, acting_user=owner
    )
    _cover_estate(engagement, owner)
    for access in IntakeAccess.objects.filter(engagement=engagement, access_id__in=GIVEN):
        giver = GIVEN[access.access_id]
        note_access(access=access, state=IntakeAccess.State.GIVEN, giver=giver, note="", acting_user=owner)
    start_sprint(engagement=engagement, acting_user=users[people.CONSULTANT])


def _cover_estate(engagement: Engagement, owner: User) -> None:
    """The estate's own description as rows."""
    told = {"engagement": engagement, "acting_user": owner}
    add_domain(name=places.DOMAIN, **told)
    for name, purpose, answerable in description.HOSTS:
        add_host(name=name, purpose=purpose, owner=answerable, **told)
    for purpose, url in description.ENDPOINTS:
        add_endpoint(url=url, purpose=purpose, **description.log_in_fields(url), **told)
    for domain, selectors in description.MAIL_DOMAINS:
        add_mail_domain(name=domain, selectors=selectors, **told)
    folder = places.Folder(Path(settings.DATA_DIR) / "demo")
    proof = begin_proof(name=places.DOMAIN, **told)
    publish(folder, proof.record_name, proof.value)
    add_repository(name=places.REPOSITORY, location=str(folder.repository.resolve()), **told)


def _larchmere(northmark: Consultancy, users: Users) -> None:
    """A second client, who must never see the first one."""
    client = _client(northmark, "Larchmere Studio", users, {people.OTHER_APPROVER: ClientUser.Role.APPROVER})
    if client.engagements.exists():
        return
    owner = users[people.OWNER]
    engagement = create_engagement(
        client=client, name="Palette Coach", playbook_id="ais", time_zone=TIME_ZONE, acting_user=owner
    )
    add_domain(engagement=engagement, name="larchmere.example", acting_user=owner)
