"""A real installation does not start without keys, and keys that cannot be read are told before anything uses them."""

import base64

import pytest

from portal.vault.checks import keys_are_set, keys_can_be_read

GOOD = f"k1:{base64.b64encode(bytes(32)).decode()}"
CASES = [
    ("", [], ["vault.E002"]),
    (GOOD, [], []),
    ("k1:nonsense", ["vault.E001"], []),
    ("nonsense", ["vault.E001"], []),
]


@pytest.mark.parametrize(("keys", "always", "deployed"), CASES)
def test_keys_are_looked_at(settings, keys, always, deployed):
    settings.VAULT_KEYS = keys
    assert [error.id for error in keys_can_be_read(None)] == always
    found = keys_are_set(None)
    assert [error.id for error in found] == deployed
    assert all("openssl rand" in error.hint for error in found)
