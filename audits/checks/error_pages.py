"""Does an address that does not exist get an honest answer, without a look behind the scenes?"""

from audits.core.check import Check
from audits.core.derived.error_pages import ErrorAnswers, Leak, error_answers
from audits.core.derived.shells import is_shell_of
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP, Hop, PageBody
from audits.core.observed.reach import REACH
from audits.core.observed.url_forms import FORMS
from audits.core.outcome import Impact, Outcome
from audits.core.parsing import debug_page
from audits.core.parsing.log_in_form import has_password
from audits.core.parsing.markup import parsed_markup
from audits.core.parsing.stock_page import stock_error
from audits.core.parsing.url_form import leads_to_sign_in
from audits.core.subject import Host
from audits.core.verdict import Fact, Judgement, Observation, Verdict

OWN = Verdict("own-page", Outcome.PASS, "{name} answers an unknown address with {status} and a page people can read")
PLAIN = Verdict("plain", Outcome.PASS, "{name} answers an unknown address with {status}")
ASKS = Verdict("asks-who", Outcome.PASS, "{name} asks people to log in before it says that an address does not exist")
SHELL = Verdict(
    "app-shell",
    Outcome.PASS,
    "{name} answers every address with its app (200), which itself draws what people see",
)
DEBUG = Verdict(
    "debug-page",
    Outcome.FAIL,
    "{url} shows everybody the {framework} debug page",
    Impact.BLOCKER,
    fix="{turn_off} Then replace every secret that page may have shown: settings and variables stand on it.",
)
DEVELOPMENT = Verdict(
    "development-server",
    Outcome.FAIL,
    "{name} runs the {framework} development server",
    Impact.BLOCKER,
    fix="{turn_off} A development server hands out source files and stops at the first fault.",
)
TRACE = Verdict(
    "stack-trace",
    Outcome.FAIL,
    "{url} answers {status} with a {framework} stack trace",
    Impact.INCIDENT,
    fix="{turn_off} Write the trace to the log with a request id, and show people that id alone.",
)
FAILS = Verdict(
    "fails",
    Outcome.FAIL,
    "An address of {name} that does not exist is answered with a server error (500), three times in a row",
    Impact.INCIDENT,
    fix="Read the server's log for {url} at the time of this run: the handler for unknown addresses itself fails. "
    "Let it answer 404 with a page.",
)
ENDLESS = Verdict(
    "endless",
    Outcome.FAIL,
    "An address of {name} that does not exist is redirected for ever",
    Impact.INCIDENT,
    fix="Answer unknown addresses with 404 instead of a redirect; the rule that redirects them meets its own target.",
)
SOFT = Verdict(
    "soft-404",
    Outcome.WARN,
    "{name} answers 200 for an address that does not exist",
    Impact.CLEANUP,
    fix="Answer addresses nobody made with 404 and a page that leads onward. Now search engines keep dead addresses, "
    "and monitors take a missing page for a sound one. Tried: {url}",
)
SENT_AWAY = Verdict(
    "sent-away",
    Outcome.WARN,
    "{name} sends people with a wrong address to {end} without a word",
    Impact.CLEANUP,
    fix="Answer addresses nobody made with 404 and a page that says so and leads onward, instead of a redirect to {end}.",
)
BARE = Verdict(
    "bare",
    Outcome.WARN,
    "{name} answers an unknown address with {page}",
    Impact.CLEANUP,
    fix="Give {name} a page of its own for 404 that says what happened and leads onward. nginx: error_page 404 "
    "/404.html; Next.js: app/not-found.tsx; Django: templates/404.html; Express: a last handler that renders it.",
)

