"""What a worker does with a version: the paper of its inputs, searched and kept; or one line that says why not."""

import hashlib

import pytest

from handover import runner
from handover.actions import SecretWords, add_secret, publish_version, supply_version, write_version
from handover.contents.kinds import KINDS
from handover.models import Version
from handover.rendering.faults import RenderingError
from portal.database.tenant import tenant
from portal.jobs.models import Job
from portal.jobs.runner import work
from tests.handover.papers_of import pdf
from tests.handover.rendering.test_reading import KEY, paper
from tests.handover.test_actions import upload


def ask(world, kind="secrets-inventory", content=None):
    with tenant(world.consultancy.pk, world.owner.pk):
        told = {"engagement": world.engagement, "kind": KINDS[kind], "acting_user": world.owner}
        version = supply_version(upload=upload(content), **told) if content else write_version(**told)
    return version, Job.objects.get(object_id=str(version.pk))


def fresh(world, version):
    with tenant(world.consultancy.pk, world.owner.pk):
        return Version.objects.select_related("file", "document").get(pk=version.pk)


def run(job):
    work(job.pk, runner.perform, runner.gave_up)


def test_a_version_becomes_a_kept_pdf(world):
    with tenant(world.consultancy.pk, world.owner.pk):
        add_secret(
            engagement=world.engagement, words=SecretWords(name="MAIL_TOKEN", purpose="Mail"), acting_user=world.owner
        )
    version, job = ask(world)
    run(job)
    done = fresh(world, version)
    content = bytes(done.file.content)
    assert (done.state, done.fault, done.file.media_type) == ("ready", "", "application/pdf")
    assert content.startswith(b"%PDF-1.7")
    assert done.file.sha256 == hashlib.sha256(content).hexdigest()
    assert done.file.name == "desk-secrets-inventory-v1.pdf"
    assert done.pages >= 3
    assert [part["title"] for part in done.outline] == ["Contents", "Secrets", "Mail", "Mail checklist"]
    assert done.seconds > 0
    assert Job.objects.get(pk=job.pk).state == "done"


def test_the_paper_is_written_from_what_was_frozen(world):
    version, job = ask(world)
    with tenant(world.consultancy.pk, world.owner.pk):
        add_secret(
            engagement=world.engagement, words=SecretWords(name="LATE_TOKEN", purpose="x"), acting_user=world.owner
        )
    run(job)
    with tenant(world.consultancy.pk, world.owner.pk):
        publish_version(version=fresh(world, version), acting_user=world.owner)
    assert "LATE_TOKEN" not in str(fresh(world, version).inputs)


def test_a_supplied_pdf_is_read_through_and_counted(world):
    version, job = ask(world, "load-report", pdf(pages=3))
    run(job)
    done = fresh(world, version)
    assert (done.state, done.pages, done.maker) == ("ready", 3, "Olive Owner")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (lambda: paper(f"<p>{KEY}</p>"), "A secret's value stands in it"),
        (lambda: b"%PDF-1.7 nonsense", "broken"),
    ],
    ids=["secret", "broken"],
)
def test_a_supplied_pdf_with_a_fault_says_it_in_one_line(world, content, says):
    version, job = ask(world, "load-report", content())
    run(job)
    done = fresh(world, version)
    assert done.state == "failed"
    assert says in done.fault
    assert KEY not in done.fault
    assert Job.objects.get(pk=job.pk).state == "done"


def test_a_paper_that_would_show_a_value_is_not_kept(world):
    version, job = ask(world)
    with tenant(world.consultancy.pk, world.owner.pk):
        row = Version.objects.get(pk=version.pk)
        row.inputs["inputs"]["client"] = f"Client {KEY}"
        row.save(update_fields=["inputs"])
    run(job)
    done = fresh(world, version)
    assert (done.state, done.file) == ("failed", None)
    assert "page 1" in done.fault


def test_a_paper_that_cannot_be_set_says_so(world, monkeypatch):
    def refuse(version):
        raise RenderingError("The page refused to load file:///etc/passwd.")

    monkeypatch.setattr(runner, "_set", refuse)
    version, job = ask(world)
    run(job)
    assert fresh(world, version).fault == "The page refused to load file:///etc/passwd."


def test_the_last_attempt_leaves_a_sentence(world):
    version, job = ask(world)
    Job.objects.filter(pk=job.pk).update(attempts=5)
    run(job)
    done = fresh(world, version)
    assert (done.state, Job.objects.get(pk=job.pk).state) == ("failed", "failed")
    assert "broke on our side" in done.fault


def test_a_version_that_was_replaced_is_not_made(world):
    version, job = ask(world)
    with tenant(world.consultancy.pk, world.owner.pk):
        Version.objects.filter(pk=version.pk).delete()
    run(job)
    assert Job.objects.get(pk=job.pk).state == "done"
