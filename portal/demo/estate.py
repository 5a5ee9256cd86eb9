"""Serves the demo estate from one process: python -m portal.demo.estate --data DIR [--repaired]."""

import argparse
import asyncio
import contextlib
import datetime as dt
import os
import secrets
import signal
import sys
from functools import partial
from pathlib import Path

import dns.message
from aiohttp import web

from portal.demo import control, description, places, publish
from portal.demo.certificates import issue_certificates
from portal.demo.mail_host import converse
from portal.demo.mail_keys import mail_keys
from portal.demo.name_server import Answer, Datagrams, authoritative_answer, resolved_answer, stream_handler
from portal.demo.ports import Listeners, NoAddressError, bind_everything
from portal.demo.repository import NoGitError, build_repository
from portal.demo.state import State
from portal.demo.web_host import WebMachine
from portal.demo.written import write_json, write_whole
from portal.demo.zone import third_party_zones

LOOK_EVERY_SECONDS = 0.1
SEED_BYTES = 32

# Which zones each authoritative server holds. The lame one holds none, whatever the delegation says.
HOLDINGS = {
    places.NAME_SERVER: (places.DOMAIN,),
    places.SECOND_NAME_SERVER: (places.DOMAIN, *third_party_zones()),
    places.LAME_NAME_SERVER: (),
    places.REGISTRY: (places.SUFFIX,),
}


def seed(folder: places.Folder) -> bytes:
    """What all fictional secrets of this installation are drawn from."""
    if not folder.seed.exists():
        write_whole(folder.seed, secrets.token_hex(SEED_BYTES), mode=0o600)
    return bytes.fromhex(folder.seed.read_text())


def answers(state: State) -> dict[str, Answer]:
    """How each name server answers, looked up again for every question so that a switch shows at once."""
    found: dict[str, Answer] = {places.RESOLVER: lambda query: resolved_answer(query, state.zones)}
    for address, origins in HOLDINGS.items():
        found[address] = partial(_authoritative, state, origins)
    return found


def _authoritative(state: State, origins: tuple[str, ...], query: dns.message.QueryMessage) -> dns.message.Message:
    held = {origin: zone for origin, zone in state.zones.items() if origin.to_text(omit_final_dot=True) in origins}
    return authoritative_answer(query, held)


class RunningEstate:
    """Every server of the estate on one event loop."""

    def __init__(self, folder: places.Folder, listeners: Listeners) -> None:
        """Makes keys, certificates and the repository where they are missing; serves nothing yet."""
        self.folder = folder
        self.listeners = listeners
        # Asked for before anybody is told that the estate runs: whoever started it may be gone right after.
        self.parent = os.getppid()
        self.seed = seed(folder)
        contexts = issue_certificates(folder, dt.datetime.now(dt.UTC))
        repaired = control.is_wanted_repaired(folder)
        self.published = ""
        self.state = State(self.seed, mail_keys(folder), contexts, repaired=repaired)
        self.machines = [WebMachine(address, self.state) for address in places.WEB_MACHINES]
        self.runners: list[web.ServerRunner] = []
        self.servers: list[asyncio.Server] = []

    async def start(self) -> None:
        """Serve everything, then say so in the two files."""
        loop = asyncio.get_running_loop()
        for address, answer in answers(self.state).items():
            await loop.create_datagram_endpoint(partial(Datagrams, answer), sock=self.listeners.udp[address])
            handler = stream_handler(answer)
            self.servers.append(await asyncio.start_server(handler, sock=self.listeners.tcp[address, 53]))
        for machine in self.machines:
            plain, encrypted = (self.listeners.tcp[machine.address, ordinary] for ordinary in (80, 443))
            self.runners += await machine.listen(plain, encrypted)
        mail = partial(converse, context=lambda: self.state.certificate(places.MAIL, places.MAIL_HOST))
        self.servers.append(await asyncio.start_server(mail, sock=self.listeners.tcp[places.MAIL, 25]))
        self._follow_zone()
        await self.show()
        write_json(self.folder.settings, description.settings(self.folder, self.listeners.ports))

    async def show(self) -> None:
        """Bring repository, servers and files in line with the state; the last file says that it is done."""
        repaired = self.state.repaired
        await asyncio.to_thread(build_repository, self.folder, self.seed, repaired=repaired)
        for machine in self.machines:
            machine.follow_state()
        write_json(self.folder.estate, description.estate(self.folder, repaired=repaired))
        write_whole(self.folder.shown, control.REPAIRED if repaired else control.BROKEN)

    async def follow_wishes(self) -> None:
        """Switch whenever the wish differs from what is shown; end when the process that started us is gone."""
        while os.getppid() == self.parent:
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            self._follow_zone()
            wanted = control.is_wanted_repaired(self.folder)
            if wanted != self.state.repaired:
                self.state.repaired = wanted
                await self.show()

    def _follow_zone(self) -> None:
        """Serve what somebody published in the zone since."""
        records = publish.published(self.folder)
        if records != self.published:
            self.published = records
            self.state.publish(records)

    async def stop(self) -> None:
        """Close every socket; nobody is told to expect the estate any more."""
        self.folder.settings.unlink(missing_ok=True)
        for server in self.servers:
            server.close()
        for runner in self.runners:
            await runner.cleanup()


async def serve(folder: places.Folder) -> None:
    """Run until a signal, or until the parent is gone."""
    running = RunningEstate(folder, bind_everything(folder))
    await running.start()
    watch = asyncio.create_task(running.follow_wishes())
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, watch.cancel)
    print(f"The demo estate answers for {places.DOMAIN}. Settings: {folder.settings}", flush=True)
    with contextlib.suppress(asyncio.CancelledError):
        await watch
    await running.stop()


def main() -> int:
    """One line on standard error and status 2 when it cannot run."""
    parser = argparse.ArgumentParser(prog="python -m portal.demo.estate", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder for keys, repository and settings")
    parser.add_argument("--repaired", action="store_true", help="start without the defects")
    chosen = parser.parse_args()
    folder = places.Folder(chosen.data)
    try:
        with control.hold(folder):
            folder.shown.unlink(missing_ok=True)
            folder.settings.unlink(missing_ok=True)
            if chosen.repaired:
                control.want(folder, repaired=True)
            asyncio.run(serve(folder))
    except control.EstateRunsError:
        print(f"The demo estate in {folder.root} is already running.", file=sys.stderr)
        return 2
    except (NoAddressError, NoGitError) as error:
        print(f"The demo estate cannot start. {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
