"""The flattened view and the shortened record say what the published one says, for every address."""

import ipaddress

from hypothesis import given, settings
from hypothesis import strategies as st

from audits.core.derived.spf import tree_of
from audits.core.derived.spf_addresses import flattened
from audits.core.derived.spf_evaluation import Result, check_host
from audits.core.derived.spf_shortening import further_questions, published_record, shortened
from audits.core.observed.mail import MailReply
from audits.core.parsing.spf import SpfRecord, parse
from tests.audits.mail_zone import answers

BRIEFLY = settings(max_examples=100, deadline=None)


def resolver(literals, own=None):
    def ask(name, rtype):
        if own is not None and (name, rtype) == ("acme.example", "TXT"):
            return MailReply("NOERROR", (own,))
        found = literals.get(f"{rtype} {name}", MailReply("NXDOMAIN"))
        return MailReply("NOERROR", tuple(found)) if isinstance(found, list) else found

    return ask


def lets_in(literals, address, own=None):
    found = check_host(address, sender="ann@acme.example", helo="x.example", ask=resolver(literals, own))
    return found.result is Result.PASS


NAMES = [f"n{number}.example" for number in range(6)]
TERMS = st.one_of(
    st.sampled_from([f"include:{name}" for name in NAMES]),
    st.integers(0, 40).map(lambda number: f"ip4:192.0.2.{number}"),
    st.integers(0, 3).map(lambda number: f"ip4:198.51.{number}.0/24"),
    st.integers(0, 4).map(lambda number: f"a:h{number}.example"),
    st.just("mx"),
)
RECORDS = st.lists(TERMS, min_size=1, max_size=7).map(lambda words: " ".join(["v=spf1", *words, "-all"]))
CLIENTS = ["192.0.2.1", "192.0.2.7", "192.0.2.40", "198.51.0.9", "198.51.3.1", "203.0.113.1", "2001:db8::2", "8.8.8.8"]
HOSTS = {f"A h{number}.example": [f"192.0.2.{number}"] for number in range(5)}
HOSTS |= {f"AAAA h{number}.example": [f"2001:db8::{number}"] for number in range(5)}
HOSTS |= {"MX acme.example": ["10 m.acme.example."], "A m.acme.example": ["203.0.113.1"], "AAAA m.acme.example": []}
HOSTS |= {f"MX {name}": ["10 m.acme.example."] for name in NAMES}


def tree_of_names(records):
    """A tree without circles: each record may include only names after its own."""
    zone = dict(HOSTS)
    for number, text in enumerate(records):
        later = {f"include:{name}" for name in NAMES[number:]}
        words = [word for word in text.split(" ") if not word.startswith("include:") or word in later]
        zone[f"TXT {'acme.example' if number == 0 else NAMES[number - 1]}"] = [" ".join(words)]
    return zone


@BRIEFLY
@given(st.lists(RECORDS, min_size=7, max_size=7))
def test_shortened_record_lets_in_exactly_the_same(records):
    literals = tree_of_names(records)
    mail = answers(literals)
    record = published_record(mail)
    short = shortened(mail, record)
    assert isinstance(parse(short.record), SpfRecord)
    tree = tree_of(mail)
    if tree.lookups <= 10:
        assert short.is_enough
    if not short.is_enough or tree.lookups > 10 or len(tree.voids) > 2:
        return  # receivers do not get to the end of the published one, so nothing can be compared
    for client in CLIENTS:
        assert lets_in(literals, client) == lets_in(literals, client, short.record)


@BRIEFLY
@given(st.lists(RECORDS, min_size=7, max_size=7))
def test_flattened_view_holds_exactly_who_is_let_in(records):
    literals = tree_of_names(records)
    mail = answers(literals | {f"AAAA h{number}.example": [f"2001:db8::{number}"] for number in range(5)})
    flat = flattened(mail, published_record(mail))
    tree = tree_of(mail)
    if tree.lookups > 10 or len(tree.voids) > 2:
        return
    networks = [ipaddress.ip_network(term.split(":", 1)[1]) for term in flat.networks]
    for client in CLIENTS:
        ip = ipaddress.ip_address(client)
        listed = any(ip.version == network.version and ip in network for network in networks)
        assert listed == lets_in(literals, client) or (flat.untold and not listed)


def deep(count, *, prefix="include:p"):
    """One include a service, each of two further look-ups."""
    zone = {
        "TXT acme.example": ["v=spf1 " + " ".join(f"{prefix}{n}.example" for n in range(count)) + " mx -all"]
    } | HOSTS
    for number in range(count):
        zone[f"TXT p{number}.example"] = [f"v=spf1 include:q{number}.example include:r{number}.example ~all"]
        zone[f"TXT q{number}.example"] = [f"v=spf1 ip4:198.51.{number}.0/24 -all"]
        zone[f"TXT r{number}.example"] = [f"v=spf1 ip4:203.0.{number}.0/24 -all"]
    return zone


def test_own_hosts_are_written_out_before_whole_services():
    literals = deep(4)
    mail = answers(literals)
    short = shortened(mail, published_record(mail))
    assert short.written_out == ("mx", "include:p0.example")
    assert short.record.startswith("v=spf1 ip4:198.51.0.0/24 ip4:203.0.0.0/24 include:p1.example")
    assert short.record.endswith("ip4:203.0.113.1 -all")
    assert short.lookups == 9
    assert not lets_in(literals, "203.0.113.1")  # receivers give up before they come to mx
    assert lets_in(literals, "203.0.113.1", short.record)


def test_service_that_depends_on_the_message_is_left_alone():
    literals = deep(4) | {"TXT q0.example": ["v=spf1 exists:%{i}.list.example -all"]}
    mail = answers(literals)
    assert "include:p0.example" not in shortened(mail, published_record(mail)).written_out


def test_record_that_takes_something_out_is_left_alone():
    literals = deep(4) | {"TXT q0.example": ["v=spf1 -ip4:198.51.0.9 ip4:198.51.0.0/24 -all"]}
    mail = answers(literals)
    assert "include:p0.example" not in shortened(mail, published_record(mail)).written_out


def test_nothing_more_is_asked_where_the_record_fits():
    mail = answers(deep(2))
    assert further_questions(mail.domain, mail.spf, mail.hosts) == ()


def test_circle_is_no_trap():
    literals = {
        "TXT acme.example": ["v=spf1 include:a.example -all"],
        "TXT a.example": ["v=spf1 include:acme.example -all"],
    }
    mail = answers(literals)
    assert flattened(mail, published_record(mail)).untold == ("include:acme.example",)
    assert shortened(mail, published_record(mail)).record == "v=spf1 include:a.example -all"
