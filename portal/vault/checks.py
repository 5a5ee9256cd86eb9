"""What must hold before a real installation starts: it has keys of its own, and they can be read."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register

from portal.vault.key_ring import KeyRing, VaultError


@register(Tags.security)
def keys_can_be_read(app_configs: Any, **_options: Any) -> list[Error]:
    """An error for keys that are there and wrong; the message holds none of them."""
    del app_configs
    if not settings.VAULT_KEYS:
        return []
    try:
        KeyRing.parsed(settings.VAULT_KEYS)
    except VaultError as fault:
        return [Error(f"{fault}.", hint=HINT, id="vault.E001")]
    return []


@register(Tags.security, deploy=True)
def keys_are_set(app_configs: Any, **_options: Any) -> list[Error]:
    """An error where a real installation has none: tokens could be given to it and not be kept."""
    del app_configs
    return [] if settings.VAULT_KEYS else [Error("VAULT_KEYS is not set.", hint=HINT, id="vault.E002")]


HINT = "Make a key with: echo k1:$(openssl rand -base64 32). Set VAULT_KEYS to it, and keep a copy apart from back-ups."
