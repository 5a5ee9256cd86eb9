"""Files that no visitor should get, told by the grammar their names promise: a status alone proves nothing."""

import re
from collections.abc import Callable
from dataclasses import dataclass

GIT_HEAD = "git-head"
GIT_CONFIG = "git-config"
ENVIRONMENT = "environment"
NPM_CREDENTIALS = "npm-credentials"
AWS_CREDENTIALS = "aws-credentials"
PASSWORD_FILE = "password-file"  # noqa: S105 - a grammar's name
PRIVATE_KEY = "private-key"
DATABASE_DUMP = "database-dump"
COMPOSE = "compose"
FOLDER_LISTING = "folder-listing"

Shown = tuple[str, ...]
Reads = Callable[[bytes], Shown | None]
MOST_SHOWN = 8
LONGEST_SHOWN = 80
MARKUP = re.compile(rb"\s*(?:<!doctype|<html|<\?xml|<head|<body)", re.IGNORECASE)
HEAD = re.compile(r"(ref: refs/[\w./+@-]{1,200}|[0-9a-f]{40}|[0-9a-f]{64})\s*")
SECTION = re.compile(r"^\s*(\[[\w.-]+(?: \"[^\"\n]*\")?\])\s*$", re.MULTILINE)
SETTING = re.compile(
    r"^\s*(?:repositoryformatversion|bare|filemode|logallrefupdates)\s*=", re.MULTILINE | re.IGNORECASE
)
VARIABLE = re.compile(r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_.]*)\s*=")
CONSTANT = re.compile(r"[A-Z][A-Z0-9_]+")
NPM_KEY = re.compile(r"^\s*((?://[^\s=]{1,200}:)?_?(?:authToken|auth|password))\s*=", re.MULTILINE)
AWS_KEY = re.compile(r"^\s*aws_(?:access_key_id|secret_access_key)\s*=", re.MULTILINE | re.IGNORECASE)
PASSWORD_LINE = re.compile(
    r"[^\s:#]{1,64}:(?:\$apr1\$|\$2[aby]\$|\$[156]\$|\{SHA\})\S{10,200}|[^\s:#]{1,64}:[./0-9A-Za-z]{13}"
)
KEY_ARMOUR = re.compile(r"\s*-----BEGIN ([A-Z0-9 ]{0,24}PRIVATE KEY)-----")
DUMP_HEADER = re.compile(
    r"-- (?:MySQL|MariaDB|PostgreSQL database|SQLite|phpMyAdmin SQL) dump[^\n]{0,60}", re.IGNORECASE
)
TABLE = re.compile(r"^\s*CREATE TABLE (?:IF NOT EXISTS )?([\w.`\"]{1,80})", re.MULTILINE | re.IGNORECASE)
ROWS = re.compile(r"^\s*(?:INSERT INTO|COPY) ", re.MULTILINE | re.IGNORECASE)
SERVICES = re.compile(r"^services:\s*$", re.MULTILINE)
SERVICE = re.compile(r"^\s+(?:image|build):", re.MULTILINE)
SERVICE_NAME = re.compile(r"^(?:  |\t)([\w.-]{1,60}):\s*$", re.MULTILINE)
LISTING_MAGIC = b"\0\0\0\1Bud1"


@dataclass(frozen=True)
class Bait:
    """One file that is asked for: `reads` answers harmless words of it when the content is what the name promises."""

    path: str
    grammar: str
    reads: Reads


def _text(content: bytes) -> str:
    """The content as text; empty for a page and for binary content."""
    if MARKUP.match(content) or b"\0" in content:
        return ""
    return content.decode("utf-8", "replace")


def _head(content: bytes) -> Shown | None:
    match = HEAD.fullmatch(_text(content))
    return (match[1],) if match else None


def _config(content: bytes) -> Shown | None:
    text = _text(content)
    sections = tuple(re.sub(r"//[^@\s\"/]+@", "//", section) for section in SECTION.findall(text))
    return _few(sections) if "[core]" in sections and SETTING.search(text) else None


def _environment(content: bytes) -> Shown | None:
    """Names of variables: half of the lines at least assign one, and one is a constant's name."""
    lines = [line.strip() for line in _text(content).splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    names = [match[1] for match in map(VARIABLE.match, lines) if match]
    if not names or len(names) * 2 < len(lines) or VARIABLE.match(lines[0]) is None:
        return None
    return _few(names) if any(CONSTANT.fullmatch(name) for name in names) else None


def _npm(content: bytes) -> Shown | None:
    return _few(NPM_KEY.findall(_text(content))) or None


def _aws(content: bytes) -> Shown | None:
    text = _text(content)
    return _few(SECTION.findall(text)) or None if AWS_KEY.search(text) else None


def _passwords(content: bytes) -> Shown | None:
    lines = [line.strip() for line in _text(content).splitlines() if line.strip() and not line.startswith("#")]
    if not lines or not all(PASSWORD_LINE.fullmatch(line) for line in lines):
        return None
    return (f"{len(lines)} lines of a name and a password's hash",)


def _key(content: bytes) -> Shown | None:
    match = KEY_ARMOUR.match(_text(content))
    return (match[1],) if match else None


def _dump(content: bytes) -> Shown | None:
    text = _text(content)
    header, tables = DUMP_HEADER.search(text[:2_000]), TABLE.findall(text)
    if header:
        return _few([header[0], *tables])
    return _few(tables) if tables and ROWS.search(text) else None


def _compose(content: bytes) -> Shown | None:
    text = _text(content)
    return _few(SERVICE_NAME.findall(text)) or None if SERVICES.search(text) and SERVICE.search(text) else None


def _listing(content: bytes) -> Shown | None:
    return ("names of the files beside it",) if content.startswith(LISTING_MAGIC) else None


def _few(words: list[str] | Shown) -> Shown:
    return tuple(dict.fromkeys(word[:LONGEST_SHOWN] for word in words))[:MOST_SHOWN]


BAITS = (
    Bait("/.git/HEAD", GIT_HEAD, _head),
    Bait("/.git/config", GIT_CONFIG, _config),
    Bait("/.env", ENVIRONMENT, _environment),
    Bait("/.env.local", ENVIRONMENT, _environment),
    Bait("/.env.production", ENVIRONMENT, _environment),
    Bait("/.npmrc", NPM_CREDENTIALS, _npm),
    Bait("/.aws/credentials", AWS_CREDENTIALS, _aws),
    Bait("/.htpasswd", PASSWORD_FILE, _passwords),
    Bait("/.ssh/id_rsa", PRIVATE_KEY, _key),
    Bait("/backup.sql", DATABASE_DUMP, _dump),
    Bait("/dump.sql", DATABASE_DUMP, _dump),
    Bait("/docker-compose.yml", COMPOSE, _compose),
    Bait("/.DS_Store", FOLDER_LISTING, _listing),
)
"""What is asked of every host: the files found most often where a work folder was served."""
