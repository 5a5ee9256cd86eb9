"""What two independent checkers of accessible PDF say of a paper, and that they see what is planted."""

import outloud
import pdfua
import pikepdf
import pytest

from handover.contents.kinds import KINDS
from handover.contents.paper import paper_of
from handover.rendering.pdf import rendered
from tests.handover import harbour_desk

WRITTEN = ["recovery-guide", "secrets-inventory"]
"""The one that holds every shape of block, and the smallest; the others are parts of the first."""


@pytest.fixture(scope="module", params=WRITTEN)
def paper(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("paper") / f"{request.param}.pdf"
    path.write_bytes(rendered(paper_of(harbour_desk.inputs(), KINDS[request.param])).content)
    return path


def test_outloud_finds_no_error(paper):
    result = outloud.check(str(paper))
    assert [(one.rule, one.message) for one in result.findings if one.severity == "error"] == []


def test_pdfua_finds_nothing(paper):
    report = pdfua.validate(str(paper))
    assert (report.exit_code, [(one.rule_id, one.message) for one in report.findings]) == (0, [])


def test_both_see_a_paper_without_its_tags(paper, tmp_path):
    broken = tmp_path / "broken.pdf"
    with pikepdf.open(paper) as pdf:
        del pdf.Root.StructTreeRoot
        del pdf.Root.Lang
        pdf.save(broken)
    assert outloud.check(str(broken)).errors
    assert pdfua.validate(str(broken)).findings
