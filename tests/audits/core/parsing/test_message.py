"""The reader of received messages: what it takes, what it refuses in a sentence, and that nothing breaks or holds it up."""

import base64
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.core.observed.message import Link
from audits.core.parsing import dkim_signature, received_field
from audits.core.parsing.look_alike import bought_label, is_one_off, look_alike
from audits.core.parsing.message_addresses import a_label, domains_named, mailboxes, shown
from audits.core.parsing.message_links import links
from audits.core.parsing.message_source import MOST_OCTETS, UnreadableMessageError, read
from audits.core.parsing.shared_senders import shared_sender

BRIEFLY = settings(max_examples=100, deadline=None)
HEAD = b"From: a@acme.example\r\nDate: Wed, 18 Nov 2026 09:40:00 +0000\r\n"


def refusal(raw):
    with pytest.raises(UnreadableMessageError) as caught:
        read(raw)
    words = str(caught.value)
    assert words.endswith(".")
    assert len(words) < 200
    return words


def nested(depth):
    """Multiparts within multiparts."""
    opened = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level) for level in range(depth)
    )
    return HEAD + opened + b"Content-Type: text/plain\r\n\r\nhttps://app.acme.example/\r\n"


REFUSED = [
    (b"", "empty"),
    (b"\r\n \r\n", "empty"),
    (b"hello world", "no header field"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "Outlook"),
    (b"X-One: 1\r\n\r\nFrom: nobody", "no e-mail"),
    (b"\x00\x01\x02: nothing\r\n", "no header field"),
    (HEAD + b"no colon here\r\n", "line 3"),
    (HEAD + b"\r\n" + b"x" * MOST_OCTETS, "2 MB"),
    (HEAD + b"Subject: " + b"x" * 1_000_000, "256 KB"),
    (HEAD + b"".join(b"X-%d: y\r\n" % number for number in range(4_000)) + b"\r\n", "1,000 fields"),
    (HEAD + b"".join(b"X-%d: y\r\n" % number for number in range(10_000)) + b"\r\n", "5,000 lines"),
    (HEAD + b"X-Long:" + b"\r\n y" * 40_000, "5,000 lines"),
    (HEAD + b"\r\n" + b"\n" * 100_001, "100,000 lines"),
    (HEAD + b"\r\n" + b" " * 1_000_000, "blanks"),
    (nested(1_000), "30 parts"),
]


@pytest.mark.parametrize(("raw", "word"), REFUSED)
def test_hostile_message_is_refused_in_one_sentence_and_at_once(raw, word):
    began = time.monotonic()
    assert word in refusal(raw)
    assert time.monotonic() - began < 2


READ = [
    HEAD,
    HEAD + b"\r\n",
    HEAD.replace(b"\r\n", b"\n") + b"\nbody",
    b"\xef\xbb\xbf" + HEAD,
    b"\r\n\r\n" + HEAD,
    b"From MAILER-DAEMON Wed Nov 18 09:40:00 2026\n" + HEAD,
    HEAD + b"Subject: " + b"x" * 200_000 + b"\r\n\r\n",
    HEAD + b"Subject: \x00\xff\xfe\r\n\r\n\x00\xff",
    HEAD + b"X-Folded:" + b"\r\n y" * 4_000 + b"\r\n\r\n",
    nested(25),
]


@pytest.mark.parametrize("raw", READ)
def test_unusual_message_is_read(raw):
    source = read(raw)
    assert source.all("from") == ("a@acme.example",)
    assert isinstance(links(source.raw), tuple)


@BRIEFLY
@given(
    st.binary(max_size=400)
    | st.lists(st.sampled_from([b"From: a@b.test", b"\r\n", b"\n", b" ", b":", b"\x00", b"Date: x", b"\xff"])).map(
        b"".join
    )
)
def test_any_octets_are_read_or_refused_in_a_sentence(raw):
    refused = None
    try:
        source = read(raw)
    except UnreadableMessageError as fault:
        refused = str(fault)
    if refused is not None:
        assert refused.endswith(".")
        return
    assert source.raw in raw
    assert source.fields
    assert all(name == name.lower() and "\n" not in value for name, value in source.fields)
    assert len(links(raw)) <= 300


