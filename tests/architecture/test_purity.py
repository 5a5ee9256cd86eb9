"""The pure heart loads with the standard library alone: no Django, no Celery, no library, no project around it."""

import re
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2]

BELOW = {
    "audits.checks": ("audits.core", "portal.outbound.unavailable"),
    "audits.core": ("portal.outbound.unavailable",),
    "portal.playbooks": (),
    "handover.contents": (),
    "portal.embedded": (),
}
"""Each pure package, with the little of the project that it may stand on."""

SCRIPT = """
import importlib, pkgutil, sys
package = importlib.import_module({name!r})
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(module.name)
print("\\n".join(sorted(set(sys.modules) - before)))
"""


def loaded_by(name):
    """Every module a fresh interpreter has after importing all of a package."""
    script = "import sys; before = set(sys.modules); sys.path.insert(0, '.')" + SCRIPT.format(name=name)
    command = [sys.executable, "-I", "-c", script]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()


def is_standard(module):
    """Whether Python brings this module; how it was built lies in one that only its platform names."""
    top = module.partition(".")[0]
    return top in sys.stdlib_module_names or top.startswith("_sysconfigdata")


def is_within(module, packages):
    """Whether the module is one of these, lies in one, or is a package on the way to one."""
    return any(
        module == each or f"{module}.".startswith(f"{each}.") or each.startswith(f"{module}.") for each in packages
    )


@pytest.mark.parametrize("package", BELOW)
def test_loads_nothing_but_the_standard_library(package):
    allowed = (package, *BELOW[package])
    loaded = loaded_by(package)
    assert package in loaded
    assert [module for module in loaded if not is_standard(module) and not is_within(module, allowed)] == []


@pytest.fixture(scope="module")
def graph():
    return grimp.build_graph("portal", "audits", "handover", include_external_packages=True, cache_dir=None)


@pytest.mark.parametrize("package", BELOW)
def test_imports_nothing_else_even_late(graph, package):
    allowed = (package, *BELOW[package])
    inside = {package, *graph.find_descendants(package)}
    imported = {target for module in inside for target in graph.find_modules_directly_imported_by(module)}
    assert {target for target in imported if not is_standard(target) and not is_within(target, allowed)} == set()


OUTSIDE_WORLD = {
    "asyncio", "http", "io", "multiprocessing", "os", "random", "secrets", "select", "socket", "ssl", "subprocess",
    "threading", "time",
}  # fmt: skip
"""What reaches the clock, chance, files, other processes or the network."""
JUDGING = [package for package in BELOW if package != "portal.embedded"]


@pytest.mark.parametrize("package", JUDGING)
def test_reaches_nothing_outside(graph, package):
    inside = {package, *graph.find_descendants(package)}
    assert {
        (module, target)
        for module in inside
        for target in graph.find_modules_directly_imported_by(module) & OUTSIDE_WORLD
    } == set()


@pytest.mark.parametrize("package", JUDGING)
def test_time_is_given(package):
    files = (ROOT / package.replace(".", "/")).rglob("*.py")
    asked = re.compile(r"\b(datetime|date)\.(now|today|utcnow)\b|\btimezone\.now\b|\bopen\(")
    assert [str(file) for file in files if asked.search(file.read_text())] == []


def test_a_stranger_is_noticed():
    assert not all(is_standard(module) for module in loaded_by("portal.outbound"))
