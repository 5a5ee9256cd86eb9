"""Which versions of HTTP a host speaks: what its answers say, what it chose under TLS, what it offers besides."""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.derived.visits import visit_of_host
from audits.core.derived.walls import wall
from audits.core.inapplicable import Inapplicable
from audits.core.observed.http import Hop, Visit
from audits.core.observed.tls import TLS, TlsAnswers
from audits.core.parsing.alt_svc import offers_http3
from audits.core.unavailable import Unavailable


@dataclass(frozen=True)
class HttpVersions:
    """`answers` are those over https whose version was noted; `chosen` is what ALPN ended with, None when unknown."""

    host: str
    answers: tuple[Hop, ...]
    chosen: str | None
    offers_http3: bool

    @property
    def old(self) -> Hop | None:
        """An answer of a version before 1.1."""
        return next((hop for hop in self.answers if hop.version in {"0.9", "1.0"}), None)


def http_versions_of_host(artifacts: Artifacts) -> HttpVersions | Unavailable | Inapplicable:
    """The versions of the host of the subject; what a wall says is not the host's."""
    visit = visit_of_host(artifacts)
    if not isinstance(visit, Visit):
        return visit
    answers = tuple(
        hop for hop in visit.own_answers if hop.scheme == "https" and hop.version and wall(hop) is None
    )  # fmt: skip
    if not answers:
        missing = next((wall(hop) for hop in visit.own_answers if wall(hop)), None)
        return visit.chain.missing or Unavailable(
            missing or f"{visit.host} gave no answer over https", (f"GET {visit.chain.start}",)
        )
    tls = artifacts.observed(TLS)
    chosen = tls.alpn if isinstance(tls, TlsAnswers) and not isinstance(tls.certificates, Unavailable) else None
    return HttpVersions(visit.host, answers, chosen, any(offers_http3(hop.fields("alt-svc")) for hop in answers))