TURN_OFF = {
    "Django": "Set DEBUG = False in production, and ALLOWED_HOSTS to the site's own names.",
    "Flask": "Start the app with a WSGI server such as gunicorn, without debug=True and without FLASK_DEBUG: the "
    "debugger runs code for whoever finds its PIN.",
    "Rails": "Set RAILS_ENV=production, and config.consider_all_requests_local = false.",
    "Laravel": "Set APP_DEBUG=false and APP_ENV=production, then run php artisan config:cache.",
    "Symfony": "Set APP_ENV=prod and APP_DEBUG=0, then run bin/console cache:clear.",
    "Phoenix": "Deploy a release made with MIX_ENV=prod, with debug_errors: false.",
    "ASP.NET": 'Set ASPNETCORE_ENVIRONMENT=Production, or <customErrors mode="RemoteOnly"/> in web.config.',
    "Next.js": "Build and start for production: npm run build, then npm start, not next dev.",
    "Vite": "Build for production with npm run build and serve the dist folder, not vite or npm run dev.",
    "Node.js": "Set NODE_ENV=production and add a last error handler that renders a page.",
    "Java": "Set server.error.include-stacktrace=never and server.error.include-message=never.",
    "Python": "Catch failures in one handler that answers with a page, and turn debug mode off.",
    "Ruby": "Catch failures in one handler that answers with a page, and run in production mode.",
    "PHP": "Set display_errors=Off and log_errors=On in php.ini, and reload PHP.",
    "Go": "Recover from panics in one middleware that answers with a page.",
}
BY_KIND = {debug_page.PAGE: DEBUG, debug_page.SERVER: DEVELOPMENT, debug_page.TRACE: TRACE}


def judge(answers: ErrorAnswers) -> Judgement:
    seen = Observation(f"GET {answers.unknown.start}", answers.unknown.path)
    if answers.leaks:
        worst = min(answers.leaks, key=lambda leak: list(BY_KIND).index(leak.page.kind))
        return _leaked(worst, answers, seen)
    last, body = answers.unknown.last, answers.unknown.body
    facts: dict[str, Fact] = {"name": answers.host, "url": answers.unknown.start}
    if last is None or body is None:
        return ENDLESS.given(seen, **facts)
    if last.status == 401 or any(leads_to_sign_in(hop.url) for hop in answers.unknown.hops[1:]):
        return ASKS.given(seen, **facts)
    if last.status >= 500:
        again = Observation(f"GET {last.url}, tried again", ", ".join(map(str, answers.repeats)))
        return FAILS.given(seen, again, **facts)
    return _of_status(answers, last, body, seen)


def _of_status(answers: ErrorAnswers, last: Hop, body: PageBody, seen: Observation) -> Judgement:
    facts: dict[str, Fact] = {"name": answers.host, "url": answers.unknown.start, "status": last.status}
    if last.status < 400:
        if answers.unknown.redirects:
            return SENT_AWAY.given(seen, **facts, end=last.url)
        return _taken_for_a_page(answers, last, body).given(seen, **facts)
    if not answers.is_site:
        return PLAIN.given(seen, **facts)
    stock = stock_error(body.text)
    if stock:
        told = Observation(f"page of {last.url}", stock.shown)
        return BARE.given(seen, told, **facts, page=f"the page {stock.maker} brings along")
    words = parsed_markup(body.text).words if last.is_html else tuple(body.text.split())
    return OWN.given(seen, **facts) if words else BARE.given(seen, **facts, page="an empty page")


def _taken_for_a_page(answers: ErrorAnswers, last: Hop, body: PageBody) -> Verdict:
    """The verdict of an unknown address that is answered as if it were there."""
    home = answers.home.body
    if last.is_html and has_password(body.text):
        return ASKS
    return SHELL if last.is_html and home is not None and is_shell_of(body, home, last.url) else SOFT


def _leaked(leak: Leak, answers: ErrorAnswers, seen: Observation) -> Judgement:
    shown = tuple(Observation(f"GET {each.url} ({each.status})", each.page.shown) for each in answers.leaks)
    return BY_KIND[leak.page.kind].given(
        *shown,
        seen,
        name=answers.host,
        url=leak.url,
        status=leak.status,
        framework=leak.page.framework,
        turn_off=TURN_OFF[leak.page.framework],
    )


CHECK = Check(
    id="error-pages",
    version=2,
    subject=Host,
    title="Error pages",
    why="A wrong address is met by everybody sooner or later: it should say so, and show nothing of how the app is built.",
    references=("RFC 9110 section 15.5.5", "CWE-209", "CWE-489"),
    reads=error_answers,
    verdicts=(DEBUG, DEVELOPMENT, TRACE, FAILS, ENDLESS, SOFT, SENT_AWAY, BARE, ASKS, SHELL, PLAIN, OWN),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP, FORMS),
)
