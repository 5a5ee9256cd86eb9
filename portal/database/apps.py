"""The database room as an app; its start loads Celery, so that `shared_task` finds it."""

from django.apps import AppConfig


class DatabaseConfig(AppConfig):
    name = "portal.database"
    label = "database"

    def ready(self) -> None:
        from portal import celery  # noqa: F401 - Celery must exist before any task is called
