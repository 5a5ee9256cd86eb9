"""What people do with the discovery of an estate: ask for a look, take over what belongs."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from audits.models import Discovery
from audits.tasks import perform_discovery
from portal.estate.actions import add_endpoint, add_host, add_mail_domain, add_repository
from portal.jobs.actions import enqueue
from portal.sprint.faults import RefusedError
from portal.sprint.models import Engagement
from portal.tenancy.activity import record_activity
from portal.tenancy.models import User


@dataclass(frozen=True)
class Chosen:
    """What a person ticked: hosts as (name, purpose, owner), endpoints as (URL, purpose), mail as (name, selectors)."""

    hosts: tuple[tuple[str, str, str], ...] = ()
    endpoints: tuple[tuple[str, str], ...] = ()
    mail_domains: tuple[tuple[str, tuple[str, ...]], ...] = ()
    repositories: tuple[tuple[str, str], ...] = ()

    @property
    def count(self) -> int:
        """How many things were ticked."""
        return sum(map(len, (self.hosts, self.endpoints, self.mail_domains, self.repositories)))


@transaction.atomic
def request_discovery(*, engagement: Engagement, domain: str, acting_user: User) -> Discovery:
    """A look at everything a visitor could see of a domain; one at a time."""
    engagement = Engagement.objects.select_for_update(of=("self",)).get(pk=engagement.pk)
    if Discovery.objects.filter(engagement=engagement, state__in=["queued", "running"]).exists():
        raise RefusedError("We are looking already. What we find is listed here.")
    discovery = Discovery.objects.create(
        consultancy_id=engagement.consultancy_id, engagement=engagement, domain=domain, requested_by=acting_user
    )
    words = f"A look at {domain} was asked for."
    _record(discovery, acting_user, "discovery.requested", words)
    enqueue(perform_discovery, discovery.pk, consultancy_id=discovery.consultancy_id, queue="audits")
    return discovery


@transaction.atomic
def confirm_discovery(*, discovery: Discovery, chosen: Chosen, acting_user: User) -> None:
    """The ticked things become the estate's; nothing that was there is lost."""
    told = {"engagement": discovery.engagement, "acting_user": acting_user}
    for name, purpose, owner in chosen.hosts:
        add_host(name=name, purpose=purpose, owner=owner, is_discovered=True, **told)
    for url, purpose in chosen.endpoints:
        add_endpoint(url=url, purpose=purpose, is_discovered=True, **told)
    for name, selectors in chosen.mail_domains:
        add_mail_domain(name=name, selectors=selectors, is_discovered=True, **told)
    for name, location in chosen.repositories:
        add_repository(name=name, location=location, **told)
    Discovery.objects.filter(pk=discovery.pk).update(confirmed_at=timezone.now())
    things = f"{chosen.count} thing{'' if chosen.count == 1 else 's'}"
    _record(discovery, acting_user, "discovery.confirmed", f"The estate was confirmed: {things} taken over.")


def _record(discovery: Discovery, acting_user: User, verb: str, words: str) -> None:
    record_activity(
        discovery.consultancy_id, acting_user, verb, words, discovery, engagement_id=discovery.engagement_id
    )
