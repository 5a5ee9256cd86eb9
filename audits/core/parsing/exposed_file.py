"""Files that no visitor should get, told by the grammar their names promise: a status alone proves nothing."""

import re
from collections.abc import Callable

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
VERSION_FOLDER = "version-folder"
ARCHIVE = "archive"
SOURCE_COPY = "source-copy"
PIPELINE = "pipeline"
LOG = "log"

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
SERVICE_KEY = re.compile(r"^([A-Za-z][\w.-]{0,60}):", re.MULTILINE)
SERVICE_NAME = re.compile(r"^(?:  |\t)([\w.-]{1,60}):\s*$", re.MULTILINE)
LISTING_MAGIC = b"\0\0\0\1Bud1"
SQLITE_MAGIC = b"SQLite format 3\0"
VERSION_TABLE = re.compile(rb"CREATE TABLE (?:REPOSITORY|WC_LOCK|PRISTINE)\b")
ZIP_ENTRY = re.compile(rb"PK\x03\x04.{22}(.{2}).{2}", re.DOTALL)
TAR_MAGIC = b"ustar"
GZIP_MAGIC, GZIP_NAMED = b"\x1f\x8b\x08", 0x08
CODE_OPENING = re.compile(rb"\s*<\?php\b")
JOB_KEY = re.compile(r"^(?:stages|jobs|pipeline|workflows|steps|script):\s*$|^\s+script:", re.MULTILINE)
JOB_STEP = re.compile(r"^\s*- \S", re.MULTILINE)
LOG_LINE = re.compile(
    r"^\[\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[^\]\n]{0,20}\] \w+\.(?:DEBUG|INFO|NOTICE|WARNING|ERROR|CRITICAL|ALERT|EMERGENCY): ",
    re.MULTILINE,
)


def text_of(content: bytes) -> str:
    """The content as text; empty for a page and for binary content."""
    if MARKUP.match(content) or b"\0" in content:
        return ""
    return content.decode("utf-8", "replace")


def git_head(content: bytes) -> Shown | None:
    match = HEAD.fullmatch(text_of(content))
    return (match[1],) if match else None


def git_config(content: bytes) -> Shown | None:
    text = text_of(content)
    sections = tuple(re.sub(r"//[^@\s\"/]+@", "//", section) for section in SECTION.findall(text))
    return few(sections) if "[core]" in sections and SETTING.search(text) else None


def environment(content: bytes) -> Shown | None:
    """Names of variables: half of the lines at least assign one, and one is a constant's name."""
    lines = [line.strip() for line in text_of(content).splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    names = [match[1] for match in map(VARIABLE.match, lines) if match]
    if not names or len(names) * 2 < len(lines) or VARIABLE.match(lines[0]) is None:
        return None
    return few(names) if any(CONSTANT.fullmatch(name) for name in names) else None


def npm_credentials(content: bytes) -> Shown | None:
    return few(NPM_KEY.findall(text_of(content))) or None


def aws_credentials(content: bytes) -> Shown | None:
    text = text_of(content)
    return few(SECTION.findall(text)) or None if AWS_KEY.search(text) else None


def password_file(content: bytes) -> Shown | None:
    lines = [line.strip() for line in text_of(content).splitlines() if line.strip() and not line.startswith("#")]
    if not lines or not all(PASSWORD_LINE.fullmatch(line) for line in lines):
        return None
    return (f"{len(lines)} lines of a name and a password's hash",)


def private_key(content: bytes) -> Shown | None:
    match = KEY_ARMOUR.match(text_of(content))
    return (match[1],) if match else None


def database_dump(content: bytes) -> Shown | None:
    text = text_of(content)
    header, tables = DUMP_HEADER.search(text[:2_000]), TABLE.findall(text)
    if header:
        return few([header[0], *tables])
    return few(tables) if tables and ROWS.search(text) else None


def compose(content: bytes) -> Shown | None:
    text = text_of(content)
    return few(SERVICE_NAME.findall(text)) or None if SERVICES.search(text) and SERVICE.search(text) else None


def folder_listing(content: bytes) -> Shown | None:
    return ("names of the files beside it",) if content.startswith(LISTING_MAGIC) else None


def version_folder(content: bytes) -> Shown | None:
    """The database of a Subversion folder, by its own tables."""
    is_one = content.startswith(SQLITE_MAGIC) and VERSION_TABLE.search(content)
    return ("the working copy's database",) if is_one else None


def archive(content: bytes) -> Shown | None:
    """The first name a ZIP, tar or gzip file holds; where it holds none, that it is one."""
    entry = ZIP_ENTRY.match(content)
    if entry:
        name = content[30 : 30 + int.from_bytes(entry[1], "little")]
        return few([name.decode("utf-8", "replace")])
    if content[257:262] == TAR_MAGIC:
        return few([content[:100].partition(b"\0")[0].decode("utf-8", "replace")])
    if content.startswith(GZIP_MAGIC):
        name = content[10:].partition(b"\0")[0] if content[3:4] == bytes([GZIP_NAMED]) else b""
        return few([name.decode("latin-1") or "a compressed archive"])
    return None


def source_copy(content: bytes) -> Shown | None:
    """Code that a server should have run and not sent."""
    return ("code of the app",) if CODE_OPENING.match(content) else None


def pipeline(content: bytes) -> Shown | None:
    """The steps that build and deploy."""
    text = text_of(content)
    return few(SERVICE_KEY.findall(text)) or None if JOB_KEY.search(text) and JOB_STEP.search(text) else None


def log(content: bytes) -> Shown | None:
    """Lines of a framework's log: how many, and nothing of what they say."""
    lines = LOG_LINE.findall(text_of(content))
    return (f"{len(lines)} lines of a log",) if lines else None


def few(words: list[str] | Shown) -> Shown:
    return tuple(dict.fromkeys(word[:LONGEST_SHOWN] for word in words))[:MOST_SHOWN]
