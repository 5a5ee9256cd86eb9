"""What a server chose of the suites it was offered, written as literals."""

from audits.core.observed.tls import (
    ACCEPTED,
    ORDINARY,
    REFUSED,
    UNANSWERED,
    VERSIONS,
    WEAK,
    SuiteAnswer,
    VersionAnswer,
)

__all__ = ["DHE", "ECDHE", "NOTHING", "ORDINARY", "RSA", "WEAK", "refused", "took", "versions"]

ECDHE, DHE, RSA = (
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_DHE_RSA_WITH_AES_128_CBC_SHA",
    "TLS_RSA_WITH_AES_128_CBC_SHA",
)
NOTHING = ("", "", 0)


def versions(newest, *, modern, unanswered=()):
    """One version before 1.3 taken with its suite (or none of them), and 1.3 taken or refused."""
    version, suite, bits = newest
    found = [
        VersionAnswer(each, UNANSWERED if each in unanswered else REFUSED, "refused")
        for each in VERSIONS[:-1]
        if each != version
    ]
    if version:
        found.append(VersionAnswer(version, ACCEPTED, f"{version}, {suite}", suite, bits))
    return (*found, VersionAnswer(VERSIONS[-1], ACCEPTED if modern else REFUSED, "seen"))


def took(offer, suite, bits=0):
    return SuiteAnswer(offer, ACCEPTED, f"TLSv1.2, {suite}", suite, bits)


def refused(offer, answer=REFUSED):
    return SuiteAnswer(offer, answer, "refused: alert handshake failure")
