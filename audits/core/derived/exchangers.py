"""Where mail for a domain goes: each MX record with what its host's addresses prove."""

from dataclasses import dataclass
from enum import StrEnum

from audits.core.artifacts import Artifacts
from audits.core.derived.sending import allows_nobody, exchanger_records
from audits.core.observed.dns import HostRecords
from audits.core.observed.mail import MAIL, MailAnswers, MailReply
from audits.core.parsing.mail_exchanger import Exchanger
from audits.core.unavailable import Unavailable
from audits.core.verdict import Observation


class Flaw(StrEnum):
    """Why no mail reaches a host, as a clause that follows its name."""

    NONE = ""
    LITERAL = "is an address where a name belongs"
    ABSENT = "does not exist"
    NO_ADDRESS = "has no address"
    NOT_PUBLIC = "has no public address"


@dataclass(frozen=True)
class Route:
    """One MX record: what is proven wrong with its host, and the alias that stands in its way."""

    exchanger: Exchanger
    flaw: Flaw = Flaw.NONE
    alias: str = ""


@dataclass(frozen=True)
class Exchangers:
    """The ways of a domain's mail; `routes` are without the null MX, `fallback` the addresses mail goes to without any."""

    answers: MailAnswers
    routes: tuple[Route, ...]
    is_null: bool
    sends: bool
    fallback: tuple[str, ...] = ()
    missing: Unavailable | None = None
    evidence: tuple[Observation, ...] = ()

    @property
    def flawed(self) -> tuple[Route, ...]:
        """The routes that are proven to lead nowhere."""
        return tuple(route for route in self.routes if route.flaw)


def domain_exchangers(artifacts: Artifacts) -> Exchangers | Unavailable:
    """The routes of the subject's mail; a domain without MX needs its SPF record or its own addresses besides."""
    answers = artifacts.observed(MAIL)
    if isinstance(answers, Unavailable):
        return answers
    if isinstance(answers.exchangers.reply, Unavailable):
        return answers.exchangers.reply
    found = exchanger_records(answers) or ()
    hosts = {each.name: each.records for each in answers.hosts}
    named = tuple(each for each in found if each.host)
    is_null = any(not each.host for each in found)
    if not named and not is_null:
        return _without_exchanger(answers, hosts.get(answers.domain))
    routes = tuple(_route(each, hosts.get(each.host)) for each in named)
    unknown = [_missing(each, hosts.get(each.host)) for each in named]
    evidence = tuple(_seen(each.host, hosts[each.host]) for each in named if each.host in hosts)
    return Exchangers(
        answers=answers,
        routes=routes,
        is_null=is_null,
        sends=not allows_nobody(answers),
        missing=next((each for each in unknown if each), None),
        evidence=evidence,
    )


def _without_exchanger(answers: MailAnswers, own: HostRecords | Unavailable | None) -> Exchangers | Unavailable:
    spf = answers.spf[0].reply if answers.spf else Unavailable("the SPF record was not asked for")
    if isinstance(spf, MailReply) and allows_nobody(answers):
        return Exchangers(answers, (), is_null=False, sends=False)
    if isinstance(own, HostRecords) and own.addresses:
        addresses = tuple(record.address for record in own.addresses)
        return Exchangers(answers, (), is_null=False, sends=True, fallback=addresses)
    if isinstance(spf, Unavailable):
        return spf
    missing = own.unanswered if isinstance(own, HostRecords) else own
    if missing or own is None:
        return missing or Unavailable(f"the addresses of {answers.domain} were not asked for")
    return Exchangers(answers, (), is_null=False, sends=True)


def _route(exchanger: Exchanger, records: HostRecords | Unavailable | None) -> Route:
    if exchanger.literal:
        return Route(exchanger, Flaw.LITERAL)
    if not isinstance(records, HostRecords):
        return Route(exchanger)
    alias = records.aliases[-1] if records.aliases else ""
    return Route(exchanger, _flaw(records), alias)


def _flaw(records: HostRecords) -> Flaw:
    if records.status == "NXDOMAIN":
        return Flaw.ABSENT
    if records.unanswered:
        return Flaw.NONE
    if not records.addresses:
        return Flaw.NO_ADDRESS
    return Flaw.NOT_PUBLIC if all(record.nature for record in records.addresses) else Flaw.NONE


def _missing(exchanger: Exchanger, records: HostRecords | Unavailable | None) -> Unavailable | None:
    """The answer we lack about an exchanger; one public address is enough to know that it is reached."""
    if exchanger.literal:
        return None
    if records is None:
        return Unavailable(f"the addresses of {exchanger.host} were not asked for", retry="with fewer exchangers")
    if isinstance(records, Unavailable):
        return records
    reached = any(not record.nature for record in records.addresses)
    return None if reached or records.status == "NXDOMAIN" else records.unanswered


def _seen(host: str, records: HostRecords | Unavailable) -> Observation:
    if isinstance(records, Unavailable):
        return Observation(f"{host} A, AAAA", f"no answer: {records.reason}")
    shown = [f"{each.address} ({each.nature})" if each.nature else each.address for each in records.addresses]
    aliases = [f"CNAME {alias}" for alias in records.aliases]
    return Observation(f"{host} A, AAAA", ", ".join((*aliases, *shown)) or f"{records.status}, no address")
