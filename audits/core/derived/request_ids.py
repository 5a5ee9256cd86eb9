"""The request ids in the answers of a host's API."""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.derived.caching import from_cache
from audits.core.derived.cross_origin import probes_of_host, why_unanswered
from audits.core.inapplicable import Inapplicable
from audits.core.observed.http import Hop
from audits.core.observed.probes import ApiProbes
from audits.core.parsing.request_id import ids_in
from audits.core.unavailable import Unavailable


@dataclass(frozen=True)
class RequestIds:
    """The ids of two answers or more of one address, by field name.

    `from_cache` when a cache gave one of them, which repeats the id of the request that it kept.
    """

    host: str
    url: str
    answers: tuple[dict[str, str], ...]
    from_cache: bool = False

    @property
    def telling(self) -> str:
        """The first field that differs in every answer; empty when none does."""
        return next((name for name in self._names if self._is_distinct(name)), "")

    @property
    def repeated(self) -> str:
        """A field that every answer has with one value; empty when there is none."""
        return next((name for name in self._names if len({each.get(name) for each in self.answers}) == 1), "")

    @property
    def _names(self) -> tuple[str, ...]:
        return tuple(self.answers[0]) if self.answers else ()

    def _is_distinct(self, name: str) -> bool:
        values = [each.get(name, "") for each in self.answers]
        return all(values) and len(set(values)) == len(values)


def request_ids_of_host(artifacts: Artifacts) -> RequestIds | Unavailable | Inapplicable:
    """The ids in what the API of the host of the subject answered to the visit and to the probes."""
    probes = probes_of_host(artifacts)
    if not isinstance(probes, ApiProbes):
        return probes
    answered = [probe.answer for probe in probes.probes if why_unanswered(probe, probes) is None]
    answers = [probes.visited, *(answer for answer in answered if isinstance(answer, Hop))]
    if len(answers) < 2:
        missing = next(filter(None, (why_unanswered(probe, probes) for probe in probes.probes)), None)
        return missing or Unavailable(f"{probes.url} answered but once")
    told = tuple(ids_in(tuple((each.name, each.value) for each in answer.headers)) for answer in answers)
    return RequestIds(probes.name, probes.url, told, any(from_cache(answer) for answer in answers))
