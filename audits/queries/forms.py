"""Every form of an address that the last audit tried, each on one line."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from audits.core.derived.routing import UNTRUSTED
from audits.models import Judgement
from audits.queries.latest import latest_judgements
from portal.sprint.models import Engagement

CHECKS = ("https-redirect", "canonical-url", "old-urls")
MARK = "?launch-ready=1"
MOST = 60
WORST = ("fail", "warn", "could-not-check", "pass")


@dataclass(frozen=True)
class FormLine:
    """One form: what was typed, how often it was sent on, where it ended; `outcome` is that of its host's check."""

    typed: str
    hops: int
    end: str
    outcome: str
    is_old: bool = False

    @property
    def host(self) -> str:
        """The host that was asked."""
        return urlsplit(self.typed).hostname or ""

    @property
    def is_address(self) -> bool:
        """Whether it ended at an address, and not in a few words."""
        return self.end.startswith(("http://", "https://"))

    @property
    def glyph(self) -> str:
        """Its sign; a pass is calm here."""
        return "done" if self.outcome == "pass" else self.outcome


def form_lines(engagement: Engagement) -> tuple[FormLine, ...]:
    """What three checks kept as evidence, host by host: without https, the other forms, then the old addresses."""
    answers = latest_judgements(engagement, CHECKS)
    rows = [row for check in CHECKS[:2] for row in answers.get(check, ())]
    rows.sort(key=lambda row: row.subject.split(".")[::-1])
    rows += answers.get(CHECKS[2], ())
    lines: dict[str, FormLine] = {}
    for line in (line for row in rows for line in _lines(row)):
        known = lines.get(line.typed)
        if known is None or WORST.index(line.outcome) < WORST.index(known.outcome):
            lines[line.typed] = line
    return tuple(lines.values())[:MOST]


def _lines(row: Judgement) -> list[FormLine]:
    if row.outcome == "not-applicable":
        return []
    steps = [(one["source"].removeprefix("GET "), one["observed"]) for one in row.evidence if "source" in one]
    return [_line(url, way, row) for url, way in steps if url.startswith(("http://", "https://"))]


def _line(url: str, way: str, row: Judgement) -> FormLine:
    """The evidence is one way a form: its addresses with their statuses, an arrow between each."""
    stops = way.split(" → ")
    address, _, status = stops[-1].partition(" (")
    status = status.removesuffix(")")
    told = "itself" if len(stops) == 1 else address.replace(MARK, "")
    told = {"404": "no page (404)", "410": "gone on purpose (410)"}.get(status, told)
    if not status.isdigit():
        told = UNTRUSTED if status.startswith("certificate ") else status or way
    outcome = _outcome(url, status, row)
    return FormLine(url.replace(MARK, ""), len(stops) - 1, told, outcome, is_old=row.check_id == "old-urls")


def _outcome(url: str, status: str, row: Judgement) -> str:
    """A host's finding is that of the forms it names; of the others an answer is a pass."""
    named = str(row.facts.get("faulty", "")).split() if row.check_id == "canonical-url" else [url]
    is_plain = row.check_id != "https-redirect" or url.startswith("http://")
    if row.outcome in {"fail", "warn"} and url in named and is_plain:
        return row.outcome
    silent = not status.isdigit() or status in {"403", "429"} or status.startswith("5")
    return "could-not-check" if silent else "pass"
