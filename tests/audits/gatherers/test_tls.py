"""Handshakes with real servers: each version alone, and servers that do not play along."""

import ssl
import time
import warnings

import pytest

from audits.core.artifacts import Artifact
from audits.core.observed.dns import DNS, HostRecords
from audits.core.observed.reach import REACH, HostReach, PortAttempts
from audits.core.observed.tls import ACCEPTED, REFUSED, UNANSWERED, UNTESTABLE, VERSIONS, WEAK
from audits.core.parsing import cipher_suites
from audits.core.unavailable import Unavailable
from audits.gatherers import tls_conversation
from audits.gatherers.handshake import OPENSSL
from tests.audits.tls_answers import answers, served
from tests.closed_network import DOMAIN, has_addresses
from tests.hello_server import HANG_UP, REAL, HelloServer, suites_of, version_of
from tests.loopback import closed_port
from tests.scripted_server import HANG, ScriptedServer, reply
from tests.throwaway_authority import leaf, server_context

pytestmark = pytest.mark.network

SSL3, V10, V11, V12, V13 = VERSIONS


def by_version(found):
    return {version.version: version.answer for version in found.versions}


def of_versions(context, oldest, newest):
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version, context.maximum_version = oldest, newest
    return context


@pytest.mark.parametrize(
    ("oldest", "newest", "spoken"),
    [
        ("TLSv1", "TLSv1_3", {V10, V11, V12, V13}),
        ("TLSv1", "TLSv1_1", {V10, V11}),
        ("TLSv1_2", "TLSv1_2", {V12}),
        ("TLSv1_2", "TLSv1_3", {V12, V13}),
        ("TLSv1_3", "TLSv1_3", {V13}),
    ],
)
def test_each_version_is_offered_alone(context, resolver, roots, oldest, newest, spoken):
    limits = (ssl.TLSVersion[oldest], ssl.TLSVersion[newest])
    found = served(of_versions(context, *limits), resolver, roots)
    assert by_version(found) == {version: ACCEPTED if version in spoken else REFUSED for version in VERSIONS}
    assert isinstance(found.certificates, tuple)
    assert found.trust.now.code == 0
    assert found.handshakes <= 8


def test_version_our_own_library_cannot_offer_is_untestable(context, resolver, roots, monkeypatch):
    """A version number nobody knows makes our library fail before anything is sent."""
    monkeypatch.setitem(OPENSSL, V13, 0x0FFF)
    with ScriptedServer(lambda _: reply(200), context=context) as server:
        found = answers(resolver, server.port, roots)
    assert by_version(found)[V13] == UNTESTABLE
    assert by_version(found)[V12] == ACCEPTED


def test_server_that_wants_a_certificate_of_ours_still_speaks_the_version(context, resolver, roots):
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(roots)
    found = served(of_versions(context, ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_2), resolver, roots)
    assert by_version(found) == {SSL3: REFUSED, V10: REFUSED, V11: REFUSED, V12: ACCEPTED, V13: REFUSED}
    assert found.trust.now.code == 0


def hangs_up_at_old_versions(hello, _number):
    """TLS 1.0 and 1.1 alone; what offers more, and SSL 3.0, reaches the real server."""
    return HANG_UP if version_of(hello) in {0x0301, 0x0302} else REAL


def test_server_that_hangs_up_at_old_versions_has_refused_them(context, resolver, roots):
    with HelloServer(hangs_up_at_old_versions, context=context) as server:
        found = answers(resolver, server.port, roots)
    assert by_version(found) == {SSL3: REFUSED, V10: REFUSED, V11: REFUSED, V12: ACCEPTED, V13: ACCEPTED}
    details = {version.version: version.detail for version in found.versions}
    assert details[V10].endswith("twice, while TLSv1.3 was taken")
    assert found.handshakes == len(server.hellos) == 8


def test_server_whose_only_no_is_to_hang_up_needs_no_second_try(context, resolver, roots):
    def script(hello, _number):
        old = version_of(hello) < 0x0303 or not suites_of(hello) - set(cipher_suites.WEAK) - {0x00FF}
        return HANG_UP if old else REAL

    with HelloServer(script, context=context) as server:
        found = answers(resolver, server.port, roots)
    assert by_version(found) == {SSL3: REFUSED, V10: REFUSED, V11: REFUSED, V12: ACCEPTED, V13: ACCEPTED}
    assert [(suite.offer, suite.answer) for suite in found.suites] == [(WEAK, REFUSED)]
    assert found.versions[0].detail.endswith("as at every old offer, while TLSv1.3 was taken")
    assert found.handshakes == 6


