"""Every answer on a repository's secrets: in the newest version, in the history alone, public, possible, unread."""

from datetime import UTC, datetime

import pytest

from audits.checks.secret_history import (
    CHECK,
    IN_HEAD,
    IN_HISTORY,
    INCOMPLETE,
    LISTED,
    NONE,
    POSSIBLE,
    POSSIBLE_IN_HISTORY,
    PUBLISHABLE,
    TEST_KEY,
)
from audits.core.artifacts import Artifact, Artifacts, collect
from audits.core.estate import Estate
from audits.core.observed.repository import REPOSITORY, RepositoryHistory
from audits.core.outcome import Outcome
from audits.core.subject import Repository
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE, SecretSighting
from tests.audits.secret_values import place, seen

DESK = Repository("desk", "/srv/desk.git")
GONE = place(".env", 2, "a" * 40, in_head=False)
HERE = place("src/pay.ts", 3, "b" * 40)


def judged(value):
    estate = Estate(repositories=(DESK,))
    artifacts = collect((Artifact(REPOSITORY, DESK.label, value),))
    return CHECK.judgements(Artifacts(estate, datetime(2026, 1, 1, tzinfo=UTC), artifacts, DESK))


def history(*secrets, commits=7, files=20, unread=()):
    return RepositoryHistory("desk", commits, files, secrets, unread)


CASES = [
    (history(), (NONE,)),
    (history(seen("stripe-live-key", HERE)), (LISTED, IN_HEAD)),
    (history(seen("stripe-live-key", GONE)), (LISTED, IN_HISTORY)),
    (history(seen("stripe-live-key", GONE, HERE)), (LISTED, IN_HEAD)),
    (history(seen("stripe-test-key", HERE)), (LISTED, TEST_KEY)),
    (history(seen("assigned-secret", HERE, certain=False)), (LISTED, POSSIBLE)),
    (history(seen("assigned-secret", GONE, certain=False)), (LISTED, POSSIBLE_IN_HISTORY)),
    (history(seen("stripe-publishable-key", HERE)), (NONE, PUBLISHABLE)),
    (history(seen("kind-of-an-older-version", HERE)), (LISTED, IN_HEAD)),
    (history(unread=("the history is cut off (a shallow clone)",)), (INCOMPLETE,)),
    (history(seen("stripe-live-key", GONE), unread=("3 objects are missing",)), (INCOMPLETE, IN_HISTORY)),
    (history(commits=0, files=0), (NOT_APPLICABLE,)),
    (history(commits=0, files=0, unread=("git stopped",)), (INCOMPLETE,)),
    (Unavailable("git is not installed on this machine"), (COULD_NOT_CHECK,)),
]


@pytest.mark.parametrize(("value", "verdicts"), CASES)
def test_answers(value, verdicts):
    judgements = judged(value)
    assert tuple(judgement.verdict for judgement in judgements) == verdicts
    for judgement in judgements:
        assert judgement.headline
        assert judgement.fix or judgement.outcome in {Outcome.PASS, Outcome.NOT_APPLICABLE}


def test_every_declared_verdict_has_an_example():
    assert set(CHECK.verdicts) <= {verdict for _, verdicts in CASES for verdict in verdicts}


def test_each_secret_is_a_subject_of_its_own():
    judgements = judged(history(seen(digest="1" * 16), seen(digest="2" * 16)))
    assert [judgement.part for judgement in judgements] == ["", f"desk#{'1' * 16}", f"desk#{'2' * 16}"]


def test_the_whole_of_a_repository_with_secrets_is_neither_finding_nor_pass():
    assert judged(history(seen()))[0].outcome is Outcome.NOT_APPLICABLE


def test_what_was_not_read_is_never_a_pass_whatever_was_found():
    for secrets in ((), (seen("stripe-publishable-key"),)):
        assert judged(history(*secrets, unread=("x",)))[0].outcome is Outcome.COULD_NOT_CHECK


def test_evidence_tells_each_place_and_no_value():
    told = judged(history(seen("stripe-live-key", GONE, HERE)))[1].evidence
    assert told == (
        SecretSighting("stripe-live-key", ".env", 2, "a" * 40, in_head=False, publishable=False, stub="sk_l"),
        SecretSighting("stripe-live-key", "src/pay.ts", 3, "b" * 40, in_head=True, publishable=False, stub="sk_l"),
    )


def test_fix_names_provider_and_place():
    fix = judged(history(seen("stripe-live-key", GONE, HERE)))[1].fix
    assert "dashboard.stripe.com" in fix
    assert "src/pay.ts" in fix
    assert "a" * 12 in fix


def test_a_path_with_braces_is_shown_as_it_is():
    judgement = judged(history(seen("stripe-live-key", place("app/{slug}/[id].ts"))))[1]
    assert "app/{slug}/[id].ts" in judgement.headline
