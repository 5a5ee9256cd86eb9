"""Files that no visitor should get, asked of real servers: content proves them, a catch-all page does not."""

import json
from datetime import UTC, datetime

import pytest

from audits.checks import exposed_files
from audits.core.artifacts import Artifact, Artifacts, collect
from audits.core.codec import encoded
from audits.core.estate import Estate
from audits.core.observed.exposure import EXPOSURE, ExposedFiles
from audits.core.observed.http import ANSWERED, BROKEN, HTTP, Hop, HttpHeader, PageBody, RedirectChain, Visit
from audits.core.parsing.baits import EVERY, baits_for
from audits.core.subject import Domain, Host
from audits.core.unavailable import Unavailable
from audits.gatherers.exposure import EXPOSURE_GATHERER
from tests.audits.secret_values import PASSWORD, STRIPE
from tests.closed_network import DOMAIN, gathered, has_addresses, rules
from tests.loopback import closed_port
from tests.scripted_server import ScriptedServer, reply, sent_on

pytestmark = pytest.mark.network

HOME = f"https://{DOMAIN}/"
BAITS = baits_for(DOMAIN)
DOTENV = f"STRIPE_KEY={STRIPE}\nDATABASE_URL=postgres://desk:{PASSWORD}@db.acme.net/desk\n"
MISSING = reply(404, "nothing here")


def visited(host=DOMAIN, *, unverified=False, status=200, page=""):
    hop = Hop(f"https://{host}/", status, (HttpHeader("Content-Type", "text/html"),))
    answered = RedirectChain(f"https://{host}/", (hop,), ANSWERED, body=PageBody("", len(page), page))
    broken = RedirectChain(f"https://{host}/", (), BROKEN, f"https://{host}/", Unavailable("certificate …"))
    visit = Visit(host, broken, unverified=answered) if unverified else Visit(host, answered)
    return Artifact(HTTP, host, visit)


def exposed(given_rules, host=DOMAIN, *known):
    covered = Estate(Domain(DOMAIN), (Host(host, declared=True),))
    return gathered(EXPOSURE_GATHERER, covered, given_rules, *(known or (visited(host),)))[EXPOSURE.name, host]


@pytest.fixture
def asks(resolver, context, roots):
    """What a host that answers with `script` is found to hand out, and what it was asked."""

    def ask(script, host=DOMAIN, *known):
        with ScriptedServer(script, context=context) as server:
            return exposed(rules(resolver, https=server.port, roots=roots), host, *known), server.paths()

    return ask


def serving(files):
    return lambda request: files.get(request.path, MISSING)


def test_a_host_without_such_files_is_asked_for_each(asks):
    files, paths = asks(serving({}))
    assert files == ExposedFiles(DOMAIN, tuple(f"https://{DOMAIN}{bait.path}" for bait in BAITS))
    assert set(paths[1:]) == {bait.path for bait in BAITS}
    assert paths[0] not in {bait.path for bait in BAITS}


def test_served_files_are_told_by_their_grammar_and_never_with_a_value(asks):
    files, _ = asks(
        serving(
            {
                "/.git/HEAD": reply(200, "ref: refs/heads/main\n"),
                "/.env": reply(200, DOTENV, kind="text/plain"),
                "/backup.sql": reply(404, "-- PostgreSQL database dump\n"),
            }
        )
    )
    found = {file.url.removeprefix(f"https://{DOMAIN}"): file for file in files.exposed}
    assert {path: file.grammar for path, file in found.items()} == {
        "/.git/HEAD": "git-head",
        "/.env": "environment",
        "/backup.sql": "database-dump",
    }
    assert found["/.env"].shown == ("STRIPE_KEY", "DATABASE_URL")
    assert [(secret.kind, secret.places[0].line) for secret in found["/.env"].secrets] == [
        ("stripe-live-key", 1),
        ("database-url", 2),
    ]
    assert found["/.env"].size == len(DOTENV)
    told = json.dumps(encoded(files))
    assert not any(value[5:15] in told for value in (STRIPE, PASSWORD))


@pytest.mark.parametrize(
    "body",
    [
        "<!doctype html><title>The app</title>",
        "ref: refs/heads/main\n",
        "A_KEY=1\nB_KEY=2\n",
        '{"error": "no such route"}',
    ],
)
def test_a_host_that_answers_everything_alike_hands_out_nothing(asks, body):
    files, _ = asks(lambda _: reply(200, body))
    assert (files.exposed, files.unread) == ((), ())


