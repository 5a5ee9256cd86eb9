"""The road to an estate: relays, in a process of their own, that make every answer late and count who comes."""

import asyncio
import contextlib
import logging
import multiprocessing
from dataclasses import dataclass

from tests.real_servers.server import free_port

CHUNK = 65_536


@dataclass(frozen=True)
class Lane:
    """One port of the estate and the port that stands before it, the same on every address."""

    ordinary: int
    real: int
    before: int


class Road:
    """`delay` seconds pass before what a server says goes on; `passed(53)` counts datagrams and connections."""

    def __init__(self, addresses, ports, delay):
        """`ports` maps ordinary ports to the real ones, as LAUNCHREADY_PORTS writes it: "53=5300,443=4430"."""
        pairs = [pair.split("=") for pair in ports.split(",")]
        self.lanes = [Lane(int(ordinary), int(real), free_port(*addresses)) for ordinary, real in pairs]
        self._spawn = multiprocessing.get_context("spawn")
        self._counts = {lane.ordinary: self._spawn.Value("q", 0) for lane in self.lanes}
        self._ready = self._spawn.Event()
        given = (addresses, self.lanes, delay, self._counts, self._ready)
        self._process = self._spawn.Process(target=_relay, args=given, daemon=True)

    def __enter__(self):
        self._process.start()
        assert self._ready.wait(20), "the road did not open"
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.join()

    @property
    def setting(self):
        return ",".join(f"{lane.ordinary}={lane.before}" for lane in self.lanes)

    def before(self, ordinary):
        return next(lane.before for lane in self.lanes if lane.ordinary == ordinary)

    def passed(self, ordinary):
        return self._counts[ordinary].value

    def settings(self, settings):
        """The operator settings of the estate, led over this road."""
        servers = settings["LAUNCHREADY_NAMESERVERS"].split(",")
        named = ",".join(f"{server.rpartition(':')[0]}:{self.before(53)}" for server in servers)
        return settings | {"LAUNCHREADY_PORTS": self.setting, "LAUNCHREADY_NAMESERVERS": named}


def _relay(addresses, lanes, delay, counts, ready):
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # the road closes under whoever still walks on it
    asyncio.run(_relayed(addresses, lanes, delay, counts, ready))


async def _relayed(addresses, lanes, delay, counts, ready):
    loop = asyncio.get_running_loop()
    for lane in lanes:
        for address in addresses:
            count = counts[lane.ordinary]
            await asyncio.start_server(_stream(address, lane.real, delay, count), address, lane.before)
            if lane.ordinary == 53:
                await loop.create_datagram_endpoint(
                    lambda address=address, lane=lane, count=count: _Asked(address, lane.real, delay, count),
                    local_addr=(address, lane.before),
                )
    ready.set()
    await asyncio.Event().wait()


class _Asked(asyncio.DatagramProtocol):
    """Takes questions, and hands each to the server over a socket of its own."""

    def __init__(self, address, port, delay, count):
        self.place, self.delay, self.count = (address, port), delay, count

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, asker):
        self.count.value += 1
        loop = asyncio.get_running_loop()
        made = loop.create_datagram_endpoint(lambda: _Answered(self, data, asker), remote_addr=self.place)
        task = loop.create_task(made)
        task.add_done_callback(lambda done: done.exception())


class _Answered(asyncio.DatagramProtocol):
    def __init__(self, asked, data, asker):
        self.asked, self.data, self.asker = asked, data, asker

    def connection_made(self, transport):
        self.transport = transport
        transport.sendto(self.data)

    def datagram_received(self, data, _server):
        loop = asyncio.get_running_loop()
        loop.call_later(self.asked.delay, self.asked.transport.sendto, data, self.asker)
        self.transport.close()


def _stream(address, port, delay, count):
    async def through(reader, writer):
        count.value += 1
        try:
            server_reader, server_writer = await asyncio.open_connection(address, port)
        except OSError:
            writer.transport.abort()
            return
        await asyncio.gather(_copied(reader, server_writer, 0), _copied(server_reader, writer, delay))

    return through


async def _copied(reader, writer, delay):
    """Bytes in their order, each late by the same time: what was said together arrives together."""
    loop = asyncio.get_running_loop()
    with contextlib.suppress(OSError):
        while chunk := await reader.read(CHUNK):
            if delay:
                loop.call_later(delay, _written, writer, chunk)
            else:
                writer.write(chunk)
                await writer.drain()
    loop.call_later(delay, _closed, writer)


def _written(writer, chunk):
    if not writer.is_closing():
        writer.write(chunk)


def _closed(writer):
    with contextlib.suppress(OSError, RuntimeError):
        writer.close()
