"""Jobs on the real database and the real broker: one holder at a time, nothing lost, nothing done twice."""

import json
import threading
import uuid
from datetime import timedelta

import pytest
from celery import current_app, shared_task
from django.conf import settings as django_settings
from django.db import connection, transaction
from django.utils import timezone
from redis import Redis

from portal.jobs.actions import enqueue
from portal.jobs.claim import LostLeaseError, claim
from portal.jobs.models import Job
from portal.jobs.queries import consultancy_of_work
from portal.jobs.runner import MAX_ATTEMPTS, sweep, work
from portal.tenancy.models import Client

State = Job.State


@shared_task(name="tests.jobs.nothing")
def nothing(job_id):
    """A task nobody runs: its queue has no worker."""


@pytest.fixture
def queue():
    """A queue of this test's own, emptied afterwards."""
    name = f"test-{uuid.uuid4().hex[:8]}"
    yield name
    Redis.from_url(django_settings.REDIS_URL).delete(name)


def rung(queue):
    """The ids of the jobs whose bell rang, in order."""
    messages = Redis.from_url(django_settings.REDIS_URL).lrange(queue, 0, -1)
    return [int(json.loads(json.loads(each)["headers"]["argsrepr"].strip("[](),"))) for each in reversed(messages)]


def waiting(queue="test", **changes):
    return Job.objects.create(task=nothing.name, queue=queue, object_id="1", **changes)


def lapse(job):
    """The holder's lease runs out."""
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def again(job):
    return Job.objects.get(pk=job.pk)


def due(job):
    """A job that was put back waits no longer."""
    Job.objects.filter(pk=job.pk).update(run_after=timezone.now())


@pytest.fixture
def job(db):
    return waiting()


