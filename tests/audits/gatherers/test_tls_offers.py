"""What servers choose of the suites they are offered, and answers that are none: cut short, endless, foreign."""

import asyncio
import socket
import ssl
import time

import pytest

from audits.core.observed.tls import ACCEPTED, ORDINARY, REFUSED, UNANSWERED, UNTESTABLE, WEAK
from audits.core.parsing.cipher_suites import EVERY, NAMES
from audits.core.parsing.cipher_suites import WEAK as WEAK_SUITES
from audits.gatherers import tls_conversation
from audits.gatherers.handshake import ABORTED, DONE, OURS, SILENT
from audits.gatherers.handshake import REFUSED as REFUSED_NOW
from audits.gatherers.hello import TLS10, TLS12, Hello, answered
from tests.audits.tls_answers import answers, served
from tests.closed_network import DOMAIN
from tests.hello_server import (
    DONE as HELLO_DONE,
)
from tests.hello_server import (
    HANG_UP,
    REAL,
    SILENCE,
    HelloServer,
    alert,
    message,
    record,
    server_hello,
    suites_of,
    version_of,
)
from tests.throwaway_authority import leaf, server_context

pytestmark = pytest.mark.network

RSA_AES, ECDHE_AES, DHE_AES = 0x002F, 0xC013, 0x0033
RC4, TRIPLE_DES, EXPORT, NAKED = 0x0005, 0x000A, 0x0003, 0x0002

NUMBERS_OF_1024_BITS = b"""-----BEGIN DH PARAMETERS-----
MIGHAoGBALHMWPCwt1iiPW6cVJD7FMVj4aeylA9zCX2RxLgUsKl9nhLB7CwYEUzu
wHgpCzP5Yd2rhfPWAB7rZK7jqkMe+nUsQdU8kRfTDi20WUWmpGDGw6ULPmsy4mRj
Wl3/HY/JEBhNQp0l5gOdfNSuB+yRzJR/C4RyyZ1dBB/xz6Js4Z2nAgEC
-----END DH PARAMETERS-----
"""


@pytest.fixture(scope="module")
def rsa_leaf(root):
    return leaf(root, DOMAIN, bits=2048)


@pytest.fixture
def old_leaf(rsa_leaf, tmp_path):
    """A server context of TLS 1.2 alone with an RSA key, for suites of every kind."""

    def made(ciphers):
        context = server_context(tmp_path, rsa_leaf, ciphers=f"{ciphers}:@SECLEVEL=0")
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        place = tmp_path / "numbers.pem"
        place.write_bytes(NUMBERS_OF_1024_BITS)
        context.load_dh_params(place)
        return context

    return made


def suites(found):
    return [(suite.offer, suite.answer, suite.suite) for suite in found.suites]


def newest(found):
    return next(version for version in found.versions if version.version == "TLSv1.2")


CHOICES = [
    ("ECDHE-RSA-AES128-GCM-SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", [(WEAK, REFUSED, "")]),
    (
        "DHE-RSA-AES128-GCM-SHA256",
        "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
        [(ORDINARY, REFUSED, ""), (WEAK, REFUSED, "")],
    ),
    (
        "AES128-SHA",
        "TLS_RSA_WITH_AES_128_CBC_SHA",
        [(ORDINARY, ACCEPTED, "TLS_RSA_WITH_AES_128_CBC_SHA"), (WEAK, REFUSED, "")],
    ),
    (
        "ECDHE-RSA-AES128-GCM-SHA256:NULL-SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        [(WEAK, ACCEPTED, "TLS_RSA_WITH_NULL_SHA256"), (WEAK, REFUSED, "")],
    ),
    (
        "ECDHE-RSA-AES128-GCM-SHA256:NULL-SHA:AECDH-AES128-SHA",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        [(WEAK, ACCEPTED, "TLS_RSA_WITH_NULL_SHA"), (WEAK, ACCEPTED, "TLS_ECDH_anon_WITH_AES_128_CBC_SHA")],
    ),
]


@pytest.mark.parametrize(("ciphers", "chosen", "others"), CHOICES)
def test_choice_of_a_real_server_is_recorded(resolver, roots, old_leaf, ciphers, chosen, others):
    found = served(old_leaf(ciphers), resolver, roots)
    assert newest(found).suite == chosen
    assert suites(found) == others
    assert found.handshakes <= 8


def test_size_of_diffie_hellman_numbers_is_recorded(resolver, roots, old_leaf):
    assert newest(served(old_leaf("DHE+AES"), resolver, roots)).dh_bits == 1024


def test_modern_server_is_asked_for_no_suites_of_older_versions(context, resolver, roots):
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    found = served(context, resolver, roots)
    assert found.suites == ()
    assert found.handshakes == 5


def chooses(*weak):
    """A server that takes SSL 3.0 and, besides what its real half does, the weak suites given."""

    def script(hello, _number):
        if version_of(hello) == 0x0300:
            return record(server_hello(0x0300, RC4), HELLO_DONE)
        taken = next((suite for suite in weak if suite in suites_of(hello)), None)
        if version_of(hello) == TLS12 and not suites_of(hello) & {RSA_AES, ECDHE_AES}:
            return alert(40) if taken is None else record(server_hello(TLS12, taken), HELLO_DONE)
        return REAL

    return script


