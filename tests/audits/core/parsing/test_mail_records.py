"""The small grammars of mail: MX, `v=X` records, policy files, replies of servers."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.core.parsing import tag_list
from audits.core.parsing.dkim import parse as parse_dkim
from audits.core.parsing.dmarc import parse as parse_dmarc
from audits.core.parsing.mail_exchanger import Exchanger, parsed_exchangers
from audits.core.parsing.mail_senders import SENDERS, sender_of, senders_of
from audits.core.parsing.smtp_reply import is_masked, offers, parsed_line
from audits.core.parsing.spf import parse as parse_spf
from audits.core.parsing.spf_mend import mended
from audits.core.parsing.sts_policy import MODES, StsFault, StsPolicy, parsed_policy
from audits.core.parsing.version_list import (
    BIMI,
    MTA_STS,
    TLS_REPORTS,
    RecordFault,
    logo_address,
    of_version,
    repaired_reports,
    report_uris,
    sts_id,
)

BRIEFLY = settings(max_examples=100, deadline=None)
PIECES = [
    "v=STSv1",
    ";",
    " ",
    "id=",
    "rua=",
    "mailto:",
    "a@b.example",
    "https://",
    "l=",
    ",",
    "\x00",
    "\u202e",
    "é",
    "=",
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=25).map("".join)
LINES = ["version: STSv1", "mode: enforce", "mx: a.example", "max_age: 60", "\r\n", "\n", ":", "mx", "\x00", " "]
FILES = st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=5)), max_size=25).map("".join)


def test_exchangers_come_in_the_order_of_preference():
    found = parsed_exchangers(("20 B.example.", "10 c.example.", "10 a.example."))
    assert found == (Exchanger(10, "a.example"), Exchanger(10, "c.example"), Exchanger(20, "b.example"))


@pytest.mark.parametrize("record", ["", "x", "10", "-1 a.example.", "10 a.example. b", "999999 a.example."])
def test_what_is_no_mx_record_is_left_out(record):
    assert parsed_exchangers((record,)) == ()


@pytest.mark.parametrize(
    ("record", "literal"),
    [("10 192.0.2.1.", "192.0.2.1"), ("10 [2001:db8::1].", "2001:db8::1"), ("10 a.example.", ""), ("0 .", "")],
)
def test_address_in_place_of_a_name_is_noticed(record, literal):
    assert parsed_exchangers((record,))[0].literal == literal


def test_every_service_is_found_by_each_of_its_names():
    for sender in SENDERS:
        for name in sender.names:
            assert sender_of(f"mx1.{name.upper()}.") is sender, name
    assert len({sender.name for sender in SENDERS}) == len(SENDERS) >= 60


def test_longest_ending_wins_and_likeness_does_not_count():
    assert sender_of("inbound-smtp.us-east-1.amazonaws.com").name == "Amazon WorkMail"
    assert sender_of("feedback-smtp.eu-west-1.amazonses.com").name == "Amazon SES"
    assert sender_of("notgoogle.com") is None
    assert [sender.name for sender in senders_of(("a.google.com", "b.google.com", "x.example"))] == ["Google Workspace"]


@pytest.mark.parametrize(
    ("text", "version", "expected"),
    [
        ("v=STSv1; id=1", MTA_STS, True),
        ("v=STSv1", MTA_STS, True),
        ("v = TLSRPTv1 ; rua=x", TLS_REPORTS, True),
        ("V=STSv1; id=1", MTA_STS, False),
        ("v=stsv1; id=1", MTA_STS, False),
        ("v=STSv12; id=1", MTA_STS, False),
        (" v=BIMI1;", BIMI, False),
    ],
)
def test_version_is_exact(text, version, expected):
    assert bool(of_version((text,), version)) is expected


@BRIEFLY
@given(TEXTS)
def test_any_record_is_read_or_faulted(text):
    for read in (sts_id, report_uris, logo_address):
        found = read(text)
        assert not isinstance(found, RecordFault) or found.reason
    mended_reports = repaired_reports(text, otherwise="mailto:a@acme.example")
    assert not isinstance(report_uris(mended_reports), RecordFault)
    assert of_version((mended_reports,), TLS_REPORTS)


@BRIEFLY
@given(FILES)
def test_any_policy_file_is_read_or_faulted(text):
    found = parsed_policy(text)
    if isinstance(found, StsFault):
        assert found.reason
    else:
        assert found.mode in MODES
        assert found.patterns or found.mode == "none"


@BRIEFLY
@given(st.from_regex(r"[a-z0-9]{1,8}(\.[a-z0-9]{1,8}){1,3}", fullmatch=True))
def test_wildcard_stands_for_one_label(host):
    policy = StsPolicy("enforce", (f"*.{host}",), 60)
    assert policy.covers(f"mx.{host}")
    assert not policy.covers(host)
    assert not policy.covers(f"a.mx.{host}")
    assert StsPolicy("enforce", (host,), 60).covers(f"{host.upper()}.")


def test_of_repeated_keys_the_first_counts_and_line_ends_may_vary():
    text = "version: STSv1\nmode:testing\r\nmode: enforce\nmx:*.acme.example\nmax_age : 60\nx-note: kept\n"
    assert parsed_policy(text) == StsPolicy("testing", ("*.acme.example",), 60)


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("250-SIZE 1000\r\n", (250, "SIZE 1000", False)),
        ("250 OK", (250, "OK", True)),
        ("250", (250, "", True)),
        ("220\u202e x", None),
        ("", None),
        ("HTTP/1.1 400 Bad Request", None),
        ("2500 x", None),
    ],
)
def test_reply_line_is_read_strictly(line, read):
    assert parsed_line(line) == read


def test_offers_are_the_keywords_after_the_greeting():
    assert offers(("mx greets", "pipelining", "SIZE 100", "", "starttls")) == ("PIPELINING", "SIZE", "STARTTLS")
    assert is_masked(("PIPELINING", "XXXXXXXA"))
    assert not is_masked(("X-EXPS", "XCLIENT"))


@BRIEFLY
@given(st.text(max_size=80))
def test_any_line_is_a_reply_or_none(line):
    read = parsed_line(line)
    assert read is None or 200 <= read[0] < 600


HOSTILE = [
    "a" * 1_000_000,
    ";" * 1_000_000,
    "x=1;" * 10_000,
    'v="' * 100_000,
    "\x00\u202e\udc80;=" * 100_000,
    " " * 1_000_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=["letters", "semicolons", "tags", "quotes", "oddities", "spaces"])
def test_a_megabyte_is_read_at_once(text):
    began = time.perf_counter()
    for head, read in (("v=spf1 ", parse_spf), ("v=spf1 ", mended), ("v=DMARC1; ", parse_dmarc), ("v=DKIM1; p=", parse_dkim),
                       ("v=STSv1; ", sts_id), ("v=TLSRPTv1; rua=", report_uris), ("v=BIMI1; l=", logo_address),
                       ("version: STSv1\n", parsed_policy), ("", tag_list.parse)):  # fmt: skip
        assert read(head + text) is not None
    assert time.perf_counter() - began < 8
