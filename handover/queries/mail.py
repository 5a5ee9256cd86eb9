"""The email-authentication checklist of an engagement: what the last audits saw, with what its checks say of it."""

from collections.abc import Iterable

from audits.core.artifacts import Artifacts
from audits.core.derived.dkim import DkimKeys, dkim_keys
from audits.core.derived.dmarc import DmarcPolicy, dmarc_policy
from audits.core.derived.own_senders import own_senders
from audits.core.derived.sending import exchangers, senders, spf_texts
from audits.core.derived.spf import SpfTree, tree_of
from audits.core.derived.transport_policy import TransportPolicy, transport_policy
from audits.core.observed.mail import MAIL, MailAnswers, MailLookup, MailReply
from audits.core.parsing.dkim import DkimKey, RevokedKey
from audits.core.parsing.mail_senders import sender_of
from audits.core.parsing.spf import Mechanism
from audits.core.subject import MailDomain
from audits.models import Judgement, ReceivedMessage
from audits.plan import MESSAGE_CHECKS, estate_value
from handover.contents.mail_facts import MailChecklistFacts, MailLineFacts, MessageFacts
from handover.queries.observed import Observed
from portal.sprint.models import Engagement

RECEIVED_CHECK = MESSAGE_CHECKS[0]
MOST_SENDERS = 6


def mail_checklist(engagement: Engagement, seen: Observed) -> tuple[MailChecklistFacts, ...]:
    """One checklist for each domain of the estate that sends mail."""
    estate = estate_value(engagement)
    if seen.at is None:
        return tuple(MailChecklistFacts(domain=domain.name) for domain in estate.mail_domains)
    held = Artifacts(estate, seen.at, seen.seen)
    return tuple(_checklist(domain, held.about(domain), seen) for domain in estate.mail_domains)


def judged_messages(seen: Observed) -> tuple[MessageFacts, ...]:
    """The messages that are here and were judged, each with the answer about its sender."""
    words = dict(ReceivedMessage.Purpose.choices)
    rows = [row for (check, _), row in seen.answers.items() if check == RECEIVED_CHECK]
    found = ((_purpose(row), row) for row in sorted(rows, key=lambda row: row.pk))
    return tuple(
        MessageFacts(purpose=str(words.get(purpose, purpose)), outcome=row.outcome, headline=row.headline, at=_at(row))
        for purpose, row in found
    )


def _purpose(row: Judgement) -> str:
    """The purpose in a label such as `message:password-reset-0a1b2c3d`."""
    return row.subject.partition(":")[2].rpartition("-")[0]


def _at(row: Judgement) -> str:
    return row.judged_at.isoformat(timespec="seconds")


def _checklist(domain: MailDomain, held: Artifacts, seen: Observed) -> MailChecklistFacts:
    answers = held.observed(MAIL)
    if not isinstance(answers, MailAnswers):
        return MailChecklistFacts(domain=domain.name)

    def line(title: str, check: str, told: Iterable[str], records: Iterable[str] = ()) -> MailLineFacts:
        row, facts, texts = seen.answers.get((check, domain.name)), tuple(told), tuple(records)
        if row is not None and not (facts or texts):
            facts = (row.headline,)
        looked = seen.at.isoformat(timespec="seconds") if seen.at and (facts or texts) else ""
        return MailLineFacts(
            title=title, seen=facts, records=texts, outcome=row.outcome if row else "", at=_at(row) if row else looked
        )

    return MailChecklistFacts(
        domain=domain.name,
        lines=(
            line("Who sends", "", _senders(answers)),
            line("SPF", "spf", _spf(answers), spf_texts(answers)),
            line("DKIM", "dkim", *_dkim(held)),
            line("DMARC", "dmarc-policy", *_dmarc(held)),
            line("Who receives", "mail-exchangers", (), exchangers(answers) or ()),
            line("Encryption on the way", "mail-encryption", ()),
            line("MTA-STS", "mta-sts", *_transport(held)),
            line("TLS reports", "tls-reporting", (), _texts(answers.tls_reports, "v=tlsrptv1")),
            line("Logo (BIMI)", "bimi", (), _texts(answers.logo, "v=bimi1")),
        ),
    )


def _senders(answers: MailAnswers) -> tuple[str, ...]:
    """The services of the records, then the domain's own addresses."""
    services = tuple(sender.name for sender in senders(answers))
    own = tuple(
        f"{one.address} ({one.host})" if one.host else one.address
        for one in own_senders(answers.domain, answers.spf, answers.hosts)
    )
    return tuple(dict.fromkeys((*services, *own)))[:MOST_SENDERS]


def _spf(answers: MailAnswers) -> tuple[str, ...]:
    """How many look-ups it takes, and whom each include stands for."""
    tree = tree_of(answers)
    if not isinstance(tree, SpfTree) or tree.record is None:
        return ()
    includes = [term.value for term in tree.record.terms if isinstance(term, Mechanism) and term.name == "include"]
    stands = (
        f"{name} is {known.name}" if (known := sender_of(name)) else f"{name} is no service we know"
        for name in includes
    )
    return (f"{tree.lookups} of 10 look-ups", *stands)


def _dkim(held: Artifacts) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Each selector with what its key is."""
    keys = dkim_keys(held)
    if not isinstance(keys, DkimKeys):
        return (), ()
    told = []
    for selector in keys.selectors:
        match selector.key:
            case DkimKey(algorithm, bits):
                kind = f"{algorithm.upper()}, {bits} bits" if algorithm == "rsa" else "Ed25519"
            case RevokedKey():
                kind = "revoked"
            case _:
                kind = "no key that can be used"
        alias = f", kept at {selector.alias.rstrip('.')}" if selector.alias else ""
        told.append(f"{selector.name.partition('._domainkey')[0]}: {kind}{alias}")
    return tuple(told), tuple(selector.name for selector in keys.selectors)


def _dmarc(held: Artifacts) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What receivers do by it, whose record it is and who gets the reports."""
    found = dmarc_policy(held)
    if not isinstance(found, DmarcPolicy) or found.record is None:
        return (), ()
    effective = found.effective
    told = [
        f"Receivers are asked to {effective.value} what fails"
        if effective and effective != "none"
        else "It only watches"
    ]
    told += [f"The record is that of {found.holder}"] if found.holder != found.answers.domain else []
    reports = [address.removeprefix("mailto:") for address in found.record.report_addresses]
    told.append(f"Reports go to {', '.join(reports)}" if reports else "Nobody gets reports")
    return tuple(told), (found.record.text,)


def _transport(held: Artifacts) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = transport_policy(held)
    if not isinstance(found, TransportPolicy):
        return (), ()
    return ((f"Mode {found.policy.mode}",) if found.policy else ()), found.records


def _texts(lookup: MailLookup | None, begins: str) -> tuple[str, ...]:
    reply = lookup.reply if lookup else None
    texts = reply.records if isinstance(reply, MailReply) else ()
    return tuple(text for text in texts if text.lower().replace(" ", "").startswith(begins))
