"""The data folder: private, locked, with sockets that fit."""

import base64
import json
import os
import stat

import pytest

from portal.embedded.commands import adopt_running_settings
from portal.embedded.folder import LONGEST_SOCKET_FOLDER, DataFolder, read_json, write_private
from portal.embedded.preparation import Prepared
from portal.embedded.terminal import Trouble


@pytest.fixture
def folder(tmp_path):
    folder = DataFolder(tmp_path / "data")
    folder.open()
    yield folder
    folder.close()
    folder.forget_everything()


def mode(place):
    return stat.S_IMODE(place.stat().st_mode)


def test_folder_and_secrets_are_the_owners_alone(folder):
    folder.secret_key()
    assert [mode(place) for place in (folder.path, folder.path / "secret-key", folder.sockets())] == [
        0o700,
        0o600,
        0o700,
    ]


def test_vault_keys_are_made_once_for_their_owner_alone(folder):
    made = folder.vault_keys()
    assert made == DataFolder(folder.path).vault_keys()
    assert (folder.path / "vault-keys").stat().st_mode & 0o777 == 0o600
    assert len(base64.b64decode(made.removeprefix("k1:"), validate=True)) == 32


def test_newer_vault_key_stands_in_front_of_the_older(folder):
    older = folder.vault_keys()
    (folder.path / "vault-keys").write_text(f"k2:new\n{older}\n")
    assert folder.vault_keys() == f"k2:new,{older}"


def test_secret_key_is_made_once(folder):
    assert folder.secret_key() == DataFolder(folder.path).secret_key()
    assert len(folder.secret_key()) >= 64


def test_second_opener_is_refused_and_welcome_afterwards(folder):
    second = DataFolder(folder.path)
    with pytest.raises(Trouble):
        second.open()
    folder.close()
    second.open()
    second.close()
    folder.open()


def test_long_path_moves_the_sockets_to_where_they_fit(tmp_path):
    folder = DataFolder(tmp_path / ("long" * 30))
    folder.open()
    assert len(str(folder.sockets())) <= LONGEST_SOCKET_FOLDER
    assert mode(folder.sockets()) == 0o700
    assert folder.sockets() != DataFolder(tmp_path / ("other" * 24)).path
    folder.close()
    folder.forget_everything()
    assert not folder.path.exists()


def test_half_written_file_is_never_read(tmp_path):
    write_private(tmp_path / "a.json", '{"a": 1}')
    assert read_json(tmp_path / "a.json") == {"a": 1}
    (tmp_path / "a.json").write_text('{"a": ')
    assert read_json(tmp_path / "a.json") == {}


def test_preparation_is_done_until_a_migration_or_the_cluster_changes(tmp_path, folder):
    migration = tmp_path / "portal" / "jobs" / "migrations" / "0001_initial.py"
    migration.parent.mkdir(parents=True)
    migration.write_text("")
    (tmp_path / "requirements.txt").write_text("")
    assert not Prepared(tmp_path, folder).is_done("schema")
    Prepared(tmp_path, folder).done("schema")
    assert Prepared(tmp_path, folder).is_done("schema")
    assert not Prepared(tmp_path, folder).is_done("demo")
    migration.write_text("changed")
    assert not Prepared(tmp_path, folder).is_done("schema")


def test_djangos_commands_take_the_settings_of_a_running_launcher(tmp_path, monkeypatch):
    folder = DataFolder(tmp_path / ".launchready")
    folder.open()
    monkeypatch.setattr(os, "environ", {"LAUNCHREADY_PORTS": "80=8080"})
    told = {"DATABASE_URL": "postgresql:///x", "LAUNCHREADY_PORTS": "80=1", "LAUNCHREADY_ONLY_FOR": "demo.test"}
    folder.settings.write_text(json.dumps(told))
    adopt_running_settings(tmp_path, [])
    assert "DATABASE_URL" not in os.environ

    folder.record_processes("http://127.0.0.1:1/", [])
    adopt_running_settings(tmp_path, [])
    assert os.environ == {"LAUNCHREADY_PORTS": "80=8080", "DATABASE_URL": "postgresql:///x"}
    folder.close()
