"""The launcher with real data servers: killed, interrupted, started twice, refused."""

import os
import signal
import socket

import psycopg
import pytest

pytestmark = pytest.mark.processes


def database_url(launched):
    return launched.until("DATABASE_URL=").strip().partition("=")[2]


def test_killed_launcher_leaves_nothing_and_the_next_start_keeps_the_data(launch, left_behind):
    first = launch("--only-servers")
    with psycopg.connect(database_url(first)) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('still here')")
    assert len(first.recorded()) == 2
    first.end(signal.SIGKILL)
    assert left_behind(first.data, within=5) == []

    second = launch("--only-servers")
    with psycopg.connect(database_url(second)) as connection:
        assert connection.execute("SELECT word FROM kept").fetchone() == ("still here",)


def test_start_right_after_a_kill_does_not_wait_for_anyone(launch, left_behind):
    first = launch("--only-servers")
    first.until("ready after")
    first.end(signal.SIGKILL)
    second = launch("--only-servers")
    second.until("ready after")
    assert second.end(signal.SIGINT)[0] == 0
    assert left_behind(second.data, within=1) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_launcher_ends_everything_itself(launch, left_behind, number):
    launched = launch("--only-servers")
    launched.until("ready after")
    status, said = launched.end(number)
    assert (status, said.splitlines()[-1]) == (0, "Stopped.")
    assert left_behind(launched.data, within=0) == []
    assert not (launched.data / "processes.json").exists()


def test_dead_data_server_stops_everything(launch, left_behind):
    launched = launch("--only-servers")
    launched.until("ready after")
    os.kill(launched.recorded()[0], signal.SIGKILL)
    status, said = launched.ended()
    assert status == 1
    assert "valkey stopped by itself, so everything stops" in said
    assert left_behind(launched.data, within=0) == []


def test_second_start_on_the_same_data_says_who_runs(launch):
    first = launch("--only-servers")
    first.until("ready after")
    status, said = launch("--only-servers").ended()
    assert status == 2
    assert len(said.splitlines()) == 1
    assert f"kill {first.process.pid}" in said


def test_taken_port_is_refused_before_anything_starts(launch):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        launched = launch("--port", str(taken.getsockname()[1]))
        status, said = launched.ended()
    assert status == 2
    assert len(said.splitlines()) == 1
    assert "--port" in said
    assert not (launched.data / "postgres").exists()


def test_unusable_data_folder_is_refused_in_one_line(launch, tmp_path):
    (tmp_path / "file").write_text("")
    status, said = launch("--only-servers", data=tmp_path / "file" / "data").ended()
    assert status == 2
    assert "--data" in said
    assert len(said.splitlines()) == 1
