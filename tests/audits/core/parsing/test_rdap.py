import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.core.parsing.rdap import LONGEST, MOST_TEXT, moment_of, parsed_rdap


def domain(**more):
    return json.dumps({"objectClassName": "domain", "ldhName": "acme.example", **more}).encode()


def test_words_of_epp_are_told_in_those_of_rdap():
    statuses = parsed_rdap(domain(status=["clientHold", "redemptionPeriod", "client  Transfer prohibited"])).statuses
    assert statuses == ("client hold", "redemption period", "client transfer prohibited")


def test_registrar_is_the_name_on_the_card_or_the_handle():
    card = ["vcard", [["version", {}, "text", "4.0"], ["fn", {}, "text", "Names  Ltd"]]]
    both = [{"roles": ["abuse"], "handle": "no"}, {"roles": ["registrar"], "handle": "7", "vcardArray": card}]
    assert parsed_rdap(domain(entities=both)).registrar == "Names Ltd"
    assert parsed_rdap(domain(entities=[{"roles": ["Registrar"], "handle": "7"}])).registrar == "7"
    assert parsed_rdap(domain()).registrar == ""


STRANGE = [
    {"events": {"eventAction": "expiration"}},
    {"events": [None, 1, [], {"eventAction": ["expiration"], "eventDate": 1}]},
    {"status": "active"},
    {"status": [None, {}, 7]},
    {"entities": [{"roles": "registrar"}, {"roles": ["registrar"], "vcardArray": {"fn": "x"}}]},
    {"entities": [{"roles": ["registrar"], "vcardArray": ["vcard", ["fn"]]}]},
    {"nameservers": [{"ldhName": None}, {}]},
]


@pytest.mark.parametrize("more", STRANGE)
def test_parts_of_another_shape_are_left_out(more):
    found = parsed_rdap(domain(**more))
    assert (found.expires, found.registrar, found.statuses, found.name_servers) == ("", "", (), ())


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff\xfe",
        b"1" * 10_000,
        b"[" * 50_000,
        b'{"objectClassName": "entity"}',
        b" " * (LONGEST + 1),
    ],
)
def test_anything_else_is_no_domain(body):
    assert parsed_rdap(body) is None


def test_text_is_cut_and_cannot_turn_what_is_shown_around():
    found = parsed_rdap(domain(entities=[{"roles": ["registrar"], "handle": "\u202eevil\x00\r\n" + "x" * 9_000}]))
    assert found.registrar.startswith("evil x")
    assert len(found.registrar) <= MOST_TEXT


MOMENTS = [
    ("2026-08-13T04:00:00Z", "2026-08-13T04:00:00+00:00"),
    ("2026-08-13t04:00:00.0z", "2026-08-13T04:00:00+00:00"),
    ("2026-08-13T04:00:00+02:00", "2026-08-13T02:00:00+00:00"),
    ("2026-08-13T04:00:00", "2026-08-13T04:00:00+00:00"),
    ("2026-08-13", "2026-08-13T00:00:00+00:00"),
    ("0001-01-01T00:00:00+14:00", None),
    ("13.08.2026", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "moment"), MOMENTS)
def test_dates_are_read_in_utc(text, moment):
    found = moment_of(text)
    assert (found.isoformat() if found else None) == moment


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=20,
)
KEYS = ("events", "status", "entities", "nameservers", "ldhName")


@given(st.dictionaries(st.sampled_from(KEYS), JSON))
def test_whatever_stands_there_gives_short_lines(said):
    found = parsed_rdap(json.dumps({"objectClassName": "domain", **said}).encode())
    for text in (found.name, found.registrar, found.expires, *found.statuses, *found.name_servers):
        assert len(text) <= 2 * MOST_TEXT
        assert "\n" not in text


@given(st.datetimes())
def test_moments_survive_being_written(moment):
    assert moment_of(moment.isoformat() + "Z").replace(tzinfo=None) == moment
