"""The kinds of document a stage ends with: what each is made of, or that it has to be supplied from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

RECOVERY_GUIDE = "recovery-guide"


@dataclass(frozen=True)
class Kind:
    """`sections` are ids of `SECTIONS`; a kind without any has no source here and is supplied as a finished PDF."""

    id: str
    title: str
    lead: str
    sections: tuple[str, ...] = ()

    @property
    def is_written(self) -> bool:
        """Whether the portal writes it; the others are made elsewhere, and say so."""
        return bool(self.sections)

    @property
    def is_whole(self) -> bool:
        """Whether it is the whole handover."""
        return self.id == RECOVERY_GUIDE


KINDS = {
    kind.id: kind
    for kind in (
        Kind(
            RECOVERY_GUIDE,
            "Handover",
            "Everything somebody else needs to run, repair and take over this app. "
            "Written so that a person who has never seen it can follow it at 2 am.",
            (
                "risks",
                "recovery",
                "request-path",
                "domains",
                "secrets",
                "mail",
                "mail-checklist",
                "people",
                "minimum-bar",
                "outcomes",
                "open",
                "changes",
            ),
        ),
        Kind(
            "risk-list",
            "Risk list",
            "What could stop or hurt the launch, ranked by what it would cost, with the next action for each.",
            ("risks", "minimum-bar"),
        ),
        Kind(
            "routing-map",
            "Routing map",
            "Every name with its records, where it leads, why it exists, and the check that saw it work.",
            ("request-path", "routes", "records", "mail", "mail-checklist"),
        ),
        Kind(
            "secrets-inventory",
            "Secrets inventory",
            "Every secret with its place, its owner and the way to replace it, and the email-authentication checklist.",
            ("secrets", "mail", "mail-checklist"),
        ),
        Kind("performance-patches", "Performance patch list", "Changes ready to apply, each before and after."),
        Kind("performance-note", "Performance note", "The speed of each core action, and the one it should have."),
        Kind("monitoring-sheet", "Monitoring sheet", "What is watched, and who is told."),
        Kind("monitoring-pack", "Monitoring pack", "What is watched, and whom each alert reaches."),
        Kind("load-report", "Load report", "What was tried, what passed and what failed."),
        Kind("deployment-process", "Deployment process", "How a release is made, and the one way back."),
        Kind("failure-matrix", "Failure matrix", "What people see when a service the app depends on fails."),
    )
}
"""Every kind the two playbooks name; a kind of a consultancy's own playbook is supplied, never written."""


def kind_of(kind: str, title: str = "", lead: str = "") -> Kind:
    """The kind with this id; one nobody declared here is supplied under the playbook's own title."""
    return KINDS.get(kind) or Kind(kind, title or kind, lead)
