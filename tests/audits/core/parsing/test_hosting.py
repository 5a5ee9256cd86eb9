import pytest

from audits.core.parsing.hosting import SERVICES, service_of

CASES = [
    ("acme.github.io", "GitHub Pages"),
    ("github.io", "GitHub Pages"),
    ("acme.azurewebsites.net", "Microsoft Azure"),
    ("acme.up.railway.app", "Railway"),
    ("acme.railway.app", None),
    ("notgithub.io", None),
    ("github.io.evil.example", None),
    ("", None),
]


@pytest.mark.parametrize(("target", "name"), CASES)
def test_alias_belongs_to_its_service(target, name):
    service = service_of(target)
    assert (service.name if service else None) == name


def test_no_suffix_belongs_to_two_services():
    suffixes = [suffix for service in SERVICES for suffix in service.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert all(suffix == suffix.lower().strip(".") for suffix in suffixes)
