import pytest

from audits.core.parsing.srcset import MOST_CANDIDATES, Candidate, candidates

OFFERS = [
    ("a.png", [("a.png", "")]),
    ("a.png 1x, b.png 2x", [("a.png", "1x"), ("b.png", "2x")]),
    (" a.png 640w,b.png 1280w ", [("a.png", "640w"), ("b.png", "1280w")]),
    ("a.png,b.png", [("a.png,b.png", "")]),
    ("a.png, b.png", [("a.png", ""), ("b.png", "")]),
    ("/w_1,h_2/a.png 2x", [("/w_1,h_2/a.png", "2x")]),
    ("a.png (x, y) 2x, b.png", [("a.png", "(x, y) 2x"), ("b.png", "")]),
    ("a.png (never closed, b.png", [("a.png", "(never closed, b.png")]),
    (",,, a.png ,,", [("a.png", "")]),
    ("data:image/png;base64,AA== 1x", [("data:image/png;base64,AA==", "1x")]),
    ("", []),
    (" , ,", []),
]


@pytest.mark.parametrize(("srcset", "offers"), OFFERS)
def test_images_on_offer_are_read(srcset, offers):
    assert candidates(srcset) == tuple(Candidate(*each) for each in offers)


@pytest.mark.parametrize(
    ("descriptor", "replaces"),
    [("", True), ("1x", True), ("1.0x", True), ("640w", True), ("2x", False), ("x", False), ("junk", False)],
)
def test_image_of_ordinary_density_takes_the_place_of_src(descriptor, replaces):
    assert Candidate("a.png", descriptor).replaces_src is replaces


def test_offers_without_end_are_cut():
    assert len(candidates("a, " * 10_000)) == MOST_CANDIDATES