FROM = [
    ("support@acme.example", ["acme.example"]),
    ("Support <support@ACME.example>", ["acme.example"]),
    ('"A, B" <a@acme.example>', ["acme.example"]),
    ("a (comment (nested)) @ (here) acme.example", ["acme.example"]),
    ("a@acme.example, b@other.example", ["acme.example", "other.example"]),
    ("Team: a@acme.example, b@acme.example;", ["acme.example", "acme.example"]),
    ("undisclosed:;", []),
    ("", []),
    ("nobody", []),
    ("a@localhost", [""]),
    ("a@[192.0.2.1]", [""]),
    ("=?utf-8?q?ceo=40bank=2Eexample?= <a@acme.example>", ["acme.example"]),
    ("a@münchen.example", ["xn--mnchen-3ya.example"]),
    ("a" * 9_000 + "@acme.example", []),
    ("(" * 500 + "a@acme.example", []),
    ('"' * 3_000, []),
    ("<" * 3_000 + "a@acme.example", None),
]


@pytest.mark.parametrize(("value", "domains"), FROM)
def test_addresses_of_a_from_field(value, domains):
    found = [one.domain for one in mailboxes(value)]
    assert domains is None or found == domains


@BRIEFLY
@given(
    st.lists(st.sampled_from([*'()<>@,;:".\\[] ', "a", "acme.example", "=?utf-8?q?=40?=", "\u202e", "\x00", "é"])).map(
        "".join
    )
    | st.text()
)
def test_any_field_gives_addresses_that_can_be_shown(value):
    for box in mailboxes(value):
        assert box.domain == a_label(box.domain)
        assert box.name == shown(box.name)
        assert not set(box.name + box.address) & set("\u202e\u2066\x00\r\n")


def test_what_turns_the_reading_direction_is_shown_as_its_code_point():
    assert shown("gro\u202emoc") == "gro<U+202E>moc"
    assert shown("a\x00b\u200bc") == "a<U+0000>b<U+200B>c"
    assert len(shown("x" * 5_000)) <= 301


def test_addresses_in_a_display_name_are_seen():
    assert domains_named("Bank ceo@bank.example (via us)") == ("bank.example",)
    assert domains_named("Harbour Desk") == ()


def body(text, kind="text/plain", coding="8bit"):
    return HEAD + f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {coding}\r\n\r\n".encode() + text


LINKS = [
    (body(b"see https://app.acme.example/reset?token=1 now"), [Link("https", "app.acme.example", is_key=True)]),
    (body(b"see http://acme.example/about"), [Link("http", "acme.example")]),
    (
        body(b'<a href="https://x.example/Ab3dEf6hIj9lMn2pQr5t">', "text/html"),
        [Link("https", "x.example", is_key=True)],
    ),
    (body(b'<img src="http://pixel.example/a.gif"><a href="mailto:a@b.example">', "text/html"), []),
    (body(base64.b64encode(b"https://acme.example/"), coding="base64"), [Link("https", "acme.example")]),
    (body(b"https://acme.example/=20x", coding="quoted-printable"), [Link("https", "acme.example")]),
    (body(b"https://[::bad/ http://", "text/html"), []),
    (body(b"%PDF https://hidden.example/", "application/pdf"), []),
    (body(b"!" * 4_000, coding="base64"), []),
    (body(b"https://acme.example/\x00\xff", 'text/plain; charset="rot13"'), [Link("https", "acme.example")]),
]


@pytest.mark.parametrize(("raw", "found"), LINKS)
def test_links_are_told_by_scheme_and_host_alone(raw, found):
    assert list(links(raw)) == found


def test_large_bodies_are_read_in_time():
    began = time.monotonic()
    assert len(links(body(b"https://a.example/x " * 90_000))) == 1
    assert len(links(body(b"<a href=" * 200_000, "text/html"))) <= 300
    assert links(body(base64.b64encode(b"\x00" * 1_400_000), coding="base64")) == ()
    assert time.monotonic() - began < 8


TRACE = [
    (["from out.acme.example (out.acme.example [203.0.113.7]) by mx.box.test with ESMTPS; now"], ("out.acme.example", "203.0.113.7")),
    (["by 2002:a05:6a10 with SMTP id x; now", "from a.test ([203.0.113.9]) by mx.google.com; now"], ("a.test", "203.0.113.9")),
    (["from mx1.box.test ([203.0.113.1]) by mail.box.test; now", "from a.test ([IPv6:2001:db8::1]) by mx1.box.test; x"], ("a.test", "2001:db8::1")),
    (["from app (unknown [10.0.0.4]) by mx.box.test; now"], ("", "")),
    (["from x ([999.1.1.1]) by y; z", "x" * 9_000], ("", "")),
    ([], ("", "")),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "hop"), TRACE)
def test_address_is_that_of_the_hand_over_into_the_receivers_house(fields, hop):
    found = received_field.entry(fields)
    assert (found.helo, found.address) == hop


