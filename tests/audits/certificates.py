"""Certificates and what a host says over TLS, written as literals."""

from audits.core.artifacts import Artifact
from audits.core.observed.tls import TLS, Certificate, TlsAnswers, Trust, Verification
from tests.audits.seen import ACME


def certificate(
    *,
    names=(ACME,),
    addresses=(),
    subject=f"CN={ACME}",
    not_before="2025-12-01T00:00:00+00:00",
    not_after="2026-03-01T00:00:00+00:00",
):
    return Certificate(
        subject=subject,
        issuer="CN=R10,O=Example Authority",
        names=names,
        addresses=addresses,
        not_before=not_before,
        not_after=not_after,
        serial="01",
        sha256="ab" * 32,
        key="ECDSA P-256",
        signature="ecdsa-with-SHA256",
    )


CURRENT = certificate()
OUTDATED = certificate(not_before="2025-09-01T00:00:00+00:00", not_after="2025-12-01T00:00:00+00:00")


def tls(*sent, certificates=None, trust=None, versions=(), host=ACME):
    """What a host said, or a part it did not answer."""
    whole = certificates if certificates is not None else sent or (CURRENT,)
    verified = trust or Trust(Verification(0, "ok"))
    return Artifact(TLS, host, TlsAnswers(host, "192.0.2.1", whole, verified, tuple(versions), 1))
