"""The product knows nothing of the demo: its names, people and addresses stand in portal/demo alone."""

import re
from pathlib import Path

from portal.demo import description, people, places

ROOT = Path(__file__).resolve().parents[2]
WORDS = {
    places.DOMAIN.partition(".")[0],
    places.REPOSITORY,
    description.CLIENT.split()[0],
    *(person.email.partition("@")[2] for person in people.EVERYBODY),
    *(".".join(machine.split(".")[:3]) + "." for machine in places.MACHINES),
}
PRODUCT = [
    path
    for room in ("portal", "audits", "handover", "templates")
    for path in (ROOT / room).rglob("*")
    if path.suffix in {".py", ".html", ".txt", ".css", ".js", ".sql"} and "demo" not in path.relative_to(ROOT).parts
]


def test_no_word_of_the_demo_occurs_in_the_product():
    pattern = re.compile("|".join(re.escape(word) for word in WORDS), re.IGNORECASE)
    assert len(PRODUCT) > 300
    found = [
        f"{path.relative_to(ROOT)}: {hit[0]}"
        for path in PRODUCT
        if "vendor" not in path.parts and (hit := pattern.search(path.read_text()))
    ]
    assert found == []


def test_only_wiring_and_the_launcher_import_the_demo():
    importing = [
        str(path.relative_to(ROOT))
        for path in PRODUCT
        if path.suffix == ".py" and re.search(r"\bfrom portal\.demo\b|\bimport portal\.demo\b", path.read_text())
    ]
    assert importing == []
