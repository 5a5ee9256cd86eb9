"""What an owner decides about ranks: a verdict weighs more, or less, for this consultancy."""

from django.db import transaction

from audits.models import RankOverride
from portal.tenancy.activity import record_activity
from portal.tenancy.models import Consultancy, User


@transaction.atomic
def override_rank(
    *, consultancy: Consultancy, check_id: str, verdict: str, rank: str, acting_user: User
) -> RankOverride:
    """From the next audit on this verdict has this rank; earlier answers keep theirs."""
    override, _ = RankOverride.objects.update_or_create(
        consultancy=consultancy, check_id=check_id, verdict=verdict, defaults={"rank": rank}
    )
    words = f"The verdict {verdict} of {check_id} ranks as {rank} from now on."
    record_activity(consultancy.pk, acting_user, "rank.overridden", words, override)
    return override


@transaction.atomic
def drop_rank_override(*, override: RankOverride, acting_user: User) -> None:
    """The check's own rank holds again, from the next audit on."""
    words = f"The verdict {override.verdict} of {override.check_id} has its own rank again."
    record_activity(override.consultancy_id, acting_user, "rank.restored", words, override)
    override.delete()