def test_moment_is_that_of_the_topmost_field_that_tells_one():
    fields = [
        "by x; nonsense",
        "from a by b; Wed, 18 Nov 2026 10:40:00 +0100 (CET)",
        "from c by d; Wed, 18 Nov 2020 09:00:00 +0000",
    ]
    assert received_field.moment(fields) == "2026-11-18T09:40:00+00:00"
    assert received_field.seconds(received_field.moment(fields)) == 1_794_994_800
    assert received_field.moment(["; " + "9" * 80]) == ""


@BRIEFLY
@given(st.lists(st.text(max_size=120), max_size=5))
def test_any_trace_gives_a_hop_and_a_moment(fields):
    hop = received_field.entry(fields)
    assert hop.helo == hop.helo.lower()
    assert (received_field.seconds(received_field.moment(fields)) is None) == (received_field.moment(fields) == "")


WHOLE = "v=1; a=rsa-sha256; d=Acme.example; s=S1; h=From : To; bh=AAAA; b=BBBB; t=1; x=2; l=3; i=@mail.acme.example"
SIGNATURES = [
    (WHOLE, ""),
    ("", "it has no v= tag"),
    (WHOLE.replace("; b=BBBB", ""), "it has no b= tag"),
    (WHOLE + "; d=other.example", "its tag d= stands more than once"),
    (WHOLE.replace("h=From : To", "h=To"), "it does not sign the From field"),
    (WHOLE.replace("@mail.acme.example", "@evil.example"), "i= in it lies outside d="),
    (WHOLE.replace("@mail.acme.example", "@evilacme.example"), "i= in it lies outside d="),
    (WHOLE.replace("d=Acme.example", "d=localhost"), "d= and s= in it name no key"),
    (WHOLE.replace("x=2", "x=soon"), "x= in it is no number"),
    (WHOLE.replace("rsa-sha256", "rsa-sha1"), "a=rsa-sha1 is an algorithm that verifiers must not accept"),
    (WHOLE + "x" * 9_000, "the field is longer than 8,000 characters"),
]


@pytest.mark.parametrize(("value", "fault"), SIGNATURES)
def test_signature_field_is_read_or_its_fault_told(value, fault):
    found = dkim_signature.parse(value)
    assert found.fault == fault
    assert found.is_refused == ("algorithm" in fault)
    if not fault:
        assert found.key_name == "s1._domainkey.acme.example"
        assert (found.identity, found.signed_at, found.expires_at, found.length) == ("mail.acme.example", 1, 2, 3)


@BRIEFLY
@given(
    st.lists(
        st.sampled_from([*WHOLE.split("; "), ";", "=", "l=", "x=-1", "i=@", "h=from:from", "é", "a=rsa-sha1"])
    ).map(";".join)
    | st.text()
)
def test_signature_without_a_fault_names_a_key(value):
    found = dkim_signature.parse(value)
    if not found.fault:
        assert found.domain == a_label(found.domain) != ""
        assert found.selector
        assert found.algorithm in dkim_signature.ALGORITHMS


ALIKE = [
    ("acrne.example", True), ("acme.test", True), ("acmee.example", False), ("harbour-desk.example", True),
    ("harbourdesk.example", True), ("harbuordesk.example", True), ("harbordesk.example", True),
    ("harb0urdesk.example", True), ("harbourdeck.example", True), ("harborsdesk.example", False),
    ("mail.harbourdesk.co.uk", True), ("harbour.example", False), ("acne.example", False),
    ("h\u0430rbourdesk.example".encode("idna").decode(), True), ("xn--broken-.example", False),
]  # fmt: skip


@pytest.mark.parametrize(("domain", "is_alike"), ALIKE)
def test_name_that_readers_take_for_ours(domain, is_alike):
    assert bool(look_alike(domain, ("acme.example", "harbourdesk.example"))) is is_alike


@BRIEFLY
@given(st.text("abc-1", min_size=1, max_size=8), st.text("abc-1", min_size=1, max_size=8))
def test_one_off_is_mutual_and_never_the_name_itself(one, other):
    assert is_one_off(one, other) == is_one_off(other, one)
    assert not is_one_off(one, one)


@BRIEFLY
@given(st.text(max_size=60))
def test_bought_label_is_one_label(name):
    assert isinstance(bought_label(name), str)
    assert look_alike(name, ()) == ""


def test_lent_domains_are_known_with_what_lies_below_them():
    assert shared_sender("desk-1.firebaseapp.com").name == "Firebase"
    assert shared_sender("resend.dev").is_test
    assert shared_sender("notgmail.com") is None
