"""Does mail for the domain reach a server, or does the domain say plainly that it takes none?"""

from audits.core.check import Check, could_not_check
from audits.core.derived.mail_routes import Flaw, MailRoutes, Route, mail_routes
from audits.core.derived.sending import seen
from audits.core.observed.mail import MAIL
from audits.core.outcome import Impact, Outcome
from audits.core.subject import MailDomain
from audits.core.verdict import Judgement, Verdict

RECEIVES = Verdict("receives", Outcome.PASS, "Mail for {domain} goes to {hosts}")
TAKES_NONE = Verdict("takes-none", Outcome.PASS, "{domain} says that it takes no mail (null MX)")
PARKED = Verdict("parked", Outcome.PASS, "{domain} has no mail exchanger and SPF allows nobody: it has no part in mail")
UNUSED = Verdict(
    "unused", Outcome.PASS, "{domain} has neither mail exchanger nor address, and nothing says that it sends mail"
)
FALLS_BACK = Verdict(
    "falls-back", Outcome.PASS, "{domain} has no MX record: answers and bounces go to its own address, {addresses}"
)
NO_WAY_BACK = Verdict(
    "no-way-back",
    Outcome.WARN,
    "{domain} sends mail but has neither mail exchanger nor address, so some receivers refuse it",
    Impact.INCIDENT,
    fix="Publish an MX record at {domain} that names the host your mail service gives for bounces. If no mail is sent "
    "from it, publish instead: MX 0 . and TXT v=spf1 -all",
)
UNREACHABLE = Verdict(
    "unreachable",
    Outcome.FAIL,
    "No mail reaches {domain}: {flaws}",
    Impact.BLOCKER,
    fix="Replace the MX records at {domain} by {record}",
)
DEAD_EXCHANGER = Verdict(
    "dead-exchanger",
    Outcome.WARN,
    "Not every mail exchanger of {domain} can be reached: {flaws}",
    Impact.INCIDENT,
    fix="Delete the MX record {dead} at {domain}, so that these remain: {record}",
)
CONTRADICTORY = Verdict(
    "contradictory",
    Outcome.FAIL,
    "{domain} says that it takes no mail (null MX) and names exchangers beside",
    Impact.INCIDENT,
    fix="Delete the MX record 0 . at {domain}, so that these remain: {record}",
)
TO_ALIAS = Verdict(
    "to-alias",
    Outcome.WARN,
    "The mail exchanger {host} is an alias of {alias}, which MX records must not name",
    Impact.CLEANUP,
    fix="Replace the MX record {old} at {domain} by: {record}",
)


def judge(found: MailRoutes) -> Judgement:  # noqa: PLR0911 - one return a verdict
    """What is proven wrong, worst first; then what was not answered; then how mail arrives."""
    evidence = (*seen(found.answers.exchangers), *found.evidence)
    domain = found.answers.domain
    if not found.routes:
        return _without_route(found)
    if found.is_null:
        return CONTRADICTORY.given(*evidence, domain=domain, record=_records(found.routes))
    flawed = found.flawed
    if len(flawed) == len(found.routes):
        return UNREACHABLE.given(*evidence, domain=domain, flaws=_flaws(flawed), record=_instead(found))
    if flawed:
        left = tuple(route for route in found.routes if not route.flaw)
        dead = ", ".join(route.exchanger.text for route in flawed)
        return DEAD_EXCHANGER.given(*evidence, domain=domain, flaws=_flaws(flawed), dead=dead, record=_records(left))
    alias = next((route for route in found.routes if route.alias), None)
    if alias:
        record = f"MX {alias.exchanger.preference} {alias.alias}."
        old, host = alias.exchanger.text, alias.exchanger.host
        return TO_ALIAS.given(*evidence, domain=domain, host=host, alias=alias.alias, old=old, record=record)
    if found.missing:
        return could_not_check(found.missing)
    return RECEIVES.given(*evidence, domain=domain, hosts=", ".join(route.exchanger.host for route in found.routes))


def _without_route(found: MailRoutes) -> Judgement:
    domain, evidence = found.answers.domain, seen(found.answers.exchangers)
    if found.is_null:
        return TAKES_NONE.given(*evidence, domain=domain)
    if found.sends is False:
        return PARKED.given(*evidence, *seen(found.answers.spf[0]), domain=domain)
    if found.fallback:
        return FALLS_BACK.given(*evidence, domain=domain, addresses=", ".join(found.fallback[:4]))
    verdict = NO_WAY_BACK if found.sends else UNUSED
    return verdict.given(*evidence, *seen(found.answers.spf[0]), domain=domain)


def _flaws(routes: tuple[Route, ...]) -> str:
    return "; ".join(f"{route.exchanger.host} {route.flaw.value}" for route in routes)


def _records(routes: tuple[Route, ...]) -> str:
    return ", ".join(f"MX {route.exchanger.text}" for route in routes)


def _instead(found: MailRoutes) -> str:
    """What to publish where nothing works: a name for an address written bare, else what the mail service shows."""
    domain, first = found.answers.domain, found.routes[0]
    if first.flaw is Flaw.LITERAL:
        kind = "AAAA" if ":" in first.exchanger.literal else "A"
        return (
            f"MX {first.exchanger.preference} mail.{domain}. and publish mail.{domain} {kind} {first.exchanger.literal}"
        )
    return "the ones your mail service shows, or publish a public address for the host they name"


CHECK = Check(
    id="mail-exchangers",
    version=1,
    subject=MailDomain,
    title="Mail exchangers",
    why="Answers, bounces and password resets sent to this domain go where its MX records point, or nowhere.",
    references=("RFC 5321 section 5.1", "RFC 7505", "RFC 2181 section 10.3"),
    reads=mail_routes,
    verdicts=(
        UNREACHABLE,
        CONTRADICTORY,
        DEAD_EXCHANGER,
        TO_ALIAS,
        NO_WAY_BACK,
        FALLS_BACK,
        UNUSED,
        PARKED,
        TAKES_NONE,
        RECEIVES,
    ),
    judge=judge,
    sources=(MAIL,),
)
