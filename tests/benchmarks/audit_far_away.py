"""Audits an estate of six hosts on real servers, every one of which answers late; tells seconds, questions, connections."""

import argparse
import os
import tempfile
from collections import Counter
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from tests.demo.audited import audited_estate  # noqa: E402 - it reads the settings
from tests.real_servers import ordinary  # noqa: E402 - beside it
from tests.real_servers.estate import EVERYWHERE  # noqa: E402 - beside it
from tests.real_servers.road import Road  # noqa: E402 - beside it


def measure(settings, delay):
    """One line for one audit over a road of this delay in seconds."""
    with Road(EVERYWHERE, settings["LAUNCHREADY_PORTS"], delay) as road:
        seen = audited_estate(ordinary.ESTATE, road.settings(settings))
        asked = ", ".join(f"{road.passed(lane.ordinary)} at port {lane.ordinary}" for lane in road.lanes)
    shaken = [value.handshakes for value in seen.artifacts.values() if hasattr(value, "handshakes")]
    outcomes = Counter(answer.judgement.outcome.value for answer in seen.answers.values())
    print(
        f"{delay * 1000:4.0f} ms late: {seen.seconds:5.2f} s, {len(ordinary.ESTATE.hosts)} hosts, {seen.questions} DNS "
        f"questions, most handshakes of the TLS audit with a host {max(shaken)}, most requests to a host "
        f"{max(seen.requests.values())}; over the road {asked}; {dict(outcomes)}"
    )
    slowest = sorted(seen.seconds_of.items(), key=lambda each: -each[1])
    print("             " + ", ".join(f"{title} {seconds:.2f} s" for title, seconds in slowest))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--delays", default="0,50,100", help="milliseconds, by commas")
    chosen = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with (
        tempfile.TemporaryDirectory(prefix="launchready-bench-") as folder,
        ordinary.ordinary(Path(folder)) as settings,
    ):
        for delay in chosen.delays.split(","):
            measure(settings, int(delay) / 1000)


if __name__ == "__main__":
    main()