@pytest.mark.parametrize("weak", [(RC4,), (TRIPLE_DES,), (EXPORT, RC4), (NAKED, TRIPLE_DES)])
def test_what_our_library_can_no_longer_offer_is_offered_all_the_same(context, resolver, roots, weak):
    with HelloServer(chooses(*weak), context=context) as server:
        found = answers(resolver, server.port, roots)
    taken = [(WEAK, ACCEPTED, NAMES[suite]) for suite in weak]
    assert suites(found) == (taken if len(weak) == 2 else [*taken, (WEAK, REFUSED, "")])
    assert (found.versions[0].version, found.versions[0].answer) == ("SSLv3", ACCEPTED)
    assert found.handshakes <= 8


def asked(said, *, version=TLS12, offered=EVERY, pace=0, seconds=0.3):
    """The answer to one hello, when the server says this to it."""

    async def ask(port):
        made = socket.create_connection(("127.0.0.1", port))
        return await answered(made, Hello(version, offered, DOMAIN), seconds)

    with HelloServer(lambda *_: said, pace=pace) as server:
        return asyncio.run(ask(server.port))


GOOD = record(server_hello(TLS12, ECDHE_AES), HELLO_DONE)
SPLIT = GOOD[5:]
STAPLED = record(server_hello(TLS12, ECDHE_AES), message(22, b"\x01\x00\x00\x03abc"), HELLO_DONE)
ENDS = [
    (GOOD, DONE, "TLSv1.2, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"),
    (alert(112, level=1) + GOOD, DONE, "TLSv1.2, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"),
    (b"".join(record(SPLIT[at : at + 1]) for at in range(len(SPLIT))), DONE, "TLSv1.2, "),
    (record(server_hello(TLS10, RSA_AES), HELLO_DONE), REFUSED_NOW, "refused: the server chose TLSv1.0"),
    (alert(70), REFUSED_NOW, "refused: alert protocol version"),
    (alert(40), REFUSED_NOW, "refused: alert handshake failure"),
    (alert(71), REFUSED_NOW, "refused: alert insufficient security"),
    (alert(80), ABORTED, "broken off: alert internal error"),
    (alert(112), ABORTED, "broken off: alert unrecognized name"),
    (alert(0, level=1), ABORTED, "broken off: alert close notify"),
    (alert(199), ABORTED, "broken off: alert 199"),
    (HANG_UP, ABORTED, "the server closed the connection without a word"),
    (SILENCE, SILENT, "no answer within 0.3 s"),
    (GOOD[:3], SILENT, "no answer within 0.3 s"),
    (GOOD[:30], SILENT, "no answer within 0.3 s"),
    (
        record(server_hello(TLS12, NAKED), HELLO_DONE),
        OURS,
        "the server chose what was not offered: TLSv1.2, suite 0x0002",
    ),
    (record(server_hello(0x0304, ECDHE_AES)), OURS, "the server chose what was not offered: TLSv1.3"),
    (record(server_hello(TLS12, ECDHE_AES)[:20] + bytes(40)), OURS, "the server chose what was not offered"),
    (record(HELLO_DONE), OURS, "what came back is no TLS"),
    (record(b"\x02\x7f\xff\xff"), OURS, "what came back is no TLS"),
    (b"HTTP/1.1 400 Bad Request\r\n\r\n", OURS, "what came back is no TLS"),
    (b"220 mail.acme.test ESMTP\r\n", OURS, "what came back is no TLS"),
    (record(b"x" * 100, kind=23), OURS, "what came back is no TLS"),
    (b"\x16\x03\x03\x00\x00" * 4, OURS, "what came back is no TLS"),
    (record(message(11, bytes(16_000))) * 40, OURS, "what came back is no TLS"),
    (record(server_hello(TLS12, ECDHE_AES)) + record(message(11, bytes(16_000))) * 40, DONE, "TLSv1.2, "),
]


@pytest.mark.parametrize(("said", "end", "detail"), ENDS, ids=range(len(ENDS)))
def test_answer_to_a_hello(said, end, detail):
    found = asked(said)
    assert (found.end, found.detail[: len(detail)]) == (end, detail)


def test_staple_counts_in_a_whole_flight_alone():
    whole, cut = asked(STAPLED), asked(STAPLED[:-6] + b"\x0e", seconds=0.2)
    assert (whole.is_whole, whole.chosen.has_staple) == (True, True)
    assert asked(GOOD).chosen.has_staple is False
    assert not cut.is_whole


def test_octet_by_octet_is_read_like_all_at_once():
    assert asked(GOOD, pace=0.0001, seconds=5).end == DONE


def test_server_that_sends_an_octet_now_and_then_ends_in_time():
    began = time.monotonic()
    assert asked(STAPLED, pace=0.05, seconds=0.3).end == SILENT
    assert time.monotonic() - began < 5


def test_version_that_is_no_answer_is_never_a_refusal(context, resolver, roots, monkeypatch):
    monkeypatch.setattr(tls_conversation, "HANDSHAKE_SECONDS", 0.3)
    with HelloServer(
        lambda hello, _: GOOD[:9] + b"junk" if version_of(hello) == TLS10 else REAL, context=context
    ) as server:
        found = answers(resolver, server.port, roots)
    assert {version.version: version.answer for version in found.versions}["TLSv1.0"] in {UNANSWERED, UNTESTABLE}


def test_hello_of_a_length_that_old_balancers_dislike_is_never_sent():
    lengths = {
        len(Hello(version, offered, f"{'a' * size}.test").octets) - 5
        for version in (TLS10, TLS12)
        for offered in (EVERY, WEAK_SUITES)
        for size in range(1, 60)
    }
    assert not lengths & set(range(256, 512))
    assert max(lengths) >= 512
