"""What a server chose of the cipher suites it was offered for TLS 1.2 and older."""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.derived.visits import tls_of_host
from audits.core.inapplicable import Inapplicable
from audits.core.observed.tls import (
    ACCEPTED,
    ORDINARY,
    REFUSED,
    SSL3,
    TLS13,
    WEAK,
    SuiteAnswer,
    TlsAnswers,
    VersionAnswer,
)
from audits.core.unavailable import Unavailable

BEFORE_13 = (SSL3, "TLSv1.0", "TLSv1.1", "TLSv1.2")


@dataclass(frozen=True)
class CipherChoices:
    """One server: `newest` is its answer to the newest version before 1.3 that it speaks, None when it speaks none.

    `ordinary` is its answer to the suites of browsers, where that is another one; `weak` those to suites that nobody
    should take, in the order asked.
    """

    host: str
    speaks_13: bool
    newest: VersionAnswer | None
    ordinary: SuiteAnswer | None
    weak: tuple[SuiteAnswer, ...]

    @property
    def for_browsers(self) -> VersionAnswer | SuiteAnswer | None:
        """What browsers without TLS 1.3 get."""
        return self.ordinary or self.newest


def cipher_choices(artifacts: Artifacts) -> CipherChoices | Unavailable | Inapplicable:
    """The choices of the host of the subject, once every version was answered."""
    answers = tls_of_host(artifacts)
    if not isinstance(answers, TlsAnswers):
        return answers
    before = [version for version in answers.versions if version.version in BEFORE_13]
    spoken = [version for version in before if version.answer == ACCEPTED]
    modern = next((version.answer for version in answers.versions if version.version == TLS13), "")
    if not spoken and not (before and modern == ACCEPTED and all(version.answer == REFUSED for version in before)):
        return Unavailable(
            f"no clear answer of {answers.host} to TLS 1.2 and older",
            tuple(f"{version.version}: {version.detail}" for version in before),
        )
    if spoken and not spoken[-1].suite:
        return Unavailable(f"which cipher suite {answers.host} chose was not recorded", retry="with the next audit")
    return CipherChoices(
        host=answers.host,
        speaks_13=modern == ACCEPTED,
        newest=spoken[-1] if spoken else None,
        ordinary=next((suite for suite in answers.suites if suite.offer == ORDINARY), None),
        weak=tuple(suite for suite in answers.suites if suite.offer == WEAK),
    )
