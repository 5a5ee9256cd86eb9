"""What an engagement's audits may read with; opened by the worker that runs them, and never part of a plan."""

from audits.gatherers.cloudflare import API_HOST, CLOUDFLARE
from portal.estate.models import Credential as Row
from portal.estate.queries import credential_of
from portal.outbound.door import Credential, Unavailable
from portal.sprint.models import Engagement
from portal.vault.key_ring import VaultError

UNREADABLE = Unavailable("the token that was given cannot be opened any more", retry="once it was given again")


def door_credentials(engagement: Engagement) -> dict[str, Credential | Unavailable]:
    """By service; a service nothing was given for is left out."""
    row = credential_of(engagement, Row.Kind.CLOUDFLARE)
    if row is None:
        return {}
    try:
        return {CLOUDFLARE: Credential(API_HOST, row.secret.reveal())}
    except VaultError:
        return {CLOUDFLARE: UNREADABLE}
