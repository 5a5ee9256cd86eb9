"""What people and audits do with an item: move, settle, wait, prove, waive, comment."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from portal.files.models import File
from portal.playbooks import BY_CHECKS, BY_CHECKS_AND_PERSON
from portal.sprint.faults import RefusedError, StaleError
from portal.sprint.models import Comment, Evidence, Item, Stage, Waiver
from portal.sprint.queries import line_of, playbook_of, title_of, waiver_of
from portal.tenancy.activity import record_activity
from portal.tenancy.models import Member, User

LONGEST_WAIVER = timedelta(days=90)
"""A waiver ends by itself; a longer exception is a decision to take again."""


def _fresh(item: Item, revision: int) -> Item:
    """The item, locked; refused when somebody changed it since `revision`."""
    fresh = Item.objects.select_for_update(of=("self",)).select_related("stage__engagement").get(pk=item.pk)
    if fresh.revision != revision:
        raise StaleError("Somebody else changed this item while you looked at it. Here is how it stands now.")
    return fresh


def _save(item: Item, acting_user: User | None, verb: str, words: str) -> None:
    item.revision = F("revision") + 1
    item.save()
    item.refresh_from_db()
    engagement = item.stage.engagement
    title = title_of(item, playbook_of(engagement))
    record_activity(item.consultancy_id, acting_user, verb, f"{title}: {words}", item, engagement_id=engagement.pk)


@transaction.atomic
def move_item(*, item: Item, state: str, revision: int, acting_user: User) -> Item:
    """Change an item's state; settling needs what `why_unsettled` asks for."""
    item = _fresh(item, revision)
    if state == Item.State.SETTLED:
        missing = why_unsettled(item)
        if missing:
            raise RefusedError(missing)
        item.settled_at, item.settled_by = timezone.now(), acting_user
    else:
        item.settled_at, item.settled_by = None, None
    if state != Item.State.WAITING:
        take_question_back(item, acting_user)
    item.state = state
    _save(item, acting_user, "item.moved", f"{Item.State(state).label.lower()}.")
    return item


def take_question_back(item: Item, acting_user: User | None) -> None:
    """Nobody waits for the answer any more; the client still finds what was asked, and that it is over."""
    if item.waiting_for:
        Comment.objects.create(
            consultancy_id=item.consultancy_id,
            item=item,
            text=f"Asked: {item.waiting_for}\n\nNo answer is needed any more.",
            visibility=Comment.Visibility.CLIENT,
            author=acting_user,
        )
    item.waiting_for, item.waiting_until = "", None


def why_unsettled(item: Item) -> str:
    """What is missing before a person may settle this item; empty when nothing is."""
    line = line_of(item, playbook_of(item.stage.engagement))
    has_evidence = item.evidence.filter(withdrawn_at__isnull=True).exists()
    is_proven = item.proof in {Item.Proof.PROVEN, Item.Proof.NOT_APPLICABLE}
    if waiver_of(item) is not None:
        return ""
    if item.proof == Item.Proof.REFUTED:
        return "An audit refutes this item. Fix the finding and run the audits again, or waive it with a reason."
    if line is not None and line.settled in {BY_CHECKS, BY_CHECKS_AND_PERSON}:
        return "" if is_proven or has_evidence else "No audit has proven this yet. Run the audits, or leave evidence."
    return "" if has_evidence else "A person settles this with evidence. Leave a text, a link or a file first."


@transaction.atomic
def ask_client(*, item: Item, question: str, until: datetime | None, revision: int, acting_user: User) -> Item:
    """Wait for the client, who sees the question."""
    item = _fresh(item, revision)
    item.state, item.waiting_for, item.waiting_until = Item.State.WAITING, question, until
    item.settled_at, item.settled_by = None, None
    _save(item, acting_user, "item.asked", f"asked the client: {question}")
    return item


