"""What the registry says of the domain: until when it is paid for, in whose care, and in what state."""

from dataclasses import dataclass

from audits.core.artifacts import Source


@dataclass(frozen=True)
class Registration:
    """One RDAP answer (RFC 9083).

    `name` is the registered domain, which may lie above the audited one; `expires` is the date as sent, empty where the
    registry gives none; `statuses` are RFC 8056 words in small letters ("client hold").
    """

    name: str
    url: str
    registrar: str
    expires: str
    statuses: tuple[str, ...]
    name_servers: tuple[str, ...]
    registered: str = ""


REGISTRATION: Source[Registration] = Source("registration", Registration)
