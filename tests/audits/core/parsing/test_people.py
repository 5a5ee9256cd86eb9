"""Data about persons is told from contacts, samples and companies; no value of it is kept."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.core.parsing.people import People, people_in_json, people_in_part, people_in_table, people_in_text

ANN, BOB, CLEO = "ann.lee@harbour.dev", "bob@mail.test.dev", "cleo@x.dev"


def test_addresses_are_masked_and_counted_once():
    found = people_in_text(f"{ANN}, {ANN.upper()} and {BOB}; write to {CLEO}")
    assert found.addresses == ("a…@harbour.dev", "b…@mail.test.dev", "c…@x.dev")
    assert found.are_listed


def test_roles_and_samples_are_nobody():
    text = "info@acme.dev support@acme.dev sales@acme.dev you@acme.dev ann@example.com john.doe@acme.dev bob@mail.example.org"
    assert people_in_text(text) == People()


def test_two_contacts_are_no_list():
    assert not people_in_text(f"{ANN} {BOB}").are_listed


PERSONAL = [
    [{"id": 1, "name": "Ann", "email": ANN}],
    {"user": {"firstName": "Ann", "lastName": "Lee"}},
    {"items": [{"full_name": "Ann Lee", "phone": "+44 20 7946 0000"}]},
    {"a": {"b": [{"Email-Address": ANN, "date_of_birth": "1990-01-01"}]}},
    [{"email": ANN, "password_hash": "$2b$12$x"}],
    {"people": [ANN, BOB, CLEO]},
    [{"name": "Ann Lee", "phone": "+44 20 7946 0000"}],
    {"@type": "Person", "name": "Ann Lee", "telephone": "+44 20 7946 0000"},
    [{"name": "Ann Lee", "email": ANN, "location": "Kiel"}],
]
HARMLESS = [
    {"status": "ok"},
    {"info": {"contact": {"name": "API support", "email": "support@acme.dev"}}},
    {"companies": [{"name": "Acme", "city": "Kiel", "address": "1 Quay"}]},
    {"labels": {"email": "E-mail"}, "user": None},
    [{"name": "lane 41", "email": ""}],
    {"email": None, "phone": None},
    [{"email": 4, "first_name": {}}],
    {"errors": {"email": "is required", "name": "is required"}},
    {"fields": {"email": "string", "phone": "string"}},
    {"name": "desk", "mobile": "true"},
    [{"name": "Berlin", "phone": "+49 30 123456", "city": "Berlin", "lat": 52.5, "lng": 13.4}],
    {"@type": "Organization", "name": "Acme", "telephone": "+49 30 1234567"},
    {"openapi": "3.1.0", "info": {"contact": {"name": "Ann Lee", "email": ANN}}},
    [], 7, "text",
]  # fmt: skip


@pytest.mark.parametrize("told", PERSONAL)
def test_records_of_persons_are_seen(told):
    assert people_in_json(json.dumps(told)).are_listed


@pytest.mark.parametrize("told", HARMLESS)
def test_other_records_are_not(told):
    assert not people_in_json(json.dumps(told)).are_listed


def test_what_is_no_json_says_nothing():
    for text in ("", "{", "[" * 200_000, '{"email": ' * 20_000):
        assert people_in_json(text) is None


def test_table_of_persons_is_seen():
    found = people_in_table(f"id,Name,E-mail\n1,Ann,{ANN}\n2,Bob,{BOB}\n")
    assert (found.records, found.fields) == (2, ("Name", "E-mail"))
    assert found.told == "2 records with Name, E-mail and 2 mail addresses, such as a…@harbour.dev, b…@mail.test.dev"
    assert people_in_table("Vorname;last_name;mobile\nAnn;Lee;1\n").records == 1


@pytest.mark.parametrize(
    "text", ["", "lane,rate\n41,412\n", "name,city\nAcme,Kiel\n", "name,email\n", '"' * 1000, "a,b\0\n1,2"]
)
def test_other_tables_are_not(text):
    assert not people_in_table(text).are_listed


SCRAPS = st.lists(
    st.sampled_from(["a", "@", ".", ",", "\n", "name", "email", '"', "{", "}", ":", "[", "]", "x@y.z", "é"]),
    max_size=40,
).map("".join)


@settings(max_examples=100, deadline=None)
@given(st.one_of(SCRAPS, st.text(max_size=80)))
def test_nothing_that_is_told_holds_an_address(text):
    for found in (people_in_text(text), people_in_table(text), people_in_json(text) or People()):
        assert all("…@" in address for address in found.addresses)
        assert not people_in_text(" ".join(found.addresses)).addresses


def test_long_answers_take_no_long():
    begun = time.process_time()
    people_in_text("a@" * 100_000)
    people_in_text("a.b-c@d." * 25_000)
    people_in_json(json.dumps([{"name": "a", "email": ANN}] * 20_000))
    people_in_table("name,email\n" + f"a,{ANN}\n" * 20_000)
    assert time.process_time() - begun < 8


@given(st.integers(0, 200))
@settings(max_examples=40, deadline=None)
def test_cut_list_tells_its_whole_records(end):
    text = json.dumps([{"name": "Ann Lee", "phone": "+44 20 7946 0000"}] * 3)
    assert people_in_part(text[:end]).records == text[:end].count("}")


def test_cut_answer_takes_no_long():
    begun = time.process_time()
    assert not people_in_part("{" * 200_000).are_listed
    people_in_part('{"a": ' * 40_000)
    assert time.process_time() - begun < 2
