import pytest

from audits.checks.tls_versions import BROKEN, CHECK, MODERN, OBSOLETE, OUTDATED, SUFFICIENT, UNPROVEN
from audits.core.artifacts import Artifact
from audits.core.observed.tls import ACCEPTED, REFUSED, TLS, UNANSWERED, UNTESTABLE, VERSIONS, VersionAnswer
from audits.core.verdict import COULD_NOT_CHECK
from tests.audits.certificates import tls
from tests.audits.seen import ACME, HOST, SILENT, THERE, judged

WORDS = {"+": ACCEPTED, "-": REFUSED, "?": UNANSWERED, "!": UNTESTABLE}

CASES = [  # the answers to SSL 3.0, TLS 1.0, 1.1, 1.2 and 1.3; those of four come from runs that did not ask for SSL 3.0
    ("---++", MODERN),
    ("----+", MODERN),
    ("---?+", MODERN),
    ("---+?", MODERN),
    ("---+-", SUFFICIENT),
    ("--+++", OUTDATED),
    ("-++++", OUTDATED),
    ("-?++-", OUTDATED),
    ("?++++", OUTDATED),
    ("+--++", BROKEN),
    ("+++++", BROKEN),
    ("+??+-", BROKEN),
    ("+----", OBSOLETE),
    ("+++--", OBSOLETE),
    ("-++--", OBSOLETE),
    ("--+--", OBSOLETE),
    ("?+?--", OBSOLETE),
    ("?--++", UNPROVEN),
    ("!--++", UNPROVEN),
    ("-!!++", UNPROVEN),
    ("-?-++", UNPROVEN),
    ("-++??", UNPROVEN),
    ("-----", UNPROVEN),
    ("?????", UNPROVEN),
    ("--++", MODERN),
    ("--+-", SUFFICIENT),
    ("-+++", OUTDATED),
    ("++--", OBSOLETE),
    ("?-++", UNPROVEN),
    ("????", UNPROVEN),
]


def spoken(answers):
    return tuple(
        VersionAnswer(version, WORDS[sign], "seen")
        for version, sign in zip(VERSIONS[-len(answers) :], answers, strict=True)
    )


@pytest.mark.parametrize(("answers", "verdict"), CASES)
def test_versions_get_their_verdict(answers, verdict):
    judgement = judged(CHECK, HOST, THERE, tls(versions=spoken(answers)))
    assert judgement.verdict is verdict
    assert judgement.fix or verdict in {MODERN, SUFFICIENT}


def test_old_versions_are_named():
    assert judged(CHECK, HOST, THERE, tls(versions=spoken("-++++"))).headline.endswith(
        "still speaks TLS 1.0 and TLS 1.1"
    )


WITHOUT = [(SILENT, COULD_NOT_CHECK)]
EXAMPLES = WITHOUT


@pytest.mark.parametrize(("value", "verdict"), WITHOUT)
def test_missing_answer_is_no_verdict(value, verdict):
    assert judged(CHECK, HOST, THERE, Artifact(TLS, ACME, value)).verdict is verdict