def test_a_redirect_to_the_log_in_is_an_answer_and_is_not_followed(asks):
    files, paths = asks(lambda _: sent_on(f"https://{DOMAIN}/login"))
    assert (files.exposed, files.unread) == ((), ())
    assert "/login" not in paths


def test_walls_and_faults_prove_nothing(asks):
    answers = {
        "/.env": reply(503, "busy"),
        "/.git/HEAD": reply(429, "slow down"),
        "/backup.sql": reply(403, "checking", ("cf-mitigated", "challenge")),
    }
    files, _ = asks(serving(answers))
    assert [clause.removeprefix(f"https://{DOMAIN}") for clause in files.unread] == [
        "/.git/HEAD: the host asked us to slow down (429)",
        "/.env: server error (503)",
        "/backup.sql: a bot wall answered",
    ]
    assert len(files.asked) == len(BAITS) - 3


def test_a_large_dump_is_read_a_little_and_told_with_its_size(asks):
    dump = "-- PostgreSQL database dump\n" + "x" * 300_000
    files, _ = asks(serving({"/backup.sql": reply(200, dump)}))
    assert [(file.grammar, file.size) for file in files.exposed] == [("database-dump", len(dump))]


def test_a_host_without_an_answer_is_asked_once(resolver, roots):
    port = closed_port()
    told = exposed(rules(resolver, https=port, roots=roots))
    assert isinstance(told, Unavailable)
    assert "refused the connection" in told.reason


def test_a_certificate_that_browsers_refuse_hides_nothing(asks):
    wrong = f"wrong.{DOMAIN}"
    script = serving({"/.git/HEAD": reply(200, "ref: refs/heads/main\n")})
    files, _ = asks(script, wrong, visited(wrong, unverified=True))
    assert [file.grammar for file in files.exposed] == ["git-head"]


def test_a_host_nobody_could_visit_is_not_asked(resolver, roots):
    covered = Estate(Domain(DOMAIN), (Host(DOMAIN, declared=True),))
    known = Artifact(HTTP, DOMAIN, Unavailable("no address"))
    assert gathered(EXPOSURE_GATHERER, covered, rules(resolver, https=closed_port(), roots=roots), known) == {}


def test_a_found_git_folder_is_asked_for_its_configuration(asks):
    config = "[core]\n\trepositoryformatversion = 0\n"
    files, paths = asks(
        serving({"/.git/HEAD": reply(200, "ref: refs/heads/main\n"), "/.git/config": reply(200, config)})
    )
    assert [file.grammar for file in files.exposed] == ["git-head", "git-config"]
    assert paths[-1] == "/.git/config"
    assert len(paths) == len(BAITS) + 2


INDEX = '<title>Index of /assets/</title><h1>Index of /assets/</h1><a href="../">../</a><a href="app.js">app.js</a>'


def test_the_folder_a_page_loads_from_is_asked_for_its_list(asks):
    page = '<script src="https://cdn.other.test/js/x.js"></script><script src="/assets/js/app-1a2b.js"></script>'
    known = visited(page=page)
    files, paths = asks(serving({"/assets/": reply(200, INDEX)}), DOMAIN, known)
    assert [(file.url, file.grammar, file.shown) for file in files.exposed] == [
        (f"https://{DOMAIN}/assets/", "directory", ("app.js",))
    ]
    assert len(paths) <= 10
    files, _ = asks(serving({"/assets/": reply(403, "Forbidden")}), DOMAIN, known)
    assert files.exposed == ()


def test_a_home_page_that_is_a_list_of_files_is_told(asks):
    files, _ = asks(serving({}), DOMAIN, visited(page=INDEX.replace("/assets/", "/")))
    assert [(file.url, file.grammar) for file in files.exposed] == [(HOME, "directory")]


@pytest.mark.parametrize(
    ("control", "home", "reason"),
    [
        (reply(503, "busy"), 200, "server error (503)"),
        (reply(429, "slow"), 200, "slow down"),
        (reply(403, "no", ("cf-mitigated", "challenge")), 200, "bot wall"),
        (reply(403, "no"), 403, "refuses us whatever we ask"),
    ],
)
def test_a_host_that_answers_nothing_of_its_own_is_left_alone(asks, control, home, reason):
    told, paths = asks(lambda _: control, DOMAIN, visited(status=home))
    assert isinstance(told, Unavailable)
    assert reason in told.reason
    assert len(paths) == 1


