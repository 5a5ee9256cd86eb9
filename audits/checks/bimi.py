"""Can receivers show the logo that the domain publishes, if it publishes one?"""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.check import Check
from audits.core.derived.dmarc import DmarcPolicy, dmarc_policy
from audits.core.derived.sending import seen
from audits.core.observed.mail import MAIL, MailAnswers
from audits.core.outcome import Impact, Outcome
from audits.core.parsing.dmarc import Policy
from audits.core.parsing.version_list import BIMI, RecordFault, logo_address, of_version
from audits.core.subject import MailDomain
from audits.core.unavailable import Unavailable
from audits.core.verdict import Judgement, Verdict

ABSENT = Verdict("absent", Outcome.PASS, "{domain} publishes no logo for its mail, which is its choice")
DECLINED = Verdict("declined", Outcome.PASS, "{domain} says that no logo is to be shown beside its mail")
SHOWN = Verdict("shown", Outcome.PASS, "Receivers find the logo of {domain} at {logo}")
NOT_SHOWN = Verdict(
    "not-shown",
    Outcome.PASS,
    "{domain} publishes a logo; receivers show it once its DMARC policy is quarantine or reject for all mail",
)
UNREADABLE = Verdict(
    "unreadable",
    Outcome.WARN,
    "Receivers cannot read the logo record of {domain}: {reason}",
    Impact.CLEANUP,
    fix="Keep one TXT record at default._bimi.{domain}: v=BIMI1; l=https://{domain}/logo.svg — with the address of the "
    "logo as SVG Tiny PS.",
)


@dataclass(frozen=True)
class Logo:
    """The answers, the records at `default._bimi`, and the DMARC policy, None where it is not known."""

    answers: MailAnswers
    records: tuple[str, ...]
    dmarc: DmarcPolicy | None


def logo(artifacts: Artifacts) -> Logo | Unavailable:
    """What the subject says about its logo."""
    answers = artifacts.observed(MAIL)
    if isinstance(answers, Unavailable):
        return answers
    if answers.logo is None:
        return Unavailable("this run did not ask for a logo record")
    if isinstance(answers.logo.reply, Unavailable):
        return answers.logo.reply
    records, policy = of_version(answers.logo.reply.records, BIMI), dmarc_policy(artifacts)
    if isinstance(policy, Unavailable):
        return policy if records else Logo(answers, records, None)
    return Logo(answers, records, policy)


def judge(found: Logo) -> Judgement:
    domain, evidence = found.answers.domain, seen(found.answers.logo)
    if not found.records:
        return ABSENT.given(*evidence, domain=domain)
    if len(found.records) > 1:
        return UNREADABLE.given(*evidence, domain=domain, reason=f"there are {len(found.records)} of them")
    address = logo_address(found.records[0])
    if isinstance(address, RecordFault):
        return UNREADABLE.given(*evidence, domain=domain, reason=address.reason)
    if not address:
        return DECLINED.given(*evidence, domain=domain)
    if found.dmarc is None or found.dmarc.effective not in {Policy.QUARANTINE, Policy.REJECT}:
        return NOT_SHOWN.given(*evidence, domain=domain)
    return SHOWN.given(*evidence, domain=domain, logo=address[:300])


CHECK = Check(
    id="bimi",
    version=1,
    subject=MailDomain,
    title="Logo for mail",
    why="A logo record that cannot be read shows nothing and costs the work that went into it.",
    references=("https://datatracker.ietf.org/doc/draft-brand-indicators-for-message-identification/",),
    reads=logo,
    verdicts=(UNREADABLE, NOT_SHOWN, SHOWN, DECLINED, ABSENT),
    judge=judge,
    sources=(MAIL,),
)
