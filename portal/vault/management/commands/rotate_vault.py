"""Seals every kept secret anew under the first key of VAULT_KEYS, so that the others can be taken away."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.vault.key_ring import VaultError, key_ring
from portal.vault.rotation import rotate


class Command(BaseCommand):
    help = "Seal every kept secret anew under the first key of VAULT_KEYS. Safe to repeat, and to run beside workers."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        try:
            changed, total = rotate()
            name = key_ring().current
        except VaultError as fault:
            raise CommandError(f"Stopped: {fault}.") from None
        self.stdout.write(f"{changed} of {total} secrets were sealed anew. All of them are under {name} now.")
