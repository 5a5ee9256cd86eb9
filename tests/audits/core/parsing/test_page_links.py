"""Which address a page names as its own, and which pages it links to."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.core.parsing.page_links import MOST_LINKS, canonical_of_page, pages_linked

URL = "https://acme.test/desk/plan"
CANONICALS = [
    ('<link rel="canonical" href="https://acme.test/plan">', (), "https://acme.test/plan"),
    ("<link rel=canonical href=/plan>", (), "https://acme.test/plan"),
    ('<link rel="alternate CANONICAL" href="plan#top">', (), "https://acme.test/desk/plan"),
    ('<base href="/a/"><link rel=canonical href="b">', (), "https://acme.test/a/b"),
    ('<link rel=canonical href="/a"><link rel=canonical href="/a">', (), "https://acme.test/a"),
    ('<link rel=canonical href="/a"><link rel=canonical href="/b">', (), ""),
    ("<link rel=canonical href=''>", (), ""),
    ('<link rel=canonical href="mailto:a@acme.test">', (), ""),
    ('<link rel=canonical href="https://[/">', (), ""),
    ("<body><link rel=canonical href=/late>", (), ""),
    ("<!-- <link rel=canonical href=/no> -->", (), ""),
    ("<script>'<link rel=canonical href=/no>'</script>", (), ""),
    ('<link rel="stylesheet" href="/a.css">', (), ""),
    ("", ('<https://acme.test/plan>; rel="canonical"',), "https://acme.test/plan"),
    ("", ("</a>; rel=preload, </plan>; rel=canonical",), "https://acme.test/plan"),
    ("", ("</a>; rel=next",), ""),
    ("<link rel=canonical href=/plan>", ("</plan>; rel=canonical",), "https://acme.test/plan"),
    ("<link rel=canonical href=/plan>", ("</other>; rel=canonical",), ""),
]


@pytest.mark.parametrize(("page", "fields", "address"), CANONICALS)
def test_canonical_address_is_read(page, fields, address):
    assert canonical_of_page(page, URL, fields) == address


LINKS = [
    ("<a href=/login>", ("https://acme.test/login",)),
    ("<a href='plan'><a href='plan#x'>", ("https://acme.test/desk/plan",)),
    ("<a href='https://other.test/x'>", ()),
    ("<a href='//acme.test/x'>", ("https://acme.test/x",)),
    ("<a href='/a.pdf'><a href='/a.html'>", ("https://acme.test/a.html",)),
    ("<a href='/a?b=1'><a href='mailto:x@acme.test'><a>", ()),
    ("<a download href='/a'><area href='/b'>", ()),
    ("<base href='/in/'><a href='a'>", ("https://acme.test/in/a",)),
]


@pytest.mark.parametrize(("page", "links"), LINKS)
def test_links_to_pages_of_the_same_host_are_read(page, links):
    assert pages_linked(page, URL) == links


def test_links_are_bounded():
    page = "".join(f"<a href='/p{number}'>" for number in range(5_000))
    assert len(pages_linked(page, URL)) == MOST_LINKS


@pytest.mark.parametrize("field", ["<" * 100_000, "<>;" * 50_000, "<a>" + "; rel=" * 50_000])
def test_hostile_field_takes_no_time(field):
    begun = time.monotonic()
    canonical_of_page("", URL, (field,))
    assert time.monotonic() - begun < 1


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.lists(st.text(max_size=60), max_size=3).map(tuple))
def test_any_page_names_one_address_or_none(page, fields):
    address = canonical_of_page(f"<link rel=canonical href='{page}'>", URL, fields)
    assert address == "" or address.startswith(("http://", "https://"))
    assert all(link.startswith("https://acme.test/") for link in pages_linked(page, URL))
