"""Can senders find, read and keep the MTA-STS policy that the domain announces, if it announces one?"""

from audits.core.check import Check
from audits.core.derived.sending import seen
from audits.core.derived.transport_policy import Absence, TransportPolicy, transport_policy
from audits.core.observed.mail import MAIL
from audits.core.observed.mail_transport import STS_POLICY
from audits.core.outcome import Impact, Outcome
from audits.core.parsing.sts_policy import written_policy
from audits.core.subject import MailDomain
from audits.core.verdict import Judgement, Observation, Verdict

DAY, WEEK = 86_400, 604_800

ABSENT = Verdict(
    "absent", Outcome.PASS, "{domain} has no MTA-STS policy: senders encrypt where they can, as the standard has it"
)
ENFORCED = Verdict("enforced", Outcome.PASS, "Senders deliver to {hosts} over verified encryption only, for {lasting}")
TESTING = Verdict(
    "testing", Outcome.PASS, "The MTA-STS policy of {domain} is tested: senders report and deliver anyway"
)
SWITCHED_OFF = Verdict("switched-off", Outcome.PASS, "The MTA-STS policy of {domain} says that none is in force")
REFUSES_MAIL = Verdict(
    "refuses-mail",
    Outcome.FAIL,
    "The MTA-STS policy of {domain} forbids delivery to every one of its exchangers: {hosts}",
    Impact.BLOCKER,
    fix="Let https://mta-sts.{domain}/.well-known/mta-sts.txt read: {policy} (each slash is a new line). Then give the "
    "TXT record at _mta-sts.{domain} a new id.",
)
REFUSES_SOME = Verdict(
    "refuses-some",
    Outcome.WARN,
    "The MTA-STS policy of {domain} forbids delivery to {hosts}",
    Impact.INCIDENT,
    fix="Let https://mta-sts.{domain}/.well-known/mta-sts.txt read: {policy} (each slash is a new line). Then give the "
    "TXT record at _mta-sts.{domain} a new id.",
)
WOULD_REFUSE = Verdict(
    "would-refuse",
    Outcome.WARN,
    "Once enforced, the MTA-STS policy of {domain} would forbid delivery to {hosts}",
    Impact.CLEANUP,
    fix="Let https://mta-sts.{domain}/.well-known/mta-sts.txt read: {policy} (each slash is a new line). Then give the "
    "TXT record at _mta-sts.{domain} a new id.",
)
IGNORED = Verdict(
    "ignored",
    Outcome.WARN,
    "Senders ignore the MTA-STS record of {domain}: {reason}",
    Impact.CLEANUP,
    fix="Keep one TXT record at _mta-sts.{domain}: v=STSv1; id={id} — with a new id whenever the policy changes.",
)
NO_FILE = Verdict(
    "no-file",
    Outcome.WARN,
    "{domain} announces an MTA-STS policy that senders cannot fetch: {reason}",
    Impact.CLEANUP,
    fix="Serve https://mta-sts.{domain}/.well-known/mta-sts.txt as text/plain, without a redirect and with a certificate "
    "for mta-sts.{domain}: {policy} (each slash is a new line). Or delete the TXT record at _mta-sts.{domain}.",
)
UNREADABLE = Verdict(
    "unreadable",
    Outcome.WARN,
    "Senders cannot use the MTA-STS policy of {domain}: {reason}",
    Impact.CLEANUP,
    fix="Serve it as text/plain and let it read: {policy} (each slash is a new line). Then give the TXT record at "
    "_mta-sts.{domain} a new id.",
)
_OF_ABSENCE = {
    Absence.SEVERAL: IGNORED,
    Absence.RECORD: IGNORED,
    Absence.FILE: NO_FILE,
    Absence.KIND: UNREADABLE,
    Absence.CONTENT: UNREADABLE,
}


def judge(known: TransportPolicy) -> Judgement:
    """What a sender makes of record, file and exchangers, in this order."""
    domain, evidence = known.answers.domain, _evidence(known)
    if not known.records:
        return ABSENT.given(*evidence, domain=domain)
    policy = known.policy
    if policy is None:
        facts = {"domain": domain, "reason": known.reason, "id": "20260101000000", "policy": _mended(known, "testing")}
        return _OF_ABSENCE[known.absence].given(*evidence, **facts)
    if policy.mode == "none":
        return SWITCHED_OFF.given(*evidence, domain=domain)
    if known.uncovered:
        everyone = len(known.uncovered) == len(known.exchangers)
        of_enforced = REFUSES_MAIL if everyone else REFUSES_SOME
        verdict = of_enforced if known.is_enforced else WOULD_REFUSE
        hosts = ", ".join(known.uncovered)
        return verdict.given(*evidence, domain=domain, hosts=hosts, policy=_mended(known, policy.mode))
    if policy.mode == "testing":
        return TESTING.given(*evidence, domain=domain)
    return ENFORCED.given(*evidence, hosts=", ".join(known.exchangers), lasting=_lasting(policy.max_age))


def _lasting(seconds: int) -> str:
    """How long senders keep a policy, in the largest unit that fits."""
    for unit, word in ((DAY, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= unit:
            return f"{seconds // unit} {word}{'' if seconds < 2 * unit else 's'}"
    return f"{seconds} seconds"


def _mended(known: TransportPolicy, mode: str) -> str:
    """The policy that covers the exchangers there are."""
    return written_policy(mode, known.exchangers, known.policy.max_age if known.policy else WEEK)


def _evidence(known: TransportPolicy) -> tuple[Observation, ...]:
    """Record, file and exchangers, verbatim."""
    record = seen(known.answers.transport_policy)
    exchangers = seen(known.answers.exchangers)
    if known.file is None:
        return (*record, *exchangers)
    source = f"{known.file.url} ({known.file.status}, {known.file.content_type[:80] or 'no media type'})"
    return (*record, Observation(source, known.file.text[:1_000] or "nothing"), *exchangers)


CHECK = Check(
    id="mta-sts",
    version=2,
    subject=MailDomain,
    title="MTA-STS policy",
    why="A policy that does not fit the mail servers makes the big mail services hold back mail to this domain.",
    references=("RFC 8461",),
    reads=transport_policy,
    verdicts=(
        REFUSES_MAIL,
        REFUSES_SOME,
        WOULD_REFUSE,
        IGNORED,
        NO_FILE,
        UNREADABLE,
        TESTING,
        SWITCHED_OFF,
        ENFORCED,
        ABSENT,
    ),
    judge=judge,
    sources=(MAIL, STS_POLICY),
)
