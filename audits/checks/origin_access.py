"""Does the server behind the edge hand out the site to whoever asks it directly?"""

from audits.core.amount import amount
from audits.core.check import Check
from audits.core.derived.origin_answers import AskedSite, asked_site
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.mail import MAIL
from audits.core.observed.origins import ANSWERED, ORIGINS, OriginAnswer
from audits.core.observed.reach import REACH
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

CLOSED = Verdict("closed", Outcome.PASS, "None of the {count} addresses that may stand behind {edge} hands out {name}")
OPEN = Verdict(
    "open",
    Outcome.FAIL,
    "{addresses} hands out the site of {name} without passing {edge}",
    Impact.INCIDENT,
    fix="Let the web server at {addresses} take connections from {edge} alone: a tunnel that the server opens itself "
    "(for Cloudflare: cloudflared tunnel, then close ports 80 and 443), authenticated origin pulls, or the published "
    "addresses of {edge} as the only allowed ones. Then change the address, it is known now. In nginx:\n"
    "# one allow line for each published network of {edge}, from a file that is renewed by itself\n"
    "include /etc/nginx/edge-networks.conf;\n"
    "deny all;",
)
QUIET = Verdict(
    "quiet",
    Outcome.COULD_NOT_CHECK,
    "Could not check: {silent} gave no answer when asked for {name}",
    fix="Leave the firewall's rule as evidence where it drops all but {edge}. Else start it again in ten minutes.",
)
PARTLY = Verdict(
    "incomplete",
    Outcome.COULD_NOT_CHECK,
    "Could not check: not every address that may stand behind {edge} was asked for {name} ({reason})",
    fix="Start it again, and declare the real origin as an endpoint: it is asked first.",
)


def judge(asked: AskedSite) -> Judgement:
    site, answers = asked.site, asked.answers
    seen = tuple(_observed(each) for each in (*answers.answers, *asked.closed))
    given = {"name": site.host, "edge": site.edge}
    if asked.shown_by:
        return OPEN.given(*seen, addresses=_addresses(asked.shown_by), **given)
    if answers.ended or answers.unasked:
        more = f"{amount(len(answers.unasked), 'request')} more than one site costs"
        reason = answers.ended.rstrip(".") or more
        left_out = tuple(Observation("not asked", each) for each in answers.unasked)
        return PARTLY.given(*seen, *left_out, reason=reason, **given)
    if asked.silent:
        return QUIET.given(*seen, silent=_addresses(asked.silent), **given)
    return CLOSED.given(*seen, count=len({each.address for each in (*answers.answers, *asked.closed)}), **given)


def _observed(answer: OriginAnswer) -> Observation:
    source = f"{answer.url} at {answer.address} ({answer.known_from})"
    if answer.outcome == ANSWERED and answer.hop is not None:
        where = answer.hop.first("location")
        return Observation(source, f"{answer.hop.status}{f' to {where}' if where else ''} {_title(answer)}".strip())
    return Observation(source, answer.says or answer.outcome)


def _title(answer: OriginAnswer) -> str:
    return " ".join(answer.body.text.split())[:160] if answer.body else ""


def _addresses(answers: tuple[OriginAnswer, ...]) -> str:
    return " and ".join(dict.fromkeys(each.address for each in answers))


CHECK = Check(
    id="origin-access",
    version=1,
    subject=Host,
    title="Origin access",
    why="Whoever finds the server's address attacks it without any of the edge's protections.",
    references=("https://developers.cloudflare.com/fundamentals/security/protect-your-origin-server/",),
    reads=asked_site,
    verdicts=(OPEN, QUIET, PARTLY, CLOSED),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP, MAIL, ORIGINS),
)
