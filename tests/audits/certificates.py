"""Certificates and what a host says over TLS, written as literals."""

import hashlib

from audits.core.artifacts import Artifact
from audits.core.observed.tls import TLS, Certificate, TlsAnswers, Trust, Verification
from tests.audits.seen import ACME


def certificate(
    *,
    names=(ACME,),
    addresses=(),
    subject=f"CN={ACME}",
    issuer="CN=R10,O=Example Authority",
    not_before="2025-12-01T00:00:00+00:00",
    not_after="2026-03-01T00:00:00+00:00",
    key="ECDSA secp256r1",
    signature="SHA256",
    **more,
):
    return Certificate(
        subject=subject,
        issuer=issuer,
        names=names,
        addresses=addresses,
        not_before=not_before,
        not_after=not_after,
        serial="01",
        sha256=more.pop("sha256", hashlib.sha256(repr((subject, issuer, not_after)).encode()).hexdigest()),
        key=key,
        signature=signature,
        **more,
    )


CURRENT = certificate()
OUTDATED = certificate(not_before="2025-09-01T00:00:00+00:00", not_after="2025-12-01T00:00:00+00:00")


def tls(*sent, certificates=None, trust=None, versions=(), host=ACME, **more):
    """What a host said, or a part it did not answer."""
    whole = certificates if certificates is not None else sent or (CURRENT,)
    verified = trust or Trust(Verification(0, "ok"))
    return Artifact(TLS, host, TlsAnswers(host, "192.0.2.1", whole, verified, tuple(versions), 1, **more))
