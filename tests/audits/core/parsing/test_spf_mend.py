from hypothesis import given
from hypothesis import strategies as st

from audits.core.parsing.spf import Qualifier, SpfRecord, parse
from audits.core.parsing.spf_mend import mended, merged

WORDS = st.sampled_from(
    [
        "mx",
        "a",
        "+all",
        "-all",
        "?all",
        "redirect=a.example",
        "include=b.example",
        "ipv4:192.0.2.1",
        "b:c",
        "ip4:x",
        ",",
        '"',
    ]
)
TEXTS = st.lists(WORDS | st.text(max_size=12), max_size=8).map(lambda words: "v=spf1 " + " ".join(words))


def is_closed(record):
    ends = [mechanism for mechanism in record.mechanisms if mechanism.name == "all"]
    return len(ends) <= 1 and all(end.qualifier in {Qualifier.FAIL, Qualifier.SOFTFAIL} for end in ends)


@given(TEXTS)
def test_mended_record_is_readable_and_lets_nobody_in(text):
    record = parse(mended(text).record)
    assert isinstance(record, SpfRecord)
    assert is_closed(record)


@given(st.lists(TEXTS, min_size=2, max_size=4))
def test_merged_record_is_readable_and_lets_nobody_in(texts):
    record = parse(merged(tuple(texts)))
    assert isinstance(record, SpfRecord)
    assert is_closed(record)


def test_right_record_is_left_alone():
    text = "v=spf1 ip4:192.0.2.0/24 include:a.example exists:%{i}.b.example -all"
    assert mended(text).record == text
