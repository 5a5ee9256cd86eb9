import pytest

from audits.core.parsing.hsts import YEAR, HstsPolicy, parsed_hsts

READ = [
    ("max-age=10", HstsPolicy(10, covers_subdomains=False, asks_preload=False)),
    ("max-age=10; includeSubDomains", HstsPolicy(10, covers_subdomains=True, asks_preload=False)),
    ("preload; INCLUDESUBDOMAINS;max-age=10", HstsPolicy(10, covers_subdomains=True, asks_preload=True)),
    ('max-age="10"', HstsPolicy(10, covers_subdomains=False, asks_preload=False)),
    (f"max-age={YEAR + 1}", HstsPolicy(YEAR, covers_subdomains=False, asks_preload=False)),
    (f"max-age={'9' * 5000}", HstsPolicy(YEAR, covers_subdomains=False, asks_preload=False)),
    ('max-age=10; note="a; max-age=20"', HstsPolicy(10, covers_subdomains=False, asks_preload=False)),
    ("\tmax-age\t=\t10\t;", HstsPolicy(10, covers_subdomains=False, asks_preload=False)),
]


@pytest.mark.parametrize(("value", "policy"), READ)
def test_policy_is_read(value, policy):
    assert parsed_hsts(value) == policy


IGNORED = [
    "",
    "max-age",
    "max-age=",
    'max-age=""',
    "max-age=ten",
    "max-age=1.5",
    "max-age=+1",
    "max-age=१०",
    'max-age="10',
    "max-age=10 20",
    "max-age=10, max-age=10",
    "max-age=10; max-age=20",
    "max-age=10; includeSubDomains=yes",
    "max-age=10; =5",
    "max-age=10; (comment)",
]


@pytest.mark.parametrize("value", IGNORED)
def test_faulty_field_is_no_policy(value):
    assert parsed_hsts(value) is None
