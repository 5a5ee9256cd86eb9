"""Can an answer of the API be found again in the logs?"""

from audits.core.check import Check
from audits.core.derived.request_ids import RequestIds, request_ids_of_host
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.probes import PROBES
from audits.core.observed.reach import REACH
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

CARRIED = Verdict("carried", Outcome.PASS, "Each answer of {name} carries an id of its own: {field}")
ABSENT = Verdict(
    "absent", Outcome.PASS, "Answers of {name} carry no request id: a user's report names no line of the log"
)
CACHED = Verdict(
    "cached", Outcome.PASS, "A cache answers for {name}, with the id of the request it kept the answer of: {field}"
)
REPEATED = Verdict(
    "repeated",
    Outcome.WARN,
    "{name} sends one request id with different answers: {field}: {value}",
    Impact.CLEANUP,
    fix="Make a new id for each request in the app or proxy of {name} (nginx: add_header X-Request-Id $request_id "
    "always;) and write it into the log.",
)


def judge(ids: RequestIds) -> Judgement:
    source = f"GET {ids.url}"
    seen = tuple(
        Observation(source, "; ".join(f"{name}: {value}" for name, value in answer.items()) or "no request id")
        for answer in ids.answers
    )
    if ids.telling:
        return CARRIED.given(*seen, name=ids.host, field=ids.telling)
    if ids.repeated:
        value = ids.answers[0][ids.repeated][:80]
        return (CACHED if ids.from_cache else REPEATED).given(*seen, name=ids.host, field=ids.repeated, value=value)
    return ABSENT.given(*seen, name=ids.host)


CHECK = Check(
    id="request-id",
    version=2,
    subject=Host,
    title="Request id",
    why="With an id in the answer, one line from a user finds one request among millions.",
    references=("https://www.w3.org/TR/trace-context/", "https://nginx.org/en/docs/http/ngx_http_core_module.html"),
    reads=request_ids_of_host,
    verdicts=(REPEATED, ABSENT, CARRIED, CACHED),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP, PROBES),
)
