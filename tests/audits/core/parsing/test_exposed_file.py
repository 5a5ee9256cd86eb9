"""Which contents prove that a file is what its name promises, and that no value is shown of it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.core.parsing.baits import ALWAYS, EVERY, IN_TURN, MOST, baits_for
from audits.core.parsing.debug_route import directory
from tests.audits.secret_values import KEY, PASSWORD, STRIPE

READS = {bait.path: bait.reads for bait in EVERY} | {"/assets/": directory}
HASH = "$apr1$" + "abcdefgh$" + PASSWORD
CONFIG = '[core]\n\trepositoryformatversion = 0\n[remote "origin"]\n\turl = https://u:{}@code.example/a.git\n'

PROOFS = [
    ("/.git/HEAD", "ref: refs/heads/main\n", ("ref: refs/heads/main",)),
    ("/.git/HEAD", "a" * 40 + "\n", ("a" * 40,)),
    ("/.git/config", CONFIG.format(PASSWORD), ("[core]", '[remote "origin"]')),
    ("/.env", f"# live\nexport STRIPE_KEY={STRIPE}\nDEBUG=0\n", ("STRIPE_KEY", "DEBUG")),
    ("/.env", f'KEY="{KEY}"\nA_B=1\nB_C=2\nC_D=3\nD_E=4\nE_F=5\nF_G=6\nG_H=7\nH_I=8\n', None),
    ("/.npmrc", f"//registry.npmjs.org/:_authToken={PASSWORD}\n", ("//registry.npmjs.org/:_authToken",)),
    ("/.aws/credentials", f"[default]\naws_secret_access_key = {PASSWORD}\n", ("[default]",)),
    ("/.htpasswd", f"ann:{HASH}\nbob:{HASH}\n", ("2 lines of a name and a password's hash",)),
    ("/.ssh/id_rsa", KEY, ("RSA PRIVATE KEY",)),
    (
        "/dump.sql",
        "-- PostgreSQL database dump\n\nCREATE TABLE lanes (id int);\n",
        ("-- PostgreSQL database dump", "lanes"),
    ),
    ("/backup.sql", "CREATE TABLE `users` (id int);\nINSERT INTO `users` VALUES (1);\n", ("`users`",)),
    ("/docker-compose.yml", "services:\n  db:\n    image: postgres\n", ("db",)),
    ("/.DS_Store", b"\0\0\0\1Bud1\0\0\x10\0", ("names of the files beside it",)),
    ("/db.sql", "-- MySQL dump 10.13\n", ("-- MySQL dump 10.13",)),
    (
        "/.svn/wc.db",
        b"SQLite format 3\0" + b"\0" * 90 + b"CREATE TABLE REPOSITORY (id",
        ("the working copy's database",),
    ),
    ("/backup.zip", b"PK\x03\x04" + b"\0" * 22 + b"\x09\0\0\0" + b"index.phpREST", ("index.php",)),
    ("/backup.tar.gz", b"\x1f\x8b\x08\x08\0\0\0\0\0\x03site.tar\0rest", ("site.tar",)),
    ("/backup.tar.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\x03rest", ("a compressed archive",)),
    ("/backup.tar.gz", b"site/".ljust(257, b"\0") + b"ustar\0", ("site/",)),
    ("/index.php~", "\n<?php echo 1;", ("code of the app",)),
    ("/wp-config.php.bak", f"<?php define('DB_PASSWORD', '{PASSWORD}');", ("code of the app",)),
    ("/.gitlab-ci.yml", "stages:\n  - build\nbuild:\n  script:\n    - npm ci\n", ("stages", "build")),
    ("/.circleci/config.yml", "version: 2.1\njobs:\n  build:\n    steps:\n      - checkout\n", ("version", "jobs")),
    (
        "/storage/logs/laravel.log",
        f"[2026-01-01 10:00:00] production.ERROR: {PASSWORD}\n[2026-01-01T10:00:01+00:00] local.INFO: b\n",
        ("2 lines of a log",),
    ),
    ("/phpinfo.php", "<title>PHP 8.2 - phpinfo()</title><h1>PHP Version 8.2.1</h1>", ("PHP Version 8.2.1",)),
    (
        "/server-status",
        "<h1>Apache Server Status for acme.example (via 192.0.2.1)</h1><dt>Server uptime: 2 days</dt>",
        ("Apache Server Status for acme.example (via 192.0.2.1)",),
    ),
    ("/server-status", "Active connections: 3 \nserver accepts handled requests\n 3 3 3\n", ("Active connections",)),
    (
        "/actuator/env",
        '{"activeProfiles":[],"propertySources":[{"name":"systemEnvironment","properties":{"K":{"value":"'
        + STRIPE
        + '"}}}]}',
        ("systemEnvironment",),
    ),
    ("/debug/pprof/", "<html><body>/debug/pprof/<p>Types of profiles available:", ("profiles of the running program",)),
    (
        "/__debug__/render_panel/",
        '{"content": "Data for this panel isn\'t available anymore."}',
        ("Django debug toolbar",),
    ),
    ("/_ignition/health-check", '{"can_execute_commands":true}', ("Laravel Ignition",)),
    (
        "/telescope/requests",
        "<title>Telescope - Acme</title><script>window.Telescope = {}</script>",
        ("Telescope - Acme",),
    ),
    ("/_profiler/", "<title>Symfony Profiler</title><div class=sf-profiler>", ("Symfony Profiler",)),
    (
        "/console",
        "<title>Console // Werkzeug Debugger</title><script>EVALEX = true, SECRET='" + PASSWORD + "'</script>",
        ("Console // Werkzeug Debugger",),
    ),
    ("/metrics", "# HELP up x\n# TYPE http_requests_total counter\nhttp_requests_total 1\n", ("http_requests_total",)),
    (
        "/assets/",
        '<html><head><title>Index of /assets/</title></head><h1>Index of /assets/</h1><a href="../">../</a><a href="app.js">app.js</a>',
        ("app.js",),
    ),
    (
        "/assets/",
        '<title>Directory listing for /assets/</title><li><a href="a%20b.txt">a b.txt</a></li><li><a href="?C=N">N</a></li>',
        ("a%20b.txt",),
    ),
    (
        "/assets/",
        '<title>listing directory /assets/</title><a href="/">~</a><a href="/assets/app.js" class="icon">app.js</a>',
        ("app.js",),
    ),
    (
        "/assets/",
        "<?xml version='1.0'?><ListBucketResult><Contents><Key>invoices/1.pdf</Key></Contents></ListBucketResult>",
        ("invoices/1.pdf",),
    ),
]
NOTHING = [
    ("/assets/", "<?xml version='1.0'?><ListBucketResult><Name>acme</Name></ListBucketResult>"),
    ("/assets/", "<title>listing directory /assets/</title><a href='/assets/'>up</a>"),
    ("/.git/HEAD", "<!doctype html><title>Acme</title>"),
    ("/.git/HEAD", "not found"),
    ("/.git/HEAD", "ref: refs/heads/main\nand more"),
    ("/.git/config", "[core]\n"),
    ("/.git/config", "repositoryformatversion = 0"),
    ("/.env", ""),
    ("/.env", "404: Not Found"),
    ("/.env", '{"error": "no such route", "A": "b=c"}'),
    ("/.env", "<html>\nA_KEY=1\n</html>"),
    ("/.env", "a=b"),
    ("/.env", "User-agent: *\nDisallow: /\nA_KEY=1\n"),
    ("/.npmrc", "registry=https://registry.npmjs.org/\n"),
    ("/.aws/credentials", "[default]\nregion = eu-central-1\n"),
    ("/.htpasswd", "ann:secret\n"),
    ("/.htpasswd", f"ann:{HASH}\nnot a line\n"),
    ("/.ssh/id_rsa", "ssh-rsa AAAAB3 ann@acme"),
    ("/.ssh/id_rsa", "how to make one: -----BEGIN RSA PRIVATE KEY-----"),
    ("/dump.sql", "no table here"),
    ("/dump.sql", "CREATE TABLE lanes (id int);"),
    ("/docker-compose.yml", "services: none"),
    ("/.DS_Store", b"Bud1"),
    ("/.svn/wc.db", b"SQLite format 3\0 some other database"),
    ("/backup.zip", "<!doctype html>PK"),
    ("/backup.zip", b"PK\x05\x06"),
    ("/backup.tar.gz", b"gz"),
    ("/index.php~", "<html><?php"),
    ("/.gitlab-ci.yml", "stages: none"),
    ("/.gitlab-ci.yml", "name: acme\n- a list\n"),
    ("/storage/logs/laravel.log", "2026-01-01 nothing"),
    ("/phpinfo.php", "PHP Version 8.2.1 is out"),
    ("/server-status", "How to read Apache Server Status for beginners"),
    ("/actuator/env", '{"status":"UP"}'),
    ("/actuator/env", '{"propertySources":[]}'),
    ("/actuator/env", "[" * 5000),
    ("/debug/pprof/", "profiles"),
    ("/__debug__/render_panel/", '{"content": 4}'),
    ("/_ignition/health-check", '["can_execute_commands"]'),
    ("/telescope/requests", "<title>Telescope makers</title>"),
    ("/_profiler/", "<title>Profiler</title>"),
    ("/console", "<title>Console</title>"),
    ("/metrics", "<h1>Metrics</h1># TYPE"),
    ("/metrics", '{"metrics": []}'),
    ("/assets/", "<title>Index of /assets/</title>"),
    ("/assets/", '<title>Index of names</title><a href="a">a</a>'),
    ("/assets/", '<h1>Acme</h1><a href="a">a</a>'),
]


def raw(content):
    return content.encode() if isinstance(content, str) else content


@pytest.mark.parametrize(("path", "content", "shown"), PROOFS)
def test_content_proves_the_file(path, content, shown):
    told = READS[path](raw(content))
    assert told is not None
    assert shown is None or told == shown
    words = " ".join(told)
    assert not any(value in words for value in (PASSWORD, STRIPE, KEY[40:80]))


@pytest.mark.parametrize(("path", "content"), NOTHING)
def test_other_content_proves_nothing(path, content):
    assert READS[path](raw(content)) is None


def test_every_grammar_has_both():
    proven, empty = ({READS[path] for path, *_ in table} for table in (PROOFS, NOTHING))
    assert proven == empty == set(READS.values())


@pytest.mark.parametrize("host", ["acme.example", "api.acme.example", "admin.acme.example", "docs.acme.example"])
def test_a_host_is_asked_for_a_few_and_always_for_the_same(host):
    baits = baits_for(host)
    assert len(baits) == len({bait.path for bait in baits}) == MOST
    assert baits[: len(ALWAYS)] == ALWAYS
    assert baits == baits_for(host)


def test_hosts_together_are_asked_for_everything():
    asked = {bait.path for number in range(60) for bait in baits_for(f"host{number}.acme.example")}
    assert {bait.path for bait in IN_TURN} <= asked


SCRAPS = st.lists(
    st.sampled_from([b"PK\x03\x04", b"\x1f\x8b\x08", b"<title>", b"Index of /", b"</title>", b"\n", b"A_B=", b"[core]", b"# TYPE a counter\n", b"\0", b"{", b"\xff", b"services:\n", b"<?php", b'<a href="x">']),
    max_size=20,
).map(b"".join)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.one_of(SCRAPS, st.binary(max_size=120)))
def test_any_content_is_told_shortly_or_not_at_all(content):
    for reads in set(READS.values()):
        shown = reads(content)
        assert shown is None or (shown and all(len(word) <= 80 for word in shown) and len(shown) <= 8)


@pytest.mark.parametrize(
    "content",
    [b"a" * 64_000, b"A=1\n" * 16_000, b'<a href="x">' * 4_900, b"[core\n" * 9_000, b"# TYPE a\n" * 7_000, b" " * 64_000, b"<title " * 9_000],
)  # fmt: skip
def test_no_content_takes_long(content):
    begun = time.process_time()
    for reads in set(READS.values()):
        reads(content)
    assert time.process_time() - begun < 3
