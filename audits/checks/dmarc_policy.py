"""Does the mail domain tell receivers what to do with mail that fails authentication?"""

from audits.core.check import Check
from audits.core.derived.dmarc import DmarcPolicy, dmarc_policy
from audits.core.derived.sending import report_address, suggested_dmarc, told
from audits.core.observed.mail import MAIL, MailReply
from audits.core.outcome import Impact, Outcome
from audits.core.parsing.dmarc import DmarcRecord, Policy, merged, repaired, retyped
from audits.core.subject import MailDomain
from audits.core.verdict import Judgement, Observation, Verdict

MISSING = Verdict(
    "missing",
    Outcome.FAIL,
    "{domain} has no DMARC record",
    Impact.INCIDENT,
    fix="Publish this TXT record at _dmarc.{domain}: {record}{mailbox}",
)
MISTYPED = Verdict(
    "mistyped",
    Outcome.FAIL,
    "Receivers do not take the record of {domain} for DMARC",
    Impact.INCIDENT,
    fix="The record must begin with v=DMARC1; in capitals. Replace it at _dmarc.{domain} by: {record}{mailbox}",
)
SEVERAL = Verdict(
    "several",
    Outcome.FAIL,
    "{holder} publishes {count} DMARC records, so receivers use none",
    Impact.INCIDENT,
    fix="Delete all of them and publish this one TXT record at _dmarc.{holder}: {record}{mailbox}",
)
IGNORED = Verdict(
    "ignored",
    Outcome.FAIL,
    "Receivers ignore the DMARC record of {holder}: {reason}",
    Impact.INCIDENT,
    fix="Replace the TXT record at _dmarc.{holder} by: {record}{mailbox}",
)
NO_POLICY = Verdict(
    "no-policy",
    Outcome.WARN,
    "DMARC only watches, since {reason}",
    Impact.INCIDENT,
    fix="Replace the TXT record at _dmarc.{holder} by: {record}{mailbox}",
)
BLIND = Verdict(
    "blind",
    Outcome.WARN,
    "DMARC asks for nothing and nobody gets the reports",
    Impact.INCIDENT,
    fix="Replace the TXT record at _dmarc.{holder} by: {record}{mailbox}",
)
TESTING = Verdict(
    "testing",
    Outcome.WARN,
    "DMARC is in test mode: {written} acts as {effective}",
    Impact.CLEANUP,
    fix="Once the reports show only your own mail passing, replace the TXT record at _dmarc.{holder} by: {record}",
)
MONITORING = Verdict(
    "monitoring",
    Outcome.WARN,
    "DMARC only watches",
    Impact.CLEANUP,
    fix="Once the reports show only your own mail passing, replace the TXT record at _dmarc.{holder} by: {record}",
)
OPEN_SUBDOMAINS = Verdict(
    "open-subdomains",
    Outcome.WARN,
    "DMARC protects {holder} but not its subdomains ({tags})",
    Impact.CLEANUP,
    fix="Unless a subdomain needs it, replace the TXT record at _dmarc.{holder} by: {record}",
)
REFUSED_REPORTS = Verdict(
    "refused-reports",
    Outcome.WARN,
    "DMARC reports go to another domain that has not agreed to receive them",
    Impact.CLEANUP,
    fix="Have the TXT record v=DMARC1 published at {permission}, or report to an address of your own domain.",
)
UNREADABLE_REPORTS = Verdict(
    "unreadable-reports",
    Outcome.WARN,
    "DMARC reports of {holder} go nowhere: {address} is no address of the form mailto:…",
    Impact.CLEANUP,
    fix="Replace the TXT record at _dmarc.{holder} by: {record}",
)
POSES_AS_REGISTRY = Verdict(
    "poses-as-registry",
    Outcome.WARN,
    "The DMARC record of {holder} says psd=y, so mail of its subdomains no longer counts as its own",
    Impact.INCIDENT,
    fix="Only registries say so. Replace the TXT record at _dmarc.{holder} by: {record}",
)
OUTDATED = Verdict(
    "outdated",
    Outcome.WARN,
    "DMARC is not held to {share}: receivers apply the policy to all mail now (RFC 9989)",
    Impact.CLEANUP,
    fix="If part of the mail is not ready yet, publish t=y for a time; else replace the TXT record at _dmarc.{holder} by: {record}",
)
ENFORCED = Verdict(
    "enforced", Outcome.PASS, "DMARC asks receivers to {policy} mail that fails, by the record of {holder}"
)

ENFORCED_WITH_RELICS = Verdict(
    "enforced-with-relics",
    Outcome.PASS,
    "DMARC asks receivers to {policy} mail that fails, by the record of {holder}; {removed} no longer counts (RFC 9989)",
)


def judge(found: DmarcPolicy) -> Judgement:
    """What receivers make of the records, worst first."""
    evidence = _evidence(found)
    domain, reports = found.answers.domain, report_address(found.holder or found.answers.domain)
    if found.several:
        record = merged(found.several, reports=reports)
        return SEVERAL.given(
            *evidence, holder=found.holder, count=len(found.several), **_proposed(record, reports, found.several)
        )
    if found.record is None and found.mistyped:
        record = retyped(found.mistyped, reports=reports)
        return MISTYPED.given(*evidence, domain=domain, **_proposed(record, reports))
    if found.record is None:
        record = suggested_dmarc(found.answers)
        return MISSING.given(*evidence, domain=domain, **_proposed(record, reports))
    return _of_record(found, found.record, evidence, reports)


