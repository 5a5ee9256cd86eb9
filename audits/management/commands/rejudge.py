"""Judges a finished run again, by today's checks, from the artifacts it stored; nothing is asked anew."""

import uuid
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audits.actions import rejudge_run
from audits.models import AuditRun
from audits.queries import ChangedAnswer, changed_answers
from portal.database.tenant import tenant
from portal.jobs.queries import consultancy_of_work
from portal.sprint.faults import RefusedError


def run_argument(text: str) -> uuid.UUID:
    """The id of a run, as its page's address shows it."""
    try:
        return uuid.UUID(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no id of a run; it stands in the address of the run's page") from None


class Command(BaseCommand):
    """`manage.py rejudge RUN` prints every answer that changed."""

    help = "Judges a finished audit run again by today's checks, from what it stored."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=run_argument, metavar="RUN", help="its id, from the address of its page")

    def handle(self, *_args: object, **options: Any) -> None:
        consultancy = consultancy_of_work(str(options["run"]))
        if consultancy is None:
            raise CommandError("No run with this id was ever performed here.")
        try:
            with tenant(consultancy):
                lines = _judged_again(options["run"])
        except RefusedError as refusal:
            raise CommandError(str(refusal)) from None
        for line in lines:
            self.stdout.write(line)


def _judged_again(run_id: uuid.UUID) -> list[str]:
    run = AuditRun.objects.filter(pk=run_id).first()
    if run is None:
        raise CommandError("No run with this id is kept any more.")
    rejudged = rejudge_run(run=run, acting_user=None)
    changes = changed_answers(run, rejudged)
    total = rejudged.judgements.count()
    return [f"Run {run.number} was judged again: {len(changes)} of {total} answers changed.", *map(_line, changes)]


def _line(change: ChangedAnswer) -> str:
    before, after = change.before or "no answer", change.after or "no answer"
    return f"  {change.check_id} {change.subject}: {before} -> {after}"
