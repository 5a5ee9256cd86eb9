"""The zone file can be read in by another name server."""

import dns.zone

from handover.contents import zone_file
from handover.contents.estate_facts import RecordFacts
from tests.handover import harbour_desk


def zone_of(*records):
    text = zone_file.written(harbour_desk.inputs(records=records))
    return dns.zone.from_text(text, origin="harbourdesk.example.", relativize=False, check_origin=False)


def test_every_record_but_the_name_servers_is_in_it():
    zone = zone_of(*harbour_desk.inputs().records)
    assert str(zone.find_rdataset("www.harbourdesk.example.", "CNAME")[0]) == "harbour-desk.fly.example."
    assert str(zone.find_rdataset("harbourdesk.example.", "MX")[0]) == "10 mx1.post.example."
    assert zone.get_rdataset("harbourdesk.example.", "NS") is None


def test_a_long_key_is_cut_into_strings_and_stays_whole():
    key = "v=DKIM1; p=" + "A" * 400
    zone = zone_of(RecordFacts(name="s._domainkey.harbourdesk.example", type="TXT", value=key, purpose="Key"))
    strings = zone.find_rdataset("s._domainkey.harbourdesk.example.", "TXT")[0].strings
    assert b"".join(strings).decode() == key


def test_quotes_line_breaks_and_comments_cannot_leave_their_record():
    hostile = 'v=x"; \\ \n; evil IN A 1.2.3.4'
    zone = zone_of(
        RecordFacts(name="t.harbourdesk.example", type="TXT", value=hostile, purpose="a\nevil. IN A 9.9.9.9")
    )
    assert len(zone.nodes) == 1
    assert b"".join(zone.find_rdataset("t.harbourdesk.example.", "TXT")[0].strings) == b'v=x"; \\ ; evil IN A 1.2.3.4'
