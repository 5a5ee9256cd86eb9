"""Can senders report failed encryption, if the domain asks them to?"""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.check import Check
from audits.core.derived.sending import seen
from audits.core.observed.mail import MAIL, MailAnswers
from audits.core.outcome import Impact, Outcome
from audits.core.parsing.version_list import TLS_REPORTS, RecordFault, of_version, repaired_reports, report_uris
from audits.core.subject import MailDomain
from audits.core.unavailable import Unavailable
from audits.core.verdict import Judgement, Verdict

ABSENT = Verdict("absent", Outcome.PASS, "{domain} asks for no reports about failed encryption, which is its choice")
REPORTED = Verdict("reported", Outcome.PASS, "Senders report failed encryption to {addresses}")
SEVERAL = Verdict(
    "several",
    Outcome.WARN,
    "{domain} has {count} TLS report records, so senders use none",
    Impact.CLEANUP,
    fix="Keep one TXT record at _smtp._tls.{domain}: {record}",
)
UNREADABLE = Verdict(
    "unreadable",
    Outcome.WARN,
    "No TLS report reaches {domain}: {reason}",
    Impact.CLEANUP,
    fix="Replace the TXT record at _smtp._tls.{domain} by: {record}",
)


@dataclass(frozen=True)
class TlsReports:
    """The answers, and the records at `_smtp._tls` that begin with the version."""

    answers: MailAnswers
    records: tuple[str, ...]


def tls_reports(artifacts: Artifacts) -> TlsReports | Unavailable:
    """What the subject says about reports."""
    answers = artifacts.observed(MAIL)
    if isinstance(answers, Unavailable):
        return answers
    if answers.tls_reports is None:
        return Unavailable("this run did not ask for a TLS report record")
    reply = answers.tls_reports.reply
    return reply if isinstance(reply, Unavailable) else TlsReports(answers, of_version(reply.records, TLS_REPORTS))


def judge(reports: TlsReports) -> Judgement:
    domain, evidence = reports.answers.domain, seen(reports.answers.tls_reports)
    if not reports.records:
        return ABSENT.given(*evidence, domain=domain)
    record = repaired_reports(reports.records[0], otherwise=f"mailto:tls-reports@{domain}")
    if len(reports.records) > 1:
        return SEVERAL.given(*evidence, domain=domain, count=len(reports.records), record=record)
    uris = report_uris(reports.records[0])
    if isinstance(uris, RecordFault):
        return UNREADABLE.given(*evidence, domain=domain, reason=uris.reason, record=record)
    return REPORTED.given(*evidence, addresses=", ".join(uris)[:300])


CHECK = Check(
    id="tls-reporting",
    version=1,
    subject=MailDomain,
    title="TLS reports",
    why="A report address that cannot be read hides the mail that never arrived.",
    references=("RFC 8460 section 3",),
    reads=tls_reports,
    verdicts=(SEVERAL, UNREADABLE, REPORTED, ABSENT),
    judge=judge,
    sources=(MAIL,),
)
