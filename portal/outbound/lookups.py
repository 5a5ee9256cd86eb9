"""DNS questions: each asked once per run, in parallel, within a ceiling, retried where a packet may be lost."""

import asyncio
from dataclasses import dataclass, replace

import dns.asyncquery
import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.resolver
from dns.rdtypes.ANY.TXT import TXT

from portal.outbound.rules import DNS_PORT, Rules
from portal.outbound.unavailable import Unavailable

CEILING = 150
"""Questions one run may ask; past it the answer is unavailable."""
TOGETHER = 24
"""Questions under way at the same time."""
ANSWER_SECONDS = 2.5
"""How long one packet waits for its answer."""
TRIES = 3
"""How often one name server is asked directly before it counts as silent."""
ROUNDS = 2
"""How often each of our own resolvers is asked."""
PAYLOAD = 1232
"""The EDNS answer size that is never fragmented."""
MOST_ALIASES = 64
"""Aliases of one answer that are followed; every resolver gives up long before."""

VALIDATED, UNCHECKED = "AD", "CD"
"""What our resolver may be told beside a question (RFC 6840 section 5.7, RFC 4035 section 3.2.2)."""

ANSWERS = {"NOERROR", "NXDOMAIN"}


@dataclass(frozen=True)
class Reply:
    """One answer.

    `records` are in presentation form (names end in a dot; TXT: the joined text), `aliases` is the CNAME chain without
    final dots, `zone` the owner of the SOA record that came with a negative answer, `ttl` in seconds, as is
    `alias_ttl`, the first alias's. `signatures` are the RRSIG records of the answer, `referred` the name servers of the
    asked name in the authority section, `validated` is the resolver's AD flag.
    """

    name: str
    type: str
    status: str
    records: tuple[str, ...]
    aliases: tuple[str, ...]
    ttl: int | None
    authoritative: bool
    server: str
    zone: str | None = None
    alias_ttl: int | None = None
    signatures: tuple[str, ...] = ()
    referred: tuple[str, ...] = ()
    validated: bool = False


class Lookups:
    """The questions of one run, shared by everyone who asks."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.asked = 0
        self._answers: dict[tuple[str, str, str | None, str], asyncio.Future[Reply | Unavailable]] = {}
        self._together = asyncio.Semaphore(TOGETHER)

    async def ask(self, name: str, rtype: str, server: str | None = None, flag: str = "") -> Reply | Unavailable:
        """The answer to one question: by our resolver, or by the name server at the address `server`.

        `flag` tells our resolver to say whether the answer is VALIDATED, or to leave it UNCHECKED.
        """
        key = (name.rstrip(".").lower(), rtype.upper(), server, flag)
        known = self._answers.get(key)
        if known is None:
            known = self._answers[key] = asyncio.ensure_future(self._answer(*key))
        return await asyncio.shield(known)

    async def close(self) -> None:
        """Ends what is still under way."""
        for pending in self._answers.values():
            pending.cancel()
        await asyncio.gather(*self._answers.values(), return_exceptions=True)

    async def _answer(self, name: str, rtype: str, server: str | None, flag: str) -> Reply | Unavailable:
        try:
            owner = dns.name.from_text(name + ".")
            kind = dns.rdatatype.from_text(rtype)
        except (dns.exception.DNSException, UnicodeError):
            return Unavailable(f"{name} {rtype} is not a question DNS can ask", retry="after correcting the name")
        if self.asked >= CEILING:
            return Unavailable(f"this run has already asked {CEILING} DNS questions", retry="with fewer hosts")
        self.asked += 1
        async with self._together:
            if server is not None:
                return await self._of_server(owner, kind, server)
            return await self._of_resolver(owner, kind, flag)

    async def _of_server(self, owner: dns.name.Name, kind: dns.rdatatype.RdataType, server: str) -> Reply | Unavailable:
        """The server's own answer, refusals included, or silence after as many tries as prove it."""
        reach = self.rules.reach(owner.to_text(omit_final_dot=True))
        refusal = reach.refusal(server)
        if refusal:
            return Unavailable(f"{server} is not a public address ({refusal})", retry="after the address is corrected")
        question = dns.message.make_query(owner, kind, use_edns=0, payload=PAYLOAD, flags=0, want_dnssec=True)
        tried = []
        for _ in range(TRIES):
            answer = await _exchange(question, server, reach.port(DNS_PORT))
            if isinstance(answer, dns.message.Message):
                return _reply(answer, owner, kind, server)
            tried.append(_attempt(owner, kind, server, answer))
        return Unavailable(f"{server} gave no answer to {TRIES} DNS questions", tuple(tried))

    async def _of_resolver(
        self, owner: dns.name.Name, kind: dns.rdatatype.RdataType, flag: str = ""
    ) -> Reply | Unavailable:
        name = owner.to_text(omit_final_dot=True)
        servers = self.rules.name_servers_for(name) or _system_servers()
        if not servers:
            return Unavailable("this machine has no DNS resolver", retry="after one is configured")
        question = dns.message.make_query(owner, kind, use_edns=0, payload=PAYLOAD)
        question.flags |= dns.flags.from_text(flag)
        tried: list[str] = []
        for _ in range(ROUNDS):
            for server, port in servers[:3]:
                answer = await _exchange(question, server, port)
                if isinstance(answer, dns.message.Message):
                    reply = _reply(answer, owner, kind, server)
                    if reply.status in ANSWERS:
                        return await self._followed(reply, answer, kind)
                    answer = reply.status
                tried.append(_attempt(owner, kind, server, answer))
        last = tried[-1].rsplit(": ", 1)[-1]
        return Unavailable(f"no answer to {name} {dns.rdatatype.to_text(kind)} ({last})", tuple(tried))

    async def _followed(
        self, reply: Reply, answer: dns.message.Message, kind: dns.rdatatype.RdataType
    ) -> Reply | Unavailable:
        """The reply with its aliases followed to the end, for servers that do not follow them into other zones."""
        if not reply.aliases or reply.records or reply.status != "NOERROR" or answer.flags & dns.flags.RA:
            return reply
        end = dns.name.from_text(reply.aliases[-1] + ".")
        if len(reply.aliases) > 8 or reply.aliases[-1] in (reply.name, *reply.aliases[:-1]):
            return reply
        self.asked += 1
        further = await self._of_resolver(end, kind)
        if isinstance(further, Unavailable):
            return further
        return replace(
            reply,
            status=further.status,
            records=further.records,
            aliases=reply.aliases + further.aliases,
            ttl=further.ttl,
            zone=further.zone,
        )


