"""Reads received messages that were given to us, and asks DNS for the keys, policies and senders they name."""

import asyncio
from collections.abc import Iterable

from audits.core.artifacts import Artifact
from audits.core.derived.organizational import shares_a_name
from audits.core.derived.spf_evaluation import Ask, check_host
from audits.core.estate import Estate
from audits.core.observed.mail import MailLookup, MailReply
from audits.core.observed.message import MESSAGES, RECEIVED, ReceivedMail, ReceivedSource, SpfSeen
from audits.core.parsing import dkim_signature, received_field
from audits.core.parsing.dkim_signature import SignatureField
from audits.core.parsing.dmarc import walk
from audits.core.parsing.message_addresses import a_label, domains_named, mailboxes, shown, without_people
from audits.core.parsing.message_links import links
from audits.core.parsing.message_source import MessageSource, UnreadableMessageError, read
from audits.core.subject import Message
from audits.core.unavailable import Unavailable
from audits.gatherers.gatherer import Gathered, Gatherer
from audits.gatherers.signature_check import checked
from portal.outbound.door import Door

MOST_SIGNATURES = 8
MOST_SPF_QUESTIONS = 25
MOST_FROM_FIELDS = 3
MOST_CLAIMS = 5
MOST_REPLIES = 5
STOPS = ("list-id", "list-post")
OF_PEOPLE = ("x-forwarded-to", "resent-from")
"""Fields that name somebody it was sent to; no more is kept of them than the domains."""
GONE = Unavailable("its source is not here any more", retry="once it is uploaded again")


class _WantedError(Exception):
    """SPF needs the answer to a question that nobody asked yet."""

    def __init__(self, name: str, rtype: str) -> None:
        super().__init__(name)
        self.question = (name, rtype)


async def gather(estate: Estate, door: Door, gathered: Gathered) -> tuple[Artifact, ...]:
    """One artifact a message."""
    messages = estate.subjects(Message)
    found = await asyncio.gather(
        *(_of(message, gathered.get((RECEIVED.name, message.label)), door) for message in messages)
    )
    return tuple(Artifact(MESSAGES, message.label, one) for message, one in zip(messages, found, strict=True))


async def _of(message: Message, given: object, door: Door) -> ReceivedMail | Unavailable:
    if not isinstance(given, ReceivedSource):
        return GONE
    try:
        source = await asyncio.to_thread(read, given.raw)
    except UnreadableMessageError as fault:
        return Unavailable(str(fault).rstrip("."), retry="with a message that can be read")
    fields = tuple(dkim_signature.parse(value) for value in source.all("dkim-signature")[:MOST_SIGNATURES])
    authors = tuple(one for value in source.all("from")[:MOST_FROM_FIELDS] for one in mailboxes(value))
    hop, sender = received_field.entry(source.all("received")), _sender(source)
    keys, spf = await asyncio.gather(_keys(fields, door), _spf(hop, sender, door))
    proven = [one.domain for one in fields if one.domain] + ([spf.domain] if spf else [])
    walks = await _walks([one.domain for one in authors if one.domain], proven, door)
    signatures, leads = await asyncio.gather(
        asyncio.to_thread(checked, source, fields, keys), asyncio.to_thread(links, source.raw)
    )
    return ReceivedMail(
        purpose=message.purpose,
        is_pasted=given.is_pasted,
        from_fields=tuple(shown(value) for value in source.all("from")[:MOST_FROM_FIELDS]),
        authors=authors,
        replies=_replies(source),
        return_path=sender,
        signatures=signatures,
        claims=_claims(source),
        stops=_stops(source),
        received_at=received_field.moment(source.all("received")),
        spf=spf,
        walks=walks,
        links=leads,
    )


def _sender(source: MessageSource) -> str:
    """The domain of the envelope's sender as the receiver wrote it down; empty for bounces and where it did not."""
    return next((a_label(value.strip("<> ").rpartition("@")[2]) for value in source.all("return-path")[:1]), "")


def _replies(source: MessageSource) -> tuple[str, ...]:
    found = (one.domain for value in source.all("reply-to")[:1] for one in mailboxes(value) if one.domain)
    return tuple(dict.fromkeys(found))[:MOST_REPLIES]


def _claims(source: MessageSource) -> tuple[str, ...]:
    """What receivers say of it; bounce addresses in it can spell out whom it was sent to."""
    values = source.all("authentication-results")[:MOST_CLAIMS]
    return tuple(shown(without_people(value)) for value in values)


def _stops(source: MessageSource) -> tuple[str, ...]:
    """Signs that somebody between sender and receiver passed it on."""
    named = [f"{name}: {shown(value)}" for name in STOPS for value in source.all(name)[:1]]
    for name in OF_PEOPLE:
        named += [f"{name}: {', '.join(domains_named(value)[:3]) or '?'}" for value in source.all(name)[:1]]
    return (*named, *(f"arc-seal: {shown(value)[:80]}" for value in source.all("arc-seal")[:1]))


async def _asked(door: Door, name: str, rtype: str) -> MailLookup:
    reply = await door.ask(name, rtype)
    if isinstance(reply, Unavailable):
        return MailLookup(name, rtype, reply)
    return MailLookup(name, rtype, MailReply(reply.status, reply.records, reply.aliases))


async def _keys(fields: tuple[SignatureField, ...], door: Door) -> dict[str, MailLookup]:
    """The key record of every signature that can be verified, each asked for once."""
    names = dict.fromkeys(one.key_name for one in fields if not one.fault)
    found = await asyncio.gather(*(_asked(door, name, "TXT") for name in names))
    return dict(zip(names, found, strict=True))


async def _walks(authors: list[str], proven: list[str], door: Door) -> tuple[MailLookup, ...]:
    """The DMARC walk of the author, and of what is to be compared with it where one organization can hold both."""
    near = [name for name in proven if any(name != author and shares_a_name(name, author) for author in authors)]
    names = dict.fromkeys(step for name in (*authors[:1], *near) for step in walk(name))
    return tuple(await asyncio.gather(*(_asked(door, f"_dmarc.{name}", "TXT") for name in names)))


async def _spf(hop: received_field.Hop, sender: str, door: Door) -> SpfSeen | None:
    """SPF for the address in the receiver's own Received field; None where it names none."""
    domain = sender or a_label(hop.helo)
    if not hop.address or not domain:
        return None
    known: dict[tuple[str, str], MailReply | Unavailable] = {}
    for _ in range(MOST_SPF_QUESTIONS):
        try:
            answer = check_host(hop.address, sender=f"postmaster@{domain}", helo=hop.helo, ask=_asking(known))
        except _WantedError as wanted:
            known[wanted.question] = (await _asked(door, *wanted.question)).reply
            continue
        return SpfSeen(hop.address, domain, answer.result.value, answer.reason or answer.term)
    return SpfSeen(hop.address, domain, "temperror", f"it takes more than {MOST_SPF_QUESTIONS} questions")


def _asking(known: dict[tuple[str, str], MailReply | Unavailable]) -> Ask:
    def ask(name: str, rtype: str) -> MailReply | Unavailable:
        if (name, rtype) not in known:
            raise _WantedError(name, rtype)
        return known[name, rtype]

    return ask


def handed(sources: Iterable[tuple[str, ReceivedSource]]) -> tuple[Artifact, ...]:
    """Stored sources by label, in the form in which a run is handed what it already knows."""
    return tuple(Artifact(RECEIVED, label, source) for label, source in sources)


MESSAGES_GATHERER = Gatherer(source=MESSAGES, title="Received messages", gather=gather)
