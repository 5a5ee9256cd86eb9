import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.core.parsing.der import rsa_bits
from audits.core.parsing.dkim import DkimFault, DkimKey, RevokedKey, is_selector, looks_like_key, parse


def der(kind, content):
    length = len(content)
    size = bytes([length]) if length < 0x80 else bytes([0x82]) + length.to_bytes(2, "big")
    return bytes([kind]) + size + content


def public_key(bits):
    modulus = (1 << (bits - 1)) | 1
    numbers = der(2, b"\x00" + modulus.to_bytes(bits // 8, "big")) + der(2, b"\x01\x00\x01")
    algorithm = der(0x30, bytes.fromhex("06092a864886f70d0101010500"))
    return der(0x30, algorithm + der(3, b"\x00" + der(0x30, numbers))), der(0x30, numbers)


RSA2048 = base64.b64encode(public_key(2048)[0]).decode()
RSA1024_BARE = base64.b64encode(public_key(1024)[1]).decode()
ED25519 = base64.b64encode(bytes(range(32))).decode()

CASES = [
    (f"v=DKIM1; k=rsa; p={RSA2048}", DkimKey("rsa", 2048)),
    (f"p={RSA2048}", DkimKey("rsa", 2048)),
    (f"v=DKIM1; p={RSA2048[:40]} {RSA2048[40:]}", DkimKey("rsa", 2048)),
    (f"v=DKIM1; p={RSA1024_BARE}", DkimKey("rsa", 1024)),
    (f"v=DKIM1; k=ed25519; p={ED25519}", DkimKey("ed25519", 256)),
    (f"v=DKIM1; t=s:y; p={RSA2048}", DkimKey("rsa", 2048, is_test=True)),
    (f"v=DKIM1; t=s; h=sha1:sha256; s=email; n=a note; p={RSA2048};", DkimKey("rsa", 2048)),
    ("v=DKIM1; p=", RevokedKey()),
    ("v=DKIM1; p= ;", RevokedKey()),
]
FAULTS = [
    (f"v=dkim1; p={RSA2048}", "v=DKIM1"),
    (f"k=rsa; v=DKIM1; p={RSA2048}", "v=DKIM1"),
    ("v=DKIM1; k=rsa", "no p= tag"),
    (f"v=DKIM1; p={RSA2048[:-8]}*", "not base64"),
    (f"v=DKIM1; p={RSA2048[:-40]}", "whole RSA"),
    (f"v=DKIM1; k=ed25519; p={RSA1024_BARE}", "32 octets"),
    (f"v=DKIM1; k=dsa; p={RSA2048}", "k=dsa"),
    (f"v=DKIM1; s=tlsrpt; p={RSA2048}", "s=tlsrpt"),
    (f"v=DKIM1; h=sha1; p={RSA2048}", "h=sha1"),
    (f"v=DKIM1; p={RSA2048}; p={RSA2048}", "more than once"),
    (f"v=DKIM1 k=rsa p={RSA2048}", "v=DKIM1"),
    (f"v=DKIM1; nonsense; p={RSA2048}", "no tag"),
]


@pytest.mark.parametrize(("text", "key"), CASES)
def test_key_record_is_read(text, key):
    assert parse(text) == key


@pytest.mark.parametrize(("text", "reason"), FAULTS)
def test_unusable_record_says_why(text, reason):
    fault = parse(text)
    assert isinstance(fault, DkimFault)
    assert reason in fault.reason


@pytest.mark.parametrize("name", ["s1", "google", "20230601", "a.b", "k-1", "_x"])
def test_selector_is_labels(name):
    assert is_selector(name)


@pytest.mark.parametrize("name", ["", "a..b", "-a", "a-", "a b", "a/b", "é", "a" * 64, "a." * 120])
def test_anything_else_is_no_selector(name):
    assert not is_selector(name)


def test_spf_wildcard_is_no_key():
    assert not looks_like_key("v=spf1 -all")
    assert looks_like_key("p=")


@pytest.mark.parametrize("bits", [512, 1024, 2048, 4096])
def test_modulus_length_is_read_from_both_forms(bits):
    assert [rsa_bits(form) for form in public_key(bits)] == [bits, bits]


@given(st.binary(max_size=200))
def test_any_octets_are_measured_or_refused(octets):
    bits = rsa_bits(octets)
    assert bits is None or 0 <= bits <= 8 * len(octets)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text):
    assert isinstance(parse(text), DkimKey | RevokedKey | DkimFault)


@given(st.binary(min_size=32, max_size=32))
def test_every_ed25519_key_is_read_back(octets):
    assert parse(f"v=DKIM1; k=ed25519; p={base64.b64encode(octets).decode()}") == DkimKey("ed25519", 256)
