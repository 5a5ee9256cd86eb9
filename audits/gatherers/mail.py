"""Asks DNS for a domain's mail: exchangers, the SPF tree level by level, the DMARC walk, DKIM keys."""

import asyncio
from collections.abc import Iterable

from audits.core.artifacts import Artifact
from audits.core.derived.spf import look_ups
from audits.core.estate import Estate
from audits.core.observed.mail import MAIL, MailAnswers, MailLookup, MailReply, SelectorLookup
from audits.core.parsing.dkim import is_selector
from audits.core.parsing.dkim_selectors import guesses
from audits.core.parsing.dmarc import DmarcRecord, is_dmarc, parse, walk
from audits.core.parsing.spf import SpfRecord, is_spf
from audits.core.parsing.spf import parse as parse_spf
from audits.core.subject import MailDomain
from audits.core.unavailable import Unavailable
from audits.gatherers.gatherer import Gathered, Gatherer
from portal.outbound.door import Door

MOST_SPF_QUESTIONS = 25
MOST_SPF_LEVELS = 11
MOST_SELECTORS = 10
MOST_REPORT_DOMAINS = 2


async def gather(estate: Estate, door: Door, _gathered: Gathered) -> tuple[Artifact, ...]:
    """One artifact a mail domain."""
    domains = estate.subjects(MailDomain)
    answers = await asyncio.gather(*(_of_domain(domain, door) for domain in domains))
    return tuple(Artifact(MAIL, domain.label, answer) for domain, answer in zip(domains, answers, strict=True))


async def _of_domain(domain: MailDomain, door: Door) -> MailAnswers:
    exchangers, spf, dmarc, key_root, declared = await asyncio.gather(
        _asked(door, domain.name, "MX"),
        _spf(door, domain.name),
        _dmarc(door, domain.name),
        _asked(door, f"_domainkey.{domain.name}", "TXT"),
        asyncio.gather(*(_selector(door, domain.name, name, declared=True) for name in _declared(domain))),
    )
    walked, permissions = dmarc
    told = _texts((exchangers, *spf))
    barren = isinstance(key_root.reply, MailReply) and key_root.reply.status == "NXDOMAIN"
    names = guesses(told, declared=tuple(each.selector for each in declared), barren=barren)
    guessed = await asyncio.gather(*(_selector(door, domain.name, name, declared=False) for name in names))
    return MailAnswers(
        domain=domain.name,
        exchangers=exchangers,
        spf=spf,
        dmarc=walked,
        permissions=permissions,
        key_root=key_root,
        selectors=(*declared, *guessed),
    )


def _declared(domain: MailDomain) -> tuple[str, ...]:
    named = dict.fromkeys(selector.lower() for selector in domain.selectors if is_selector(selector))
    return tuple(named)[:MOST_SELECTORS]


def _texts(lookups: Iterable[MailLookup]) -> str:
    """All that was answered, as one text to look for the names of mail services in."""
    return " ".join(record for each in lookups if isinstance(each.reply, MailReply) for record in each.reply.records)


async def _asked(door: Door, name: str, rtype: str) -> MailLookup:
    reply = await door.ask(name, rtype)
    if isinstance(reply, Unavailable):
        return MailLookup(name, rtype, reply)
    return MailLookup(name, rtype, MailReply(reply.status, reply.records, reply.aliases))


async def _selector(door: Door, domain: str, selector: str, *, declared: bool) -> SelectorLookup:
    return SelectorLookup(selector, declared, await _asked(door, f"{selector}._domainkey.{domain}", "TXT"))


async def _spf(door: Door, domain: str) -> tuple[MailLookup, ...]:
    """The domain's TXT records, then what the terms ask for: the questions of one level in parallel."""
    found = [await _asked(door, domain, "TXT")]
    asked = {(domain, "TXT")}
    level = found
    for _ in range(MOST_SPF_LEVELS):
        wanted = [key for each in level for key in _next_questions(each) if key not in asked]
        allowed = list(dict.fromkeys(wanted))[: MOST_SPF_QUESTIONS - len(found)]
        if not allowed:
            break
        asked.update(allowed)
        level = list(await asyncio.gather(*(_asked(door, name, rtype) for name, rtype in allowed)))
        found.extend(level)
    return tuple(found)


def _next_questions(lookup: MailLookup) -> list[tuple[str, str]]:
    """What a receiver asks next on this answer: nothing unless it is one readable SPF record."""
    if lookup.type != "TXT" or not isinstance(lookup.reply, MailReply):
        return []
    records = [text for text in lookup.reply.records if is_spf(text)]
    record = parse_spf(records[0]) if len(records) == 1 else None
    if not isinstance(record, SpfRecord):
        return []
    return [look_up.key for look_up in look_ups(record, lookup.name) if look_up.name]


async def _dmarc(door: Door, domain: str) -> tuple[tuple[MailLookup, ...], tuple[MailLookup, ...]]:
    """The walk, and the permission of every outside domain that is to receive reports."""
    names = walk(domain)
    own = await _asked(door, f"_dmarc.{names[0]}", "TXT")
    parents: tuple[MailLookup, ...] = ()
    if not _policies(own):
        parents = tuple(await asyncio.gather(*(_asked(door, f"_dmarc.{name}", "TXT") for name in names[1:])))
    walked = (own, *parents)
    outside = [question for each in walked for question in _permission_names(each)][:MOST_REPORT_DOMAINS]
    permissions = await asyncio.gather(*(_asked(door, name, "TXT") for name in outside))
    return walked, tuple(permissions)


def _policies(lookup: MailLookup) -> tuple[DmarcRecord, ...]:
    records = lookup.reply.records if isinstance(lookup.reply, MailReply) else ()
    return tuple(parse(text) for text in records if is_dmarc(text))


def _permission_names(lookup: MailLookup) -> tuple[str, ...]:
    policies = _policies(lookup)
    holder = lookup.name.removeprefix("_dmarc.")
    return policies[0].permission_names(holder) if len(policies) == 1 else ()


MAIL_GATHERER = Gatherer(source=MAIL, title="Mail", gather=gather)
