"""Brings the demo's consultancies, people and engagement; safe to repeat."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.demo.seeding import seed


class Command(BaseCommand):
    """Run by the role that owns the tables."""

    help = "Seed the demo: two consultancies, their people, and an engagement of the demo estate."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        seed()
