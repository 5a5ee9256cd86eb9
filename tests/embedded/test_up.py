"""`manage.py up` whole: served, killed in the middle of its audits, started again, interrupted."""

import http.client
import signal
import time
from urllib.parse import urlsplit

import psycopg
import pytest

from portal.embedded.folder import DataFolder
from portal.embedded.postgres import OWNER, Postgres

pytestmark = [pytest.mark.processes, pytest.mark.timeout(240)]


def rows(launched, query):
    with psycopg.connect(Postgres(DataFolder(launched.data)).url(OWNER)) as connection:
        return connection.execute(query).fetchall()


def until(launched, query, wanted, seconds):
    end = time.monotonic() + seconds
    while (found := rows(launched, query)) != wanted and time.monotonic() < end:
        time.sleep(0.1)
    return found


def test_killed_launcher_is_followed_by_one_that_finishes_the_audits_once(launch, left_behind):
    first = launch("--port", "0")
    address = first.until("Log in at").split()[-1]
    line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    line.request("GET", "/accounts/login/")
    assert "Log in" in line.getresponse().read().decode()
    line.close()
    assert until(first, "SELECT state FROM audits_auditrun", [("running",)], 60) == [("running",)]
    first.end(signal.SIGKILL)
    assert left_behind(first.data, within=10) == []

    second = launch("--port", "0")
    second.until("Log in at")
    assert until(second, "SELECT state FROM audits_auditrun", [("finished",)], 120) == [("finished",)]
    assert rows(second, "SELECT count(*) FROM tenancy_activity WHERE verb = 'audit.finished'") == [(1,)]
    assert rows(second, "SELECT number FROM audits_auditrun") == [(1,)]
    status, said = second.end(signal.SIGINT)
    assert (status, said.splitlines()[-1]) == (0, "Stopped.")
    assert left_behind(second.data, within=1) == []
