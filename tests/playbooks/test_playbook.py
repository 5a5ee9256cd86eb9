"""What a playbook answers about itself."""

import pytest

from portal.playbooks import BY_CHECKS, BY_PERSON, PLAYBOOKS, lines_of_check
from portal.playbooks.playbook import FailureSignal, Hours, PlaybookItem

OPS, AIS = PLAYBOOKS["ops"], PLAYBOOKS["ais"]


def test_item_is_found_by_its_line():
    assert OPS.item("OPS-3.3").proven_by == ("spf", "dkim", "dmarc-policy")


@pytest.mark.parametrize("line", ["OPS-9.9", "AIS-1.1", "OPS-1.D"])
def test_unknown_item_is_a_key_error(line):
    with pytest.raises(KeyError):
        OPS.item(line)


def test_stage_is_found_by_its_number():
    assert AIS.stage(2).id == "AIS-2"
    with pytest.raises(KeyError):
        AIS.stage(8)


@pytest.mark.parametrize("line", ["OPS-2.6", "OPS-2.D", "OPS-2.F"])
def test_stage_of_a_line_is_found(line):
    assert OPS.stage_of(line) is OPS.stage(2)


def test_stage_of_a_line_outside_the_stages_is_a_key_error():
    with pytest.raises(KeyError):
        OPS.stage_of("OPS-BAR.1")


RANK_WORDS = [(OPS, "incident", "Likely incident"), (AIS, "incident", "Support risk"), (AIS, "cleanup", "Cleanup item")]


@pytest.mark.parametrize(("playbook", "rank", "word"), RANK_WORDS)
def test_rank_has_the_playbooks_word(playbook, rank, word):
    assert playbook.rank_word(rank) == word


LINES = [
    (OPS, "apex-www", ("OPS-2.1", "OPS-2.F", "OPS-BAR.1")),
    (OPS, "dkim", ("OPS-3.3", "OPS-BAR.6")),
    (OPS, "hsts", ("OPS-2.5", "OPS-BAR.5")),
    (AIS, "apex-www", ("AIS-2.1", "AIS-BAR.1")),
    (AIS, "dangling-name", ("AIS-1.1", "AIS-2.F", "AIS-BAR.1", "AIS-BAR.3")),
    (OPS, "no-such-check", ()),
]


@pytest.mark.parametrize(("playbook", "check", "lines"), LINES)
def test_check_knows_its_lines_through_the_playbook(playbook, check, lines):
    assert lines_of_check(playbook, check) == lines


def test_stage_names_each_of_its_checks_once():
    assert OPS.stage(3).check_ids == (
        "secret-history",
        "bundle-secrets",
        "exposed-files",
        "spf",
        "dkim",
        "dmarc-policy",
        "received-message",
        "message-leads",
        "reverse-dns",
        "mail-encryption",
        "mta-sts",
        "tls-reporting",
        "bimi",
    )


def test_client_reads_the_plain_title_where_there_is_one():
    assert OPS.item("OPS-3.3").client_title == "Your mail proves who sent it"
    assert OPS.minimum_bar[0].client_title == OPS.minimum_bar[0].title


@pytest.mark.parametrize(("start", "end"), [(4, 4), (5, 4), (-1, 4), (44, 49)])
def test_window_outside_the_sprint_is_refused(start, end):
    with pytest.raises(ValueError, match="no stretch"):
        Hours(start, end)


def test_window_knows_its_length():
    assert Hours(4, 12).length == 8


CONTRADICTIONS = [
    {"settled": BY_CHECKS},
    {"settled": BY_CHECKS, "proven_by": ("spf",), "reason": "A person likes to look."},
    {"settled": BY_PERSON},
    {"settled": BY_PERSON, "proven_by": ("spf",), "reason": "A person decides."},
]


@pytest.mark.parametrize("settling", CONTRADICTIONS)
def test_line_that_contradicts_its_settling_is_refused(settling):
    with pytest.raises(ValueError, match=r"X-1\.1"):
        PlaybookItem(line="X-1.1", title="A", why="", what_to_do="", **settling)
    with pytest.raises(ValueError, match=r"X-1\.1"):
        FailureSignal(line="X-1.1", title="A", sentence="", absent_when="", **settling)
