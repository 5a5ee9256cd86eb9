"""The embedded cluster: whole or not there, recovered, and its two roles."""

import os

import psycopg
import pytest

from portal.embedded.folder import DataFolder
from portal.embedded.postgres import APP, OWNER
from portal.embedded.servers import DataServers
from portal.embedded.supervisor import Supervisor, plain_environment
from portal.embedded.terminal import Trouble
from portal.embedded.unprivileged import Way, best_way

pytestmark = pytest.mark.processes
WAYS = sorted({best_way(), Way.AS_NOBODY}, key=str) if os.geteuid() == 0 else [Way.AS_ONESELF]


@pytest.fixture
def folder(tmp_path):
    folder = DataFolder(tmp_path / "data")
    folder.open()
    yield folder
    folder.close()
    folder.forget_everything()


@pytest.mark.parametrize("way", WAYS)
def test_server_starts_without_being_root(folder, way):
    servers = DataServers(folder, durable=False, way=way)
    with Supervisor(folder) as supervisor:
        servers.start(supervisor)
        pid = int((servers.postgres.cluster / "postmaster.pid").read_text().split()[0])
        with psycopg.connect(servers.postgres.url(OWNER)) as connection:
            locale = connection.execute("SELECT datcollate FROM pg_database WHERE datname = current_database()")
            assert locale.fetchone() == ("C",)
        assert os.getsid(pid) == pid


def test_app_may_use_what_the_owner_makes_and_make_nothing(folder):
    servers = DataServers(folder, durable=False)
    with Supervisor(folder) as supervisor:
        servers.start(supervisor)
        with psycopg.connect(servers.postgres.url(OWNER)) as owner:
            owner.execute("CREATE TABLE word (id bigserial, text text)")
        with psycopg.connect(servers.postgres.url(APP)) as app:
            app.execute("INSERT INTO word (text) VALUES ('a')")
            app.execute("UPDATE word SET text = 'b'")
            assert app.execute("SELECT text FROM word").fetchall() == [("b",)]
            app.execute("DELETE FROM word")
            app.commit()
            for forbidden in ("CREATE TABLE other (id int)", "TRUNCATE word", "ALTER TABLE word ADD x int"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    app.execute(forbidden)
                app.rollback()
            rights = app.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
            assert rights.fetchone() == (False, False)


def test_half_made_cluster_never_counts(folder):
    half = folder.path / "postgres.half"
    half.mkdir()
    (half / "PG_VERSION").write_text("18")
    postgres = DataServers(folder, durable=False).postgres
    assert postgres.make(plain_environment())
    assert not half.exists()
    assert not postgres.make(plain_environment())


def test_new_cluster_forgets_what_was_prepared_in_the_old_one(folder):
    folder.prepared.write_text("{}")
    with Supervisor(folder) as supervisor:
        DataServers(folder, durable=False).start(supervisor)
    assert not folder.prepared.exists()


def test_file_of_a_server_that_is_gone_is_removed_though_its_id_lives(folder):
    postgres = DataServers(folder, durable=False).postgres
    postgres.cluster.mkdir()
    stale = postgres.cluster / "postmaster.pid"
    stale.write_text(f"{os.getppid()}\n")
    postgres.end_left_over()
    assert not stale.exists()
    os.kill(os.getppid(), 0)


def test_cluster_of_another_release_is_refused_in_one_line(folder):
    postgres = DataServers(folder, durable=False).postgres
    postgres.cluster.mkdir()
    (postgres.cluster / "PG_VERSION").write_text("9")
    with pytest.raises(Trouble) as trouble:
        postgres.make(plain_environment())
    assert "made by PostgreSQL 9" in trouble.value.line
