"""The way from a browser to the answer, told in steps from what the last audits saw."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from audits.queries.latest import latest_judgements
from portal.estate.models import Endpoint
from portal.estate.queries import estate_rows
from portal.sprint.models import Engagement

TOLD_FIRST = (Endpoint.Purpose.CRITICAL, Endpoint.Purpose.LOGIN, Endpoint.Purpose.HOME)
"""Whose way is told: what people will do, else where they begin."""

STEPS = (
    ("host-addresses", "The browser asks DNS for the name."),
    ("https-redirect", "It is led to the encrypted address."),
    ("certificate-expiry", "The certificate vouches for the host."),
    ("edge-provider", "The edge takes the request."),
    ("endpoint-answers", "The app answers."),
    ("response-time", "The answer arrives."),
)
"""Each stretch of the way, with the check that looks at it."""


@dataclass(frozen=True)
class PathStep:
    """One stretch: what happens there, and what was seen; no `outcome` where no audit has looked."""

    title: str
    says: str = ""
    outcome: str = ""

    @property
    def glyph(self) -> str:
        return {"": "not-started", "pass": "done"}.get(self.outcome, self.outcome)


@dataclass(frozen=True)
class RequestPath:
    """The way to one address."""

    url: str
    steps: tuple[PathStep, ...]

    @property
    def was_seen(self) -> bool:
        """Whether an audit has looked at any of it."""
        return any(step.outcome for step in self.steps)


def request_path(engagement: Engagement) -> RequestPath | None:
    """The way to the endpoint that matters most; None when the estate has none of those."""
    endpoints = {endpoint.purpose: endpoint for endpoint in reversed(estate_rows(engagement).endpoints)}
    endpoint = next((endpoints[purpose] for purpose in TOLD_FIRST if purpose in endpoints), None)
    if endpoint is None:
        return None
    subjects = {endpoint.url, urlsplit(endpoint.url).hostname or ""}
    answers = latest_judgements(engagement, [check for check, _ in STEPS])
    steps = []
    for check, title in STEPS:
        seen = next((row for row in answers.get(check, ()) if row.subject in subjects), None)
        steps.append(PathStep(title, seen.headline, seen.outcome) if seen else PathStep(title))
    return RequestPath(endpoint.url, tuple(steps))
