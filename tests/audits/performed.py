"""A run performed offline: asked for as people ask, its gatherers ending with artifacts written as literals."""

from audits.actions import request_audit
from audits.core.artifacts import Artifact
from audits.core.observed.dns import DNS, ZONE, ZoneRecords
from audits.core.observed.http import HTTP, Visit
from audits.core.observed.reach import REACH, HostReach, PortAttempts
from audits.plan import plan_from
from audits.records import begin_run, end_gatherer
from audits.runner import finish_run
from portal.estate.actions import add_domain
from tests.audits.seen import chain, hop, records

DOMAIN = "client.test"
HSTS = "Strict-Transport-Security: max-age=31536000"


def with_domain(world):
    """The engagement, once its estate covers one domain."""
    add_domain(engagement=world.engagement, name=DOMAIN, acting_user=world.owner)
    return world.engagement


def serving(*fields):
    """What the gatherers see of a domain whose home page sends these fields."""
    page = chain(hop(f"https://{DOMAIN}/", 200, "Content-Type: text/html", *fields))
    plain = chain(hop(f"http://{DOMAIN}/", 301), hop(f"https://{DOMAIN}/"))
    return (
        Artifact(DNS, DOMAIN, records("192.0.2.1", name=DOMAIN)),
        Artifact(ZONE, DOMAIN, ZoneRecords(DOMAIN, "NOERROR", (), (), ())),
        Artifact(REACH, DOMAIN, HostReach(DOMAIN, (PortAttempts("192.0.2.1", 443, ("open",)),))),
        Artifact(HTTP, DOMAIN, Visit(DOMAIN, page, plain)),
    )


def begun(world):
    """A run that a worker took, and its plan."""
    asked = request_audit(engagement=world.engagement, stage_number=None, acting_user=world.owner)
    run = begin_run(str(asked.pk))
    return run, plan_from(run.plan)


def end_gatherers(run, plan, artifacts):
    """Every gatherer of the plan ends with its share of the artifacts."""
    for gatherer in plan.gatherers:
        share = tuple(artifact for artifact in artifacts if artifact.source in gatherer.sources)
        end_gatherer(run, plan, gatherer, share, run.started_at)


def performed(world, artifacts):
    """A finished run over these artifacts."""
    run, plan = begun(world)
    end_gatherers(run, plan, artifacts)
    finish_run(run, plan)
    run.refresh_from_db()
    return run