@transaction.atomic
def order_item(*, item: Item, up: bool, revision: int, acting_user: User) -> Item:
    """Move an item one place up or down within its stage."""
    item = _fresh(item, revision)
    others = list(Item.objects.select_for_update(of=("self",)).filter(stage=item.stage_id).order_by("position", "pk"))
    here = next(index for index, other in enumerate(others) if other.pk == item.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(others):
        others[here], others[there] = others[there], others[here]
        for position, other in enumerate(others):
            Item.objects.filter(pk=other.pk).exclude(position=position).update(position=position)
        item.position = there
    _save(item, acting_user, "item.ordered", "moved up." if up else "moved down.")
    return item


@transaction.atomic
def assign_item(*, item: Item, member: Member | None, revision: int, acting_user: User) -> Item:
    """Give an item to a member, or to nobody."""
    item = _fresh(item, revision)
    item.assignee = member
    _save(item, acting_user, "item.assigned", f"given to {member.user.short_name}." if member else "given to nobody.")
    return item


MOST_ADDED_ITEMS, MOST_COMMENTS = 50, 300
"""Of one stage and of one item: more than anybody reads, and few enough that every page stays quick."""


@transaction.atomic
def add_item(*, stage: Stage, title: str, acting_user: User) -> Item:
    """Add an item of one's own to a stage; a person settles it."""
    if stage.items.filter(line="").count() >= MOST_ADDED_ITEMS:
        raise RefusedError(f"Stage {stage.number} has {MOST_ADDED_ITEMS} added items. Put this into one of them.")
    last = stage.items.aggregate(last=Max("position"))["last"]
    item = Item.objects.create(
        consultancy_id=stage.consultancy_id, stage=stage, title=title, position=0 if last is None else last + 1
    )
    record_activity(
        stage.consultancy_id,
        acting_user,
        "item.added",
        f"Added to stage {stage.number}: {title}",
        item,
        engagement_id=stage.engagement_id,
    )
    return item


@transaction.atomic
def leave_evidence(
    *, item: Item, kind: str, text: str = "", link: str = "", file: File | None = None, acting_user: User
) -> Evidence:
    """Leave what shows that an item holds."""
    evidence = Evidence.objects.create(
        consultancy_id=item.consultancy_id, item=item, kind=kind, text=text, link=link, file=file, left_by=acting_user
    )
    _told(item, acting_user, "evidence.left", f"left evidence, a {Evidence.Kind(kind).label.lower()}.")
    return evidence


@transaction.atomic
def withdraw_evidence(*, evidence: Evidence, acting_user: User) -> None:
    """Take evidence back; an item that was settled by it alone is open again."""
    Evidence.objects.filter(pk=evidence.pk).update(withdrawn_at=timezone.now())
    _told(evidence.item, acting_user, "evidence.withdrawn", f"a {evidence.get_kind_display().lower()} was withdrawn.")
    _reopen_unless_settled(evidence.item, acting_user)


def _reopen_unless_settled(item: Item, acting_user: User) -> None:
    """An item whose last ground for being settled was taken away goes back to doing."""
    item = Item.objects.select_for_update(of=("self",)).select_related("stage__engagement").get(pk=item.pk)
    if item.state == Item.State.SETTLED and why_unsettled(item):
        item.state, item.settled_at, item.settled_by = Item.State.DOING, None, None
        _save(item, acting_user, "item.reopened", "open again.")


@transaction.atomic
def grant_waiver(*, item: Item, owner: str, reason: str, until: date, acting_user: User) -> Waiver:
    """Record an exception: who owns it, why, until when."""
    today = timezone.now().date()
    if not today <= until <= today + LONGEST_WAIVER:
        last = (today + LONGEST_WAIVER).strftime("%-d %b %Y")
        raise RefusedError(f"Pick a day from today up to {last}.")
    waiver = Waiver.objects.create(
        consultancy_id=item.consultancy_id, item=item, owner=owner, reason=reason, until=until, granted_by=acting_user
    )
    _told(item, acting_user, "item.waived", f"waived until {until:%-d %b %Y}: {reason}")
    return waiver


@transaction.atomic
def withdraw_waiver(*, waiver: Waiver, acting_user: User) -> None:
    """End an exception early."""
    Waiver.objects.filter(pk=waiver.pk).update(withdrawn_at=timezone.now())
    _told(waiver.item, acting_user, "waiver.withdrawn", "the waiver was withdrawn.")
    _reopen_unless_settled(waiver.item, acting_user)


@transaction.atomic
def add_comment(*, item: Item, text: str, visibility: str, acting_user: User) -> Comment:
    """Say something about an item, internally or seen by the client."""
    if item.comments.count() >= MOST_COMMENTS:
        raise RefusedError(f"This item has {MOST_COMMENTS} comments and takes no more. Go on at another item.")
    comment = Comment.objects.create(
        consultancy_id=item.consultancy_id, item=item, text=text, visibility=visibility, author=acting_user
    )
    _told(
        item,
        acting_user,
        "item.commented",
        "wrote a comment the client sees." if visibility == Comment.Visibility.CLIENT else "commented internally.",
    )
    return comment


@transaction.atomic
def answer_question(*, item: Item, question: str, answer: str, acting_user: User) -> Item:
    """The client's answer to the question they read, kept with it for both sides to see; the work goes on."""
    item = Item.objects.select_for_update(of=("self",)).select_related("stage__engagement").get(pk=item.pk)
    if item.state != Item.State.WAITING:
        raise RefusedError("Nobody waits for this answer any more. Send it as a comment instead.")
    if item.waiting_for.split() != question.split():
        raise RefusedError("The question changed while you wrote. Read the new one, then send your answer.")
    Comment.objects.create(
        consultancy_id=item.consultancy_id,
        item=item,
        text=f"Asked: {item.waiting_for}\n\n{answer}" if item.waiting_for else answer,
        visibility=Comment.Visibility.CLIENT,
        author=acting_user,
    )
    item.state, item.waiting_for, item.waiting_until = Item.State.DOING, "", None
    _save(item, acting_user, "item.answered", "answered as the client.")
    return item


def _told(item: Item, acting_user: User, verb: str, words: str) -> None:
    engagement = item.stage.engagement
    title = title_of(item, playbook_of(engagement))
    record_activity(item.consultancy_id, acting_user, verb, f"{title}: {words}", item, engagement_id=engagement.pk)
