"""Every answer on files that no visitor should get."""

import pytest

from audits.checks.exposed_files import (
    ARCHIVE,
    CHECK,
    COMPOSE,
    CREDENTIALS,
    DEBUG_PAGE,
    DIRECTORY,
    DUMP,
    ENVIRONMENT,
    GIT_FOLDER,
    INCOMPLETE,
    LISTED,
    LISTING,
    LOG,
    METRICS,
    NONE,
    PIPELINE,
    SOURCE_COPY,
    STATUS_PAGE,
    VERDICTS,
    VERSION_FOLDER,
)
from audits.core.artifacts import Artifact, collect
from audits.core.estate import Estate
from audits.core.observed.exposure import EXPOSURE, ExposedFile, ExposedFiles
from audits.core.outcome import Outcome
from audits.core.parsing.baits import EVERY, folder_bait
from audits.core.subject import Domain, Host
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE, SecretSighting
from tests.audits.secret_values import place, seen
from tests.audits.seen import ACME, HOST, NOW, THERE, Watched, chain, dns, hop, records, visited

HEAD, CONFIG, DOTENV = (f"https://{ACME}/{path}" for path in (".git/HEAD", ".git/config", ".env"))


def files(*exposed, unread=()):
    return ExposedFiles(ACME, (HEAD, CONFIG, DOTENV), exposed, unread)


def file(grammar, path="x", *shown, secrets=()):
    return ExposedFile(f"https://{ACME}/{path}", grammar, 40, shown or ("a word of it",), secrets)


def judged(value, *artifacts):
    known = artifacts or (THERE, visited(chain(hop(f"https://{ACME}/"))))
    estate = Estate(Domain(ACME), (HOST,))
    return CHECK.judgements(Watched(estate, NOW, collect((*known, Artifact(EXPOSURE, ACME, value))), HOST))


CASES = [
    (files(), (NONE,)),
    (files(file("git-head", ".git/HEAD")), (LISTED, GIT_FOLDER)),
    (files(file("git-config", ".git/config")), (LISTED, GIT_FOLDER)),
    (files(file("git-head", ".git/HEAD"), file("git-config", ".git/config")), (LISTED, GIT_FOLDER)),
    (files(file("environment", ".env")), (LISTED, ENVIRONMENT)),
    (files(file("environment", ".env"), file("environment", ".env.local")), (LISTED, ENVIRONMENT, ENVIRONMENT)),
    (files(file("npm-credentials")), (LISTED, CREDENTIALS)),
    (files(file("aws-credentials")), (LISTED, CREDENTIALS)),
    (files(file("password-file")), (LISTED, CREDENTIALS)),
    (files(file("private-key")), (LISTED, CREDENTIALS)),
    (files(file("database-dump")), (LISTED, DUMP)),
    (files(file("compose")), (LISTED, COMPOSE)),
    (files(file("folder-listing")), (LISTED, LISTING)),
    (files(file("version-folder", ".svn/wc.db")), (LISTED, VERSION_FOLDER)),
    (files(file("archive", "backup.zip")), (LISTED, ARCHIVE)),
    (files(file("source-copy", "index.php~")), (LISTED, SOURCE_COPY)),
    (files(file("pipeline", ".gitlab-ci.yml")), (LISTED, PIPELINE)),
    (files(file("log")), (LISTED, LOG)),
    (files(file("debug-page", "console")), (LISTED, DEBUG_PAGE)),
    (files(file("status-page", "phpinfo.php")), (LISTED, STATUS_PAGE)),
    (files(file("metrics", "metrics")), (LISTED, METRICS)),
    (files(file("directory", "assets/")), (LISTED, DIRECTORY)),
    (files(unread=(f"{DOTENV}: no answer",)), (INCOMPLETE,)),
    (files(file("git-head", ".git/HEAD"), unread=(f"{DOTENV}: no answer",)), (INCOMPLETE, GIT_FOLDER)),
    (Unavailable("no answer"), (COULD_NOT_CHECK,)),
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


def test_every_grammar_has_a_verdict():
    assert set(VERDICTS) == {bait.grammar for bait in (*EVERY, folder_bait("/assets/"))}


def test_a_served_git_folder_is_one_thing_under_its_first_address():
    both = judged(files(file("git-head", ".git/HEAD"), file("git-config", ".git/config")))
    assert [judgement.part for judgement in both] == ["", HEAD]
    assert [observation.source for observation in both[1].evidence] == [HEAD, CONFIG]


def test_an_environment_file_tells_what_to_rotate_and_no_value():
    secret = seen("stripe-live-key", place(DOTENV, 2, ""))
    judgement = judged(files(file("environment", ".env", "STRIPE_KEY", secrets=(secret,))))[1]
    assert judgement.headline.endswith(": STRIPE_KEY")
    assert "dashboard.stripe.com" in judgement.fix
    assert judgement.evidence[1] == SecretSighting(
        "stripe-live-key", DOTENV, 2, "", in_head=True, publishable=False, stub="sk_l"
    )


def test_a_guessed_host_nobody_made_is_not_judged():
    host = Host(f"docs.{ACME}")
    artifacts = collect((dns(records(name=host.name, status="NXDOMAIN", denied_by=ACME)),))
    seen_by = Watched(Estate(Domain(ACME), (host,)), NOW, artifacts, host)
    assert [answer.verdict for answer in CHECK.judgements(seen_by)] == [NOT_APPLICABLE]
    assert seen_by.asked <= {source.name for source in CHECK.sources}
