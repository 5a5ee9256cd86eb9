import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.core.parsing.cipher_suites import (
    BROKEN_STREAM,
    EVERY,
    NAMES,
    NO_AUTHENTICATION,
    NO_ENCRYPTION,
    ORDINARY,
    SHORT_KEY,
    SMALL_BLOCKS,
    WEAK,
    flaw,
    is_elliptic,
    is_finite_field,
    keeps_secrets,
)
from audits.core.parsing.tls_flight import Chosen, Flight
from tests.hello_server import DONE, alert, message, record, server_hello

BRIEFLY = settings(max_examples=100, deadline=None)
TLS12, TLS13 = 0x0303, 0x0304
ECDHE, DHE, RSA = 0xC02F, 0x0033, 0x002F


def read(*parts):
    flight = Flight()
    for part in parts:
        flight.feed(part)
    return flight


def exchange(*, prime=b"", group=0):
    body = (
        len(prime).to_bytes(2, "big") + prime + b"\x00\x01\x02"
        if prime
        else b"\x03" + group.to_bytes(2, "big") + b"\x01"
    )
    return message(12, body)


VERSION_EXTENSION = b"\x00\x06\x00\x2b\x00\x02\x03\x04"
CHOICES = [
    (record(server_hello(TLS12, RSA), DONE), Chosen(TLS12, RSA)),
    (record(server_hello(TLS12, ECDHE), exchange(group=29), DONE), Chosen(TLS12, ECDHE, group=29)),
    (record(server_hello(TLS12, DHE), exchange(prime=b"\x80" + bytes(127)), DONE), Chosen(TLS12, DHE, dh_bits=1024)),
    (record(server_hello(TLS12, DHE), exchange(prime=b"\x00\x01" + bytes(63)), DONE), Chosen(TLS12, DHE, dh_bits=505)),
    (record(server_hello(TLS12, DHE), message(12, b"\xff"), DONE), Chosen(TLS12, DHE)),
    (record(server_hello(TLS12, ECDHE), message(12, b""), DONE), Chosen(TLS12, ECDHE)),
    (record(server_hello(TLS12, RSA), message(22, b"\x01\x00\x00\x01a"), DONE), Chosen(TLS12, RSA, has_staple=True)),
    (record(server_hello(TLS12, RSA), message(22, b"\x01\x00\x00\x00"), DONE), Chosen(TLS12, RSA)),
    (record(server_hello(TLS12, 0x1301, VERSION_EXTENSION)), Chosen(TLS13, 0x1301)),
    (record(server_hello(TLS12, RSA, b"\x00\x09\xff\x01\x00\x01\x00\xff\xff\x00\x00"), DONE), Chosen(TLS12, RSA)),
]


@pytest.mark.parametrize(("octets", "chosen"), CHOICES, ids=range(len(CHOICES)))
def test_choice_is_read(octets, chosen):
    flight = read(octets)
    assert (flight.chosen, flight.is_over, flight.is_foreign) == (chosen, True, False)


def test_what_comes_after_the_end_is_not_read():
    flight = read(record(server_hello(TLS12, RSA), DONE), alert(40), b"HTTP/1.1")
    assert (flight.alert, flight.is_foreign) == (None, False)


FLIGHTS = st.lists(
    st.sampled_from(
        [octets for octets, _ in CHOICES]
        + [alert(40), alert(112, level=1), record(DONE), record(b"\x02"), b"\x16", b"\x03"]
    )
    | st.binary(max_size=40),
    max_size=6,
).map(b"".join)


@BRIEFLY
@given(FLIGHTS, st.lists(st.integers(1, 60), max_size=40))
def test_flight_reads_the_same_however_it_is_cut(octets, sizes):
    whole, cut, at = read(octets), Flight(), 0
    for size in [*sizes, len(octets)]:
        cut.feed(octets[at : at + size])
        at += size
    for size in (whole, cut):
        assert size.chosen is None or size.chosen.dh_bits >= 0
    assert (whole.chosen, whole.alert, whole.is_over, whole.is_foreign) == (
        cut.chosen,
        cut.alert,
        cut.is_over,
        cut.is_foreign,
    )


@BRIEFLY
@given(FLIGHTS)
def test_flight_says_one_thing_at_the_end(octets):
    flight = read(octets)
    assert flight.alert is None or flight.is_over
    assert not (flight.is_foreign and flight.alert is not None)


FLAWS = [
    ("TLS_RSA_WITH_NULL_SHA256", NO_ENCRYPTION),
    ("TLS_ECDH_anon_WITH_NULL_SHA", NO_ENCRYPTION),
    ("TLS_DH_anon_WITH_AES_128_GCM_SHA256", NO_AUTHENTICATION),
    ("TLS_DH_anon_WITH_RC4_128_MD5", NO_AUTHENTICATION),
    ("TLS_RSA_EXPORT_WITH_RC4_40_MD5", SHORT_KEY),
    ("TLS_DHE_RSA_WITH_DES_CBC_SHA", SHORT_KEY),
    ("TLS_ECDHE_RSA_WITH_RC4_128_SHA", BROKEN_STREAM),
    ("TLS_RSA_WITH_3DES_EDE_CBC_SHA", SMALL_BLOCKS),
    ("TLS_RSA_WITH_AES_128_CBC_SHA", ""),
    ("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", ""),
]


@pytest.mark.parametrize(("name", "words"), FLAWS)
def test_flaw_is_told_by_the_name(name, words):
    assert flaw(name) == words


def test_lists_hold_what_they_say():
    assert all(flaw(NAMES[number]) for number in WEAK)
    assert not any(flaw(NAMES[number]) for number in ORDINARY)
    assert not {NO_ENCRYPTION, NO_AUTHENTICATION, SHORT_KEY} & {flaw(NAMES[number]) for number in EVERY}
    assert set(ORDINARY) < set(EVERY)


@pytest.mark.parametrize("name", NAMES.values())
def test_kinds_of_agreement_exclude_each_other(name):
    assert not (is_elliptic(name) and is_finite_field(name))
    assert keeps_secrets(name) <= (is_elliptic(name) or is_finite_field(name))
    assert keeps_secrets(name) == ("DHE_" in name)
