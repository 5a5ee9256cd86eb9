"""check_host() against zones written here; the public suite is scored by tests/benchmarks/spf_suite.py."""

import ipaddress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.core.derived.spf_evaluation import MOST_LOOKUPS, Result, check_host
from audits.core.observed.mail import MailReply
from audits.core.unavailable import Unavailable

HERE, THERE = "192.0.2.7", "198.51.100.7"
SIX = "2001:db8::7"
SILENT = Unavailable("no answer")
BRIEFLY = settings(max_examples=100, deadline=None)


class Zone(dict):
    """Answers by "TYPE name"; what is not there does not exist. Questions are noted."""

    def __init__(self, *records, **more):
        super().__init__(*records, **more)
        self.asked = []

    def ask(self, name, rtype):
        self.asked.append((name, rtype))
        found = self.get(f"{rtype} {name.lower()}", MailReply("NXDOMAIN"))
        return MailReply("NOERROR", tuple(found)) if isinstance(found, list) else found


def answer(text, address=HERE, sender="ann@acme.example", helo="mail.acme.example", **zone):
    records = Zone({"TXT acme.example": [text]} | {key.replace("__", " ", 1): value for key, value in zone.items()})
    records.update(zone.get("zone", {}))
    return check_host(address, sender=sender, helo=helo, ask=records.ask)


TABLE = [
    ("v=spf1 ip4:192.0.2.0/24 -all", {}, Result.PASS),
    ("v=spf1 ?ip4:192.0.2.0/24 -all", {}, Result.NEUTRAL),
    ("v=spf1 -ip4:192.0.2.7 +all", {}, Result.FAIL),
    ("v=spf1 ~all", {}, Result.SOFTFAIL),
    ("v=spf1", {}, Result.NEUTRAL),
    ("V=SpF1 IP4:192.0.2.7 -ALL", {}, Result.PASS),
    ("v=spf10 -all", {}, Result.NONE),
    ("v=spf1 ip4:192.0.2.7/33 -all", {}, Result.PERMERROR),
    ("v=spf1 -all nonsense", {}, Result.PERMERROR),
    ("v=spf1 moo=%{d} -all", {}, Result.FAIL),
    ("v=spf1 a -all", {"A acme.example": [HERE]}, Result.PASS),
    ("v=spf1 a/24 -all", {"A acme.example": ["192.0.2.99"]}, Result.PASS),
    ("v=spf1 a//64 -all", {"A acme.example": ["192.0.2.99"]}, Result.FAIL),
    ("v=spf1 mx -all", {"MX acme.example": ["10 m.acme.example."], "A m.acme.example": [HERE]}, Result.PASS),
    ("v=spf1 mx -all", {"MX acme.example": ["0 ."]}, Result.FAIL),
    ("v=spf1 mx -all", {"MX acme.example": [f"{n} m{n}.acme.example." for n in range(11)]}, Result.PERMERROR),
    ("v=spf1 include:b.example -all", {"TXT b.example": ["v=spf1 ip4:192.0.2.7 -all"]}, Result.PASS),
    ("v=spf1 include:b.example ~all", {"TXT b.example": ["v=spf1 -all"]}, Result.SOFTFAIL),
    ("v=spf1 include:b.example -all", {"TXT b.example": []}, Result.PERMERROR),
    ("v=spf1 include:b.example -all", {}, Result.PERMERROR),
    ("v=spf1 include:b.example -all", {"TXT b.example": SILENT}, Result.TEMPERROR),
    ("v=spf1 ip4:192.0.2.7 include:b.example -all", {"TXT b.example": SILENT}, Result.PASS),
    ("v=spf1 include:b.example -all", {"TXT b.example": ["v=spf1 -all", "v=spf1 ~all"]}, Result.PERMERROR),
    ("v=spf1 redirect=b.example", {"TXT b.example": ["v=spf1 ip4:192.0.2.7 -all"]}, Result.PASS),
    ("v=spf1 redirect=b.example", {}, Result.PERMERROR),
    ("v=spf1 redirect=b.example -all", {}, Result.FAIL),
    ("v=spf1 redirect=acme.example", {}, Result.PERMERROR),
    ("v=spf1 include:acme.example -all", {}, Result.PERMERROR),
    ("v=spf1 exists:%{ir}.%{l}.in.%{d2} -all", {"A 7.2.0.192.ann.in.acme.example": ["127.0.0.2"]}, Result.PASS),
    ("v=spf1 a:x.example a:y.example -all", {}, Result.FAIL),
    ("v=spf1 a:x.example a:y.example a:z.example -all", {}, Result.PERMERROR),
    ("v=spf1 a:x.example -all", {"A x.example": SILENT}, Result.TEMPERROR),
    ("v=spf1 ptr:acme.example -all",
     {"PTR 7.2.0.192.in-addr.arpa": ["m.acme.example."], "A m.acme.example": [HERE]}, Result.PASS),
    ("v=spf1 ptr -all", {"PTR 7.2.0.192.in-addr.arpa": ["m.acme.example."]}, Result.FAIL),
    ("v=spf1 ptr -all", {"PTR 7.2.0.192.in-addr.arpa": SILENT}, Result.FAIL),
    ("v=spf1 exists:%{p}.list.example -all", {"PTR 7.2.0.192.in-addr.arpa": ["m.acme.example."],
     "A m.acme.example": [HERE], "A m.acme.example.list.example": ["127.0.0.2"]}, Result.PASS),
]  # fmt: skip


