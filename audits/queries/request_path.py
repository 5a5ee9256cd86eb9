"""The way from a browser to production's answer, drawn and told from what the last audits saw."""

from dataclasses import dataclass
from datetime import datetime

from audits.core.derived.map_rows import map_rows
from audits.core.derived.request_way import RequestWay, way_of_request
from audits.core.derived.routing import origins_of, route_of_host
from audits.core.estate_map import Drawing, MapRow, drawn
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.timing import TIMING
from audits.core.observed.tls import TLS
from audits.core.subject import Endpoint, Host
from audits.queries.forms import FormLine, form_lines
from audits.queries.newest import newest_artifacts
from portal.sprint.models import Engagement

TOLD_FIRST = ("critical", "login", "home", "account", "page", "api", "admin", "report", "export")
"""Whose way is told unless somebody chooses: what people will do, else where they begin."""
SOURCES = (DNS, ZONE, HTTP, TLS, TIMING)


@dataclass(frozen=True)
class PathPage:
    """One endpoint's way, the map it lies on, every form of an address that was tried, and the others to choose."""

    way: RequestWay
    drawing: Drawing
    rows: tuple[MapRow, ...]
    sentence: str
    forms: tuple[FormLine, ...]
    other_forms: tuple[FormLine, ...]
    choices: tuple[Endpoint, ...]
    at: datetime | None
    number: int | None

    @property
    def was_seen(self) -> bool:
        """Whether any audit has finished."""
        return self.at is not None

    @property
    def tried(self) -> int:
        """How many forms were tried."""
        return len(self.forms) + len(self.other_forms)


def path_page(engagement: Engagement, url: str = "") -> PathPage | None:
    """The way to `url`, or to the endpoint that matters most; None when the estate has no endpoint to tell of."""
    newest = newest_artifacts(engagement, SOURCES)
    artifacts = newest.artifacts
    choices = tuple(
        sorted(
            (each for each in artifacts.estate.subjects(Endpoint) if each.purpose in TOLD_FIRST),
            key=lambda each: TOLD_FIRST.index(each.purpose),
        )
    )
    if not choices:
        return None
    endpoint = next((each for each in choices if each.url == url), choices[0])
    way = way_of_request(endpoint, artifacts)
    domain = artifacts.estate.domain.name if artifacts.estate.domain else ""
    routes = tuple(route_of_host(host.name, artifacts) for host in artifacts.estate.subjects(Host))
    rows = map_rows(routes, origins_of(artifacts.estate.endpoints), domain)
    forms = form_lines(engagement)
    near = {way.host, domain, f"www.{domain}"}
    told = tuple(line for line in forms if line.outcome != "pass" or line.is_old or line.host in near)
    return PathPage(
        way=way,
        drawing=drawn(rows, way.host, domain=domain),
        rows=rows,
        sentence=" ".join(stretch.title for stretch in way.stretches),
        forms=told,
        other_forms=tuple(line for line in forms if line not in told),
        choices=choices,
        at=newest.at,
        number=newest.number,
    )
