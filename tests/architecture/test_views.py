"""The web edge asks, it does not look up: no table is touched in a view, a form or a template; files stay short."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("portal", "audits", "handover")
EDGE = sorted(
    file
    for room in ROOMS
    for file in (ROOT / room).rglob("*.py")
    if {"views", "forms", "views.py", "forms.py"} & set(file.parts)
)
LONGEST = 300


def named(file):
    return str(file.relative_to(ROOT))


def test_edge_is_found():
    assert len(EDGE) > 5


@pytest.mark.parametrize("file", EDGE, ids=named)
def test_no_table_is_touched(file):
    touched = [
        node.lineno
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "save", "delete"} and not is_form(node)
    ]
    assert touched == []


def is_form(node):
    """Whether the attribute is reached through the class's own parent, as forms do."""
    return isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name) and node.value.func.id == "super"


@pytest.mark.parametrize("file", sorted((ROOT / "templates").rglob("*.html")), ids=named)
def test_template_holds_no_script_and_no_style(file):
    text = file.read_text()
    assert ".objects" not in text
    assert "style=" not in text or file.parts[-2] == "email"
    assert "<script>" not in text


def test_files_are_split_by_idea():
    long = [
        f"{named(file)}: {len(file.read_text().splitlines())}"
        for room in ROOMS
        for file in (ROOT / room).rglob("*.py")
        if "migrations" not in file.parts and len(file.read_text().splitlines()) > LONGEST
    ]
    assert long == []
