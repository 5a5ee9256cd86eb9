"""Real name servers on loopback: authoritative ones at addresses of their own, and a resolver that knows all zones."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta
from functools import partial

import dns.dnssec
import dns.flags
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset
import dns.zone
from cryptography.hazmat.primitives.asymmetric import ec

from portal.demo.name_server import Datagrams, authoritative_answer, resolved_answer, stream_handler

RESOLVER = "127.0.0.53"


def zone(origin, text):
    """A zone of five minutes from a zone file; names in it are relative to the origin."""
    return dns.zone.from_text(f"$TTL 300\n{text}\n", origin=origin, relativize=False)


def held(*zones):
    return {each.origin: each for each in zones}


class ZoneServers:
    """`holdings` are the zones of each address; the resolver answers from `resolver`, or from all of them.

    `bogus` are names that a validating resolver refuses unless it is told not to check. `quiet` addresses swallow what
    they get, and every answer comes `delay` seconds late.
    """

    def __init__(self, holdings, *, resolver=None, bogus=(), quiet=(), delay=0.0, validates=False):
        self.holdings = holdings
        everything = {origin: each for zones in holdings.values() for origin, each in zones.items()}
        self.known = resolver if resolver is not None else everything
        self.bogus = {dns.name.from_text(name) for name in bogus}
        self.quiet, self.delay, self.validates = quiet, delay, validates
        self.questions, self.port = [], 0
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)

    def __enter__(self):
        self._thread.start()
        self._ready.wait(5)
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()

    @property
    def settings(self):
        """The operator settings under which these servers stand on port 53."""
        return {
            "LAUNCHREADY_NAMESERVERS": f"{RESOLVER}:{self.port}",
            "LAUNCHREADY_ALLOW_NETWORKS": "127.0.0.0/8",
            "LAUNCHREADY_PORTS": f"53={self.port}",
        }

    def asked(self, address):
        """What one address was asked, each question once."""
        return {
            question
            for where, *question in map(list, self.questions)
            if where == address
            for question in [tuple(question)]
        }

    async def _run(self):
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        listening = await self._listening()
        self._ready.set()
        await self._over.wait()
        for each in listening:
            each.close()
        await asyncio.sleep(0)

    async def _listening(self):
        """Every socket, on one port that is free for UDP and TCP at every address."""
        for _ in range(50):
            opened, self.port = [], 0
            try:
                for address in (RESOLVER, *self.holdings):
                    answer = partial(self._answer, address)
                    late = partial(_Late, answer, self)
                    transport, _ = await self._loop.create_datagram_endpoint(late, local_addr=(address, self.port))
                    opened.append(transport)
                    self.port = transport.get_extra_info("sockname")[1]
                    opened.append(await asyncio.start_server(stream_handler(answer), address, self.port))
            except OSError:
                for each in opened:
                    each.close()
                continue
            return opened
        raise OSError("no port is free at every address")

    def _answer(self, address, query):
        question = query.question[0]
        name, kind = question.name, dns.rdatatype.to_text(question.rdtype)
        self.questions.append((address, name.to_text(omit_final_dot=True), kind))
        if address == RESOLVER:
            return self._resolved(query, name, question.rdtype)
        response = authoritative_answer(query, self.holdings[address])
        if query.ednsflags & dns.flags.DO:
            self._add_signatures(response, self.holdings[address])
        return response

    def _resolved(self, query, name, kind):
        if name in self.bogus and kind != dns.rdatatype.DS and not query.flags & dns.flags.CD:
            response = dns.message.make_response(query)
            response.set_rcode(dns.rcode.SERVFAIL)
            return response
        # The records of a delegation's security lie above the zone, not in it (RFC 4035 section 2.4).
        known = {origin: each for origin, each in self.known.items() if kind != dns.rdatatype.DS or origin != name}
        response = resolved_answer(query, known)
        if self.validates and query.flags & dns.flags.AD:
            response.flags |= dns.flags.AD
        return response

    def _add_signatures(self, response, zones):
        for rrset in list(response.answer):
            for each in zones.values():
                signed = each.get_rdataset(rrset.name, dns.rdatatype.RRSIG, rrset.rdtype)
                if signed is not None:
                    response.answer.append(dns.rrset.from_rdata_list(rrset.name, signed.ttl, list(signed)))


class _Late(Datagrams):
    """UDP whose answers come late, or not at all."""

    def __init__(self, answer, servers):
        super().__init__(answer)
        self.servers = servers

    def datagram_received(self, data, addr):
        where = self.transport.get_extra_info("sockname")[0]
        if where in self.servers.quiet:
            return
        asyncio.get_running_loop().call_later(self.servers.delay, partial(super().datagram_received, data, addr))


def signed(each, *, since=-4, until=10, key=None):
    """The zone signed for so many days around now, and the DS record of its key."""
    private = key or ec.generate_private_key(ec.SECP256R1())
    public = dns.dnssec.make_dnskey(private.public_key(), dns.dnssec.Algorithm.ECDSAP256SHA256, flags=257)
    now = datetime.now(UTC)
    dns.dnssec.sign_zone(
        each,
        keys=[(private, public)],
        inception=now + timedelta(days=since),
        expiration=now + timedelta(days=until),
        dnskey_ttl=300,
    )
    return dns.dnssec.make_ds(each.origin, public, "SHA256").to_text()
