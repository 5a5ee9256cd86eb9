"""The state of DNSSEC, once one of our own look at the chain and the resolver's word proves it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from audits.core.artifacts import Artifacts
from audits.core.inapplicable import Inapplicable
from audits.core.observed.dnssec import (
    DNSSEC,
    NO_SIGNATURES,
    UNSUPPORTED,
    DnssecAnswers,
    Signature,
)
from audits.core.unavailable import Unavailable

BATCH_DAYS = 10
"""Signatures that live longer are made in batches; shorter ones are made afresh for every answer or every day."""
WARNING_DAYS = 3


@dataclass(frozen=True)
class SignedZone:
    """The answers at the time of the run, and whether our resolver refuses a zone that is there without its checking."""

    answers: DnssecAnswers
    now: datetime
    is_refused: bool = False

    @property
    def expired(self) -> Signature | None:
        """The signature that ran out first, where every one over the same records has."""
        return self._all_out(lambda signature: _moment(signature.expiration) < self.now)

    @property
    def early(self) -> Signature | None:
        """One that does not hold yet, where every one over the same records is as early."""
        return self._all_out(lambda signature: _moment(signature.inception) > self.now)

    @property
    def ending(self) -> Signature | None:
        """A signature of a batch that is about to run out and has no successor."""
        soon = self.now + timedelta(days=WARNING_DAYS)
        return self._all_out(lambda signature: _is_of_a_batch(signature) and _moment(signature.expiration) < soon)

    def _all_out(self, is_out: Callable[[Signature], bool]) -> Signature | None:
        """The one that lasts longest of the first record set whose signatures are all out."""
        for covers in dict.fromkeys(signature.covers for signature in self.answers.signatures):
            alike = [signature for signature in self.answers.signatures if signature.covers == covers]
            if all(is_out(signature) for signature in alike):
                return max(alike, key=lambda signature: signature.expiration)
        return None


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _is_of_a_batch(signature: Signature) -> bool:
    return _moment(signature.expiration) - _moment(signature.inception) > timedelta(days=BATCH_DAYS)


def signed_zone(artifacts: Artifacts) -> SignedZone | Unavailable | Inapplicable:
    """The chain, where we verified it ourselves or the resolver's word decides."""
    answers = artifacts.observed(DNSSEC)
    if isinstance(answers, Unavailable):
        return answers
    word = answers.resolver
    refused = word is not None and word.status == "SERVFAIL" and word.unchecked == "NOERROR"
    found = SignedZone(answers, artifacts.now, refused)
    if not answers.ds or refused or (word is not None and word.validated):
        return found
    if isinstance(answers.verified, Unavailable):
        return answers.verified
    if answers.verified == UNSUPPORTED:
        return Unavailable(f"{answers.zone} is signed with an algorithm that we do not verify, nor does our resolver")
    if answers.verified == NO_SIGNATURES:
        return Unavailable(
            f"{answers.address} sent no signatures of {answers.zone}, and something on the way may have taken them out"
        )
    return found
