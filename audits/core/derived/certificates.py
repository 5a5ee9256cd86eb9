"""The certificates a host sent, what verification said of them, and the time they are judged at."""

from dataclasses import dataclass
from datetime import datetime

from audits.core.artifacts import Artifacts
from audits.core.derived.visits import tls_of_host
from audits.core.inapplicable import Inapplicable
from audits.core.observed.tls import Certificate, TlsAnswers, Trust
from audits.core.unavailable import Unavailable


@dataclass(frozen=True)
class SentChain:
    """What was sent, leaf first, at the time of the run."""

    host: str
    sent: tuple[Certificate, ...]
    now: datetime

    @property
    def leaf(self) -> Certificate:
        """The host's own certificate."""
        return self.sent[0]

    @property
    def leaf_out_of_date(self) -> bool:
        """Whether the host's own certificate does not hold now."""
        since, until = datetime.fromisoformat(self.leaf.not_before), datetime.fromisoformat(self.leaf.not_after)
        return not since <= self.now <= until


@dataclass(frozen=True)
class VerifiedChain:
    """What was sent, and what verification said of it."""

    chain: SentChain
    trust: Trust


def sent_chain(artifacts: Artifacts) -> SentChain | Unavailable | Inapplicable:
    """The chain of the host of the subject."""
    answers = tls_of_host(artifacts)
    if not isinstance(answers, TlsAnswers):
        return answers
    if isinstance(answers.certificates, Unavailable):
        return answers.certificates
    return SentChain(answers.host, answers.certificates, artifacts.now)


def verified_chain(artifacts: Artifacts) -> VerifiedChain | Unavailable | Inapplicable:
    """The same chain, once its verification was answered."""
    chain, answers = sent_chain(artifacts), tls_of_host(artifacts)
    if not isinstance(chain, SentChain) or not isinstance(answers, TlsAnswers):
        return chain if not isinstance(chain, SentChain) else Unavailable("the chain was not verified")
    return answers.trust if isinstance(answers.trust, Unavailable) else VerifiedChain(chain, answers.trust)
