"""Asks DNS for a domain's mail: exchangers, the SPF tree level by level, the DMARC walk, DKIM keys, senders' names."""

import asyncio
import secrets
from ipaddress import ip_address

from audits.core.artifacts import Artifact
from audits.core.derived.own_senders import own_senders
from audits.core.derived.spf import look_ups
from audits.core.derived.spf_shortening import further_questions
from audits.core.estate import Estate
from audits.core.observed.mail import (
    MAIL,
    MailAnswers,
    MailHost,
    MailLookup,
    MailReply,
    ReverseName,
    SelectorLookup,
)
from audits.core.parsing.dkim import is_selector
from audits.core.parsing.dkim_selectors import guesses
from audits.core.parsing.dmarc import DmarcRecord, is_dmarc, parse, walk
from audits.core.parsing.mail_exchanger import parsed_exchangers
from audits.core.parsing.mail_senders import senders_of
from audits.core.parsing.spf import SpfRecord, is_spf
from audits.core.parsing.spf import parse as parse_spf
from audits.core.parsing.spf_mend import merged
from audits.core.subject import MailDomain
from audits.core.unavailable import Unavailable
from audits.gatherers.addresses import records_of
from audits.gatherers.gatherer import Gathered, Gatherer
from portal.outbound.door import Door

MOST_SPF_QUESTIONS = 25
MOST_SPF_LEVELS = 11
MOST_SELECTORS = 10
MOST_REPORT_DOMAINS = 2
MOST_EXCHANGERS = 5
"""Exchangers whose addresses are asked for, the most preferred first."""
MOST_SENDERS = 3
MOST_REVERSE_NAMES = 2
"""Names of one address that are asked back; more than one is rare."""


async def gather(estate: Estate, door: Door, _gathered: Gathered) -> tuple[Artifact, ...]:
    """One artifact a mail domain."""
    domains = estate.subjects(MailDomain)
    answers = await asyncio.gather(*(_of_domain(domain, door) for domain in domains))
    return tuple(Artifact(MAIL, domain.label, answer) for domain, answer in zip(domains, answers, strict=True))


async def _of_domain(domain: MailDomain, door: Door) -> MailAnswers:
    name = domain.name
    (exchangers, hosts), spf, (walked, permissions), (root, declared), (policy, reports, logo) = await asyncio.gather(
        _receiving(door, name),
        _spf(door, name),
        _dmarc(door, name),
        _declared(door, domain),
        asyncio.gather(
            *(_asked(door, f"{label}.{name}", "TXT") for label in ("_mta-sts", "_smtp._tls", "default._bimi"))
        ),
    )
    addresses, reverse_names, (guessed, stray) = await asyncio.gather(
        asyncio.gather(*(_asked(door, *question) for question in further_questions(name, spf, hosts))),
        asyncio.gather(*(_reversed(door, address) for address in _askable(door, name, spf, hosts))),
        _guessed(door, name, root, (exchangers, *spf), wanted=not declared),
    )
    return MailAnswers(
        domain=name,
        exchangers=exchangers,
        spf=spf,
        dmarc=walked,
        permissions=permissions,
        key_root=root,
        selectors=(*declared, *guessed),
        hosts=hosts,
        addresses=tuple(addresses),
        reverse_names=tuple(reverse_names),
        stray=stray,
        transport_policy=policy,
        tls_reports=reports,
        logo=logo,
    )


async def _asked(door: Door, name: str, rtype: str) -> MailLookup:
    reply = await door.ask(name, rtype)
    if isinstance(reply, Unavailable):
        return MailLookup(name, rtype, reply)
    return MailLookup(name, rtype, MailReply(reply.status, reply.records, reply.aliases))


async def _receiving(door: Door, domain: str) -> tuple[MailLookup, tuple[MailHost, ...]]:
    """The exchangers and their addresses; where there is none, the domain itself, which mail then goes to."""
    lookup = await _asked(door, domain, "MX")
    if isinstance(lookup.reply, Unavailable):
        return lookup, ()
    named = [each.host for each in parsed_exchangers(lookup.reply.records) if each.host and not each.literal]
    names = list(dict.fromkeys(named))[:MOST_EXCHANGERS] if lookup.reply.records else [domain]
    records = await asyncio.gather(*(records_of(name, door) for name in names))
    return lookup, tuple(MailHost(name, of_name) for name, of_name in zip(names, records, strict=True))


