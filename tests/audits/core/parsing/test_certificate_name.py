import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.core.parsing.certificate_name import covers

NAMES = [
    ("acme.example", ("acme.example",), True),
    ("ACME.example.", ("acme.EXAMPLE",), True),
    ("www.acme.example", ("*.acme.example",), True),
    ("acme.example", ("*.acme.example",), False),
    ("a.b.acme.example", ("*.acme.example",), False),
    ("acme.example", ("*.example",), False),
    ("example", ("*",), False),
    ("www.acme.example", ("w*.acme.example",), False),
    ("www.acme.example", ("www.*.example",), False),
    (".acme.example", ("*.acme.example",), False),
    ("xn--bcher-kva.example", ("xn--bcher-kva.example",), True),
    ("acme.example", (), False),
    ("acme.example", ("",), False),
]


@pytest.mark.parametrize(("host", "names", "covered"), NAMES)
def test_host_is_covered_by_names(host, names, covered):
    assert covers(names, (), host) is covered


ADDRESSES = [
    ("192.0.2.1", (), ("192.0.2.1",), True),
    ("192.0.2.1", ("192.0.2.1",), (), False),
    ("192.0.2.1", ("*.0.2.1",), (), False),
    ("2001:db8::1", (), ("2001:0db8:0:0:0:0:0:1",), True),
    ("2001:db8::1", (), ("2001:db8::2", "nonsense"), False),
    ("acme.example", (), ("192.0.2.1",), False),
]


@pytest.mark.parametrize(("host", "names", "addresses", "covered"), ADDRESSES)
def test_address_is_covered_by_addresses_alone(host, names, addresses, covered):
    assert covers(names, addresses, host) is covered


BRIEFLY = settings(max_examples=100, deadline=None)
LABEL = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,6}[a-z0-9])?", fullmatch=True).filter(lambda label: not label.isdecimal())
HOST = st.lists(LABEL, min_size=2, max_size=5).map(".".join)
NAME = HOST | HOST.map("*.{}".format) | st.sampled_from(["*", "*.", "", ".", "a*.example", "*.*.example", "192.0.2.1"])
SENT = st.lists(NAME, max_size=5).map(tuple)


@BRIEFLY
@given(HOST, SENT)
def test_case_and_the_last_dot_change_nothing(host, names):
    said = covers(names, (), host)
    assert said is covers(tuple(name.upper() for name in names), (), f"{host.upper()}.")


@BRIEFLY
@given(HOST, SENT, SENT)
def test_more_names_cover_no_less(host, names, others):
    assert covers((*names, *others), (), host) is (covers(names, (), host) or covers(others, (), host))


@BRIEFLY
@given(HOST, SENT)
def test_name_that_covers_has_as_many_labels(host, names):
    if covers(names, (), host):
        assert host.count(".") in {name.count(".") for name in names}


@BRIEFLY
@given(HOST, LABEL, LABEL)
def test_wildcard_stands_for_one_label(host, one, other):
    wildcard = (f"*.{host}",)
    assert covers(wildcard, (), f"{one}.{host}")
    assert not covers(wildcard, (), host)
    assert not covers(wildcard, (), f"{one}.{other}.{host}")


@BRIEFLY
@given(st.ip_addresses(), SENT)
def test_names_never_cover_an_address(address, names):
    assert not covers((*names, str(address)), (), str(address))
    assert covers((), (str(address),), str(address))
