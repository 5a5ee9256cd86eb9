"""Which DMARC policy holds for a mail domain, found as receivers find it (RFC 9989 section 4.10)."""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.observed.mail import MAIL, MailAnswers, MailLookup, MailReply
from audits.core.parsing.dmarc import DmarcRecord, Policy, is_dmarc, looks_like_dmarc, parse
from audits.core.parsing.names import is_registry
from audits.core.unavailable import Unavailable


@dataclass(frozen=True)
class DmarcPolicy:
    """The policy record that holds for the domain, or what stands in its place.

    `holder` is the domain whose record it is, `several` the records at one name that cancel each other, `mistyped` a
    record that receivers discard, `policy` what the record asks for this domain before test mode, None where it asks
    for nothing usable. `is_apex` is true where subdomains take their policy from this record too.
    """

    answers: MailAnswers
    holder: str = ""
    record: DmarcRecord | None = None
    several: tuple[DmarcRecord, ...] = ()
    mistyped: str = ""
    policy: Policy | None = None
    is_apex: bool = True

    @property
    def effective(self) -> Policy | None:
        """The policy receivers apply, test mode counted in."""
        if self.policy is None or self.record is None:
            return None
        return self.policy.in_test_mode if self.record.is_test else self.policy

    @property
    def open_subdomains(self) -> tuple[str, ...]:
        """The tags by which subdomains stay open though the domain itself is protected."""
        record = self.record
        if record is None or self.holder != self.answers.domain or not self.is_apex:
            return ()
        return tuple(f"{name}=none" for name in ("sp", "np") if record.policy(name) is Policy.NONE)

    @property
    def poses_as_registry(self) -> bool:
        """True for psd=y at a domain somebody bought: its subdomains then count as strangers to it."""
        record = self.record
        return record is not None and record.tag("psd") == "y" and "." in self.holder and not is_registry(self.holder)

    @property
    def refused_reports(self) -> tuple[str, ...]:
        """The permission records that outside report addresses need and do not have, each a proven absence."""
        return tuple(
            lookup.name
            for lookup in self.answers.permissions
            if isinstance(lookup.reply, MailReply) and not any(is_dmarc(text) for text in lookup.reply.records)
        )


def dmarc_policy(artifacts: Artifacts) -> DmarcPolicy | Unavailable:
    """The policy for the subject; unavailable where a missing answer could have held it."""
    answers = artifacts.observed(MAIL)
    if isinstance(answers, Unavailable):
        return answers
    own = answers.dmarc[0]
    if isinstance(own.reply, Unavailable):
        return own.reply
    apex = artifacts.estate.domain
    is_apex = apex is None or not answers.domain.endswith("." + apex.name)
    records = _records(own)
    if len(records) > 1:
        return DmarcPolicy(answers, answers.domain, several=records)
    if records:
        return _held(answers, answers.domain, records[0], is_apex=is_apex)
    return _inherited(answers, is_apex=is_apex)


def _inherited(answers: MailAnswers, *, is_apex: bool) -> DmarcPolicy | Unavailable:
    """The policy of a parent; a registry that does not answer for a single label keeps nothing from being known."""
    parents = answers.dmarc[1:]
    for lookup in parents:
        if isinstance(lookup.reply, Unavailable) and "." in _domain_of(lookup):
            return lookup.reply
    found = _organizational(parents)
    if found is not None:
        return _held(answers, found[0], found[1], is_apex=is_apex)
    crowded = next((lookup for lookup in parents if len(_records(lookup)) > 1), None)
    if crowded is not None:
        return DmarcPolicy(answers, _domain_of(crowded), several=_records(crowded))
    reply = answers.dmarc[0].reply
    texts = reply.records if isinstance(reply, MailReply) else ()
    return DmarcPolicy(answers, mistyped=next((text for text in texts if looks_like_dmarc(text)), ""))


def _organizational(parents: tuple[MailLookup, ...]) -> tuple[str, DmarcRecord] | None:
    """The record of the organizational domain, else of the public suffix above it."""
    found: list[tuple[str, DmarcRecord]] = []
    for lookup in parents:
        records = _records(lookup)
        if len(records) != 1:
            continue
        name, record = _domain_of(lookup), records[0]
        if record.tag("psd") == "y":
            below = [each for each in found if each[0].count(".") == name.count(".") + 1]
            return below[0] if below else (name, record)
        found.append((name, record))
        if record.tag("psd") == "n":
            break
    return found[-1] if found else None


def _held(answers: MailAnswers, holder: str, record: DmarcRecord, *, is_apex: bool) -> DmarcPolicy:
    return DmarcPolicy(answers, holder, record, policy=_policy(answers, holder, record), is_apex=is_apex)


def _policy(answers: MailAnswers, holder: str, record: DmarcRecord) -> Policy | None:
    """The policy for the domain, none where the record is faulty but reports, nothing where it is just faulty."""
    if record.listed.repeated:
        return None
    if record.invalid_policies:
        return Policy.NONE if record.report_addresses else None
    if holder == answers.domain:
        return record.policy("p")
    first = answers.spf[0].reply
    exists = not (isinstance(first, MailReply) and first.status == "NXDOMAIN")
    names = ("sp", "p") if exists else ("np", "sp", "p")
    return next((policy for name in names if (policy := record.policy(name)) is not None), None)


def _records(lookup: MailLookup) -> tuple[DmarcRecord, ...]:
    texts = lookup.reply.records if isinstance(lookup.reply, MailReply) else ()
    return tuple(parse(text) for text in texts if is_dmarc(text))


def _domain_of(lookup: MailLookup) -> str:
    return lookup.name.removeprefix("_dmarc.")
