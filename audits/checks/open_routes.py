"""Do the routes that hold something of people ask who is there before they answer?"""

from urllib.parse import urlsplit

from audits.core.check import Check
from audits.core.derived.routes import GIVES, LOGS_IN, REFUSES, Route, route_of_endpoint
from audits.core.observed.http import HTTP
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Endpoint
from audits.core.verdict import COULD_NOT_CHECK, Judgement, Observation, Verdict

REFUSED = Verdict("refused", Outcome.PASS, "{url} refuses whoever is not signed in ({status})")
LOG_IN = Verdict("log-in", Outcome.PASS, "{url} asks visitors to log in")
PUBLIC = Verdict("public", Outcome.PASS, "{url} answers everybody, with nothing about persons and no inside of an app")
PERSONAL = Verdict(
    "personal",
    Outcome.FAIL,
    "Anybody can read data about persons at {url}",
    Impact.BLOCKER,
    fix="Ask for a session before anything else in the handler of {path}, and answer 401 without one; hiding the link "
    "keeps nobody out. Then look in the access log who has read it: if strangers did, a notification duty may follow "
    "(GDPR article 33: 72 hours).",
)
INSIDE = Verdict(
    "inside",
    Outcome.FAIL,
    "Anybody can open the inside of the app at {url}: {seen}",
    Impact.BLOCKER,
    fix="Put the sign-in before {path} on the server, for every address below it and for the data it loads, and answer "
    "401 or redirect to the log-in without a session.",
)
HALF_OPEN = Verdict(
    "half-open",
    Outcome.WARN,
    "{url} shows strangers a page that offers to log out",
    Impact.INCIDENT,
    fix="Decide on the server whether {path} is shown: without a session answer with a redirect to the log-in. A script "
    "that sends people away runs after the page was handed out. Then ask for the page's own data without a session: it "
    "has to answer 401.",
)


def judge(route: Route) -> Judgement:
    source = f"GET {route.url}, not signed in"
    seen = Observation(source, f"{route.path}, {route.answer.media_type or 'no media type'}")
    if route.ends == GIVES and route.page and route.page.is_shell and not route.people.are_listed:
        reason = f"{route.url} is an app's empty shell; what its API lets through decides"
        return COULD_NOT_CHECK.given(seen, reason=reason, retry="with the API declared as an endpoint")
    told = _told(route)
    evidence = (seen, Observation(source, told)) if told else (seen,)
    path = urlsplit(route.url).path or "/"
    return _verdict(route).given(*evidence, url=route.url, path=path, status=route.answer.status, seen=told)


def _verdict(route: Route) -> Verdict:
    page = route.page
    if route.ends in {REFUSES, LOGS_IN}:
        return REFUSED if route.ends == REFUSES else LOG_IN
    if route.people.are_listed:
        return PERSONAL
    if page and ((page.offers_log_out and page.has_rows) or _is_office(route)):
        return INSIDE
    return HALF_OPEN if page and page.offers_log_out else PUBLIC


def _is_office(route: Route) -> bool:
    """Whether a page where the client's own people work shows them something; others may well be about one.

    A table at the declared address itself is one of them, whatever the title says.
    """
    page = route.page
    if route.purpose != "admin" or page is None:
        return False
    return bool(page.office and (page.has_rows or page.has_forms)) or (page.has_rows and route.answer.url == route.url)


def _told(route: Route) -> str:
    """What there is to see, without a value of it."""
    people, page = route.people, route.page
    told = people.told if people.are_listed else ""
    if page and not told:
        told = (
            (f"its title is “{page.office}”" if page.office else "it shows a table")
            if _is_office(route)
            else "it offers to log out"
            if page.offers_log_out
            else ""
        )
    return told


CHECK = Check(
    id="open-routes",
    version=3,
    subject=Endpoint,
    title="Routes without a log-in",
    why="A route that forgot to ask who is there hands everything it knows to the first stranger who finds it.",
    references=("https://owasp.org/Top10/A01_2021-Broken_Access_Control/", "CWE-306"),
    reads=route_of_endpoint,
    verdicts=(PERSONAL, INSIDE, HALF_OPEN, REFUSED, LOG_IN, PUBLIC),
    judge=judge,
    sources=(HTTP,),
)
