"""The demo as a Django app: it brings commands and no tables."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Registers the commands that seed the demo and run its audits."""

    name = "portal.demo"
    label = "demo"