def test_one_connection_that_broke_off_proves_nothing(context, resolver, roots):
    with HelloServer(lambda _, number: HANG_UP if number == 4 else REAL, context=context) as server:
        found = answers(resolver, server.port, roots)
    assert by_version(found) == {SSL3: REFUSED, V10: REFUSED, V11: REFUSED, V12: ACCEPTED, V13: ACCEPTED}


def test_server_that_always_hangs_up_has_refused_nothing(context, resolver, roots):
    with HelloServer(lambda *_: HANG_UP, context=context) as server:
        found = answers(resolver, server.port, roots)
    assert set(by_version(found).values()) == {UNANSWERED}
    assert SSL3 not in by_version(found)
    assert isinstance(found.certificates, Unavailable)
    assert isinstance(found.trust, Unavailable)
    assert found.handshakes == len(server.hellos) == 8


def test_silent_server_is_left_alone_after_two_tries(resolver, monkeypatch):
    monkeypatch.setattr(tls_conversation, "HANDSHAKE_SECONDS", 0.3)
    with ScriptedServer(lambda _: HANG) as server:
        found = answers(resolver, server.port)
        assert (server.connections, found.handshakes) == (2, 2)
    assert set(by_version(found).values()) == {UNANSWERED}
    assert found.certificates.reason == f"{DOMAIN} sent no certificate: no answer within 0.3 s"


def test_server_that_speaks_plainly_is_not_judged(resolver):
    with ScriptedServer(lambda _: HANG, greeting=b"220 mail ESMTP\r\n" * 9) as server:
        found = answers(resolver, server.port)
    assert REFUSED not in by_version(found).values()
    assert ACCEPTED not in by_version(found).values()
    assert isinstance(found.certificates, Unavailable)


def test_endless_garbage_ends_in_time(resolver, monkeypatch):
    monkeypatch.setattr(tls_conversation, "HANDSHAKE_SECONDS", 0.5)
    began = time.monotonic()
    # A handshake record that promises more than ever comes.
    with ScriptedServer(
        lambda _: HANG, greeting=b"\x16\x03\x03\x40\x00" + b"\x02\x00\xff\xff" + b"\x00" * 100
    ) as server:
        found = answers(resolver, server.port)
    assert time.monotonic() - began < 5
    assert isinstance(found.certificates, Unavailable)


def test_server_name_is_sent(resolver, root, roots, tmp_path):
    asked = []
    context = server_context(tmp_path, leaf(root, DOMAIN))
    context.sni_callback = lambda _connection, name, _context: asked.append(name)
    found = served(context, resolver, roots)
    assert set(asked) == {DOMAIN}
    assert len(asked) <= found.handshakes


def test_address_that_takes_connections_is_chosen(context, resolver, roots):
    reach = HostReach(DOMAIN, (PortAttempts("127.0.0.9", 443, ("refused",)), PortAttempts("127.0.0.1", 443, ("open",))))
    known = (has_addresses(DOMAIN, "127.0.0.9", "127.0.0.1"), Artifact(REACH, DOMAIN, reach))
    assert served(context, resolver, roots, known=known).address == "127.0.0.1"


def test_closed_port_is_told_with_what_was_tried(resolver):
    reach = HostReach(
        DOMAIN, (PortAttempts("127.0.0.1", 443, ("refused",) * 3), PortAttempts("127.0.0.1", 80, ("open",)))
    )
    known = (has_addresses(DOMAIN, "127.0.0.1"), Artifact(REACH, DOMAIN, reach))
    found = answers(resolver, closed_port(), known=known)
    assert found == Unavailable(
        f"no connection to {DOMAIN} port 443", ("127.0.0.1 port 443: refused, refused, refused",)
    )


def test_port_that_closes_after_the_knock_is_no_verdict(resolver):
    found = answers(resolver, closed_port())
    assert set(by_version(found).values()) == {UNANSWERED}
    assert isinstance(found.certificates, Unavailable)


def test_host_without_an_address_is_not_asked(resolver):
    nothing = Artifact(DNS, DOMAIN, HostRecords(DOMAIN, "NXDOMAIN", (), (), ()))
    assert answers(resolver, closed_port(), known=(nothing,)).reason == f"{DOMAIN} has no address"
    late = Unavailable("Connections took longer than 60 s")
    known = (has_addresses(DOMAIN, "127.0.0.1"), Artifact(REACH, "", late))
    assert answers(resolver, closed_port(), known=known) is late
