"""The estate app."""

from django.apps import AppConfig


class EstateConfig(AppConfig):
    name = "portal.estate"
    label = "estate"
    default_auto_field = "django.db.models.BigAutoField"
