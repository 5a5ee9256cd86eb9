"""MTA-STS as sending servers come to know it: the record, the file, and which exchangers it covers (RFC 8461)."""

import re
from dataclasses import dataclass
from enum import StrEnum

from audits.core.artifacts import Artifacts
from audits.core.derived.sending import exchangers
from audits.core.inapplicable import Inapplicable
from audits.core.observed.mail import MAIL, MailAnswers, MailReply
from audits.core.observed.mail_transport import STS_POLICY, PolicyFile
from audits.core.parsing.sts_policy import StsFault, StsPolicy, parsed_policy
from audits.core.parsing.version_list import MTA_STS, RecordFault, of_version, sts_id
from audits.core.unavailable import Unavailable

UNPROVEN = frozenset({401, 403, 407, 408, 421, 425, 429, 451})
"""Refusals besides 5xx that say nothing of what others are answered."""


class Absence(StrEnum):
    """Why senders come to know no policy though a record or a file is there."""

    NONE = ""
    SEVERAL = "several records"
    RECORD = "record"
    FILE = "file"
    KIND = "media type"
    CONTENT = "content"


@dataclass(frozen=True)
class TransportPolicy:
    """What senders know: `policy` None where there is none, with the `absence` and its reason.

    `records` verbatim; `uncovered` the exchangers that no pattern of the policy fits.
    """

    answers: MailAnswers
    records: tuple[str, ...]
    exchangers: tuple[str, ...]
    policy: StsPolicy | None = None
    absence: Absence = Absence.NONE
    reason: str = ""
    file: PolicyFile | None = None

    @property
    def uncovered(self) -> tuple[str, ...]:
        """The exchangers that senders may not use by this policy."""
        if self.policy is None or self.policy.mode == "none":
            return ()
        return tuple(host for host in self.exchangers if not self.policy.covers(host))

    @property
    def is_enforced(self) -> bool:
        """True where senders refuse to deliver without a verified connection."""
        return self.policy is not None and self.policy.mode == "enforce"


def announces_policy(answers: MailAnswers) -> bool:
    """True where exactly one record says that there is a policy file."""
    reply = answers.transport_policy.reply if answers.transport_policy else None
    return isinstance(reply, MailReply) and len(of_version(reply.records, MTA_STS)) == 1


def transport_policy(artifacts: Artifacts) -> TransportPolicy | Unavailable | Inapplicable:  # noqa: PLR0911 - one a state
    """The policy for the subject; a domain without exchangers has nothing to protect."""
    answers = artifacts.observed(MAIL)
    if isinstance(answers, Unavailable):
        return answers
    lookup, hosts = answers.transport_policy, exchangers(answers)
    if lookup is None:
        return Unavailable("this run did not ask for an MTA-STS record")
    if isinstance(lookup.reply, Unavailable):
        return lookup.reply
    if hosts is None:
        return (
            answers.exchangers.reply if isinstance(answers.exchangers.reply, Unavailable) else Unavailable("no answer")
        )
    if not hosts:
        return Inapplicable(f"{answers.domain} has no mail exchanger")
    records = of_version(lookup.reply.records, MTA_STS)
    if not records:
        return TransportPolicy(answers, (), hosts)
    if len(records) > 1:
        return TransportPolicy(
            answers, records, hosts, absence=Absence.SEVERAL, reason=f"there are {len(records)} records"
        )
    named = sts_id(records[0])
    if isinstance(named, RecordFault):
        return TransportPolicy(answers, records, hosts, absence=Absence.RECORD, reason=named.reason)
    return _of_file(answers, records, hosts, artifacts.observed(STS_POLICY))


def _of_file(  # noqa: PLR0911 - one return a state of the file
    answers: MailAnswers, records: tuple[str, ...], hosts: tuple[str, ...], file: PolicyFile | Unavailable
) -> TransportPolicy | Unavailable:
    if isinstance(file, Unavailable):
        # Senders verify the certificate as we do; every other missing answer says nothing.
        proven = file.reason.startswith("certificate ") or file.reason.endswith(" has no address")
        if not proven:
            return file
        return TransportPolicy(answers, records, hosts, absence=Absence.FILE, reason=file.reason)
    if file.status in UNPROVEN or file.status >= 500:
        return Unavailable(f"{file.url} answered {file.status}", (f"GET {file.url}: {file.status}",))
    if file.status != 200:
        return TransportPolicy(answers, records, hosts, None, Absence.FILE, f"it answers {file.status}", file)
    kind = file.content_type.partition(";")[0].strip().lower()
    if kind != "text/plain":
        reason = f"it is served as {re.sub(r'[^ -~]', '?', kind)[:60] or 'nothing in particular'}"
        return TransportPolicy(answers, records, hosts, None, Absence.KIND, reason, file)
    policy = StsFault("it is longer than 64 KB") if file.is_too_long else parsed_policy(file.text)
    if isinstance(policy, StsFault):
        return TransportPolicy(answers, records, hosts, None, Absence.CONTENT, policy.reason, file)
    return TransportPolicy(answers, records, hosts, policy, file=file)
