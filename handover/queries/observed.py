"""What the audits last saw of an estate, as a handover tells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max

from audits.core.artifacts import Source
from audits.core.codec import decoded
from audits.core.derived.edge import edge_of
from audits.core.observed.caa import CAA, CaaAnswers
from audits.core.observed.dns import AT_PARENT, DNS, ZONE, HostRecords, ZoneRecords
from audits.core.observed.http import HTTP, Visit
from audits.core.observed.mail import MAIL, MailAnswers, MailLookup
from audits.core.observed.mail_transport import STS_POLICY
from audits.core.observed.registration import REGISTRATION, Registration
from audits.core.observed.timing import TIMING, ResponseTimes
from audits.core.observed.tls import TLS, TlsAnswers
from audits.core.parsing.rdap import moment_of
from audits.core.unavailable import Unavailable
from audits.models import Artifact, AuditRun, Judgement
from audits.queries.latest import latest_judgements
from audits.queries.ranking import TITLES
from handover.contents.estate_facts import (
    AnswerFacts,
    CertificateFacts,
    EndpointFacts,
    HostFacts,
    MailDomainFacts,
    RecordFacts,
    RegistrationFacts,
)
from portal.estate.models import Endpoint, Host, MailDomain
from portal.sprint.models import Engagement

SOURCES: tuple[Source[Any], ...] = (DNS, ZONE, REGISTRATION, CAA, HTTP, MAIL, STS_POLICY, TIMING, TLS)
ENDPOINT_CHECK = "endpoint-answers"
CERTIFICATE_CHECKS = ("certificate-trust", "certificate-name", "certificate-expiry")
MAIL_CHECKS = ("spf", "dkim", "dmarc-policy")
CHECKLIST_CHECKS = ("mail-exchangers", "mail-encryption", "mta-sts", "tls-reporting", "bimi", "received-message")
WORST = ("fail", "warn", "could-not-check", "pass", "not-applicable")


@dataclass(frozen=True)
class Observed:
    """The newest artifact of each source and subject, and the newest answers of the checks that are told."""

    at: datetime | None
    seen: Mapping[tuple[str, str], object]
    answers: Mapping[tuple[str, str], Judgement]

    def of(self, source: Source[Any], subject: str) -> Any | None:
        """What a source saw of a subject; None where it saw nothing."""
        value = self.seen.get((source.name, subject), self.seen.get((source.name, "")))
        return None if value is None or isinstance(value, Unavailable) else value

    def outcome(self, check: str, subject: str) -> str:
        """The newest outcome of a check about a subject; empty before any."""
        answer = self.answers.get((check, subject))
        return answer.outcome if answer else ""


def observed(engagement: Engagement) -> Observed:
    """Everything in four queries: the runs, the newest run of each source, its artifacts, the answers."""
    at = AuditRun.objects.filter(engagement=engagement).aggregate(at=Max("finished_at"))["at"]
    names = {source.name: source for source in SOURCES}
    looks = Artifact.objects.exclude(run__state=AuditRun.State.STOPPED)  # a stopped run cuts its looks off
    rows = looks.filter(run__engagement=engagement, gatherer__in=names)
    last = dict(rows.values_list("gatherer").annotate(last=Max("run__number")))
    newest = rows.filter(run__number__in=set(last.values())).select_related("run")
    seen = {
        (row.gatherer, row.subject): decoded(row.value, names[row.gatherer].type)
        for row in newest
        if row.run.number == last[row.gatherer]
    }
    judged = latest_judgements(engagement, (ENDPOINT_CHECK, *CERTIFICATE_CHECKS, *MAIL_CHECKS, *CHECKLIST_CHECKS))
    answers = {(row.check_id, row.subject): row for of_check in judged.values() for row in of_check}
    return Observed(at, seen, answers)


def host_facts(host: Host, seen: Observed) -> HostFacts:
    """One declared host with what DNS, its edge and its certificate showed."""
    records: HostRecords | None = seen.of(DNS, host.name)
    visit: Visit | None = seen.of(HTTP, host.name)
    return HostFacts(
        name=host.name,
        purpose=host.purpose,
        owner=host.owner,
        exists=records.exists if records else None,
        alias=records.aliases[0] if records and records.aliases else "",
        addresses=tuple(one.address for one in records.addresses) if records else (),
        edge=_edge(records, visit),
        certificate=_certificate(host.name, seen),
    )


def _edge(records: HostRecords | None, visit: Visit | None) -> str:
    if records is None or not records.exists:
        return ""
    edge = edge_of(records, visit.own_answers if visit else ())
    if edge is not None:
        return edge.provider
    return "none" if visit and visit.own_answers else ""


def _certificate(name: str, seen: Observed) -> CertificateFacts | None:
    answers: TlsAnswers | None = seen.of(TLS, name)
    if answers is None or isinstance(answers.certificates, Unavailable) or not answers.certificates:
        return None
    leaf = answers.certificates[0]
    outcomes = [seen.outcome(check, name) for check in CERTIFICATE_CHECKS]
    worst = next((outcome for outcome in WORST if outcome in outcomes), "could-not-check")
    return CertificateFacts(issuer=_common_name(leaf.issuer), not_after=leaf.not_after, outcome=worst)


def _common_name(distinguished: str) -> str:
    """The part of an issuer's name that people know it by."""
    parts = [part.strip().partition("=") for part in distinguished.replace("/", ",").split(",")]
    named = {key.strip().upper(): value.strip() for key, _, value in parts if value}
    return named.get("CN") or named.get("O") or distinguished