async def _declared(door: Door, domain: MailDomain) -> tuple[MailLookup, tuple[SelectorLookup, ...]]:
    """What lies at `_domainkey`, asked only where no selector is declared, and the declared selectors."""
    named = dict.fromkeys(selector.lower() for selector in domain.selectors if is_selector(selector))
    if not named:
        return await _asked(door, f"_domainkey.{domain.name}", "TXT"), ()
    keys = [_selector(door, domain.name, name, declared=True) for name in tuple(named)[:MOST_SELECTORS]]
    not_asked = Unavailable("it is asked only where no selector is declared")
    return MailLookup(f"_domainkey.{domain.name}", "TXT", not_asked), tuple(await asyncio.gather(*keys))


async def _selector(door: Door, domain: str, selector: str, *, declared: bool) -> SelectorLookup:
    return SelectorLookup(selector, declared, await _asked(door, f"{selector}._domainkey.{domain}", "TXT"))


async def _guessed(
    door: Door, domain: str, root: MailLookup, told: tuple[MailLookup, ...], *, wanted: bool
) -> tuple[tuple[SelectorLookup, ...], MailLookup | None]:
    """Well-known selectors; where one answers, also one that nobody made, since a wildcard answers for every name."""
    if not wanted:
        return (), None
    barren = isinstance(root.reply, MailReply) and root.reply.status == "NXDOMAIN"
    names = guesses(senders_of(_hosts_told(told)), barren=barren)
    found = await asyncio.gather(*(_selector(door, domain, name, declared=False) for name in names))
    if not any(isinstance(each.lookup.reply, MailReply) and each.lookup.reply.records for each in found):
        return tuple(found), None
    return tuple(found), await _asked(door, f"{secrets.token_hex(6)}._domainkey.{domain}", "TXT")


def _hosts_told(lookups: tuple[MailLookup, ...]) -> list[str]:
    """The names of other hosts in what was answered: exchangers, and the targets that were followed."""
    first = lookups[0].reply
    exchangers = parsed_exchangers(first.records) if isinstance(first, MailReply) else ()
    return [*(each.host for each in exchangers), *(lookup.name for lookup in lookups[2:])]


def _askable(door: Door, domain: str, spf: tuple[MailLookup, ...], hosts: tuple[MailHost, ...]) -> list[str]:
    """The first own senders' addresses, without those that no receiver ever sees."""
    addresses = [sender.address for sender in own_senders(domain, spf, hosts)]
    return [address for address in addresses if door.nature(domain, address) is None][:MOST_SENDERS]


async def _reversed(door: Door, address: str) -> ReverseName:
    """The names of an address, each asked back for the addresses of that family."""
    lookup = await _asked(door, ip_address(address).reverse_pointer, "PTR")
    names = lookup.reply.records[:MOST_REVERSE_NAMES] if isinstance(lookup.reply, MailReply) else ()
    family = "AAAA" if ":" in address else "A"
    forward = await asyncio.gather(*(_asked(door, name.rstrip(".").lower(), family) for name in names))
    return ReverseName(address, lookup, tuple(forward))


async def _spf(door: Door, domain: str) -> tuple[MailLookup, ...]:
    """The domain's TXT records, then what the terms ask for: the questions of one level in parallel."""
    found = [await _asked(door, domain, "TXT")]
    asked = {(domain, "TXT")}
    level: list[MailLookup] = found
    for _ in range(MOST_SPF_LEVELS):
        wanted = [key for each in level for key in _next_questions(each, is_own=level is found) if key not in asked]
        allowed = list(dict.fromkeys(wanted))[: MOST_SPF_QUESTIONS - len(found)]
        if not allowed:
            break
        asked.update(allowed)
        level = list(await asyncio.gather(*(_asked(door, name, rtype) for name, rtype in allowed)))
        found = [*found, *level]
    return tuple(found)


def _next_questions(lookup: MailLookup, *, is_own: bool) -> list[tuple[str, str]]:
    """What a receiver asks next on this answer; of several own records, what their merger would have it ask."""
    if lookup.type != "TXT" or not isinstance(lookup.reply, MailReply):
        return []
    records = tuple(text for text in lookup.reply.records if is_spf(text))
    if not records or (len(records) > 1 and not is_own):
        return []
    record = parse_spf(records[0] if len(records) == 1 else merged(records))
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
