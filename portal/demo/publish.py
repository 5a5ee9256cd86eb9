"""Publishes a TXT record in the demo's zone, as its owner would: python -m portal.demo.publish --data DIR NAME VALUE."""

import argparse
import sys
from pathlib import Path

import dns.exception
import dns.name

from portal.demo import places
from portal.demo.written import write_whole

LONGEST = 255
FORBIDDEN = frozenset('"\\{}\r\n')


def published(folder: places.Folder) -> str:
    """The lines that were published so far, as a zone file has them."""
    return folder.published.read_text() if folder.published.exists() else ""


def publish(folder: places.Folder, name: str, value: str) -> None:
    """One TXT record more; raises ValueError for a name outside the zone or a value that no line can hold."""
    try:
        owner = dns.name.from_text(name)
    except dns.exception.DNSException:
        raise ValueError(f"{name} is no name") from None
    if not owner.is_subdomain(dns.name.from_text(places.DOMAIN)):
        raise ValueError(f"{name} does not lie in {places.DOMAIN}")
    if not value.isascii() or not value.isprintable() or FORBIDDEN & set(value) or len(value) > LONGEST:
        raise ValueError(f"the value is no printable ASCII text of at most {LONGEST} characters")
    line = f'{owner.to_text()} TXT "{value}"\n'
    before = published(folder)
    if line not in before:
        write_whole(folder.published, before + line)


def main() -> int:
    """Status 1 with one line on standard error for what cannot be published."""
    parser = argparse.ArgumentParser(prog="python -m portal.demo.publish", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the estate, or of `up`")
    parser.add_argument("name", help=f"below {places.DOMAIN}, or it")
    parser.add_argument("value")
    chosen = parser.parse_args()
    try:
        publish(places.folder_of(chosen.data), chosen.name, chosen.value)
    except ValueError as fault:
        print(f"Not published: {fault}.", file=sys.stderr)
        return 1
    print(f"The demo's zone holds {chosen.name} TXT now.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
