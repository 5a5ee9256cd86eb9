"""Email authentication of one domain in one value: what a document or a page tells without judging it again."""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.derived.dkim import DkimKeys, dkim_keys
from audits.core.derived.dmarc import DmarcPolicy, dmarc_policy
from audits.core.derived.sending import Role, exchangers, role, senders, spf_texts
from audits.core.derived.spf import tree_below
from audits.core.derived.spf_addresses import Flattened, flattened
from audits.core.derived.spf_shortening import published_record
from audits.core.derived.transport_policy import TransportPolicy, transport_policy
from audits.core.observed.mail import MAIL
from audits.core.unavailable import Unavailable

NOTHING = Flattened()


@dataclass(frozen=True)
class MailSummary:
    """What is published for a mail domain, each part empty where there is none or nobody answered.

    `services` send or take mail for the domain, `networks` is the flattened SPF record, `selectors` those whose key
    verifiers accept, `dmarc` the policy receivers apply (test mode counted in) and `dmarc_holder` whose record it is,
    `transport` the mode of the MTA-STS policy.
    """

    domain: str
    role: Role
    services: tuple[str, ...] = ()
    exchangers: tuple[str, ...] = ()
    spf: tuple[str, ...] = ()
    spf_lookups: int = 0
    networks: Flattened = NOTHING
    selectors: tuple[str, ...] = ()
    dmarc: str = ""
    dmarc_holder: str = ""
    transport: str = ""


def mail_summary(artifacts: Artifacts) -> MailSummary | Unavailable:
    """The summary of the subject."""
    answers = artifacts.observed(MAIL)
    if isinstance(answers, Unavailable):
        return answers
    record, keys = published_record(answers), dkim_keys(artifacts)
    policy, transport = dmarc_policy(artifacts), transport_policy(artifacts)
    known = policy if isinstance(policy, DmarcPolicy) else DmarcPolicy(answers)
    return MailSummary(
        domain=answers.domain,
        role=role(answers),
        services=tuple(sender.name for sender in senders(answers)),
        exchangers=exchangers(answers) or (),
        spf=spf_texts(answers),
        spf_lookups=tree_below(answers, (), record).lookups if record else 0,
        networks=flattened(answers, record) if record else NOTHING,
        selectors=tuple(key.name for key in keys.usable) if isinstance(keys, DkimKeys) else (),
        dmarc=known.effective.value if known.effective else "",
        dmarc_holder=known.holder,
        transport=transport.policy.mode if isinstance(transport, TransportPolicy) and transport.policy else "",
    )
