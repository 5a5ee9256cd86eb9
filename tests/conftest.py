"""What every test may ask for: the database as the app's role, two consultancies, their people, one engagement."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

import pytest

pytest_plugins = ["tests.side_by_side"]


@pytest.fixture(scope="session", autouse=True)
def _quick_hashing():
    """Passwords of tests are hashed quickly; the real hasher takes a tenth of a second for each, on purpose."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The owner makes the test database; every test then connects as the role that cannot bypass the policies."""
    from django.conf import settings
    from django.db import connection

    role = settings.DATABASE_APP_ROLE
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA public TO {role}")
            cursor.execute(f"GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {role}")
        owner = connection.settings_dict["USER"]
        connection.close()
        connection.settings_dict["USER"] = role
    yield
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["USER"] = owner


def person(email, name):
    """A person who can log in."""
    from portal.tenancy.models import User

    return User.objects.create_user(email, password="correct-horse-battery", name=name)


@dataclass
class World:
    """Two consultancies; the first has two clients, each with an engagement of its own."""

    consultancy: object
    other_consultancy: object
    client_company: object
    other_client: object
    engagement: object
    other_engagement: object
    owner: object
    consultant: object
    approver: object
    viewer: object
    other_client_user: object
    foreign_owner: object
    removed_member: object


@pytest.fixture
def world(db):
    """The same people and objects every isolation test uses."""
    from django.utils import timezone

    from portal.database.tenant import tenant
    from portal.sprint.actions import create_engagement
    from portal.tenancy.actions import create_client, create_consultancy
    from portal.tenancy.models import ClientUser, Member

    tag = uuid.uuid4().hex[:8]
    owner = person(f"owner-{tag}@north.test", "Olive Owner")
    foreign_owner = person(f"owner-{tag}@south.test", "Fern Foreign")
    consultancy = create_consultancy(slug=f"north-{tag}", name="North", owner=owner)
    other_consultancy = create_consultancy(slug=f"south-{tag}", name="South", owner=foreign_owner)
    consultant = person(f"consultant-{tag}@north.test", "Carl Consultant")
    removed = person(f"removed-{tag}@north.test", "Rita Removed")
    approver = person(f"approver-{tag}@client.test", "Ada Approver")
    viewer = person(f"viewer-{tag}@client.test", "Vic Viewer")
    stranger = person(f"user-{tag}@rival.test", "Rob Rival")
    with tenant(consultancy.pk, owner.pk):
        Member.objects.create(consultancy=consultancy, user=consultant, role="consultant")
        Member.objects.create(consultancy=consultancy, user=removed, role="owner", removed_at=timezone.now())
        company = create_client(consultancy=consultancy, name="Client Company", acting_user=owner)
        rival = create_client(consultancy=consultancy, name="Rival Company", acting_user=owner)
        for user, client, role in (
            (approver, company, "approver"),
            (viewer, company, "viewer"),
            (stranger, rival, "approver"),
        ):
            ClientUser.objects.create(consultancy=consultancy, client=client, user=user, role=role)
        make = {"playbook_id": "ops", "time_zone": "Europe/Berlin", "acting_user": owner}
        engagement = create_engagement(client=company, name="Desk", **make)
        other_engagement = create_engagement(client=rival, name="Rival Desk", **make)
    return World(
        consultancy,
        other_consultancy,
        company,
        rival,
        engagement,
        other_engagement,
        owner,
        consultant,
        approver,
        viewer,
        stranger,
        foreign_owner,
        removed,
    )


@pytest.fixture
def inside(world):
    """The tenant of the first consultancy, as its owner."""
    from portal.database.tenant import tenant

    with tenant(world.consultancy.pk, world.owner.pk):
        yield world


def settled_by_people(item, owner):
    """A file somebody left as evidence for an item, and a waiver of it."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.utils import timezone

    from portal.files.actions import keep_upload
    from portal.sprint.item_actions import grant_waiver, leave_evidence

    upload = SimpleUploadedFile("seen.txt", b"It was seen.")
    file = keep_upload(consultancy_id=item.consultancy_id, upload=upload, acting_user=owner)
    until = timezone.now().date() + timedelta(days=7)
    waiver = grant_waiver(item=item, owner="Ada", reason="Known", until=until, acting_user=owner)
    return leave_evidence(item=item, kind="file", file=file, acting_user=owner), waiver


@pytest.fixture
def samples(world):
    """A real object of the first client's engagement for every kind of URL argument."""
    from django.utils import timezone

    from audits.actions import RiskWords, add_risk, give_message
    from audits.actions.ranks import override_rank
    from handover.actions import SecretWords, add_secret
    from portal.database.tenant import tenant
    from portal.estate.actions import add_host
    from portal.estate.control_actions import begin_proof
    from portal.estate.credential_actions import give_credential
    from portal.tenancy.models import ClientUser, Invitation, Member
    from tests.audits.findings_of import finding_of, run_of
    from tests.handover.papers_of import published_version

    with tenant(world.consultancy.pk, world.owner.pk):
        version = published_version(world.engagement, world.owner)
        secret = add_secret(
            engagement=world.engagement,
            words=SecretWords(name="DATABASE_URL", purpose="Main database"),
            acting_user=world.owner,
        )
        member = Member.objects.get(user=world.consultant)
        client_user = ClientUser.objects.get(user=world.viewer)
        invitation = Invitation.objects.create(
            consultancy=world.consultancy,
            email="new@client.test",
            role="viewer",
            client=world.client_company,
            expires_at=timezone.now() + timedelta(days=1),
        )
        item = world.engagement.stages.get(number=1).items.first()
        evidence, waiver = settled_by_people(item, world.owner)
        run = run_of(world)
        finding = finding_of(run)
        risk = add_risk(
            engagement=world.engagement,
            words=RiskWords(title="One person knows the password", rank="incident"),
            acting_user=world.owner,
        )
        host = add_host(engagement=world.engagement, name="app.client.test", acting_user=world.owner)
        control = begin_proof(engagement=world.engagement, name=host.name, acting_user=world.owner)
        give_credential(engagement=world.engagement, kind="cloudflare", value="t" * 40, acting_user=world.owner)
        received = give_message(
            engagement=world.engagement,
            purpose="alert",
            content=b"From: alerts@client.test\r\nDate: Wed, 18 Nov 2026 09:40:00 +0000\r\n\r\nAll is well.\r\n",
            is_pasted=False,
            acting_user=world.owner,
        )
        rank = override_rank(
            consultancy=world.consultancy,
            check_id="hsts",
            verdict="missing",
            rank="cleanup",
            acting_user=world.owner,
        )
    return {
        "consultancy": world.consultancy.slug,
        "engagement": world.engagement.pk,
        "client": world.client_company.pk,
        "member": member.pk,
        "client_user": client_user.pk,
        "invitation": invitation.pk,
        "item": item.pk,
        "stage": 1,
        "evidence": evidence.pk,
        "waiver": waiver.pk,
        "estate_kind": "host",
        "estate_row": host.pk,
        "control": control.pk,
        "access": "registrar",
        "rank_override": rank.pk,
        "run": run.pk,
        "finding": finding.pk,
        "risk": risk.pk,
        "received_message": received.pk,
        "version": version.pk,
        "secret": secret.pk,
        "need": "first-contact",
    }
