"""The certificates a host sent, what verification said of them, and the time they are judged at."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

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

    def is_over(self, certificate: Certificate) -> bool:
        """Whether a certificate has expired."""
        return datetime.fromisoformat(certificate.not_after) < self.now

    @cached_property
    def path(self) -> tuple[int, ...]:
        """The places of the certificates that vouch for each other, from the leaf up as far as they were sent."""
        found = [0]
        while above := self._above(found):
            found.append(above)
        return tuple(found)

    def _above(self, path: list[int]) -> int:
        """The place of the issuer of the last of a path; 0 when none was sent. One that still holds is preferred."""
        last = self.sent[path[-1]]
        known = {self.sent[place].sha256 for place in path}
        if is_self_issued(last):
            return 0
        issuers = [
            place
            for place, each in enumerate(self.sent)
            if place and place not in path and each.sha256 not in known and issued(each, last)
        ]
        return next((place for place in issuers if not self.is_over(self.sent[place])), issuers[0] if issuers else 0)

    @cached_property
    def repeated(self) -> tuple[int, ...]:
        """The places of certificates that were sent before."""
        digests = [each.sha256 for each in self.sent]
        return tuple(place for place, digest in enumerate(digests) if digest in digests[:place])

    @cached_property
    def strangers(self) -> tuple[int, ...]:
        """The places of certificates that vouch for nothing here: neither on the path, nor on another one beside it."""
        kin = set(self.path)
        while True:
            more = {
                place
                for place, each in enumerate(self.sent)
                if place not in kin and any(_is_kin(each, self.sent[other]) for other in kin if other)
            }
            if not more:
                return tuple(place for place in range(len(self.sent)) if place not in kin | set(self.repeated))
            kin |= more


def is_self_issued(certificate: Certificate) -> bool:
    """Whether a certificate names itself as its issuer, as roots do."""
    return certificate.subject == certificate.issuer


def issued(issuer: Certificate, certificate: Certificate) -> bool:
    """Whether one certificate is the issuer of another, by name and, where both tell it, by key identifier."""
    if issuer.subject != certificate.issuer:
        return False
    told = issuer.key_id and certificate.issuer_key_id
    return not told or issuer.key_id == certificate.issuer_key_id


def _is_kin(one: Certificate, other: Certificate) -> bool:
    """Whether the first signs the second, or certifies the same key under the same name by another authority."""
    is_same = one.subject == other.subject and one.public_key == other.public_key
    return issued(one, other) or is_same


@dataclass(frozen=True)
class VerifiedChain:
    """What was sent, and what verification said of it; `staple_requests` and `staples` as `TlsAnswers` has them."""

    chain: SentChain
    trust: Trust
    staple_requests: int = 0
    staples: int = 0

    @property
    def is_vouched_for(self) -> bool:
        """Whether the chain ends at a trusted root, its dates and keys aside."""
        if self.trust.ignoring_time is not None:
            return self.trust.ignoring_time.code == 0
        return self.trust.now.code in {0, *KEY_COMPLAINTS, WRONG_PURPOSE}


KEY_COMPLAINTS = frozenset({66, 67, 68})
WRONG_PURPOSE = 26
"""Verification results that only a handshake finds, once the chain itself is trusted (x509_vfy.h)."""


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
    if isinstance(answers.trust, Unavailable):
        return answers.trust
    return VerifiedChain(chain, answers.trust, answers.staple_requests, answers.staples)
