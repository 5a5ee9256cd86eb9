from dataclasses import replace

import pytest

from audits.checks.http_versions import CHECK, FIRST, NEWEST, OLD, SECOND
from audits.core.artifacts import Artifact
from audits.core.observed.http import HTTP
from audits.core.observed.tls import TLS, TlsAnswers, Trust, Verification
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK
from tests.audits.seen import ACME, HOST, SILENT, THERE, broken, chain, hop, judged, visited

HOME = f"https://{ACME}/"
H3 = 'Alt-Svc: h3=":443"; ma=86400'


def shook(alpn):
    return Artifact(TLS, ACME, TlsAnswers(ACME, "192.0.2.1", (), Trust(Verification(0, "ok")), (), 5, alpn))


def answered(version, *fields, status=200):
    return (THERE, visited(chain(replace(hop(HOME, status, *fields), version=version))))


CASES = [
    ((*answered("1.1", H3), shook("h2")), NEWEST),
    ((*answered("1.1", 'alt-svc: h2=":8443"', 'alt-svc: h3-29=":443"'), shook("h2")), NEWEST),
    ((*answered("1.1"), shook("h2")), SECOND),
    ((*answered("1.1", "Alt-Svc: clear", H3), shook("h2")), SECOND),
    ((*answered("1.0"), shook("h2")), SECOND),
    ((*answered("1.1"), shook("http/1.1")), FIRST),
    ((*answered("1.1"), shook("")), FIRST),
    (answered("1.1"), FIRST),
    ((*answered("1.1"), Artifact(TLS, ACME, SILENT)), FIRST),
    ((*answered("1.0"), shook("")), OLD),
    ((*answered("1.0"), Artifact(TLS, ACME, SILENT)), OLD),
    ((*answered(""), shook("h2")), COULD_NOT_CHECK),
    ((*answered("1.0", status=503), shook("")), COULD_NOT_CHECK),
    ((THERE, visited(broken(HOME)), shook("h2")), COULD_NOT_CHECK),
    ((THERE, Artifact(HTTP, ACME, Unavailable("no answer"))), COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("artifacts", "verdict"), CASES)
def test_versions_get_their_verdict(artifacts, verdict):
    assert judged(CHECK, HOST, *artifacts).verdict is verdict
