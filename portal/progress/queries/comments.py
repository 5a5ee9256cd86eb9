"""What was said where the client hears it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from portal.playbooks import Playbook
from portal.progress.queries.stage_rows import client_words
from portal.sprint.models import Comment, Engagement, Item
from portal.tenancy.activity import MACHINE
from portal.tenancy.models import ClientUser


@dataclass(frozen=True)
class Said:
    """One comment the client sees; `item` is the page it was said on."""

    author: str
    by_client: bool
    text: str
    at: datetime
    item: str
    item_title: str


def comments_of(engagement: Engagement, playbook: Playbook, limit: int = 100) -> tuple[Said, ...]:
    """The newest comments of the engagement, newest first."""
    rows = _visible().filter(item__stage__engagement=engagement).order_by("-said_at", "-pk")[:limit]
    ours = _client_people(engagement)
    return tuple(_said(row, playbook, ours) for row in rows)


def comments_of_item(item: Item, playbook: Playbook) -> tuple[Said, ...]:
    """What was said about one item, oldest first."""
    engagement = item.stage.engagement
    ours = _client_people(engagement)
    return tuple(_said(row, playbook, ours) for row in _visible().filter(item=item).order_by("said_at"))


def _visible() -> QuerySet[Comment]:
    return Comment.objects.filter(visibility=Comment.Visibility.CLIENT).select_related("author", "item")


def _client_people(engagement: Engagement) -> set[int]:
    """Everybody who ever was a user of the client, removed ones too: what they said stays theirs."""
    return set(ClientUser.objects.filter(client=engagement.client_id).values_list("user_id", flat=True))


def _said(row: Comment, playbook: Playbook, ours: set[int]) -> Said:
    author = row.author.short_name if row.author else MACHINE
    title = client_words(row.item, playbook)
    return Said(author, row.author_id in ours, row.text, row.said_at, str(row.item_id), title)
