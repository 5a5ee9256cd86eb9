"""Who may reach the papers of an engagement: the object, or 404 for absent and foreign alike."""

from uuid import UUID

from django.http import Http404

from handover.models import Secret, Version
from portal.sprint.access import access_engagement
from portal.tenancy.models import ClientUser
from portal.tenancy.place import Place


def access_version(place: Place, engagement_id: UUID, version_id: UUID) -> Version:
    """A version of that engagement; a client user reaches published ones alone."""
    engagement = access_engagement(place, engagement_id)
    versions = Version.objects.select_related("document", "published_by", "requested_by")
    versions = versions.filter(document__engagement=engagement)
    if place.member is None:
        versions = versions.filter(published_at__isnull=False)
    version = versions.filter(pk=version_id).first()
    if version is None:
        raise Http404
    version.document.engagement = engagement
    return version


def access_secret(place: Place, engagement_id: UUID, secret_id: UUID) -> Secret:
    """An entry of the secret inventory, for members."""
    engagement = access_engagement(place, engagement_id)
    entry = Secret.objects.filter(engagement=engagement, pk=secret_id, removed_at__isnull=True).first()
    if entry is None or place.member is None:
        raise Http404
    entry.engagement = engagement
    return entry


def access_approver(place: Place, version: Version) -> ClientUser:
    """The person as an approver of the client whose version it is."""
    user = place.clients.get(version.document.engagement.client_id)
    if user is None or user.role != ClientUser.Role.APPROVER:
        raise Http404
    return user
