"""URLs that carry a password: databases, brokers, mail, and web addresses with a user in them."""

import re
from collections.abc import Iterator

from audits.core.parsing.secrets.kind import MOST_HITS, Detected, Scanned, SecretKind
from audits.core.parsing.secrets.placeholder import entropy, is_hashed, is_placeholder, is_reference

DATABASE_URL = SecretKind(
    "database-url",
    "Database URL with its password",
    "Change the password of this database user (`ALTER ROLE … WITH PASSWORD …`, or the host's Reset password), "
    "deploy the new "
    "URL, and close the database to the public network.",
)
SERVICE_URL = SecretKind(
    "service-url",
    "URL of a service with its password",
    "Change the password of this user at the service (broker, cache, mail or file server), then deploy the new URL.",
)
WEB_URL = SecretKind(
    "url-with-password",
    "Web address with a password in it",
    "Change the password or token of this user at that site, then hand it over in a header from the environment.",
)

DATABASES = ("postgres", "postgresql", "mysql", "mariadb", "mongodb", "cockroachdb", "mssql", "sqlserver", "clickhouse")
SERVICES = (
    *("redis", "rediss", "valkey", "valkeys", "amqp", "amqps", "smtp", "smtps", "ftp", "ftps", "sftp", "ssh"),
    *("ldap", "ldaps", "nats", "kafka", "mqtt", "mqtts"),
)
WEB = ("http", "https", "ws", "wss", "git+https")
SCHEMES = {
    **dict.fromkeys(DATABASES, DATABASE_URL),
    **dict.fromkeys(SERVICES, SERVICE_URL),
    **dict.fromkeys(WEB, WEB_URL),
}
SCHEME = re.compile(r"([a-z][a-z0-9]{1,14})(?:\+[a-z0-9_]{1,12})?$", re.IGNORECASE)
REST = re.compile(
    r"://(?P<user>[^\s:/@'\"<>`\\,;()|]{0,80}):(?P<secret>[^\s/@'\"<>`\\|]{3,200})@"
    r"(?P<host>\[[0-9a-fA-F:]{2,40}\]|[A-Za-z0-9_\-](?:[A-Za-z0-9._\-]{0,252}))"
)
LEAD = 30
COMMON = frozenset(
    (
        *("abc", "admin", "apikey", "app", "bar", "baz", "changethis", "credential", "credentials"),
        *("database", "db", "dbpass", "dbpassword", "default", "dev", "devel", "development", "django"),
        *("docker", "foo", "guest", "host", "hunter", "key", "laravel", "letmein", "local", "localhost"),
        *("mariadb", "mongo", "mongodb", "mypassword", "mysql", "oauth", "pass", "passw", "passwd"),
        *("password", "port", "postgres", "postgrespassword", "postgresql", "pswd", "pw", "pwd"),
        *("rabbitmq", "rails", "redis", "root", "sa", "secret", "string", "test", "testing", "tests", "token"),
        *("toor", "user", "username", "userpass"),
    )
)
"""Passwords everybody tries first, and words that stand for one."""
LOCAL = re.compile(
    r"localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0|host\.docker\.internal|.*\.(?:localhost|local)|"
    r"(?:.*\.)?example\.(?:com|org|net)|host|hostname|server|domain\.com|.*\.domain\.com|my-?host|your.*",
    re.IGNORECASE,
)


def found(scanned: Scanned) -> Iterator[Detected]:
    """Every URL with a password that is neither a placeholder nor one for a machine's own services."""
    text = scanned.text
    at = text.find("://")
    hits = 0
    while at >= 0 and hits < MOST_HITS:
        match = REST.match(text, at)
        if match is not None:
            scheme = SCHEME.search(text[max(0, at - LEAD) : at])
            kind = SCHEMES.get(scheme[1].lower()) if scheme else None
            if kind is not None and _is_real(match["user"], match["secret"], match["host"]):
                hits += 1
                yield Detected(kind, match["secret"], *match.span("secret"))
        at = text.find("://", match.end() if match else at + 3)


def _is_real(user: str, password: str, host: str) -> bool:
    """True for a password somebody chose, on a machine that is not the developer's own."""
    word = re.sub(r"[^a-z]", "", password.lower())
    if LOCAL.fullmatch(host) or is_reference(password) or is_hashed(password) or is_placeholder(password):
        return False
    if password[0] in "{[$%:*#" or password == user or (word in COMMON and len(password) <= len(word) + 4):
        return False
    if "." not in host:  # a name only the compose file or the cluster knows: defaults are common there
        return len(password) >= STRONG_LENGTH and entropy(password) >= STRONG_ENTROPY
    return True


STRONG_LENGTH = 10
STRONG_ENTROPY = 3.0