def endpoint_facts(endpoint: Endpoint, seen: Observed) -> EndpointFacts:
    """One declared address with its last answer and how long it took."""
    visit: Visit | None = seen.of(HTTP, endpoint.url)
    times: ResponseTimes | None = seen.of(TIMING, endpoint.url)
    last = visit.chain.last if visit else None
    seconds = sorted(answer.seconds for answer in times.answers) if times else []
    return EndpointFacts(
        url=endpoint.url,
        purpose=endpoint.purpose,
        purpose_word=endpoint.get_purpose_display(),
        outcome=seen.outcome(ENDPOINT_CHECK, endpoint.url),
        status=last.status if last else None,
        arrived_at=last.url if last else "",
        p50=_within(seconds, 0.5),
        p95=_within(seconds, 0.95),
        requests=len(seconds),
    )


def _within(seconds: list[float], share: float) -> float | None:
    """The time within which this share was answered (nearest rank)."""
    if not seconds:
        return None
    return seconds[max(0, -int(-share * len(seconds) // 1) - 1)]


def mail_facts(domain: MailDomain, seen: Observed) -> MailDomainFacts:
    """One mail domain with what the mail checks said of it and of its selectors."""
    found = [
        (check, row)
        for (check, _), row in sorted(seen.answers.items())
        if check in MAIL_CHECKS and domain.name in {row.subject, row.whole}
    ]
    found.sort(key=lambda one: MAIL_CHECKS.index(one[0]))
    answers = tuple(
        AnswerFacts(title=TITLES.get(check, check), outcome=row.outcome, headline=row.headline, subject=row.subject)
        for check, row in found
    )
    return MailDomainFacts(name=domain.name, selectors=tuple(domain.selectors), answers=answers)


def name_servers(domain: str, seen: Observed) -> tuple[str, ...]:
    """The servers the zone names."""
    zone: ZoneRecords | None = seen.of(ZONE, domain)
    return tuple(server.name for server in zone.name_servers if server.listed_by != (AT_PARENT,)) if zone else ()


def registration(domain: str, seen: Observed) -> RegistrationFacts | None:
    """Who looks after the domain and until when it is registered, as its registry says."""
    found: Registration | None = seen.of(REGISTRATION, domain)
    if found is None:
        return None
    ends = moment_of(found.expires)
    return RegistrationFacts(name=found.name, registrar=found.registrar, expires=ends.isoformat() if ends else "")


def record_facts(
    domain: str, hosts: tuple[Host, ...], mail: tuple[MailDomain, ...], seen: Observed
) -> tuple[RecordFacts, ...]:
    """Every record an audit read, with what it is for, each once."""
    zone: ZoneRecords | None = seen.of(ZONE, domain) if domain else None
    found = [record for host in hosts for record in _host_records(host, seen)]
    if zone:
        found += [_record(domain, "NS", name, "Answers for the zone") for name in name_servers(domain, seen)]
        if not isinstance(zone.mx, Unavailable):
            found += [_record(domain, "MX", value, "Receives mail") for value in zone.mx]
    found += [record for host in hosts for record in _authority_records(host, domain, seen)]
    for one in mail:
        answers: MailAnswers | None = seen.of(MAIL, one.name)
        found += _mail_records(answers) if answers else []
    return tuple(dict.fromkeys(found))


def _record(name: str, kind: str, value: str, purpose: str) -> RecordFacts:
    return RecordFacts(name=name, type=kind, value=value, purpose=purpose)


def _host_records(host: Host, seen: Observed) -> list[RecordFacts]:
    records: HostRecords | None = seen.of(DNS, host.name)
    if records is None:
        return []
    purpose = host.purpose or "No purpose written down"
    if records.aliases:
        return [_record(host.name, "CNAME", records.aliases[0], purpose)]
    return [
        _record(host.name, "AAAA" if ":" in one.address else "A", one.address, purpose) for one in records.addresses
    ]


def _authority_records(host: Host, domain: str, seen: Observed) -> list[RecordFacts]:
    """The rules for issuing the host's certificate that lie in the client's own zone."""
    answers: CaaAnswers | None = seen.of(CAA, host.name)
    lookups = [lookup for climb in answers.climbs for lookup in climb.lookups] if answers else []
    return [
        _record(lookup.name, "CAA", text, "Who may issue certificates")
        for lookup in lookups
        if not isinstance(lookup.records, Unavailable) and f".{lookup.name}".endswith(f".{domain}")
        for text in lookup.records
    ]


def _mail_records(answers: MailAnswers) -> list[RecordFacts]:
    """Where mail arrives and what authenticates it: the exchangers, the sender policy, the report policy, the keys."""
    reply = answers.exchangers.reply
    servers = () if isinstance(reply, Unavailable) else reply.records
    found = [_record(answers.domain, "MX", value, "Receives mail") for value in servers]
    found += _texts(answers.spf[:1], "v=spf1", "Who may send mail")
    found += _texts(answers.dmarc, "v=DMARC1", "What receivers do with forged mail")
    for selector in answers.selectors:
        reply = selector.lookup.reply
        if isinstance(reply, Unavailable):
            continue
        purpose = f"Key {selector.selector} that signs mail"
        if reply.aliases:
            found.append(_record(selector.lookup.name, "CNAME", reply.aliases[0], purpose))
        else:
            found += [_record(selector.lookup.name, "TXT", text, purpose) for text in reply.records]
    return found


def _texts(lookups: tuple[MailLookup, ...], begins: str, purpose: str) -> list[RecordFacts]:
    return [
        _record(lookup.name, "TXT", text, purpose)
        for lookup in lookups
        if not isinstance(lookup.reply, Unavailable)
        for text in lookup.reply.records
        if text.lower().startswith(begins.lower())
    ]
