"""Fetches the MTA-STS policy of every mail domain that says it has one (RFC 8461 section 3.3)."""

import asyncio

from audits.core.artifacts import Artifact
from audits.core.derived.transport_policy import announces_policy
from audits.core.estate import Estate
from audits.core.observed.mail import MAIL, MailAnswers
from audits.core.observed.mail_transport import STS_POLICY, PolicyFile
from audits.core.subject import MailDomain
from audits.core.unavailable import Unavailable
from audits.gatherers.gatherer import Gathered, Gatherer
from portal.outbound.door import Door

POLICY_BYTES = 65_536
"""Senders may stop at 64 KB (RFC 8461 section 3.3)."""
POLICY_SECONDS = 10.0


async def gather(estate: Estate, door: Door, gathered: Gathered) -> tuple[Artifact, ...]:
    """One artifact a mail domain that announces a policy."""
    domains = [each for each in estate.subjects(MailDomain) if _announces(gathered.get((MAIL.name, each.label)))]
    files = await asyncio.gather(*(_file(domain.name, door) for domain in domains))
    return tuple(Artifact(STS_POLICY, domain.label, each) for domain, each in zip(domains, files, strict=True))


def _announces(answers: object) -> bool:
    return isinstance(answers, MailAnswers) and announces_policy(answers)


async def _file(domain: str, door: Door) -> PolicyFile | Unavailable:
    url = f"https://mta-sts.{domain}/.well-known/mta-sts.txt"
    page = await door.fetch(url, limit=POLICY_BYTES, seconds=POLICY_SECONDS)
    if isinstance(page, Unavailable):
        return page
    kind = next((value for name, value in page.headers if name.lower() == "content-type"), "")
    return PolicyFile(url, page.status, kind, page.body.decode("utf-8", "replace"), page.truncated)


STS_POLICY_GATHERER = Gatherer(source=STS_POLICY, title="Mail policy", gather=gather, needs=(MAIL.name,), seconds=20.0)
