"""A host's aliases, with what else is known to stand at the same name."""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.derived.presence import through_wildcard
from audits.core.inapplicable import Inapplicable
from audits.core.observed.dns import DNS, ZONE, HostRecords, ZoneRecords
from audits.core.observed.mail import MAIL, MailAnswers, MailReply
from audits.core.subject import MailDomain
from audits.core.unavailable import Unavailable


@dataclass(frozen=True)
class AliasChain:
    """`zone_servers` are those of the zone that begins at this very name; `beside` other records told of it."""

    records: HostRecords
    zone_servers: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


def alias_chain(artifacts: Artifacts) -> AliasChain | Unavailable | Inapplicable:
    """The aliases of a host that exists; other records count as far as the domain's other questions met them."""
    records = artifacts.observed(DNS)
    if isinstance(records, Unavailable):
        return records
    if not records.exists:
        return records.unanswered or Inapplicable(f"{records.name} does not exist")
    if through_wildcard(records, artifacts):
        return Inapplicable(f"{records.name} exists only through a wildcard record and was not declared")
    zone = artifacts.observed(ZONE, records.name)
    servers = tuple(server.name for server in zone.name_servers) if isinstance(zone, ZoneRecords) else ()
    return AliasChain(records, servers, _mail_records(records.name, artifacts))


def _mail_records(name: str, artifacts: Artifacts) -> tuple[str, ...]:
    """The MX and TXT records that were answered at the name itself, not through an alias."""
    if name not in {domain.name for domain in artifacts.estate.subjects(MailDomain)}:
        return ()
    answers = artifacts.observed(MAIL, name)
    if not isinstance(answers, MailAnswers):
        return ()
    own = (each for each in (answers.exchangers, *answers.spf) if each.name == name)
    return tuple(
        f"{each.type} {record}"
        for each in own
        if isinstance(each.reply, MailReply) and not each.reply.aliases
        for record in each.reply.records
    )
