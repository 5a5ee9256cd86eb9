import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.core.parsing.hsts import HstsPolicy, HstsReadings, chromium_policy, gecko_policy, read_hsts
from tests.audits.core.parsing.hsts_vectors import CHROMIUM_ALONE, CUT, DROPPED, GECKO_ALONE, KEPT, YEAR

BRIEFLY = settings(max_examples=100, deadline=None)
HSTS = st.lists(
    st.sampled_from(
        [
            "max-age",
            "=",
            ";",
            '"',
            "777",
            "31536001",
            "includeSubDomains",
            "preload",
            " ",
            "\t",
            ",",
            "\\",
            "é",
            "9" * 21,
        ]
    ),
    max_size=14,
).map("".join)
SENSIBLE = st.builds(
    lambda parts, age: ";".join([*parts, f"max-age={age}"]),
    st.lists(st.sampled_from(["preload", " lantern = lit", 'x="a;b"', "", " "]), max_size=4),
    st.integers(0, 10**12),
)


@pytest.mark.parametrize(("value", "age", "covers"), KEPT)
def test_both_keep_the_policy(value, age, covers):
    assert chromium_policy(value) == gecko_policy(value) == HstsPolicy(age, covers)


@pytest.mark.parametrize(("value", "age"), CUT)
def test_chromium_cuts_to_a_year_what_gecko_keeps(value, age):
    assert (chromium_policy(value).max_age, gecko_policy(value).max_age) == (YEAR, age)


@pytest.mark.parametrize("value", DROPPED)
def test_both_ignore_the_field(value):
    assert (chromium_policy(value), gecko_policy(value)) == (None, None)


@pytest.mark.parametrize(("value", "age", "covers"), CHROMIUM_ALONE)
def test_chromium_alone_keeps_the_policy(value, age, covers):
    assert (chromium_policy(value), gecko_policy(value)) == (HstsPolicy(age, covers), None)


@pytest.mark.parametrize(("value", "age", "covers"), GECKO_ALONE)
def test_gecko_alone_keeps_the_policy(value, age, covers):
    assert (chromium_policy(value), gecko_policy(value)) == (None, HstsPolicy(age, covers))


def test_table_is_long_enough():
    values = [*(each[0] for each in (*KEPT, *CUT, *CHROMIUM_ALONE, *GECKO_ALONE)), *DROPPED]
    assert len(set(values)) == len(values) >= 160


A_WEEK, NOTHING = HstsPolicy(604_800, covers_subdomains=False), HstsPolicy(0, covers_subdomains=False)
SEVERAL = [
    ((), HstsReadings(None, None)),
    (("max-age=604800", "max-age=0"), HstsReadings(A_WEEK, A_WEEK)),
    (("max-age=0", "max-age=604800"), HstsReadings(NOTHING, NOTHING)),
    (("nonsense", "max-age=604800"), HstsReadings(None, None)),
    (("max-age=604800", "nonsense"), HstsReadings(A_WEEK, A_WEEK)),
    (("max-age=604800", ""), HstsReadings(A_WEEK, A_WEEK)),
    (("", "max-age=604800"), HstsReadings(None, A_WEEK)),
    ((" ", "\t", "max-age=604800"), HstsReadings(None, A_WEEK)),
    (("", ""), HstsReadings(None, None)),
]


@pytest.mark.parametrize(("fields", "readings"), SEVERAL)
def test_first_field_counts(fields, readings):
    assert read_hsts(fields) == readings


@BRIEFLY
@given(HSTS | st.text(max_size=120))
def test_browsers_differ_for_known_reasons_alone(value):
    chromium, gecko = chromium_policy(value), gecko_policy(value)
    if chromium and gecko:
        assert chromium == HstsPolicy(min(gecko.max_age, YEAR), gecko.covers_subdomains)
    elif chromium:
        assert re.search(r"[^\t -~]|\\|\d{20}", value)
    elif gecko:
        assert re.search(r'=[ \t]*(;|$)|(^|;)[ \t]*=|=[ \t]*""', value)


@BRIEFLY
@given(HSTS | SENSIBLE)
def test_unknown_directive_changes_nothing(value):
    for policy in (chromium_policy, gecko_policy):
        if policy(value):
            assert policy(f"lantern=lit;{value}") == policy(f'{value};lantern="a;b"') == policy(value)


@BRIEFLY
@given(SENSIBLE)
def test_repeated_directive_spoils_the_field(value):
    for policy in (chromium_policy, gecko_policy):
        assert policy(value)
        assert policy(f"{value};max-age=1") is None
        assert policy(f"includeSubDomains;{value};includesubdomains") is None


def test_long_values_take_no_long_time():
    for value in ('"' * 200_000, "max-age" * 50_000, "a=" * 100_000, "; " * 100_000, 'a="' + "\\" * 200_000):
        assert chromium_policy(value) is gecko_policy(value) is None
