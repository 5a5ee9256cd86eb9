"""The environment's stamp: whole once, instant afterwards, rebuilt when half made; real venv and real pip."""

import hashlib
import json
import os
import sys
import zipfile

import pytest

from portal.embedded.environment import STAMP, UNFINISHED, Environment
from portal.embedded.terminal import Trouble

pytestmark = pytest.mark.processes


def wheel(folder):
    """A wheel as small as wheels get; its SHA-256."""
    place = folder / "grain-1-py3-none-any.whl"
    files = {
        "grain.py": "SALT = True\n",
        "grain-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: grain\nVersion: 1\n",
        "grain-1.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "grain-1.dist-info/RECORD": "",
    }
    with zipfile.ZipFile(place, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return hashlib.sha256(place.read_bytes()).hexdigest()


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A project whose lock holds one wheel that lies on the disk."""
    monkeypatch.setenv("LR_PYTHON", os.path.realpath(sys.executable))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    (tmp_path / "requirements.txt").write_text(f"grain==1 --hash=sha256:{wheel(tmp_path)}\n")
    return tmp_path


def place_of(root):
    return Environment(root, wanted=None, with_test_tools=False)


def test_environment_is_made_once_then_updated_then_rebuilt_when_half_made(root, capsys):
    place = place_of(root)
    assert not place.is_whole()
    python = place.ready_python()
    assert place.is_whole()
    assert "Setting up .venv" in capsys.readouterr().err
    assert list(place.folder.rglob("grain.py"))

    place.ready_python()
    assert capsys.readouterr().err == ""

    (root / "requirements.txt").write_text((root / "requirements.txt").read_text() + "# one line more\n")
    assert not place.is_whole()
    made = python.lstat().st_ctime_ns
    place.ready_python()
    assert "up to date with the lock" in capsys.readouterr().err
    assert python.lstat().st_ctime_ns == made

    (place.folder / UNFINISHED).touch()
    assert not place.is_whole()
    (place.folder / "rubble").touch()
    place.ready_python()
    assert place.is_whole()
    assert not (place.folder / "rubble").exists()


def test_package_with_another_hash_is_refused_in_one_line_and_never_counts(root):
    (root / "requirements.txt").write_text(f"grain==1 --hash=sha256:{'0' * 64}\n")
    with pytest.raises(Trouble) as trouble:
        place_of(root).ready_python()
    assert "its hash differs" in trouble.value.line
    assert "\n" not in trouble.value.line
    assert not place_of(root).is_whole()


def test_moved_environment_does_not_count(root):
    place = place_of(root)
    place.python.parent.mkdir(parents=True)
    place.python.touch()
    lock = hashlib.sha256((root / "requirements.txt").read_bytes()).hexdigest()
    stamp = {"root": str(root), "locks": {"requirements.txt": lock}}
    (place.folder / STAMP).write_text(json.dumps(stamp))
    assert place.is_whole()
    (place.folder / STAMP).write_text(json.dumps(stamp | {"root": "/elsewhere"}))
    assert not place.is_whole()


def test_environment_for_another_python_stands_beside(root):
    assert Environment(root, wanted="3.13", with_test_tools=True).folder == root / ".venv-3.13"


def test_environment_without_the_test_tools_is_not_whole_for_tests(root):
    (root / "tests").mkdir()
    (root / "tests" / "requirements.txt").write_text("# tools\n")
    place = place_of(root)
    place.python.parent.mkdir(parents=True)
    place.python.touch()
    lock = hashlib.sha256((root / "requirements.txt").read_bytes()).hexdigest()
    (place.folder / STAMP).write_text(json.dumps({"root": str(root), "locks": {"requirements.txt": lock}}))
    assert place.is_whole()
    assert not Environment(root, wanted=None, with_test_tools=True).is_whole()
