import pytest

from audits.core.parsing.names import is_registry

CASES = [
    ("com", True),
    ("co.uk", True),
    ("com.au.", True),
    ("uk", True),
    ("acme.com", False),
    ("co.example", False),
    ("acme.uk", False),
    ("shop.co.uk", False),
    ("", False),
    (".", False),
]


@pytest.mark.parametrize(("zone", "sells"), CASES)
def test_registry_is_told_by_its_spelling(zone, sells):
    assert is_registry(zone) is sells
