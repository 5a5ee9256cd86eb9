"""What the pages of a handover show: documents with their versions, missing answers, the inventory, rehearsals."""

from dataclasses import dataclass, field

from django.db.models import Prefetch

from handover.contents.kinds import Kind, kind_of
from handover.contents.needs import CLIENT, NEEDS, Need, completeness, supplier_of
from handover.contents.recovery_guide import SCENARIO_TITLES
from handover.models import Approval, Document, Rehearsal, Secret, Supplied, Version
from handover.queries.inputs import inputs_of
from portal.sprint.models import Engagement
from portal.sprint.queries import playbook_of

STATES = Version.State


@dataclass(frozen=True)
class VersionRow:
    """One version with the client's decisions on it, newest first."""

    version: Version
    decisions: tuple[Approval, ...] = ()

    @property
    def decision(self) -> Approval | None:
        """What the client said last."""
        return self.decisions[0] if self.decisions else None

    @property
    def is_made(self) -> bool:
        return self.version.state == STATES.READY

    @property
    def is_being_made(self) -> bool:
        return self.version.state in {STATES.QUEUED, STATES.RENDERING}

    @property
    def is_published(self) -> bool:
        return self.version.published_at is not None


@dataclass(frozen=True)
class DocumentRow:
    """One kind of document: its stage, what it holds, and its versions, newest first."""

    kind: Kind
    title: str
    holds: str
    stage_number: int
    stage_title: str
    versions: tuple[VersionRow, ...] = field(default_factory=tuple)

    @property
    def draft(self) -> VersionRow | None:
        """The version that is not published yet."""
        return next((row for row in self.versions if not row.is_published), None)

    @property
    def published(self) -> tuple[VersionRow, ...]:
        return tuple(row for row in self.versions if row.is_published)

    @property
    def newest(self) -> VersionRow | None:
        """The published version that stands."""
        return self.published[0] if self.published else None

    @property
    def is_being_made(self) -> bool:
        return self.draft is not None and self.draft.is_being_made


@dataclass(frozen=True)
class NeedRow:
    """One answer that is asked for, whether it is there, and who has it."""

    need: Need
    value: str
    who: str
    by: str

    @property
    def is_supplied(self) -> bool:
        return bool(self.value)


def document_rows(engagement: Engagement) -> tuple[DocumentRow, ...]:
    """One row a stage of the playbook, in order. Four queries."""
    versions = _versions_by_kind(engagement)
    playbook = playbook_of(engagement)
    return tuple(
        DocumentRow(
            kind=kind_of(plan.deliverable.document, plan.deliverable.title),
            title=plan.deliverable.title,
            holds=plan.deliverable.holds,
            stage_number=plan.number,
            stage_title=plan.title,
            versions=versions.get(plan.deliverable.document, ()),
        )
        for plan in playbook.stages
    )


def _versions_by_kind(engagement: Engagement) -> dict[str, tuple[VersionRow, ...]]:
    approvals = Approval.objects.select_related("client_user__user").order_by("-decided_at", "-pk")
    versions = (
        Version.objects.select_related("requested_by", "published_by", "file")
        .defer("inputs", "file__content")
        .prefetch_related(Prefetch("approvals", queryset=approvals, to_attr="decisions"))
        .order_by("-number")
    )
    documents = Document.objects.filter(engagement=engagement)
    rows = documents.prefetch_related(Prefetch("versions", queryset=versions, to_attr="all_versions"))
    return {row.kind: tuple(VersionRow(one, tuple(one.decisions)) for one in row.all_versions) for row in rows}


def document_row(engagement: Engagement, kind: str) -> DocumentRow | None:
    """The row of one kind; None for a kind this playbook does not name."""
    return next((row for row in document_rows(engagement) if row.kind.id == kind), None)


def client_papers(engagement: Engagement) -> tuple[DocumentRow, ...]:
    """The documents as the client sees them: published versions alone."""
    return tuple(
        DocumentRow(row.kind, row.title, row.holds, row.stage_number, row.stage_title, row.published)
        for row in document_rows(engagement)
    )


@dataclass(frozen=True)
class VersionPage:
    """One version's page: its document, its neighbours, its size and hash."""

    document: DocumentRow
    row: VersionRow
    size: int
    sha256: str
    missing: int = 0
    """Answers that are missing still, while it may yet be written again."""


def version_page(version: Version) -> VersionPage:
    """Everything the page of one version shows."""
    engagement = version.document.engagement
    kind = version.document.kind
    row = document_row(engagement, kind) or DocumentRow(kind_of(kind), kind, "", 0, "")
    file = Version.objects.filter(pk=version.pk).values_list("file__size", "file__sha256").first() or (0, "")
    mine = next((one for one in row.versions if one.version.pk == version.pk), VersionRow(version))
    return VersionPage(row, mine, file[0] or 0, file[1] or "", _missing(engagement, mine))


def _missing(engagement: Engagement, row: VersionRow) -> int:
    """Only the whole handover asks for answers; what is published stays as it is."""
    if row.is_published or not row.is_made or not kind_of(row.version.document.kind).is_whole:
        return 0
    return len(completeness(inputs_of(engagement)).missing)


def need_rows(engagement: Engagement) -> tuple[NeedRow, ...]:
    """Every answer that is asked for, missing ones first within each side."""
    inputs = inputs_of(engagement)
    missing = completeness(inputs).missing
    supplied = {row.key: row for row in Supplied.objects.filter(engagement=engagement).select_related("supplied_by")}
    rows = [_need(need, supplied.get(need.key), supplier_of(inputs, need)) for need in NEEDS]
    return tuple(sorted(rows, key=lambda row: (row.need not in missing, row.need.side != CLIENT)))


def _need(need: Need, row: Supplied | None, who: str) -> NeedRow:
    by = row.supplied_by.short_name if row and row.supplied_by else ""
    return NeedRow(need, row.value if row else "", who, by)


def next_missing(engagement: Engagement, key: str) -> str:
    """The missing answer after this one in the order of `NEEDS`, from the top again at its end; empty when none is."""
    there = set(Supplied.objects.filter(engagement=engagement).exclude(value="").values_list("key", flat=True))
    keys = [need.key for need in NEEDS]
    here = keys.index(key)
    return next((other for other in (*keys[here + 1 :], *keys[:here]) if other not in there), "")


def answer_of(engagement: Engagement, key: str) -> str:
    """What was supplied for one need."""
    return Supplied.objects.filter(engagement=engagement, key=key).values_list("value", flat=True).first() or ""


def engagement_secrets(engagement: Engagement) -> tuple[Secret, ...]:
    """The secret inventory as rows."""
    return tuple(Secret.objects.filter(engagement=engagement, removed_at__isnull=True))


@dataclass(frozen=True)
class ScenarioRow:
    """One scenario of the recovery guide with its rehearsals, newest first."""

    id: str
    title: str
    rehearsals: tuple[Rehearsal, ...]

    @property
    def last(self) -> Rehearsal | None:
        return self.rehearsals[0] if self.rehearsals else None


def engagement_rehearsals(engagement: Engagement) -> tuple[ScenarioRow, ...]:
    """Every scenario, rehearsed or not."""
    rows = list(Rehearsal.objects.filter(engagement=engagement))
    return tuple(
        ScenarioRow(key, title, tuple(row for row in rows if row.scenario == key))
        for key, title in SCENARIO_TITLES.items()
    )
