"""Which contents prove that a file is what its name promises, and that no value is shown of it."""

import pytest

from audits.core.parsing.exposed_file import BAITS
from tests.audits.secret_values import KEY, PASSWORD, STRIPE

READS = {bait.path: bait.reads for bait in BAITS}
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
]
NOTHING = [
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


def test_every_path_has_both():
    assert {path for path, *_ in PROOFS} == set(READS) - {"/.env.local", "/.env.production"}
