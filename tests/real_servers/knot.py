"""Knot DNS with the zones a test writes; a zone may be signed, its DS record then stands in the zone above."""

import contextlib
import subprocess
from dataclasses import dataclass

from tests.real_servers.server import program, served

CONFIG = """
server:
    rundir: "{folder}"
    listen: [{listen}]
database:
    storage: "{folder}"
log:
  - target: stderr
    any: warning
policy:
  - id: by-hand
    manual: on
    algorithm: ecdsap256sha256
    nsec3: on
template:
  - id: default
    storage: "{folder}"
    journal-content: none
    zonefile-sync: -1
zone:
"""
ZONE = '  - domain: "{name}"\n    file: "{name}.zone"\n'
SIGNED = "    dnssec-signing: on\n    dnssec-policy: by-hand\n"


@dataclass(frozen=True)
class Zone:
    """One zone: its name, its lines in master-file form below `$ORIGIN`, and whether Knot signs it."""

    name: str
    lines: str
    is_signed: bool = False


@contextlib.contextmanager
def knot(folder, addresses, port, zones):
    """Serves the zones on every address; the DS records of signed ones are added to the zone above."""
    folder.mkdir()
    listen = ", ".join(f"{address}@{port}" for address in addresses)
    text = CONFIG.format(folder=folder, listen=listen)
    text += "".join(ZONE.format(name=zone.name) + (SIGNED if zone.is_signed else "") for zone in zones)
    config = folder / "knot.conf"
    config.write_text(text)
    above = {zone.name: [] for zone in zones}
    for zone in zones:
        if zone.is_signed:
            _keymgr(config, zone.name, "generate", "algorithm=ecdsap256sha256", "ksk=yes", "zsk=yes")
            above[zone.name.partition(".")[2]] += _keymgr(config, zone.name, "ds").splitlines()
    for zone in zones:
        lines = [f"$ORIGIN {zone.name}.", zone.lines, *above[zone.name]]
        (folder / f"{zone.name}.zone").write_text("\n".join(lines) + "\n")
    with served([program("knotd"), "-c", config], folder, addresses[0], port):
        said = (folder / "said").read_text()
        assert "error" not in said, said
        yield


def _keymgr(config, *words):
    line = [program("keymgr"), "-c", config, *words]
    done = subprocess.run(line, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr
    return done.stdout
