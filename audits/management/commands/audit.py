"""Audits one domain or repository from the command line: no server, no database, the result alone on stdout."""

import asyncio
import json
import os
import sys
import time
from argparse import ArgumentParser
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand

from audits.checks import CHECKS
from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.engine import gather, judge
from audits.gatherers.gatherer import Gatherer
from audits.plan import Plan
from audits.report import Report, TerminalPage, document, needs_colour
from audits.request import domain_argument, endpoint_argument, estate_of, repository_argument, selector_argument
from portal.outbound.door import Door, Reply
from portal.outbound.rules import Rules
from portal.playbooks import PLAYBOOKS, Playbook

NO_BLOCKER, BLOCKERS, COULD_NOT_RUN, INTERRUPTED = 0, 1, 2, 130


class NothingToAudit(Exception):  # noqa: N818 - it reads as what happened
    """The audit could not run; the text is the one line that says why."""


class Progress:
    """Tells a person how far the run is, on standard error."""

    def __init__(self) -> None:
        self.began: dict[str, float] = {}

    async def started(self, gatherer: Gatherer) -> None:
        self.began[gatherer.title] = time.monotonic()
        _say(f"{gatherer.title} …")

    async def finished(self, gatherer: Gatherer, artifacts: tuple[Artifact, ...]) -> None:
        seconds = time.monotonic() - self.began[gatherer.title]
        _say(f"{gatherer.title}: {len(artifacts)} answer{'' if len(artifacts) == 1 else 's'} in {seconds:.1f} s")


class Command(BaseCommand):
    """`manage.py audit`; the exit status is 0 without launch blockers, 1 with some, 2 where it could not run."""

    help = "Audits a domain, a repository or both, and ranks what it finds by business impact."
    requires_system_checks: tuple[str, ...] = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("domain", nargs="?", type=domain_argument, help="such as acme.com")
        parser.add_argument("--playbook", choices=sorted(PLAYBOOKS), default="ops", help="default: ops")
        parser.add_argument(
            "--stage", type=int, choices=range(1, 8), metavar="N", help="only the checks of this stage, 1 to 7"
        )
        parser.add_argument(
            "--repository",
            type=repository_argument,
            metavar="PATH_OR_URL",
            help="its whole history: a folder, a bundle or an https URL",
        )
        parser.add_argument(
            "--endpoint", type=endpoint_argument, action="append", default=[], metavar="PURPOSE=URL", help="repeatable"
        )
        parser.add_argument(
            "--dkim-selector", type=selector_argument, action="append", default=[], metavar="NAME", help="repeatable"
        )
        parser.add_argument("--json", action="store_true", help="one JSON document instead of a page")

    def handle(self, *_args: object, **options: Any) -> None:
        try:
            report = audit(options)
        except NothingToAudit as reason:
            _say(str(reason))
            sys.exit(COULD_NOT_RUN)
        except KeyboardInterrupt:
            _say("Stopped.")
            sys.exit(INTERRUPTED)
        except Exception as fault:  # the status of a fault of ours must never be the one that means blockers
            if options["traceback"]:
                raise
            _say(f"The audit broke on our side ({type(fault).__name__}: {fault}). Show where with --traceback.")
            sys.exit(COULD_NOT_RUN)
        _print(rendered(report, as_json=options["json"]))
        sys.exit(BLOCKERS if report.has_blockers else NO_BLOCKER)


def audit(options: dict[str, Any]) -> Report:
    """The report these arguments ask for; raises NothingToAudit where there can be none."""
    playbook = PLAYBOOKS[options["playbook"]]
    try:
        estate = estate_of(
            options["domain"],
            endpoints=options["endpoint"],
            selectors=options["dkim_selector"],
            repository=options["repository"],
        )
        # Whoever starts the command may read what it names: it runs with that person's rights.
        rules = replace(Rules.from_environment(os.environ, options["domain"]), repository_root="/")
    except ValueError as fault:
        raise NothingToAudit(f"The audit cannot start: {fault}.") from None
    began, now = time.monotonic(), datetime.now(UTC)
    plan = plan_for(estate, playbook, options["stage"])
    if not plan.checks:
        raise NothingToAudit(f"No check of stage {options['stage']} looks at what was named.")
    artifacts = asyncio.run(_gathered(plan, rules))
    answers = judge(estate, artifacts, plan.checks, now)
    report = Report(options["domain"], playbook, now, time.monotonic() - began, answers)
    if not report.is_answered:
        reason = report.unchecked[0].judgement.facts.get("reason", "no answer")
        raise NothingToAudit(f"Nothing answered at all: {reason}. This says nothing about the client.")
    return report


def plan_for(estate: Estate, playbook: Playbook, stage: int | None) -> Plan:
    """Every check the estate has a subject for, or only those that the stage names."""
    named = None if stage is None else playbook.stage(stage).check_ids
    chosen = (check for check in CHECKS if named is None or check.id in named)
    return Plan(estate, tuple(check.id for check in chosen if estate.subjects(check.subject)))


def rendered(report: Report, *, as_json: bool) -> str:
    """The document or the page."""
    if as_json:
        return json.dumps(document(report), indent=2) + "\n"
    return TerminalPage(report, coloured=needs_colour(os.environ, is_terminal=sys.stdout.isatty())).text()


async def _gathered(plan: Plan, rules: Rules) -> tuple[Artifact, ...]:
    async with Door(rules) as door:
        if plan.estate.domain is not None:
            apex = await door.ask(plan.estate.domain.name, "A")
            if isinstance(apex, Reply) and apex.status == "NXDOMAIN" and not apex.aliases:
                raise NothingToAudit(f"{plan.estate.domain.name} does not exist: DNS answers NXDOMAIN.")
        artifacts = await gather(plan.estate, plan.gatherers, door, Progress())
        _say(f"{door.questions} DNS questions in all")
    return artifacts


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _print(text: str) -> None:
    """The result on standard output; whoever reads it may stop early."""
    try:
        sys.stdout.buffer.write(text.encode(sys.stdout.encoding or "utf-8", "replace"))
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