def test_a_rule_against_dot_files_is_an_answer(asks):
    files, paths = asks(lambda request: reply(403) if request.path.startswith("/.") else MISSING)
    assert (files.exposed, files.unread) == ((), ())
    assert len(paths) == len(BAITS) + 1


def test_debug_pages_and_archives_are_told_by_their_content(asks):
    api = f"app.{DOMAIN}"
    paths = {bait.path for bait in baits_for(api)}
    served = {
        "/phpinfo.php": reply(200, "<title>phpinfo()</title>PHP Version 8.2.1"),
        "/backup.zip": reply(200, b"PK\x03\x04" + b"\0" * 22 + b"\x05\0\0\0a.sqlX", kind="application/zip"),
        "/.DS_Store": reply(200, b"\0\0\0\1Bud1", kind="application/octet-stream"),
        "/metrics": reply(200, "# TYPE up gauge\nup 1\n", kind="text/plain"),
    }
    files, _ = asks(serving(served), api)
    assert {file.url.removeprefix(f"https://{api}") for file in files.exposed} == paths & set(served)
    assert files.exposed


SERVED = [
    ("/.git/HEAD", "ref: refs/heads/main\n", exposed_files.GIT_FOLDER),
    ("/.env", "A_KEY=1\n", exposed_files.ENVIRONMENT),
    ("/.npmrc", "//registry.example/:_authToken=abc\n", exposed_files.CREDENTIALS),
    ("/dump.sql", "-- MySQL dump 10.13\n", exposed_files.DUMP),
    ("/docker-compose.yml", "services:\n  db:\n    image: postgres\n", exposed_files.COMPOSE),
    ("/.DS_Store", b"\0\0\0\1Bud1", exposed_files.LISTING),
    ("/.svn/wc.db", b"SQLite format 3\0 CREATE TABLE REPOSITORY (", exposed_files.VERSION_FOLDER),
    ("/backup.tar.gz", b"\x1f\x8b\x08\x08\0\0\0\0\0\x03site.tar\0", exposed_files.ARCHIVE),
    ("/index.php~", "<?php echo 1;", exposed_files.SOURCE_COPY),
    ("/storage/logs/laravel.log", "[2026-01-01 10:00:00] local.ERROR: x\n", exposed_files.LOG),
    ("/console", "<title>Console // Werkzeug Debugger</title>EVALEX = true", exposed_files.DEBUG_PAGE),
    ("/phpinfo.php", "<title>phpinfo()</title>PHP Version 8.2.1", exposed_files.STATUS_PAGE),
    ("/metrics", "# TYPE up gauge\nup 1\n", exposed_files.METRICS),
    ("/.gitlab-ci.yml", "stages:\n  - build\n", exposed_files.PIPELINE),
]


@pytest.mark.parametrize(("path", "content", "verdict"), SERVED)
def test_whatever_is_served_is_judged(asks, monkeypatch, path, content, verdict):
    bait = next(bait for bait in EVERY if bait.path == path)
    monkeypatch.setattr("audits.gatherers.exposure.baits_for", lambda _: (bait,))
    files, _ = asks(serving({path: reply(200, content, kind="application/octet-stream")}))
    assert verdicts(files) == [exposed_files.LISTED, verdict]


def test_hosts_without_a_find_are_judged(asks):
    assert verdicts(asks(serving({}))[0]) == [exposed_files.NONE]
    assert verdicts(asks(serving({"/.env": reply(503, "busy")}))[0]) == [exposed_files.INCOMPLETE]
    listed = asks(serving({}), DOMAIN, visited(page=INDEX))[0]
    assert verdicts(listed) == [exposed_files.LISTED, exposed_files.DIRECTORY]


def verdicts(files):
    """What the check says of what was found."""
    known = (has_addresses(DOMAIN, "127.0.0.1"), visited(), Artifact(EXPOSURE, DOMAIN, files))
    host = Host(DOMAIN, declared=True)
    seen = Artifacts(Estate(Domain(DOMAIN), (host,)), datetime(2026, 1, 1, tzinfo=UTC), collect(known), host)
    return [judgement.verdict for judgement in exposed_files.CHECK.judgements(seen)]
