"""Can scripts of strangers' sites read from the API what was meant for the person who is signed in?"""

from audits.core.check import Check
from audits.core.derived.cross_origin import CrossOrigin, Shared, cross_origin_of_host
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.probes import FOREIGN, NO_ORIGIN, OWN, PROBES
from audits.core.observed.reach import REACH
from audits.core.outcome import Impact, Outcome
from audits.core.parsing.cors import Sharing
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

ORIGIN, CREDENTIALS = "access-control-allow-origin", "access-control-allow-credentials"

CLOSED = Verdict("closed", Outcome.PASS, "{name} lets no other site read its API")
CHOSEN = Verdict("chosen", Outcome.PASS, "{name} lets only chosen sites read its API: {allowed}")
PUBLIC = Verdict("public", Outcome.PASS, "{name} lets every site read its API as a stranger, and nobody with cookies")
REFLECTED = Verdict(
    "reflected",
    Outcome.FAIL,
    "Any site can read the API of {name} with the cookies of whoever visits it",
    Impact.INCIDENT,
    fix="Compare the whole Origin with a list of your own sites on {name}, never its beginning, its end or a pattern.\n"
    "# Express\ncors({{ origin: ['{own}'], credentials: true }})\n"
    "# FastAPI\nallow_origins=['{own}']  # in place of allow_origin_regex or ['*']\n"
    "# Django, django-cors-headers\nCORS_ALLOWED_ORIGINS = ['{own}']  # in place of CORS_ALLOW_ALL_ORIGINS = True\n"
    "# nginx\nmap $http_origin $allowed {{ {own} $http_origin; }}",
)
NULL = Verdict(
    "null",
    Outcome.FAIL,
    "Any site can read the API of {name} with its visitors' cookies, from a sandboxed frame: it allows the origin null",
    Impact.INCIDENT,
    fix="Take null out of the origins that {name} allows: a sandboxed frame has it, on every site. Name your own sites.\n"
    "Access-Control-Allow-Origin: {own}\nVary: Origin",
)
CONTRADICTORY = Verdict(
    "contradictory",
    Outcome.WARN,
    "{name} allows every site and cookies at once, which browsers refuse",
    Impact.CLEANUP,
    fix="If the API of {name} is public, drop Access-Control-Allow-Credentials. If it works with cookies, name the sites.\n"
    "Access-Control-Allow-Origin: {own}\nAccess-Control-Allow-Credentials: true\nVary: Origin",
)
UNREADABLE = Verdict(
    "unreadable",
    Outcome.WARN,
    "Browsers can match no site with what {name} allows: {allowed}",
    Impact.CLEANUP,
    fix="Send one origin from {name}, the one that asked, when it is on your list. Look for a second place that adds the "
    "field: the app and the proxy often both do.\n"
    "Access-Control-Allow-Origin: {own}\nVary: Origin",
)
UNVARIED = Verdict(
    "unvaried",
    Outcome.WARN,
    "{name} allows the site that asks, and does not tell caches that its answer depends on it",
    Impact.CLEANUP,
    fix="Add the field below to every answer of {name} whose Access-Control-Allow-Origin changes, those without one too; "
    "else a cache hands one site's answer to another.\n"
    "Vary: Origin",
)


def judge(seen: CrossOrigin) -> Judgement:
    foreign, null, own = (seen.of_kind(kind) for kind in (FOREIGN, NO_ORIGIN, OWN))
    evidence = tuple(piece for probe in seen.probes for piece in _told(seen, probe))
    facts = {
        "name": seen.host,
        "own": own.origin if own else f"https://app.{seen.host.partition('.')[2]}",
        "allowed": _allowed(tuple(probe.sharing for probe in (own, foreign, null) if probe)),
    }
    verdict = _of_foreign(foreign) if foreign else None
    return (verdict or _of_chosen(foreign, null, own)).given(*evidence, **facts)


def _allowed(sharings: tuple[Sharing, ...]) -> str:
    """What is allowed, in the words of the answer that is wrong where one is."""
    ordered = sorted(sharings, key=lambda sharing: not sharing.is_broken)
    return next((sharing.allowed[:120] for sharing in ordered if sharing.allowed), "")


def _of_foreign(probe: Shared) -> Verdict | None:
    """What follows from a site that nobody of the client's has being allowed, or everybody; None when it is not."""
    sharing = probe.sharing
    if sharing.is_for(probe.origin):
        if sharing.with_credentials:
            return REFLECTED
        return UNVARIED if probe.is_kept and not sharing.varies else PUBLIC
    if sharing.is_for_all:
        return CONTRADICTORY if sharing.with_credentials else PUBLIC
    return None


def _of_chosen(foreign: Shared | None, null: Shared | None, own: Shared | None) -> Verdict:
    if null and null.sharing.is_for("null") and null.sharing.with_credentials:
        return NULL
    if any(probe and probe.sharing.is_broken for probe in (foreign, null, own)):
        return UNREADABLE
    if own is None or not own.sharing.allowed:
        return CHOSEN if foreign and foreign.sharing.allowed else CLOSED
    is_fixed = foreign is not None and foreign.sharing.allowed == own.sharing.allowed
    return UNVARIED if not is_fixed and own.is_kept and not own.sharing.varies else CHOSEN


def _told(seen: CrossOrigin, probe: Shared) -> tuple[Observation, ...]:
    source = f"GET {seen.url} with Origin: {probe.origin}"
    names = (ORIGIN, CREDENTIALS, "vary")
    fields = [f"{name}: {value}" for name in names for value in probe.answer.fields(name)]
    return (Observation(source, f"{probe.answer.status}; " + ("; ".join(fields) or f"no {ORIGIN}")),)


CHECK = Check(
    id="cors",
    version=2,
    subject=Host,
    title="Cross-origin requests",
    why="An API that believes every origin lets any page its users open read their data with their own cookies.",
    references=("https://fetch.spec.whatwg.org/#http-cors-protocol", "CWE-942"),
    reads=cross_origin_of_host,
    verdicts=(REFLECTED, NULL, CONTRADICTORY, UNREADABLE, UNVARIED, CLOSED, CHOSEN, PUBLIC),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP, PROBES),
)
