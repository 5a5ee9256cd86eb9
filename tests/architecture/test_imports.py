"""The import contracts of pyproject.toml: the tree keeps them, and each one notices a wrong import planted for it."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("portal", "audits", "handover")

PLANTS = [
    ("Rooms import what lies below them", "portal/sprint/models.py", "import audits.models"),
    ("Every room of the portal has its place", "portal/utils.py", "WORDS = ()"),
    ("Every app has the same files in the same order", "audits/helpers.py", "WORDS = ()"),
    ("The one door to the outside is built in layers", "portal/outbound/addresses.py", "import portal.outbound.door"),
    ("The vault is built in layers", "portal/vault/key_ring.py", "import portal.vault.rotation"),
    ("Playbooks stand on their own words", "portal/playbooks/playbook.py", "import portal.playbooks.ops_tool_demo"),
    ("Checks never import each other", "audits/checks/hsts.py", "import audits.checks.framing"),
    ("Core and checks know neither the project nor a library", "audits/core/outcome.py", "import django.utils"),
    (
        "Playbooks and a handover's contents know neither the project nor a library",
        "handover/contents/blocks.py",
        "from audits.models import Risk",
    ),
    ("Only manage.py imports the launcher", "audits/engine.py", "from portal.embedded import terminal"),
    ("The launcher runs before anything is installed", "portal/embedded/terminal.py", "import psycopg"),
]


def copied(folder):
    """The source as the contracts see it, in a folder of its own."""
    only_source = shutil.ignore_patterns("static", "source", "__pycache__")
    for room in ROOMS:
        shutil.copytree(ROOT / room, folder / room, ignore=only_source)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def lint(folder):
    """Whether the contracts are kept, and what lint-imports said."""
    command = [Path(sys.executable).parent / "lint-imports", "--no-logo", "--no-cache"]
    settings = {**os.environ, "COLUMNS": "200", "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=folder, env=settings, capture_output=True, text=True, check=False, timeout=120)
    return done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """What lint-imports says of a copy with every wrong import at once."""
    folder = copied(tmp_path_factory.mktemp("planted"))
    for _, path, line in PLANTS:
        with (folder / path).open("a") as file:
            file.write(f"\n{line}\n")
    return lint(folder)


def test_tree_keeps_every_contract(tmp_path):
    kept, said = lint(copied(tmp_path))
    assert kept, said


@pytest.mark.parametrize(("contract", "path", "line"), PLANTS, ids=[path for _, path, _ in PLANTS])
def test_planted_import_breaks_its_contract(planted, contract, path, line):
    kept, said = planted
    assert not kept
    assert f"{contract} BROKEN" in said
    assert path.removesuffix(".py").replace("/", ".") in said.partition("Broken contracts")[2]


def test_every_contract_has_a_plant():
    written = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    assert {contract["name"] for contract in written} == {contract for contract, _, _ in PLANTS}


def test_upward_import_inside_an_app_is_seen(tmp_path):
    folder = copied(tmp_path)
    with (folder / "portal/sprint/models.py").open("a") as file:
        file.write("\nfrom portal.sprint import actions\n")
    kept, said = lint(folder)
    assert not kept
    assert "portal.sprint.models is not allowed to import portal.sprint.actions" in said
