import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.core.parsing.spf import (
    Mechanism,
    Modifier,
    Qualifier,
    SpfRecord,
    is_spf,
    looks_like_spf,
    parse,
    written,
)

READABLE = [
    "v=spf1",
    "v=spf1 -all",
    "v=SpF1 +a:Host.Example -ALL",
    "v=spf1 a mx ptr -all",
    "v=spf1 a/24 mx//64 a:example.com/24//64 ~all",
    "v=spf1 ip4:192.0.2.0/24 ip4:192.0.2.1 ip6:2001:db8::/32 ip6:::1 -all",
    "v=spf1 ip4:0.0.0.0/0 -all",
    "v=spf1 include:_spf.example.com redirect=_spf.example.net",
    "v=spf1 exists:%{ir}.%{l1r+-}._spf.%{d} -all",
    "v=spf1 exists:%{i}.list.example.com -all",
    "v=spf1 a:host.example:colon.com/slash.example.com/24 -all",
    "v=spf1 a:a.b.c.1-1 -all",
    "v=spf1 a:example.com. -all",
    "v=spf1 -all exp=why.%{d}",
    "v=spf1 moo=%{c}%_%%%- -all",
    "v=spf1   mx   -all  ",
    "v=spf1 A:%{H}.bar -all",
]
UNREADABLE = [
    ("v=spf1 all:example.com", "all:example.com"),
    ("v=spf1 all/8", "all/8"),
    ("v=spf1 ip4:192.0.2.256 -all", "ip4:192.0.2.256"),
    ("v=spf1 ip4:192.0.2.0/33 -all", "ip4:192.0.2.0/33"),
    ("v=spf1 ip4:192.0.2.0/024 -all", "ip4:192.0.2.0/024"),
    ("v=spf1 ip4:192.0.2.0//32 -all", "ip4:192.0.2.0//32"),
    ("v=spf1 ip4 -all", "ip4"),
    ("v=spf1 ip6:fe80::1%eth0 -all", "ip6:fe80::1%eth0"),
    ("v=spf1 ip6:::1/129 -all", "ip6:::1/129"),
    ("v=spf1 ipv4:192.0.2.1 -all", "ipv4:192.0.2.1"),
    ("v=spf1 ::1 -all", "::1"),
    ("v=spf1 include -all", "include"),
    ("v=spf1 include: -all", "include:"),
    ("v=spf1 include:example.com/24 -all", "include:example.com/24"),
    ("v=spf1 exists:example.com/24 -all", "exists:example.com/24"),
    ("v=spf1 a:localhost -all", "a:localhost"),
    ("v=spf1 a:example.com.123 -all", "a:example.com.123"),
    ("v=spf1 a:example.com:8080 -all", "a:example.com:8080"),
    ("v=spf1 a:example.-com -all", "a:example.-com"),
    ("v=spf1 a:example.com/33 -all", "a:example.com/33"),
    ("v=spf1 a:example.com//129 -all", "a:example.com//129"),
    ("v=spf1 exists:%{x}.example.com -all", "exists:%{x}.example.com"),
    ("v=spf1 exists:%{d0}.example.com -all", "exists:%{d0}.example.com"),
    ("v=spf1 exists:%{c}.example.com -all", "exists:%{c}.example.com"),
    ("v=spf1 exists:100%.example.com -all", "exists:100%.example.com"),
    ("v=spf1 redirect= -all", "redirect="),
    ("v=spf1 redirect=a.example redirect=b.example", "redirect=b.example"),
    ("v=spf1 m$o=x -all", "m$o=x"),
    ("v=spf1 a:exämple.com -all", "a:exämple.com"),
    ("v=spf1 mx,-all", "mx,-all"),
    ("v=spf1 mx\t-all", "mx\t-all"),
]


@pytest.mark.parametrize("text", READABLE)
def test_legal_record_is_read_and_written_back(text):
    record = parse(text)
    assert isinstance(record, SpfRecord)
    assert parse(written(record.terms)) == record


@pytest.mark.parametrize(("text", "term"), UNREADABLE)
def test_illegal_term_is_named(text, term):
    faults = parse(text)
    assert isinstance(faults, tuple)
    assert [fault.term for fault in faults] == [term]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("v=spf1 -all", True), ("V=SPF1", True), ("v=spf10 -all", False), ("v=spf1\t-all", False), (" v=spf1", False)],
)
def test_only_the_exact_version_is_spf(text, expected):
    assert is_spf(text) is expected


@pytest.mark.parametrize(
    "text", ['"v=spf1 -all"', "v=spf2 -all", "spf1 -all", "v = spf1 -all", " v=spf1 -all", "\u201cv=spf1 -all\u201d"]
)
def test_mistyped_record_is_noticed(text):
    assert looks_like_spf(text)


@pytest.mark.parametrize(
    "text", ["google-site-verification=abc", "v=DMARC1; p=none", "spfx-token=1", "spf-verify=abc", "spf=abc", ""]
)
def test_other_records_are_no_mistyped_spf(text):
    assert not looks_like_spf(text)


def test_redirect_counts_only_without_all():
    assert parse("v=spf1 redirect=a.example").redirect == "a.example"
    assert parse("v=spf1 redirect=a.example -all").redirect is None


def test_nothing_behind_all_is_reached():
    assert [term.text for term in parse("v=spf1 mx -all a").reachable] == ["mx", "-all"]


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text):
    outcome = parse("v=spf1 " + text)
    assert isinstance(outcome, SpfRecord) or outcome


NETWORKS4 = st.ip_addresses(v=4).map(str)
NETWORKS6 = st.ip_addresses(v=6).map(str)
DOMAINS = st.from_regex(r"[a-z0-9_]{1,10}(\.[a-z]{2,8}){1,3}|%\{[slodiphv][1-9]?r?[.+-]?\}\.[a-z]{2,5}", fullmatch=True)
LENGTH4 = st.none() | st.integers(0, 32)
LENGTH6 = st.none() | st.integers(0, 128)
QUALIFIERS = st.sampled_from(Qualifier)
TERMS = st.one_of(
    st.builds(Mechanism, QUALIFIERS, st.just("ip4"), NETWORKS4, length4=LENGTH4),
    st.builds(Mechanism, QUALIFIERS, st.just("ip6"), NETWORKS6, length6=LENGTH6),
    st.builds(Mechanism, QUALIFIERS, st.sampled_from(["include", "exists", "ptr"]), DOMAINS),
    st.builds(Mechanism, QUALIFIERS, st.sampled_from(["a", "mx"]), st.just("") | DOMAINS, LENGTH4, LENGTH6),
    st.builds(Mechanism, QUALIFIERS, st.sampled_from(["all", "ptr"])),
    st.builds(Modifier, st.sampled_from(["moo", "x-note"]), DOMAINS),
)


@given(st.lists(TERMS, max_size=15))
def test_written_record_reads_as_itself(terms):
    assert parse(written(tuple(terms))) == SpfRecord(tuple(terms))
