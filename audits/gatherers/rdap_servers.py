"""Where the registry of a top-level domain answers RDAP questions: the operator's word, then IANA's registry."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

PLACE = Path(__file__).with_name("rdap_servers.txt")


def server_for(name: str, settled: Mapping[str, str]) -> str | None:
    """The base address, with a final slash, for the longest suffix of a name that has one (RFC 9224 section 4)."""
    known = _published()
    labels = name.lower().rstrip(".").split(".")
    for start in range(len(labels)):
        suffix = ".".join(labels[start:])
        found = settled.get(suffix) or known.get(suffix)
        if found:
            return found if found.endswith("/") else found + "/"
    return None


@cache
def _published() -> Mapping[str, str]:
    lines = (line.split() for line in PLACE.read_text(encoding="ascii").splitlines() if not line.startswith("#"))
    return {suffix: server for server, *suffixes in lines for suffix in suffixes}
