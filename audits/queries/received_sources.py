"""The stored sources of received messages, opened by the worker that judges them, and never part of a plan or artifact."""

from collections.abc import Iterable

from audits.core.artifacts import Artifact
from audits.core.observed.message import ReceivedSource
from audits.core.subject import Message
from audits.gatherers.gatherer import Gatherer
from audits.gatherers.messages import MESSAGES_GATHERER, handed
from audits.models import ReceivedMessage
from portal.sprint.models import Engagement


def received_sources(engagement: Engagement, gatherers: Iterable[Gatherer]) -> tuple[Artifact, ...]:
    """Every source by the label of its message, where one of the gatherers is to read them; else nothing is opened."""
    if MESSAGES_GATHERER not in gatherers:
        return ()
    rows = ReceivedMessage.objects.filter(engagement=engagement).select_related("file")
    return handed(
        (Message(row.key, row.purpose).label, ReceivedSource(bytes(row.file.content), row.is_pasted)) for row in rows
    )
