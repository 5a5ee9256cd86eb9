"""Does the log-in slow down whoever guesses passwords?"""

from itertools import groupby

from audits.core.amount import amount
from audits.core.check import Check
from audits.core.derived.log_ins import Doubt, Limit, guessing, tries_at_endpoint
from audits.core.observed.http import HTTP
from audits.core.observed.log_ins import LOG_INS, MOST_TRIES, LogInTries, LogInTry
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Endpoint
from audits.core.verdict import Judgement, Observation, Verdict

LIMITED = Verdict("limited", Outcome.PASS, "{url} stops guessing after {after}: {how}")
UNLIMITED = Verdict(
    "unlimited",
    Outcome.FAIL,
    "{url} answered {tries} wrong log-ins within {seconds} s all alike",
    Impact.INCIDENT,
    fix="Answer 429 after five wrong log-ins a minute from one address, and after ten an hour for one account. In the "
    "edge: a rate limiting rule on POST {path}. In the app: django-axes, express-rate-limit, Rack::Attack or the limits "
    "of the sign-in service. In nginx:\n"
    "limit_req_zone $binary_remote_addr zone=login:10m rate=5r/m;\n"
    "location = {path} {{\n"
    "    limit_req zone=login burst=5 nodelay;\n"
    "    limit_req_status 429;\n"
    "    # keep the proxy_pass lines that stand here today\n"
    "}}",
)
SHORT = Verdict(
    "short",
    Outcome.COULD_NOT_CHECK,
    "Could not check: it ended after {tries}, all answered alike ({ended})",
    fix="Start it again. Fewer than {most} wrong log-ins do not prove that there is no limit.",
)
UNCLEAR = Verdict(
    "unclear",
    Outcome.COULD_NOT_CHECK,
    "Could not check: {reason}",
    fix="Read the answers in the evidence. Leave the rule and one refused burst as evidence, or start it again {retry}.",
)


def judge(tries: LogInTries) -> Judgement:
    seen = _evidence(tries)
    found = guessing(tries)
    if isinstance(found, Limit):
        return LIMITED.given(*seen, url=tries.url, after=amount(found.after, "wrong log-in"), how=found.how)
    if isinstance(found, Doubt):
        return UNCLEAR.given(*seen, reason=found.reason, retry="in ten minutes")
    if len(tries.tries) < MOST_TRIES:
        ended, sent = (tries.ended or "fewer were sent").rstrip("."), amount(len(tries.tries), "wrong log-in")
        return SHORT.given(*seen, tries=sent, ended=ended, most=MOST_TRIES)
    path = "/" + tries.sent_to.partition("//")[2].partition("/")[2].partition("?")[0]
    return UNLIMITED.given(*seen, url=tries.url, tries=len(tries.tries), seconds=round(tries.seconds), path=path)


def _evidence(tries: LogInTries) -> tuple[Observation, ...]:
    """The answers in order, those that are the same told once."""
    seen, number = [Observation("made-up account", tries.account)], 1
    for said, group in groupby(tries.tries, key=_said):
        those = list(group)
        last = number + len(those) - 1
        which = f"wrong log-in {number}" if last == number else f"wrong log-ins {number} to {last}"
        slowest = max(each.seconds for each in those)
        seen.append(Observation(f"POST {tries.sent_to}, {which}", f"{said} (at most {slowest:.2f} s)"))
        number = last + 1
    return tuple(seen)


def _said(each: LogInTry) -> str:
    if each.hop is None:
        return each.missing
    where = f" to {each.hop.first('location')}" if each.hop.first("location") else ""
    return f"{each.hop.status}{where} {each.text[:160]}".strip()


CHECK = Check(
    id="login-rate-limit",
    version=1,
    subject=Endpoint,
    title="Limit on log-ins",
    why="Without a limit a script tries a list of leaked passwords against every account in one night.",
    references=("CWE-307", "https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html"),
    reads=tries_at_endpoint,
    verdicts=(UNLIMITED, SHORT, UNCLEAR, LIMITED),
    judge=judge,
    sources=(HTTP, LOG_INS),
)