def test_bell_rings_once_the_row_is_committed(db, queue, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        made = enqueue(nothing, uuid.uuid4(), consultancy_id=None, queue=queue)
        assert rung(queue) == []
    assert len(callbacks) == 1
    assert rung(queue) == [made.pk]
    assert again(made).state == State.QUEUED


@pytest.mark.django_db(transaction=True)
def test_change_that_is_rolled_back_asks_for_nothing(queue):
    with transaction.atomic():
        enqueue(nothing, "1", consultancy_id=None, queue=queue)
        transaction.set_rollback(True)
    assert not Job.objects.exists()
    assert rung(queue) == []


def test_broker_that_is_away_loses_nothing(db, queue, monkeypatch, django_capture_on_commit_callbacks):
    with monkeypatch.context() as patch, django_capture_on_commit_callbacks(execute=True):
        patch.setattr(current_app, "send_task", refuse)
        made = enqueue(nothing, "1", consultancy_id=None, queue=queue)
    assert again(made).state == State.QUEUED
    Job.objects.filter(pk=made.pk).update(rung_at=timezone.now() - timedelta(minutes=1))
    assert sweep() == 1
    assert rung(queue) == [made.pk]


def refuse(*_args, **_kwargs):
    raise ConnectionRefusedError


def test_waiting_job_is_taken_with_a_lease(job):
    held = claim(job.pk)
    row = again(job)
    assert (held.job_id, held.attempt, held.object_id) == (job.pk, 1, "1")
    assert (row.state, row.attempts) == (State.RUNNING, 1)
    assert timezone.now() < row.lease_until <= timezone.now() + timedelta(seconds=django_settings.JOB_LEASE_SECONDS)


def test_held_job_is_not_taken(job):
    claim(job.pk)
    assert claim(job.pk) is None


@pytest.mark.parametrize("state", [State.DONE, State.FAILED])
def test_job_that_is_over_is_not_taken(job, state):
    Job.objects.filter(pk=job.pk).update(state=state)
    assert claim(job.pk) is None


def test_job_for_later_is_not_taken_yet(db):
    assert claim(waiting(run_after=timezone.now() + timedelta(seconds=5)).pk) is None


def test_unknown_job_is_nobodys(db):
    assert claim(1_000_000) is None


def test_lapsed_job_changes_hands_and_fences_the_first_holder(job):
    first = claim(job.pk)
    lapse(job)
    second = claim(job.pk)
    assert (first.attempt, second.attempt) == (1, 2)
    with pytest.raises(LostLeaseError), first.writing():
        pytest.fail("the first holder wrote")
    assert not first.renew()
    assert not first.finish(State.DONE)
    assert not first.put_back("Fault", timedelta(0))
    assert again(job).state == State.RUNNING
    assert second.finish(State.DONE)
    assert (again(job).state, again(job).lease_until) == (State.DONE, None)


def test_renewal_keeps_the_job(job):
    held = claim(job.pk)
    lapse(job)
    assert held.renew()
    assert claim(job.pk) is None


def test_writing_happens_inside_the_tenant(world):
    held = claim(waiting(consultancy_id=world.consultancy.pk).pk)
    with held.writing():
        assert Client.objects.count() == 2
    foreign = claim(waiting(consultancy_id=world.other_consultancy.pk).pk)
    with foreign.writing():
        assert Client.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_hold_one_job():
    jobs = [waiting() for _ in range(10)]
    start, taken = threading.Barrier(4), []

    def worker():
        try:
            start.wait()
            taken.extend(held for held in map(claim, [job.pk for job in jobs]) if held)
        finally:
            connection.close()

    threads = [threading.Thread(target=worker) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(held.job_id for held in taken) == [job.pk for job in jobs]
    assert {again(job).attempts for job in jobs} == {1}


@pytest.mark.django_db(transaction=True)
def test_lease_is_renewed_while_the_work_goes_on(settings):
    settings.JOB_LEASE_SECONDS = 0.3
    job = waiting()
    held = claim(job.pk)
    first = again(job).lease_until
    with held.renewing():
        moved = threading.Event()
        for _ in range(100):
            if again(job).lease_until > first:
                break
            moved.wait(0.02)
    assert again(job).lease_until > first


def test_work_is_done_once(job):
    done = []
    for _ in range(2):
        work(job.pk, done.append)
    assert [held.job_id for held in done] == [job.pk]
    assert again(job).state == State.DONE


def fail(_held):
    raise ValueError("the secret content of a fault")


def test_fault_puts_the_job_back_for_later(job, caplog):
    work(job.pk, fail)
    row = again(job)
    assert (row.state, row.attempts, row.fault, row.lease_until) == (State.QUEUED, 1, "ValueError", None)
    assert row.run_after > timezone.now() + timedelta(seconds=1)
    assert claim(job.pk) is None
    due(job)
    work(job.pk, fail)
    assert again(job).run_after > timezone.now() + timedelta(seconds=3)
    assert "job" in caplog.text


def test_last_fault_gives_the_job_up(job, caplog):
    told = []
    for _ in range(MAX_ATTEMPTS + 2):
        due(job)
        work(job.pk, fail, lambda held, fault: told.append((held.attempt, fault)))
    assert told == [(MAX_ATTEMPTS, "ValueError")]
    row = again(job)
    assert (row.state, row.fault, row.attempts) == (State.FAILED, "ValueError", MAX_ATTEMPTS)
    assert row.finished_at
    assert caplog.records


def test_job_whose_end_nobody_could_be_told_ends_all_the_same(job, caplog):
    def break_down(_held, _fault):
        raise RuntimeError("the page about it broke too")

    Job.objects.filter(pk=job.pk).update(state=State.RUNNING, attempts=MAX_ATTEMPTS)
    lapse(job)
    work(job.pk, fail, break_down)
    assert again(job).state == State.FAILED
    assert "nobody could be told" in caplog.text


def test_job_whose_workers_all_died_is_given_up_without_another_start(job):
    Job.objects.filter(pk=job.pk).update(state=State.RUNNING, attempts=MAX_ATTEMPTS)
    lapse(job)
    told = []
    work(job.pk, lambda _held: pytest.fail("started once more"), lambda _held, fault: told.append(fault))
    assert told == [f"stopped {MAX_ATTEMPTS} times before it ended"]
    assert again(job).state == State.FAILED


def test_worker_that_lost_its_job_leaves_it_to_the_other(job, caplog):
    def lose(held):
        lapse(job)
        claim(job.pk)
        with held.writing():
            pytest.fail("wrote without the lease")

    work(job.pk, lose)
    row = again(job)
    assert (row.state, row.attempts, row.fault) == (State.RUNNING, 2, "")
    assert "another worker has it" in caplog.text


def test_work_that_ends_after_its_lease_was_lost_finishes_nothing(job):
    def lose(_held):
        lapse(job)
        claim(job.pk)

    work(job.pk, lose)
    assert again(job).state == State.RUNNING


MINUTE = timedelta(minutes=1)
SWEPT = [
    ({}, True),
    ({"rung_at": -MINUTE}, True),
    ({"rung_at": timedelta(0)}, False),
    ({"run_after": MINUTE}, False),
    ({"state": State.RUNNING, "lease_until": -MINUTE, "rung_at": timedelta(0)}, True),
    ({"state": State.RUNNING, "lease_until": MINUTE}, False),
    ({"state": State.DONE}, False),
    ({"state": State.FAILED, "lease_until": -MINUTE}, False),
]


@pytest.mark.parametrize(("row", "is_swept"), SWEPT)
def test_sweep_rings_again_for_what_may_be_forgotten(db, queue, row, is_swept):
    now = timezone.now()
    made = waiting(queue, **{key: now + value if isinstance(value, timedelta) else value for key, value in row.items()})
    assert sweep() == int(is_swept)
    assert rung(queue) == ([made.pk] if is_swept else [])
    assert sweep() == int(is_swept and made.state == State.RUNNING)


def test_work_leads_to_its_tenant(world):
    thing = str(uuid.uuid4())
    Job.objects.create(task=nothing.name, queue="test", object_id=thing, consultancy_id=world.consultancy.pk)
    assert consultancy_of_work(thing) == world.consultancy.pk
    assert consultancy_of_work(str(uuid.uuid4())) is None
