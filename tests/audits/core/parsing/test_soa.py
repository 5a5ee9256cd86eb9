from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.core.parsing.soa import WRAP, is_newer, parsed_soa, same_version, written_by

TEXT = "ns1.Acme.example. host.acme.example. 2026010101 7200 900 1209600 300"
SERIALS = st.integers(0, WRAP - 1)


def test_record_is_read_in_its_parts():
    soa = parsed_soa(TEXT)
    assert (soa.primary, soa.contact) == ("ns1.acme.example", "host.acme.example")
    assert (soa.serial, soa.refresh, soa.retry, soa.expire, soa.minimum) == (2026010101, 7200, 900, 1209600, 300)


NONE = [
    "",
    "a. b. 1 2 3 4",
    f"{TEXT} 5",
    TEXT.replace("7200", "-1"),
    TEXT.replace("7200", "4294967296"),
    TEXT.replace("7200", "٣"),
    "a. b. " + "9" * 5000 + " 1 1 1 1",
]


@pytest.mark.parametrize("text", NONE)
def test_anything_else_is_no_record(text):
    assert parsed_soa(text) is None


WRITTEN = [
    (2026010101, datetime(2026, 1, 2, 14, tzinfo=UTC)),
    (2024022901, datetime(2024, 3, 1, 14, tzinfo=UTC)),
    (1767225600, datetime(2026, 1, 1, tzinfo=UTC)),
    (0, None),
    (1, None),
    (2026, None),
    (2026023001, None),
    (2026130101, None),
    (4294967295, None),
]


@pytest.mark.parametrize(("serial", "moment"), WRITTEN)
def test_serial_that_is_a_date_says_when_it_was_written(serial, moment):
    assert written_by(serial) == moment


@given(SERIALS, SERIALS)
def test_one_serial_is_newer_and_never_both(one, other):
    assert not (is_newer(one, other) and is_newer(other, one))
    if (one - other) % WRAP != WRAP // 2:
        assert (one == other) is not (is_newer(one, other) or is_newer(other, one))


@given(SERIALS, st.integers(1, WRAP // 2 - 1))
def test_adding_makes_a_serial_newer_past_the_wrap_too(serial, step):
    assert is_newer((serial + step) % WRAP, serial)


@given(SERIALS)
def test_every_serial_has_a_moment_of_this_age_or_none(serial):
    moment = written_by(serial)
    assert moment is None or 1900 <= moment.year < 10_000


@given(st.text(max_size=200))
def test_versions_are_alike_with_themselves(text):
    assert same_version(text, text)


def test_primary_alone_makes_no_other_version():
    assert same_version(TEXT, TEXT.replace("ns1.Acme", "ns7.other"))
    assert not same_version(TEXT, TEXT.replace("2026010101", "2026010102"))