def _of_record(found: DmarcPolicy, record: DmarcRecord, evidence: tuple[Observation, ...], reports: str) -> Judgement:
    holder = found.holder
    if found.policy is None:
        facts = _proposed(repaired(record, reports=reports), reports, (record,))
        return IGNORED.given(*evidence, holder=holder, reason=_fault(record), **facts)
    if record.invalid_policies:
        facts = _proposed(repaired(record, reports=reports), reports, (record,))
        return NO_POLICY.given(*evidence, holder=holder, reason=_fault(record), **facts)
    if found.policy is Policy.NONE:
        return _only_watching(found, record, evidence, reports)
    if record.is_test:
        return TESTING.given(
            *evidence,
            holder=holder,
            written=f"p={found.policy.value}",
            effective=f"p={found.policy.in_test_mode.value}",
            record=repaired(record, reports=reports, t=""),
        )
    return _enforced(found, record, evidence, reports)


def _only_watching(
    found: DmarcPolicy, record: DmarcRecord, evidence: tuple[Observation, ...], reports: str
) -> Judgement:
    if not record.report_addresses:
        facts = _proposed(repaired(record, reports=reports), reports, (record,))
        return BLIND.given(*evidence, holder=found.holder, **facts)
    inherited = found.holder != found.answers.domain
    stronger = {"sp": Policy.QUARANTINE.value} if inherited else {"p": Policy.QUARANTINE.value}
    if inherited and record.policy("p") is Policy.NONE:
        stronger = {"p": Policy.QUARANTINE.value, "sp": ""}
    next_step = repaired(record, reports=reports, **stronger)
    return MONITORING.given(*evidence, holder=found.holder, record=next_step)


def _enforced(  # noqa: PLR0911 - one return a verdict
    found: DmarcPolicy, record: DmarcRecord, evidence: tuple[Observation, ...], reports: str
) -> Judgement:
    holder = found.holder
    if found.open_subdomains:
        closed = repaired(record, reports=reports, **{tag.partition("=")[0]: "" for tag in found.open_subdomains})
        return OPEN_SUBDOMAINS.given(*evidence, holder=holder, tags=", ".join(found.open_subdomains), record=closed)
    clean = repaired(record, reports=reports)
    if found.poses_as_registry:
        proper = repaired(record, reports=reports, psd="")
        return POSES_AS_REGISTRY.given(*evidence, holder=holder, record=proper)
    if record.unreadable_reports:
        address = record.unreadable_reports[0][:80]
        return UNREADABLE_REPORTS.given(*evidence, holder=holder, address=address, record=clean)
    if found.refused_reports:
        return REFUSED_REPORTS.given(*evidence, permission=", ".join(found.refused_reports))
    if record.share:
        return OUTDATED.given(*evidence, holder=holder, share=record.share, record=clean)
    policy = found.policy.value if found.policy else ""
    if record.removed:
        removed = ", ".join(record.removed)
        return ENFORCED_WITH_RELICS.given(*evidence, policy=policy, holder=holder, removed=removed)
    return ENFORCED.given(*evidence, policy=policy, holder=holder)


def _fault(record: DmarcRecord) -> str:
    """Why the record asks for nothing usable, as a clause."""
    if record.listed.repeated:
        return f"{record.listed.repeated[0]}= stands more than once"
    name = record.invalid_policies[0]
    value = record.tag(name)
    if value is not None:
        return f"{name}={value[:40]} is no policy"
    garbled = next((piece for piece in record.listed.unreadable if piece.lower().startswith(f"{name}=")), "")
    return f"{garbled[:40]} cannot be read" if garbled else f"it has no {name}= tag"


def _proposed(record: str, reports: str, published: tuple[DmarcRecord, ...] = ()) -> dict[str, str]:
    """The record to publish, with a word on the mailbox where its address is our own proposal."""
    is_new = reports in record and not any(reports in each.text for each in published)
    return {"record": record, "mailbox": " — the mailbox must exist." if is_new else ""}


def _evidence(found: DmarcPolicy) -> tuple[Observation, ...]:
    """Every answer of the walk, verbatim, and the permissions asked for."""
    return tuple(
        observation
        for lookup in (*found.answers.dmarc, *found.answers.permissions)
        for observation in (
            told(lookup.question, lookup.reply)
            if isinstance(lookup.reply, MailReply)
            else (Observation(lookup.question, f"no answer: {lookup.reply.reason}"),)
        )
    )


CHECK = Check(
    id="dmarc-policy",
    version=3,
    subject=MailDomain,
    title="DMARC policy",
    why="Without an enforcing policy anyone can send mail as this domain.",
    references=("RFC 9989 section 4.7", "RFC 9989 section 4.10"),
    reads=dmarc_policy,
    verdicts=(
        MISSING,
        MISTYPED,
        SEVERAL,
        IGNORED,
        NO_POLICY,
        BLIND,
        TESTING,
        MONITORING,
        OPEN_SUBDOMAINS,
        POSES_AS_REGISTRY,
        UNREADABLE_REPORTS,
        REFUSED_REPORTS,
        OUTDATED,
        ENFORCED_WITH_RELICS,
        ENFORCED,
    ),
    judge=judge,
    sources=(MAIL,),
)
