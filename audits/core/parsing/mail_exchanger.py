"""MX records in presentation form (RFC 5321 section 5.1, RFC 7505)."""

import ipaddress
import re
from dataclasses import dataclass

_RECORD = re.compile(r"([0-9]{1,5})[ \t]+(\S+)\Z", re.ASCII)


@dataclass(frozen=True)
class Exchanger:
    """One MX record: `host` in lower case without the final dot, empty for the null MX."""

    preference: int
    host: str

    @property
    def text(self) -> str:
        """The record as one writes it in a zone."""
        return f"{self.preference} {self.host}."

    @property
    def literal(self) -> str:
        """The address somebody wrote where a name belongs, or nothing."""
        try:
            return str(ipaddress.ip_address(self.host.strip("[]")))
        except ValueError:
            return ""


def parsed_exchangers(records: tuple[str, ...]) -> tuple[Exchanger, ...]:
    """The readable records, the most preferred first; equal preferences are legal and keep the order of names."""
    found = (_RECORD.match(record.strip()) for record in records)
    read = {Exchanger(int(match[1]), match[2].rstrip(".").lower()) for match in found if match}
    return tuple(sorted(read, key=lambda exchanger: (exchanger.preference, exchanger.host)))
