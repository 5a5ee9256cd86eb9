"""The routing map and the way of a request as a paper tells them, the unwelcome parts too."""

from dataclasses import replace

import pytest

from handover.contents import request_path, routing_map
from handover.contents.blocks import EstateMap, Listing, Table
from handover.contents.freezing import frozen, thawed
from handover.contents.kinds import KINDS
from handover.contents.paper import paper_of
from handover.contents.route_facts import RouteFacts
from handover.contents.sections import sections_of
from tests.handover import harbour_desk
from tests.handover.contents.test_sections import texts


def said(sections):
    return " ".join(" ".join(texts(sections)).split())


def with_route(**changed):
    whole = harbour_desk.inputs()
    first = replace(whole.routes[1], **changed)
    return replace(whole, routes=(first,))


def test_routing_map_is_written_and_holds_every_host():
    sections = {section.id: section for section in sections_of(KINDS["routing-map"], harbour_desk.inputs())}
    assert list(sections) == ["request-path", "routes", "records", "mail", "mail-checklist"]
    table = next(block for block in sections["routes"].blocks if isinstance(block, Table))
    assert len(table.rows) == len(harbour_desk.inputs().routes)
    assert "Root, leads to www" in said((sections["routes"],))


def test_zone_travels_inside_the_routing_map():
    enclosed = {one.name for one in paper_of(harbour_desk.inputs(), KINDS["routing-map"]).enclosed}
    assert enclosed == {"zone.txt", "domains.json"}


ROUTES = [
    ({"outcome": "pass"}, "Every route leads where it should", "Verified"),
    ({"outcome": "fail"}, "One route does not lead where it should", "Needs work"),
    ({"outcome": ""}, "No route has been verified yet", "Not verified yet"),
    ({"outcome": "could-not-check", "end": "", "fault": "no answer", "status": None}, "Every route", "No answer"),
    ({"outcome": "fail", "end": "", "fault": "goes in circles", "status": None}, "One route", "goes in circles"),
    ({"is_origin": True}, "Every route", "origin"),
    ({"purpose": "", "owner": ""}, "Every route", "One host still needs a purpose or an owner."),
    ({"records": (), "exists": False, "end": "", "edge": ""}, "Every route", "Does not exist"),
    ({"edge": "none", "until": ""}, "Every route", "no certificate seen"),
    ({"end": "https://app.harbourdesk.example/login", "hops": 2}, "Every route", "in two hops, at"),
]


@pytest.mark.parametrize(("changed", "headline", "words"), ROUTES)
def test_route_is_told_as_it_was_seen(changed, headline, words):
    (section,) = routing_map.sections(with_route(**changed))
    assert section.headline.startswith(headline)
    assert words in said((section,))


def test_way_is_drawn_and_told_with_the_same_facts():
    (section,) = request_path.sections(harbour_desk.inputs())
    drawing = next(block for block in section.blocks if isinstance(block, EstateMap))
    listing = next(block for block in section.blocks if isinstance(block, Listing))
    assert len(listing.entries) == 6
    assert drawing.sentence == " ".join(entry[0].text for entry in listing.entries)
    assert "1 of 6 stretches is not known." in said((section,))
    assert "Not known yet." in said((section,))


def test_broken_way_says_so_above_the_drawing():
    way = harbour_desk.inputs().way
    stretches = (*way.stretches[:5], replace(way.stretches[5], state="broken"))
    (section,) = request_path.sections(harbour_desk.inputs(way=replace(way, stretches=stretches)))
    assert section.heading == "A request does not get through"


def test_nothing_followed_is_said_and_nothing_drawn():
    (section,) = request_path.sections(harbour_desk.bare())
    assert "No request has been followed yet" in said((section,))
    assert not any(isinstance(block, EstateMap) for block in section.blocks)
    assert "No host is declared." in said(routing_map.sections(harbour_desk.bare()))


def test_frozen_inputs_keep_routes_and_way():
    inputs = harbour_desk.inputs()
    assert thawed(frozen(inputs)) == inputs
    bare = thawed(frozen(harbour_desk.bare()))
    assert (bare.routes, bare.way) == ((), None)


def test_older_version_without_routes_is_still_read():
    stored = frozen(harbour_desk.inputs())
    del stored["inputs"]["routes"], stored["inputs"]["way"]
    assert thawed(stored).way is None


def test_hostile_names_are_text_in_the_map():
    name = '"><svg onload=alert(1)>'
    inputs = harbour_desk.inputs(routes=(RouteFacts(host=name, records=(f"TXT {name}",)),))
    assert name in said(routing_map.sections(inputs))
