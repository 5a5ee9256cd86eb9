"""The sprint app."""

from django.apps import AppConfig


class SprintConfig(AppConfig):
    name = "portal.sprint"
    label = "sprint"
    default_auto_field = "django.db.models.BigAutoField"