async def _exchange(question: dns.message.Message, server: str, port: int) -> dns.message.Message | str:
    """The server's message, or in one or two words why there is none."""
    try:
        return await dns.asyncquery.udp(
            question,
            server,
            timeout=ANSWER_SECONDS,
            port=port,
            ignore_unexpected=True,
            raise_on_truncation=True,
            ignore_errors=True,
        )
    except dns.message.Truncated:
        return await _over_tcp(question, server, port)
    except (dns.exception.Timeout, TimeoutError):
        return f"silent for {ANSWER_SECONDS} s"
    except ConnectionRefusedError:
        return "connection refused"
    except (OSError, EOFError, dns.exception.DNSException) as fault:
        return type(fault).__name__


async def _over_tcp(question: dns.message.Message, server: str, port: int) -> dns.message.Message | str:
    """The whole of an answer that was cut short; a server that gives it to nobody has not been silent."""
    try:
        return await dns.asyncquery.tcp(question, server, timeout=ANSWER_SECONDS, port=port)
    except (OSError, EOFError, TimeoutError, dns.exception.DNSException):
        return "answer cut short over UDP, and not to be had over TCP"


def _attempt(owner: dns.name.Name, kind: dns.rdatatype.RdataType, server: str, outcome: str) -> str:
    return f"{owner.to_text(omit_final_dot=True)} {dns.rdatatype.to_text(kind)} @{server}: {outcome}"


def _reply(answer: dns.message.Message, owner: dns.name.Name, kind: dns.rdatatype.RdataType, server: str) -> Reply:
    name = owner.to_text(omit_final_dot=True).lower()
    aliases, end, alias_ttl = _chain(answer, owner, kind)
    found = answer.get_rrset(answer.answer, end, dns.rdataclass.IN, kind)
    signed = answer.get_rrset(answer.answer, end, dns.rdataclass.IN, dns.rdatatype.RRSIG, kind)
    zone = next((rrset.name for rrset in answer.authority if rrset.rdtype == dns.rdatatype.SOA), None)
    referral = answer.get_rrset(answer.authority, owner, dns.rdataclass.IN, dns.rdatatype.NS)
    return Reply(
        name=name,
        type=dns.rdatatype.to_text(kind),
        status=dns.rcode.to_text(answer.rcode()),
        records=tuple(sorted(_presented(record) for record in found)) if found else (),
        aliases=aliases,
        ttl=found.ttl if found else None,
        authoritative=bool(answer.flags & dns.flags.AA),
        server=server,
        zone=zone.to_text(omit_final_dot=True).lower() if zone else None,
        alias_ttl=alias_ttl,
        signatures=tuple(sorted(record.to_text() for record in signed)) if signed else (),
        referred=tuple(sorted(record.to_text() for record in referral)) if referral else (),
        validated=bool(answer.flags & dns.flags.AD),
    )


def _chain(
    answer: dns.message.Message, owner: dns.name.Name, kind: dns.rdatatype.RdataType
) -> tuple[tuple[str, ...], dns.name.Name, int | None]:
    """The aliases in order, the name they end at and the life of the first; a loop ends with the name met again."""
    aliases: list[str] = []
    met, at, ttl = {owner}, owner, None
    while kind != dns.rdatatype.CNAME and len(aliases) < MOST_ALIASES:
        alias = answer.get_rrset(answer.answer, at, dns.rdataclass.IN, dns.rdatatype.CNAME)
        if alias is None:
            break
        ttl = alias.ttl if ttl is None else ttl
        at = alias[0].target
        aliases.append(at.to_text(omit_final_dot=True).lower())
        if at in met:
            break
        met.add(at)
    return tuple(aliases), at, ttl


def _presented(record: dns.rdata.Rdata) -> str:
    if isinstance(record, TXT):
        return b"".join(record.strings).decode("utf-8", "backslashreplace")
    return record.to_text()


def _system_servers() -> tuple[tuple[str, int], ...]:
    try:
        system = dns.resolver.Resolver()
    except dns.resolver.NoResolverConfiguration:
        return ()
    return tuple((str(server), system.port) for server in system.nameservers if isinstance(server, str))
