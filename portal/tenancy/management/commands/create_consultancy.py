"""The first act on a new installation: a consultancy and its owner, who logs in with an e-mailed code."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email, validate_slug
from django.db import transaction

from portal.tenancy.actions import create_consultancy, make_person
from portal.tenancy.faults import RefusedError
from portal.tenancy.queries import known_person


class Command(BaseCommand):
    help = "Set up a consultancy with its first owner; everybody else arrives by invitation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="its part of every address, such as acme")
        parser.add_argument("name", help='such as "Acme Launches"')
        parser.add_argument("owner", help="the owner's e-mail address")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        slug, name, email = options["slug"], options["name"].strip(), options["owner"].strip().lower()
        try:
            validate_slug(slug)
            validate_email(email)
            with transaction.atomic():
                owner = known_person(email) or make_person(email=email)
                consultancy = create_consultancy(slug=slug, name=name, owner=owner)
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from fault
        except RefusedError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{consultancy.name} is at /{slug}/. {email} logs in with a code sent by mail.")
