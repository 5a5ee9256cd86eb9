"""Does the host speak a version of HTTP that is still in use?"""

from audits.core.check import Check
from audits.core.derived.http_versions import HttpVersions, http_versions_of_host
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.reach import REACH
from audits.core.observed.tls import TLS
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

NEWEST = Verdict("newest", Outcome.PASS, "{name} speaks HTTP/2 and offers HTTP/3")
SECOND = Verdict("second", Outcome.PASS, "{name} speaks HTTP/2")
FIRST = Verdict("first", Outcome.PASS, "{name} speaks HTTP/1.1 alone, which every browser understands")
OLD = Verdict(
    "old",
    Outcome.WARN,
    "{name} answers with HTTP/{version}, as a server made for development does",
    Impact.CLEANUP,
    fix="Put a web server for production before the app of {name}, or let the app run under one: nginx "
    "(proxy_http_version 1.1;), gunicorn or uvicorn instead of a framework's own server, and no python -m http.server.",
)


def judge(versions: HttpVersions) -> Judgement:
    first = versions.answers[0]
    chosen = "not asked" if versions.chosen is None else versions.chosen or "nothing"
    seen = (
        Observation(f"GET {first.url}", f"HTTP/{first.version} {first.status}"),
        Observation(f"TLS with {versions.host}, h2 and http/1.1 offered", f"chose {chosen}"),
        *(Observation(f"{hop.url}, alt-svc", value) for hop in versions.answers[:2] for value in hop.fields("alt-svc")),
    )
    if versions.chosen == "h2":
        return (NEWEST if versions.offers_http3 else SECOND).given(*seen, name=versions.host)
    if versions.old:
        return OLD.given(*seen, name=versions.host, version=versions.old.version)
    return FIRST.given(*seen, name=versions.host)


CHECK = Check(
    id="http-versions",
    version=2,
    subject=Host,
    title="HTTP versions",
    why="A server of before 1997's standard opens a connection for every file and falls over early.",
    references=("RFC 9113 section 3.2", "RFC 9114 section 3.1", "RFC 7301"),
    reads=http_versions_of_host,
    verdicts=(OLD, NEWEST, SECOND, FIRST),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP, TLS),
)
