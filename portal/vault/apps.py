"""The vault as an app: its command is found, and its keys are looked at before anything starts."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "portal.vault"
    label = "vault"

    def ready(self) -> None:
        from portal.vault import checks  # noqa: F401 - registers them
