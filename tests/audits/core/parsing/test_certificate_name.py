import pytest

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
