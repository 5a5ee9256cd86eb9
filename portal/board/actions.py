"""What a person does that touches several rooms at once."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from audits.actions.discoveries import request_discovery
from portal.estate.actions import add_domain
from portal.sprint.actions import create_engagement
from portal.sprint.models import Engagement
from portal.tenancy.actions import create_client
from portal.tenancy.models import Client, Consultancy, User

SECOND_CLICK = timedelta(minutes=1)


@transaction.atomic
def set_up_engagement(
    *,
    consultancy: Consultancy,
    client: Client | None,
    client_name: str,
    name: str,
    domain: str,
    playbook_id: str,
    time_zone: str,
    acting_user: User,
) -> Engagement:
    """The engagement with its domain, a look at that domain on its way, and the client where it is a new one.

    Asked for twice within a minute, as a second click does, it is the one that is there.
    """
    Consultancy.objects.select_for_update().get(pk=consultancy.pk)
    client = client or create_client(consultancy=consultancy, name=client_name, acting_user=acting_user)
    known = Engagement.objects.filter(
        client=client,
        name=name,
        playbook_id=playbook_id,
        domains__name=domain,
        created_by=acting_user,
        created_at__gt=timezone.now() - SECOND_CLICK,
    ).first()
    if known is not None:
        return known
    engagement = create_engagement(
        client=client, name=name, playbook_id=playbook_id, time_zone=time_zone, acting_user=acting_user
    )
    add_domain(engagement=engagement, name=domain, acting_user=acting_user)
    request_discovery(engagement=engagement, domain=domain, acting_user=acting_user)
    return engagement
