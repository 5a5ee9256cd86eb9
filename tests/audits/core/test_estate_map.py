"""The map's geometry: every host once, shared boxes over their rows, nothing outside, nothing over anything else."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.core.estate_map import CHOSEN, DIFFERS, MOST_ROWS, OPEN, PAPER, SCREEN, MapRow, drawn

BEHIND = [MapRow(f"{name}.acme.test", "A 192.0.2.1", "Cloudflare", "origin 192.0.2.80", "200") for name in "abc"]
DIRECT = MapRow("direct.acme.test", "A 192.0.2.9", "", "its own server", "200")
GONE = MapRow("gone.acme.test", "no such name", tone=DIFFERS)
UNSEEN = MapRow("unseen.acme.test")


def names(drawing):
    return [label.text for label in drawing.labels if label.kind == "mono" and label.x < 20]


def boxes_at(drawing, column):
    return [box for box in drawing.boxes if box.x == column[0]]


def test_hosts_behind_one_edge_share_it():
    drawing = drawn([BEHIND[0], DIRECT, BEHIND[1], BEHIND[2]], "b.acme.test")
    assert names(drawing) == ["a.acme.test", "b.acme.test", "c.acme.test", "direct.acme.test"]
    (edge,) = boxes_at(drawing, SCREEN.edge)
    assert edge.height == 2 * SCREEN.pitch + SCREEN.height
    assert len(boxes_at(drawing, SCREEN.origin)) == 2


def test_way_of_the_chosen_host_is_numbered_and_runs_through_shared_boxes():
    drawing = drawn(BEHIND, "b.acme.test")
    assert [disc.number for disc in drawing.discs] == [1, 2, 3, 4, 5, 6]
    assert len({disc.y for disc in drawing.discs}) == 1
    assert [disc.x for disc in drawing.discs] == sorted(disc.x for disc in drawing.discs)
    assert len(drawing.across) == 2
    assert {box.tone for box in boxes_at(drawing, SCREEN.address)} == {CHOSEN, "plain"}


def test_text_of_a_shared_box_stands_beside_the_way():
    drawing = drawn(BEHIND, "a.acme.test")
    (way,) = {disc.y for disc in drawing.discs}
    shared = [label for label in drawing.labels if label.text in {"Cloudflare", "origin", "192.0.2.80"}]
    assert len(shared) == 3
    assert all(abs(label.y - 4 - way) > 10 for label in shared)


def test_origin_nobody_declared_is_left_open():
    row = MapRow("a.acme.test", "A 192.0.2.1", "Cloudflare", "", "200")
    drawing = drawn([row], row.host)
    (origin,) = boxes_at(drawing, SCREEN.origin)
    assert origin.tone == OPEN
    assert "not known" in [label.text for label in drawing.labels]


@pytest.mark.parametrize(("row", "columns"), [(GONE, 1), (UNSEEN, 1), (DIRECT, 3)])
def test_row_ends_where_nothing_was_seen(row, columns):
    drawing = drawn([row], "")
    assert len(drawing.boxes) == columns
    assert drawing.discs == ()


def test_many_hosts_are_drawn_in_part_and_the_chosen_one_always():
    rows = [MapRow(f"h{number}.acme.test", "A 192.0.2.1", "", "its own server", "200") for number in range(60)]
    drawing = drawn(rows, "h59.acme.test")
    assert len(names(drawing)) == MOST_ROWS
    assert "h59.acme.test" in names(drawing)
    assert drawing.left_out == 60 - MOST_ROWS


def test_long_names_are_told_without_their_domain():
    rows = [MapRow("acme-harbour.test"), MapRow("status.acme-harbour.test")]
    drawing = drawn(rows, "", PAPER, "acme-harbour.test")
    assert names(drawing) == ["acme-harbour.test", "status"]
    assert "of acme-harbour.test" in [label.text for label in drawing.labels]


WORDS = st.text(alphabet="abc.-é…", min_size=1, max_size=70)
ROWS = st.lists(
    st.builds(MapRow, WORDS, WORDS | st.just(""), st.sampled_from(["", "Cloudflare", "Fastly"]), WORDS | st.just(""), WORDS | st.just("")),
    max_size=40,
    unique_by=lambda row: row.host,
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(ROWS, st.sampled_from([SCREEN, PAPER]), st.integers(0, 39))
def test_any_map_stays_within_its_grid(rows, measures, place):
    drawing = drawn(rows, rows[place % len(rows)].host if rows else "", measures, "acme.test")
    for box in drawing.boxes:
        assert box.x >= 0
        assert box.x + box.width <= drawing.width
        assert box.y + box.height <= drawing.height
    for label in drawing.labels:
        assert 0 <= label.y <= drawing.height
    for column in (measures.address, measures.edge, measures.origin, measures.answer):
        stacked = sorted(boxes_at(drawing, column), key=lambda box: box.y)
        assert all(one.y + one.height <= other.y for one, other in pairwise(stacked))
    assert len(drawing.discs) in {0, 6}
