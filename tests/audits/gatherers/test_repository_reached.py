"""Repositories behind an address, and what is left when reading ends early: nothing."""

import asyncio
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from audits.core.subject import Repository
from audits.core.unavailable import Unavailable
from audits.gatherers import repository
from audits.gatherers.history import reading
from portal.outbound.door import Door
from tests.audits.repositories import ANYWHERE, TOKEN, git, read
from tests.closed_network import DOMAIN, rules
from tests.scripted_server import ScriptedServer, reply

pytestmark = [pytest.mark.network, pytest.mark.processes]


@pytest.fixture
def published(tree, tmp_path):
    """A bare repository as a plain web server hands it out."""
    tree.commit({".env": TOKEN})
    tree.commit({"b": "2"}, removed=[".env"])
    git(tmp_path, "clone", "--quiet", "--bare", str(tree.folder), "desk.git")
    git(tmp_path / "desk.git", "update-server-info")

    def script(request):
        place = tmp_path / request.path.partition("?")[0].lstrip("/")
        return reply(200, place.read_bytes(), kind="text/plain") if place.is_file() else reply(404)

    return script


def test_an_https_url_is_read_through_the_guarded_proxy(published, tree, resolver, context, roots):
    with ScriptedServer(published, context=context) as server:
        url = f"https://{DOMAIN}/desk.git"
        told = read(url, rules(resolver, https=server.port, roots=roots))
    assert (told.commits, told.unread) == (2, ())
    assert told == read(tree.folder)
    assert all(request.host == DOMAIN for request in server.requests)


@pytest.mark.parametrize(
    ("url", "networks", "words"),
    [
        (f"https://{DOMAIN}/desk.git", "10.0.0.0/8", "could not be reached"),
        (f"https://inner.{DOMAIN}/desk.git", "127.0.0.0/8", "could not be reached"),
        (f"https://{DOMAIN}/other.git", "127.0.0.0/8", "no such repository"),
        (f"https://wrong.{DOMAIN}/desk.git", "127.0.0.0/8", "could not copy"),
    ],
)
def test_an_https_url_that_cannot_be_read(url, networks, words, published, resolver, context, roots):
    with ScriptedServer(published, context=context) as server:
        told = read(url, rules(resolver, https=server.port, roots=roots, networks=networks))
    assert isinstance(told, Unavailable)
    assert words in told.reason


def test_a_host_that_asks_for_a_log_in_is_told(resolver, context, roots):
    wall = reply(401, "", ("WWW-Authenticate", 'Basic realm="git"'))
    with ScriptedServer(lambda _: wall, context=context) as server:
        told = read(f"https://{DOMAIN}/desk.git", rules(resolver, https=server.port, roots=roots))
    assert "asks for a log-in" in told.reason


def test_a_redirect_leads_to_no_private_address(resolver, context, roots):
    inner = reply(302, "", ("Location", f"https://inner.{DOMAIN}/desk.git/info/refs?service=git-upload-pack"))
    with ScriptedServer(lambda _: inner, context=context) as server:
        told = read(f"https://{DOMAIN}/desk.git", rules(resolver, https=server.port, roots=roots))
    assert isinstance(told, Unavailable)


def test_whatever_happens_nothing_is_left(tree, tmp_path, monkeypatch):
    tree.commit({".env": TOKEN})
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", None)
    read(tree.folder)
    read("/nowhere")

    async def cancelled():
        async with Door(ANYWHERE) as door:
            task = asyncio.ensure_future(repository.history_of(Repository("desk", str(tree.folder)), door, 60))
            await asyncio.sleep(0.3)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    asyncio.run(cancelled())
    monkeypatch.undo()
    assert list((tmp_path / "temporary").iterdir()) == []
    assert _processes_of(tmp_path) == []


READS = """
import asyncio, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
from audits.core.subject import Repository
from audits.gatherers.repository import history_of
from portal.outbound.door import Door, Rules
async def main():
    async with Door(Rules(repository_root="/")) as door:
        await history_of(Repository("desk", sys.argv[1]), door, 60)
asyncio.run(main())
"""


def test_a_reader_ends_with_whoever_started_it(bomb, tmp_path):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    environment = os.environ | {"TMPDIR": str(temporary), "PYTHONPATH": str(repository.ROOT)}
    with subprocess.Popen([sys.executable, "-c", READS, str(bomb.folder)], env=environment) as starter:
        assert _within(20, lambda: any(b"diff-tree" in command for command in _processes_of(temporary)))
        starter.kill()
    assert _within(10, lambda: not _processes_of(temporary))
    assert list(temporary.iterdir()) == []


def _within(seconds, holds):
    """Whether something becomes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not holds():
        time.sleep(0.05)
    return holds()


def _processes_of(folder):
    """Command lines of the processes that work in this folder or keep their temporary files there."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            command = (process / "cmdline").read_bytes()
            if f"{folder}/".encode() in command or f"TMPDIR={folder}".encode() in (process / "environ").read_bytes():
                found.append(command)
    return found


def test_time_that_is_up_is_told(tree):
    tree.commit({".env": TOKEN})

    async def hurried():
        async with Door(ANYWHERE) as door:
            return await repository.history_of(Repository("desk", str(tree.folder)), door, 1)

    assert "time was up" in asyncio.run(hurried()).reason
    late = reading.Task(tree.folder / ".git", time.monotonic() - 1, b"key", (("a" * 40, "x"),))
    assert reading.read_batch(late).left == 1
