"""What scripts of other sites can read of a host's API."""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.derived.caching import cache_control
from audits.core.derived.visits import visit_of_host
from audits.core.derived.walls import missed
from audits.core.inapplicable import Inapplicable
from audits.core.observed.http import Hop, Visit
from audits.core.observed.probes import PROBES, ApiProbes, OriginProbe
from audits.core.parsing.cors import Sharing, parsed_sharing
from audits.core.unavailable import Unavailable

NO_API = "no endpoint of an API is known on this host"


@dataclass(frozen=True)
class Shared:
    """One probe with what its answer allows."""

    kind: str
    origin: str
    answer: Hop
    sharing: Sharing

    @property
    def is_kept(self) -> bool:
        """Whether a cache may use this answer again without asking; one that says nothing leaves that to the cache."""
        policy = cache_control(self.answer)
        asks = policy.has("no-store") or policy.is_plain("no-cache")
        return not asks and (policy.seconds("max-age") != 0 or bool(policy.seconds("s-maxage")))


@dataclass(frozen=True)
class CrossOrigin:
    """One address of a host's API, as other sites meet it."""

    host: str
    url: str
    probes: tuple[Shared, ...]

    def of_kind(self, kind: str) -> Shared | None:
        """The probe of that kind, when it was sent."""
        return next((probe for probe in self.probes if probe.kind == kind), None)


def probes_of_host(artifacts: Artifacts) -> ApiProbes | Unavailable | Inapplicable:
    """The probes of the host of the subject; they are sent to hosts with an API alone."""
    visit = visit_of_host(artifacts)
    if not isinstance(visit, Visit):
        return visit
    probes = artifacts.observed(PROBES)
    if isinstance(probes, Unavailable) and probes.reason == NO_API:
        return Inapplicable(NO_API)
    return probes


def cross_origin_of_host(artifacts: Artifacts) -> CrossOrigin | Unavailable | Inapplicable:
    """What every probe was allowed, once every one of them was answered."""
    probes = probes_of_host(artifacts)
    if not isinstance(probes, ApiProbes):
        return probes
    found = []
    for probe in probes.probes:
        missing = why_unanswered(probe, probes)
        if isinstance(probe.answer, Unavailable) or missing:
            return missing or Unavailable("no answer")
        found.append(Shared(probe.kind, probe.origin, probe.answer, _sharing(probe.answer)))
    return CrossOrigin(probes.name, probes.url, tuple(found))


def why_unanswered(probe: OriginProbe, probes: ApiProbes) -> Unavailable | None:
    """Why an answer says nothing; a 403 that only other sites get is an API's own refusal of them."""
    answer, tried = probe.answer, (f"GET {probes.url} with Origin: {probe.origin}",)
    if isinstance(answer, Unavailable):
        return answer
    reason = missed(answer)
    return Unavailable(reason, tried) if reason else None


def _sharing(answer: Hop) -> Sharing:
    return parsed_sharing(
        answer.fields("access-control-allow-origin"),
        answer.fields("access-control-allow-credentials"),
        answer.fields("vary"),
    )
