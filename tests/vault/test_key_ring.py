"""What is sealed opens only with its own key, for what it was bound to, unchanged."""

import base64
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.vault.key_ring import FORM, NONCE_BYTES, KeyRing, VaultError, key_name


def key(name="k1"):
    return f"{name}:{base64.b64encode(secrets.token_bytes(32)).decode()}"


RING = KeyRing.parsed(key())
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
BINDINGS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(TEXTS, BINDINGS)
def test_what_is_sealed_opens_again(text, bound_to):
    assert RING.open(RING.seal(text, bound_to), bound_to) == text


@given(TEXTS, BINDINGS, BINDINGS)
def test_it_opens_for_nothing_else(text, bound_to, other):
    sealed = RING.seal(text, bound_to)
    if other != bound_to:
        with pytest.raises(VaultError):
            RING.open(sealed, other)


@given(TEXTS, st.data())
def test_no_changed_byte_goes_unnoticed(text, data):
    sealed = bytearray(RING.seal(text, "here"))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(VaultError):
        RING.open(bytes(sealed), "here")


@given(st.binary(max_size=80))
def test_foreign_bytes_are_refused(raw):
    with pytest.raises(VaultError):
        RING.open(raw, "here")


@given(st.text("abcdefgh", min_size=12, max_size=60))
def test_the_text_is_not_in_what_is_kept(text):
    assert text.encode() not in RING.seal(text, "here")


def test_the_same_text_is_never_sealed_alike():
    sealed = {RING.seal("the same", "here") for _ in range(50)}
    assert len(sealed) == 50
    assert len({one[len(FORM) + 1 + 2 :][:NONCE_BYTES] for one in sealed}) == 50


def test_the_first_key_seals_and_every_key_opens():
    old, new = key("k1"), key("k2")
    before = KeyRing.parsed(old)
    after = KeyRing.parsed(f"{new}, {old}")
    sealed = before.seal("a token", "here")
    assert after.open(sealed, "here") == "a token"
    assert (key_name(sealed), key_name(after.seal("a token", "here"))) == ("k1", "k2")


def test_a_key_that_was_taken_away_opens_nothing():
    sealed = KeyRing.parsed(key("k1")).seal("a token", "here")
    with pytest.raises(VaultError, match="the key 'k1' is not in VAULT_KEYS"):
        KeyRing.parsed(key("k2")).open(sealed, "here")


def test_another_key_of_the_same_name_opens_nothing():
    sealed = KeyRing.parsed(key()).seal("a token", "here")
    with pytest.raises(VaultError, match="does not open"):
        KeyRing.parsed(key()).open(sealed, "here")


WRONG = [
    ("", "holds no key"),
    (" , ", "holds no key"),
    ("only-base64==", "has no name"),
    ("K1:" + "A" * 44, "has no name"),
    ("k1:notbase64!", "the key k1"),
    ("k1:" + base64.b64encode(b"short").decode(), "the key k1"),
    ("k1:" + base64.b64encode(b"x" * 16).decode(), "the key k1"),
]


@pytest.mark.parametrize(("text", "says"), WRONG)
def test_wrong_keys_are_named_and_never_shown(text, says):
    with pytest.raises(VaultError, match=says) as refused:
        KeyRing.parsed(text)
    told = text.partition(":")[2]
    assert not told or told not in str(refused.value)


def test_one_name_stands_for_one_key():
    with pytest.raises(VaultError, match="twice"):
        KeyRing.parsed(f"{key()},{key()}")


def test_a_ring_shows_no_key():
    written = key()
    assert written.partition(":")[2] not in repr(KeyRing.parsed(written))
