import pytest

from audits.core.parsing.web_address import LONGEST, absolute, has_literal_host, is_trustworthy

BASE = "https://acme.example/a/b?c#d"
ADDRESSES = [
    ("x.js", "https://acme.example/a/x.js"),
    ("/x.js", "https://acme.example/x.js"),
    ("?q", "https://acme.example/a/b?q"),
    ("//cdn.example/x", "https://cdn.example/x"),
    (r"\\cdn.example\x", "https://cdn.example/x"),
    ("///cdn.example/x", "https://cdn.example/x"),
    ("http://CDN.example", "http://cdn.example/"),
    ("HTTP://cdn.example:80/x#y", "http://cdn.example/x"),
    ("http://cdn.example:8080/x", "http://cdn.example:8080/x"),
    ("  http://cdn.example/x\n", "http://cdn.example/x"),
    ("ht\ttp://cdn.exa\nmple/x", "http://cdn.example/x"),
    ("http:cdn.example/x", "http://cdn.example/x"),
    (r"http:\\cdn.example\x?a\b", r"http://cdn.example/x?a\b"),
    ("https:x.js", "https://acme.example/a/x.js"),
    ("ws://acme.example/s", "ws://acme.example/s"),
    ("http://cdn.example/x y\x01z", "http://cdn.example/x%20y%01z"),
    ("http://a b.example/x", ""),
    ("http://[::1]:80/x", "http://[::1]/x"),
    ("data:text/plain,x", ""),
    ("blob:https://acme.example/1", ""),
    ("javascript:void(0)", ""),
    ("mailto:a@acme.example", ""),
    ("about:blank", ""),
    ("http://", ""),
    ("http://[::1/x", ""),
    ("http://acme.example:99999/", ""),
    ("http://acme.example:x/", ""),
]


@pytest.mark.parametrize(("reference", "address"), ADDRESSES)
def test_address_is_read_as_browsers_read_it(reference, address):
    assert absolute(BASE, reference) == address


def test_plain_base_makes_plain_addresses():
    assert absolute("http://acme.example/", "x.js") == "http://acme.example/x.js"
    assert absolute("http://acme.example/", "http:x.js") == "http://acme.example/x.js"


def test_endless_address_is_cut():
    assert len(absolute(BASE, "http://cdn.example/" + "x" * 1_000_000)) == LONGEST


TRUSTED = [
    ("https://acme.example/", True),
    ("wss://acme.example/", True),
    ("http://localhost/", True),
    ("http://localhost.:3000/", True),
    ("http://api.localhost/", True),
    ("http://127.0.0.1:8000/", True),
    ("http://127.9.8.7/", True),
    ("http://127.1/", True),
    ("http://[::1]/", True),
    ("ws://localhost/", True),
    ("http://acme.example/", False),
    ("ws://acme.example/", False),
    ("http://localhost.example/", False),
    ("http://notlocalhost/", False),
    ("http://127.example/", False),
    ("http://192.168.0.1/", False),
    ("http://[::2]/", False),
]


@pytest.mark.parametrize(("url", "trusted"), TRUSTED)
def test_own_machine_and_encryption_are_trusted(url, trusted):
    assert is_trustworthy(url) is trusted


LITERAL = [
    ("http://192.0.2.1/x", True),
    ("http://[2001:db8::1]/x", True),
    ("http://0x7f.1/", True),
    ("http://3221225985/", True),
    ("http://acme.example/", False),
    ("http://1.acme.example/", False),
]


@pytest.mark.parametrize(("url", "literal"), LITERAL)
def test_address_is_told_from_name(url, literal):
    assert has_literal_host(url) is literal
