import string

import dns.rdata
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.core.parsing.caa import CaaSet, issuer_of, parsed_caa

RECORDS = [
    ('0 issue "letsencrypt.org"', 0, "issue", "letsencrypt.org"),
    ("0 issue letsencrypt.org", 0, "issue", "letsencrypt.org"),
    ('128 ISSUEWILD ";"', 128, "issuewild", ";"),
    ('0 iodef "mailto:a\\"b@acme.example"', 0, "iodef", 'mailto:a"b@acme.example'),
    ('0 issue "a\\000b"', 0, "issue", "a\x00b"),
]


@pytest.mark.parametrize(("text", "flags", "tag", "value"), RECORDS)
def test_record_is_read_in_its_parts(text, flags, tag, value):
    record = parsed_caa(text)
    assert (record.flags, record.tag, record.value, record.text) == (flags, tag, value, text)


@pytest.mark.parametrize(
    "text", ["", "0 issue", "256 issue x", "-1 issue x", "0 is-sue x", '0 issue "x', "0 i " + "x" * 5000]
)
def test_anything_else_is_no_record(text):
    assert parsed_caa(text) is None


VALUES = [
    ("ca.example", "ca.example"),
    ("CA.Example", "ca.example"),
    (" ca.example ", "ca.example"),
    ("ca.example;", "ca.example"),
    ("ca.example; a=b", "ca.example"),
    ("ca.example ; a = b ; c=", "ca.example"),
    ("ca--1.example", "ca--1.example"),
    ("localca", "localca"),
    ("", ""),
    (";", ""),
    ("; a=b", ""),
    ("%", None),
    ("ca .example", None),
    ("ca..example", None),
    ("-ca.example", None),
    ("ca-.example", None),
    ("ca.example.", None),
    ("ca.example; a", None),
    ("ca.example; a=b; ;", None),
    ("ca.example; a=b c", None),
    ("ca_1.example", None),
    ("a\x00b", None),
]


@pytest.mark.parametrize(("value", "issuer"), VALUES)
def test_issuer_is_read_as_the_grammar_has_it(value, issuer):
    assert issuer_of(value) == issuer


LABELS = st.text(string.ascii_letters + string.digits, min_size=1, max_size=20)
NAMES = st.lists(LABELS, min_size=1, max_size=4).map(".".join)
PARAMETERS = st.lists(st.tuples(LABELS, st.text(string.ascii_letters + "/:.-", max_size=9)), max_size=3)


@given(NAMES, PARAMETERS, st.sampled_from(["", " ", "\t "]))
def test_every_legal_value_names_its_authority(name, parameters, space):
    value = f"{space}{name}{space}" + "".join(f";{space}{tag}={told}" for tag, told in parameters)
    assert issuer_of(value) == name.lower()


@given(st.text(max_size=300))
def test_whatever_is_written_lets_in_one_plain_name_or_nobody(value):
    issuer = issuer_of(value)
    assert issuer is None or set(issuer) <= set(string.ascii_lowercase + string.digits + "-.")


@given(st.integers(0, 255), st.text(string.ascii_letters, min_size=1, max_size=15), st.binary(max_size=60))
def test_what_dns_presents_is_read_back(flags, tag, value):
    wire = bytes([flags, len(tag)]) + tag.encode() + value
    text = dns.rdata.from_wire("IN", "CAA", wire, 0, len(wire)).to_text()
    record = parsed_caa(text)
    assert (record.flags, record.tag, record.value.encode("latin-1")) == (flags, tag.lower(), value)


@given(st.lists(st.sampled_from(['0 issue "a.example"', '0 issuewild ";"', '0 iodef "x"']), max_size=5))
def test_wildcards_are_ruled_by_issue_where_nothing_else_rules_them(texts):
    rules = CaaSet(tuple(parsed_caa(text) for text in texts))
    wild, plain = rules.properties(wildcard=True), rules.properties(wildcard=False)
    assert all(record.tag == "issue" for record in plain)
    assert wild == plain if not any("issuewild" in text for text in texts) else all(r.tag == "issuewild" for r in wild)
