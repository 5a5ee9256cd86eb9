"""Where mail for a domain goes: each exchanger with what is wrong with it (RFC 5321 section 5.1, RFC 7505)."""

from dataclasses import dataclass
from enum import StrEnum

from audits.core.artifacts import Artifacts
from audits.core.derived.sending import allows_nobody, exchanger_records, spf_texts
from audits.core.observed.dns import HostRecords
from audits.core.observed.mail import MAIL, MailAnswers, MailReply
from audits.core.parsing.mail_exchanger import Exchanger
from audits.core.unavailable import Unavailable
from audits.core.verdict import Observation


class Flaw(StrEnum):
    """Why no mail arrives at an exchanger; the words finish "mail.acme.example …"."""

    NONE = ""
    LITERAL = "is an address where a host name belongs"
    ABSENT = "does not exist"
    NO_ADDRESS = "has no address"
    PRIVATE = "has an address that nobody can reach from outside"


@dataclass(frozen=True)
class Route:
    """One exchanger: its flaw, the alias it is, and the answer we did not get about it."""

    exchanger: Exchanger
    flaw: Flaw = Flaw.NONE
    alias: str = ""
    addresses: tuple[str, ...] = ()
    missing: Unavailable | None = None


@dataclass(frozen=True)
class MailRoutes:
    """All routes of a domain, the most preferred first.

    `fallback` are the domain's own addresses where it has no MX; `sends` is None where no SPF record says whether it does.
    """

    answers: MailAnswers
    routes: tuple[Route, ...]
    is_null: bool = False
    fallback: tuple[str, ...] = ()
    sends: bool | None = True

    @property
    def flawed(self) -> tuple[Route, ...]:
        """The routes by which no mail arrives."""
        return tuple(route for route in self.routes if route.flaw)

    @property
    def missing(self) -> Unavailable | None:
        """The first answer about a route that we did not get."""
        return next((route.missing for route in self.routes if route.missing), None)

    @property
    def evidence(self) -> tuple[Observation, ...]:
        """The addresses of each route, or what stands in their place."""
        return tuple(
            Observation(f"{route.exchanger.host} A, AAAA", ", ".join(route.addresses) or _nothing(route))
            for route in self.routes
            if not route.exchanger.literal
        )


def mail_routes(artifacts: Artifacts) -> MailRoutes | Unavailable:
    """The routes of the subject's mail."""
    answers = artifacts.observed(MAIL)
    if isinstance(answers, Unavailable):
        return answers
    records = exchanger_records(answers)
    if records is None:
        reply = answers.exchangers.reply
        return reply if isinstance(reply, Unavailable) else Unavailable("no answer about the mail exchangers")
    known = {host.name: host.records for host in answers.hosts}
    if not records:
        return _without(answers, known.get(answers.domain))
    routes = tuple(_route(each, known.get(each.host)) for each in records if each.host)
    return MailRoutes(answers, routes, is_null=any(not each.host for each in records))


def _without(answers: MailAnswers, own: HostRecords | Unavailable | None) -> MailRoutes | Unavailable:
    """A domain without MX: mail goes to its own address (RFC 5321 section 5.1), and it may never send any."""
    first = answers.spf[0].reply
    if allows_nobody(answers):
        return MailRoutes(answers, (), sends=False)
    if not isinstance(first, MailReply):
        return first
    if isinstance(own, Unavailable):
        return own
    if isinstance(own, HostRecords) and not own.addresses and own.unanswered:
        return own.unanswered
    addresses = tuple(record.address for record in own.addresses) if isinstance(own, HostRecords) else ()
    return MailRoutes(answers, (), fallback=addresses, sends=True if spf_texts(answers) else None)


def _route(exchanger: Exchanger, records: HostRecords | Unavailable | None) -> Route:
    if exchanger.literal:
        return Route(exchanger, Flaw.LITERAL)
    if records is None:
        return Route(exchanger)  # beyond the exchangers whose addresses are asked for
    if isinstance(records, Unavailable):
        return Route(exchanger, missing=records)
    alias = records.aliases[-1] if records.aliases else ""
    addresses = tuple(record.address for record in records.addresses)
    if addresses:
        is_private = all(record.nature for record in records.addresses)
        return Route(exchanger, Flaw.PRIVATE if is_private else Flaw.NONE, alias, addresses)
    if records.unanswered:
        return Route(exchanger, alias=alias, missing=records.unanswered)
    return Route(exchanger, Flaw.ABSENT if records.status == "NXDOMAIN" else Flaw.NO_ADDRESS, alias)


def _nothing(route: Route) -> str:
    if route.missing:
        return f"no answer: {route.missing.reason}"
    return route.flaw.value or "not asked"
