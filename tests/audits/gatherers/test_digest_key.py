"""The key that names secrets: stable for an installation, never the same for two."""

import stat

import pytest

from audits.gatherers.digest_key import digest_key


@pytest.fixture
def folder(monkeypatch, settings, tmp_path):
    """A terminal that sets neither key, with a data folder of its own."""
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.delenv("LAUNCHREADY_DIGEST_KEY", raising=False)
    settings.DATA_DIR = tmp_path / "data"
    return settings.DATA_DIR


def test_an_installations_secret_key_decides(folder, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "one")
    first = digest_key()
    assert digest_key() == first
    monkeypatch.setenv("SECRET_KEY", "two")
    assert digest_key() != first
    assert not folder.exists()


def test_a_changed_secret_key_keeps_the_names_under_the_old_one(folder, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "old")
    before = digest_key()
    monkeypatch.setenv("SECRET_KEY", "new")
    monkeypatch.setenv("LAUNCHREADY_DIGEST_KEY", "old")
    assert digest_key() == before


def test_a_terminal_makes_the_folders_key_once(folder):
    first = digest_key()
    place = folder / "secret-key"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [entry.name for entry in folder.iterdir()] == ["secret-key"]
    assert digest_key() == first


def test_a_terminal_takes_the_key_that_is_there(folder, monkeypatch):
    folder.mkdir()
    (folder / "secret-key").write_text("of a running installation")
    told = digest_key()
    monkeypatch.setenv("SECRET_KEY", "of a running installation")
    assert digest_key() == told


def test_a_folder_that_cannot_be_written_gives_a_key_all_the_same(folder):
    folder.write_text("a file in its place")
    assert len(digest_key()) == 32
