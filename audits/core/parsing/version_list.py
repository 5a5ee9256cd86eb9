"""TXT records of the form `v=X; key=value`, of which a name holds one: MTA-STS, TLS reports, BIMI."""

import re
from dataclasses import dataclass

from audits.core.parsing import tag_list

_STS_ID = re.compile(r"[A-Za-z0-9]{1,32}\Z")
_MAILBOX = re.compile(r"mailto:[^\s@,;!]+@[A-Za-z0-9.\-_]+(?:\?[^\s,;]*)?\Z", re.IGNORECASE)
_HTTPS = re.compile(r"https://[^\s,;/]+\S*\Z", re.IGNORECASE)
_LONELY_MAILBOX = re.compile(r"[^\s@,;:]+@[A-Za-z0-9.\-_]+\Z")
MTA_STS, TLS_REPORTS, BIMI = "STSv1", "TLSRPTv1", "BIMI1"


@dataclass(frozen=True)
class RecordFault:
    """Why nobody can use a record, as a clause."""

    reason: str


def of_version(records: tuple[str, ...], version: str) -> tuple[str, ...]:
    """The records that begin with the version, which is case-sensitive (RFC 8461 section 3.1, RFC 8460 section 3)."""
    head = re.compile(rf"v[ \t]*=[ \t]*{version}[ \t]*(?:;|\Z)")
    return tuple(text for text in records if head.match(text))


def sts_id(text: str) -> str | RecordFault:
    """The id of an MTA-STS record, which changes whenever the policy does (RFC 8461 section 3.1)."""
    value = tag_list.parse(text).value("id")
    if value is None:
        return RecordFault("it has no id=")
    return value if _STS_ID.match(value) else RecordFault(f"id={value[:60]} is not 1 to 32 letters and digits")


def report_uris(text: str) -> tuple[str, ...] | RecordFault:
    """Where TLS reports go (RFC 8460 section 3): at least one readable mailto: or https: address."""
    value = tag_list.parse(text).value("rua")
    if not value:
        return RecordFault("it has no rua=")
    uris = [uri.strip() for uri in value.split(",")]
    unreadable = [uri for uri in uris if not (_MAILBOX.match(uri) or _HTTPS.match(uri))]
    if unreadable:
        return RecordFault(f"{unreadable[0][:80] or 'an empty address'!r} is neither a mailto: nor an https: address")
    return tuple(uris)


def repaired_reports(text: str, *, otherwise: str) -> str:
    """The TLS report record with every address that can be made readable, or one that can be created."""
    uris = [uri.strip() for uri in (tag_list.parse(text).value("rua") or "").split(",")]
    whole = [f"mailto:{uri}" if _LONELY_MAILBOX.match(uri) else uri for uri in uris]
    kept = dict.fromkeys(uri for uri in whole if _MAILBOX.match(uri) or _HTTPS.match(uri))
    return f"v={TLS_REPORTS}; rua={','.join(kept) or otherwise}"


def logo_address(text: str) -> str | RecordFault:
    """Where a BIMI record says the logo is; empty where the domain declines to show one (BIMI draft section 4.2)."""
    listed = tag_list.parse(text)
    if listed.unreadable:
        return RecordFault(f"{listed.unreadable[0][:60]!r} is no tag")
    logo = listed.value("l")
    if logo is None:
        return RecordFault("it has no l=")
    for name in ("l", "a"):
        value = listed.value(name)
        if value and value != "self" and not _HTTPS.match(value):
            return RecordFault(f"{name}={value[:80]} is no https: address")
    return logo
