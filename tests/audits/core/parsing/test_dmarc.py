import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.core.parsing.dmarc import Policy, is_dmarc, looks_like_dmarc, merged, parse, repaired, walk

REPORTS = "mailto:reports@acme.example"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("v=DMARC1", True),
        ("v=DMARC1;p=none", True),
        ("v = DMARC1 ; p=none", True),
        ("V=DMARC1; p=none", True),
        ("v=dmarc1; p=none", False),
        ("v=DMARC1 p=none", False),
        ("v=DMARC10; p=none", False),
        ("p=none; v=DMARC1", False),
        (" v=DMARC1; p=none", False),
    ],
)
def test_version_stands_first_and_in_capitals(text, expected):
    assert is_dmarc(text) is expected


@pytest.mark.parametrize("text", ["v=dmarc1; p=none", "v=DMARC1 p=none", '"v=DMARC1; p=none"', "DMARC1; p=none"])
def test_mistyped_record_is_noticed(text):
    assert looks_like_dmarc(text)


@pytest.mark.parametrize(
    ("text", "invalid"),
    [
        ("v=DMARC1; p=reject", ()),
        ("v=DMARC1; p=Reject; sp=NONE", ()),
        ("v=DMARC1; adkim=s", ("p",)),
        ("v=DMARC1; p=rejct", ("p",)),
        ("v=DMARC1; p=reject; sp=non", ("sp",)),
        ("v=DMARC1; p=none; np=?", ("np",)),
    ],
)
def test_policies_are_read_without_case(text, invalid):
    assert parse(text).invalid_policies == invalid


def test_removed_parts_are_named():
    record = parse("v=DMARC1; p=none; pct=50; rf=afrf; ri=86400; rua=mailto:a@acme.example!10m")
    assert record.removed == ("pct=50", "rf=afrf", "ri=86400", "!10m")
    assert record.report_addresses == ("mailto:a@acme.example",)


def test_repaired_record_keeps_what_is_valid():
    record = parse("v=DMARC1; p=rejct; sp=none; adkim=x; fo=1; pct=20; rua=mailto:a@acme.example!5m,nonsense")
    assert repaired(record, reports=REPORTS) == "v=DMARC1; p=none; sp=none; fo=1; rua=mailto:a@acme.example"


def test_merged_record_takes_the_mildest_policy_and_every_address():
    records = (parse("v=DMARC1; p=reject; rua=mailto:a@x.example"), parse("v=DMARC1; p=none; rua=mailto:b@y.example"))
    assert merged(records, reports=REPORTS) == "v=DMARC1; p=none; rua=mailto:a@x.example,mailto:b@y.example"


def test_report_domains_are_those_of_mail_addresses():
    record = parse("v=DMARC1; p=none; rua=mailto:a@One.example, https://two.example/x,mailto:b@one.example")
    assert record.report_domains == ("one.example",)


def test_test_mode_lowers_one_level():
    assert [policy.in_test_mode for policy in Policy] == [Policy.NONE, Policy.NONE, Policy.QUARANTINE]


@pytest.mark.parametrize(
    ("domain", "names"),
    [
        ("acme.example", ("acme.example", "example")),
        ("a.mail.acme.example", ("a.mail.acme.example", "mail.acme.example", "acme.example", "example")),
        ("a.b.c.d.e.f.g.h", tuple("a.b.c.d.e.f.g.h"[index:] for index in range(0, 15, 2))),
        (
            "a.b.c.d.e.f.g.h.i.j.mail.example.com",
            (
                "a.b.c.d.e.f.g.h.i.j.mail.example.com",
                "g.h.i.j.mail.example.com",
                "h.i.j.mail.example.com",
                "i.j.mail.example.com",
                "j.mail.example.com",
                "mail.example.com",
                "example.com",
                "com",
            ),
        ),
    ],
)
def test_walk_takes_at_most_eight_questions(domain, names):
    assert walk(domain) == names
    assert len(names) <= 8


@given(st.text(max_size=300))
def test_any_text_is_read_and_its_repair_is_valid(text):
    record = parse("v=DMARC1; " + text)
    mended = parse(repaired(record, reports=REPORTS))
    assert is_dmarc(mended.text)
    assert not mended.invalid_policies
    assert not mended.removed
    assert repaired(mended, reports=REPORTS) == mended.text


@given(st.lists(st.text(max_size=80), min_size=2, max_size=4))
def test_merged_record_is_always_valid(texts):
    record = parse(merged(tuple(parse("v=DMARC1; " + text) for text in texts), reports=REPORTS))
    assert not record.invalid_policies
    assert record.report_addresses


@given(st.lists(st.from_regex(r"[a-z0-9-]{1,9}", fullmatch=True), min_size=1, max_size=30))
def test_walk_is_bounded_and_ends_at_the_top(labels):
    names = walk(".".join(labels))
    assert len(names) <= 8
    assert names[-1] == labels[-1]
