"""checkdmarc and sslyze beside our own audits of the same estate over the same road: seconds, questions, connections.

Each rival runs in an environment of its own, made once in the data folder: they cannot share one, and none of them is
part of the product.
"""

import argparse
import asyncio
import os
import subprocess
import tempfile
import time
import venv
from datetime import UTC, datetime
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from audits.core.estate import Estate  # noqa: E402 - it reads the settings
from audits.core.subject import Domain, Host, MailDomain  # noqa: E402 - beside it
from audits.engine import gather  # noqa: E402 - beside it
from audits.gatherers.dns import DNS_GATHERER  # noqa: E402 - beside it
from audits.gatherers.mail import MAIL_GATHERER  # noqa: E402 - beside it
from audits.gatherers.reach import REACH_GATHERER  # noqa: E402 - beside it
from audits.gatherers.tls import TLS_GATHERER  # noqa: E402 - beside it
from portal.outbound.door import Door, Rules  # noqa: E402 - beside it
from tests.demo.audited import Clock  # noqa: E402 - beside it
from tests.real_servers import ordinary  # noqa: E402 - beside it
from tests.real_servers.estate import EVERYWHERE, NAME_SERVERS, WEB  # noqa: E402 - beside it
from tests.real_servers.road import Road  # noqa: E402 - beside it

CHECKDMARC, SSLYZE = "checkdmarc==6.0.4", "sslyze==6.3.1"
VERSIONS = ("--tlsv1", "--tlsv1_1", "--tlsv1_2", "--tlsv1_3")
PLACE = Path(__file__).parents[2] / ".launchready" / "rivals"
ASK = """
import sys, time, dns.nameserver
began = time.perf_counter()
import checkdmarc
imported = time.perf_counter() - began
servers = [dns.nameserver.Do53Nameserver({address!r}, {port})]
began = time.perf_counter()
told = checkdmarc.check_domains([{domain!r}], nameservers=servers)
print(f"{{time.perf_counter() - began:.2f}} {{imported:.2f}}")
"""
PARTS = (DNS_GATHERER, MAIL_GATHERER)
MAIL = Estate(
    Domain(ordinary.DOMAIN), (Host(ordinary.DOMAIN, declared=True),), mail_domains=ordinary.ESTATE.mail_domains
)
ONE = Estate(Domain(ordinary.DOMAIN), (Host(ordinary.DOMAIN, declared=True),), mail_domains=(MailDomain("x.test"),))


def installed(requirement):
    """The Python of an environment that holds the rival and nothing of ours."""
    place = PLACE / requirement.replace("==", "-")
    python = place / "bin" / "python"
    if not python.exists():
        venv.create(place, with_pip=True)
        line = [python, "-m", "pip", "install", "-qqq", "--disable-pip-version-check", requirement]
        subprocess.run(line, check=True)
    return python


async def gathered(estate, gatherers, settings):
    """How long these gatherers take, and how many questions they ask."""
    began = time.perf_counter()
    async with Door(Rules.from_environment(settings, estate.domain.name)) as door:
        await gather(estate, gatherers, door, Clock())
        return time.perf_counter() - began, door.questions


def dns_and_mail(settings, delay):
    with Road(EVERYWHERE, settings["LAUNCHREADY_PORTS"], delay) as road:
        ours, questions = asyncio.run(gathered(ordinary.ESTATE, PARTS, road.settings(settings)))
        alone, alone_questions = asyncio.run(gathered(MAIL, PARTS, road.settings(settings)))
        before = road.passed(53)
        code = ASK.format(address=NAME_SERVERS[0], port=road.before(53), domain=ordinary.DOMAIN)
        line = [installed(CHECKDMARC), "-c", code]
        done = subprocess.run(line, capture_output=True, text=True, check=True, timeout=120)
        theirs, imported = done.stdout.split()
        print(
            f"{delay * 1000:4.0f} ms late: DNS and mail of six hosts {ours:.2f} s, {questions} questions; of the domain "
            f"alone {alone:.2f} s, {alone_questions}; checkdmarc of the domain alone {theirs} s (and {imported} s to "
            f"import), {road.passed(53) - before} questions"
        )


def tls(settings, delay):
    with Road(EVERYWHERE, settings["LAUNCHREADY_PORTS"], delay) as road:
        gatherers = (DNS_GATHERER, REACH_GATHERER, TLS_GATHERER)
        ours, _ = asyncio.run(gathered(ONE, gatherers, road.settings(settings)))
        print(f"{delay * 1000:4.0f} ms late: TLS of one host {ours:.2f} s, {road.passed(443)} connections")
        for name, flags in (
            ("certificate and versions", ["--mozilla_config", "disable", "--certinfo", *VERSIONS]),
            ("everything", []),
        ):
            before, began = road.passed(443), time.perf_counter()
            authority = ["--certinfo_ca_file", settings["LAUNCHREADY_CA_FILE"]]
            place = f"{ordinary.DOMAIN}:{road.before(443)}{{{WEB}}}"
            line = [installed(SSLYZE).parent / "sslyze", *authority, *flags, place]
            subprocess.run(line, capture_output=True, check=False, timeout=120)
            seconds = time.perf_counter() - began
            print(f"             sslyze, {name}: {seconds:.2f} s, {road.passed(443) - before} connections")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--delays", default="0,20,100", help="milliseconds, by commas")
    chosen = parser.parse_args()
    installed(CHECKDMARC), installed(SSLYZE)
    print(f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with (
        tempfile.TemporaryDirectory(prefix="launchready-bench-") as folder,
        ordinary.ordinary(Path(folder)) as settings,
    ):
        for delay in chosen.delays.split(","):
            dns_and_mail(settings, int(delay) / 1000)
        for delay in ("0", "20"):
            tls(settings, int(delay) / 1000)


if __name__ == "__main__":
    main()
