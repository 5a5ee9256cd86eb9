"""Does a host made for the client's own people ask strangers to log in?"""

from urllib.parse import urlsplit

from audits.core.check import Check
from audits.core.derived.routes import LOGS_IN, REFUSES, Route, route_of_back_office
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.reach import REACH
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Host
from audits.core.verdict import COULD_NOT_CHECK, Judgement, Observation, Verdict

CLOSED = Verdict("closed", Outcome.PASS, "{name} refuses whoever is not signed in ({status})")
LOG_IN = Verdict("log-in", Outcome.PASS, "{name} asks visitors to log in")
OPEN = Verdict(
    "open",
    Outcome.FAIL,
    "Anybody can open the back office at {url}: {seen}",
    Impact.BLOCKER,
    fix="Put a sign-in before all of {name}: in the app, or at the edge (Cloudflare Access, nginx: auth_basic). Ask for "
    "its data routes without a session as well; each has to answer 401.",
)
OUTSIDE = Verdict("outside", Outcome.PASS, "{name} shows strangers a page with nothing of the inside")


def judge(route: Route) -> Judgement:
    source = f"GET {route.url}, not signed in"
    seen = Observation(source, f"{route.path}, {route.answer.media_type or 'no media type'}")
    name, page, people = urlsplit(route.url).hostname or "", route.page, route.people
    if route.ends in {REFUSES, LOGS_IN}:
        return (CLOSED if route.ends == REFUSES else LOG_IN).given(seen, name=name, status=route.answer.status)
    if people.are_listed:
        return OPEN.given(seen, Observation(source, people.told), name=name, url=route.url, seen=people.told)
    if page is not None and page.is_shell:
        reason = f"{route.url} is an app's empty shell; what its API lets through decides"
        return COULD_NOT_CHECK.given(seen, reason=reason, retry="with the API declared as an endpoint")
    if page is not None and (page.offers_log_out or (page.office and (page.has_rows or page.has_forms))):
        told = f"its title is “{page.office}”" if page.office else "it offers to log out"
        return OPEN.given(seen, Observation(source, told), name=name, url=route.url, seen=told)
    return OUTSIDE.given(seen, name=name)


CHECK = Check(
    id="back-office",
    version=2,
    subject=Host,
    title="Back office",
    why="Scanners try admin.* of every new domain within a day, and a back office without a log-in is open to them.",
    references=("https://owasp.org/Top10/A01_2021-Broken_Access_Control/", "CWE-306"),
    reads=route_of_back_office,
    verdicts=(OPEN, CLOSED, LOG_IN, OUTSIDE),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP),
)