@pytest.mark.parametrize(("text", "zone", "result"), TABLE)
def test_message_gets_its_answer(text, zone, result):
    assert answer(text, zone=zone).result is result


def test_other_family_is_asked_for_its_own_addresses():
    zone = {"A acme.example": [HERE], "AAAA acme.example": [SIX]}
    assert answer("v=spf1 a -all", SIX, zone=zone).result is Result.PASS
    assert answer("v=spf1 ip4:0.0.0.0/0 -all", SIX, zone=zone).result is Result.FAIL
    assert answer("v=spf1 ip4:192.0.2.7 -all", f"::ffff:{HERE}").result is Result.PASS


def test_eleventh_look_up_is_an_error_wherever_it_stands():
    ten = " ".join(f"exists:e{n}.list.example" for n in range(10))
    zone = {f"A e{n}.list.example": ["127.0.0.2"] for n in range(12)}
    minus = ten.replace("exists", "?exists").replace("e0.list", "gone.list")
    assert answer(f"v=spf1 {ten.replace('exists:e', 'a:e')} ip4:{HERE} -all", zone=zone).result is Result.PASS
    assert answer(f"v=spf1 {minus} -all", zone=zone).lookups == 2
    eleven = f"{ten.replace('exists:e', 'a:e')} a:e10.list.example"
    ended = answer(f"v=spf1 {eleven} ip4:{HERE} -all", zone=zone)
    assert (ended.result, ended.lookups) == (Result.PERMERROR, MOST_LOOKUPS + 1)


@pytest.mark.parametrize("sender", ["", "@acme.example", "postmaster@acme.example"])
def test_empty_sender_is_the_postmaster_of_the_greeting(sender):
    found = answer("v=spf1 exists:%{l}.%{o} -all", sender=sender, helo="acme.example",
                   zone={"A postmaster.acme.example": ["127.0.0.2"]})  # fmt: skip
    assert found.result is Result.PASS


@pytest.mark.parametrize(
    "domain", ["localhost", "a..example", f"{'x' * 64}.example", ".".join(["abc"] * 80), "", "[1.2.3.4]"]
)
def test_name_nobody_can_ask_for_is_none(domain):
    zone = Zone()
    assert check_host(HERE, sender=f"ann@{domain}", helo="", ask=zone.ask).result is Result.NONE
    assert zone.asked == []


def test_explanation_is_filled_in_for_refused_mail_only():
    zone = {"TXT why.acme.example": ["See http://%{d}/why?s=%{S};i=%{C}%%"]}
    assert answer("v=spf1 -all exp=why.%{d}", zone=zone).explanation == (
        "See http://acme.example/why?s=ann%40acme.example;i=192.0.2.7%"
    )
    assert answer("v=spf1 ~all exp=why.%{d}", zone=zone).explanation == ""
    assert answer("v=spf1 -all exp=gone.acme.example", zone=zone).explanation == ""
    included = zone | {"TXT b.example": ["v=spf1 -all exp=why.acme.example"]}
    assert answer("v=spf1 include:b.example -all", zone=included).explanation == ""
    assert answer("v=spf1 redirect=b.example", zone=included).explanation.startswith("See http://b.example")


def test_address_that_is_none_is_refused():
    with pytest.raises(ValueError, match="does not appear"):
        check_host("mail.acme.example", sender="a@acme.example", helo="x.example", ask=Zone().ask)


WORDS = st.sampled_from(
    ["a", "mx", "ptr", "a:x.example", "include:x.example", "include:acme.example", "exists:%{i}.%{d}", "ip4:192.0.2.0/25",
     "redirect=x.example", "?all", "-all", "ip6:2001:db8::/32", "exp=x.example", "%{z}", "exists:%{p}.example"]
)  # fmt: skip
RECORDS = st.lists(WORDS, max_size=14).map(lambda words: " ".join(["v=spf1", *words]))
REPLIES = st.sampled_from([SILENT, MailReply("NXDOMAIN"), ["192.0.2.7"], ["10 x.example."], ["x.example."], []])


@BRIEFLY
@given(RECORDS, RECORDS, REPLIES, REPLIES, st.sampled_from([HERE, SIX]))
def test_every_tree_comes_to_an_end_within_its_limits(own, other, a, mx, address):
    zone = Zone({"TXT acme.example": [own], "TXT x.example": [other], "A x.example": a, "MX acme.example": mx})
    found = check_host(address, sender="ann@acme.example", helo="x.example", ask=zone.ask)
    assert found.lookups <= MOST_LOOKUPS + 1
    assert len(zone.asked) < 400
    assert found.reason or found.result not in {Result.PERMERROR, Result.TEMPERROR, Result.NONE}


@BRIEFLY
@given(st.lists(st.ip_addresses(v=4).map(lambda ip: f"{ip}/24"), min_size=1, max_size=8), st.ip_addresses(v=4))
def test_networks_let_in_exactly_their_own(networks, client):
    text = " ".join(["v=spf1", *(f"ip4:{network}" for network in networks), "-all"])
    inside = any(client in ipaddress.ip_network(network, strict=False) for network in networks)
    assert answer(text, str(client)).result is (Result.PASS if inside else Result.FAIL)


@BRIEFLY
@given(st.text(max_size=120), st.text(max_size=80), st.text(max_size=60))
def test_any_text_is_answered(text, sender, helo):
    found = answer("v=spf1 " + text, sender=sender + "@acme.example", helo=helo)
    assert found.result in set(Result)
