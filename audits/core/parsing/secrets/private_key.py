"""Private keys in PEM and OpenPGP armour, whole or written as one escaped string."""

import re
from collections.abc import Iterator

from audits.core.parsing.secrets.kind import MOST_HITS, Detected, Scanned, SecretKind

PRIVATE_KEY = SecretKind(
    "private-key",
    "Private key",
    "Make a new key pair, replace the public half everywhere it is trusted (servers, certificates, deploy keys), then "
    "revoke the old one.",
)
SERVICE_ACCOUNT = SecretKind(
    "google-service-account-key",
    "Google service account key",
    "Delete the key at console.cloud.google.com → IAM & Admin → Service accounts → the account → Keys, read its "
    "audit log, "
    "then use workload identity instead of a key file.",
)
LOCKED_KEY = SecretKind(
    "encrypted-private-key",
    "Private key under a passphrase",
    "Make a new key pair: a passphrase only delays whoever holds the file.",
)

BEGIN = "-----BEGIN "
HEADER = re.compile(r"-----BEGIN (?P<type>[A-Z0-9 ]{0,24}?)PRIVATE KEY(?: BLOCK)?-----")
BODY_NOISE = re.compile(r"\\[nrt]|[\s\"'+,\\]|^[A-Za-z-]+: .*$", re.MULTILINE)
BASE64 = re.compile(r"[A-Za-z0-9+/=]{40,}")
LONGEST = 16_000
SHORTEST = 40


def found(scanned: Scanned) -> Iterator[Detected]:
    """Every private key with a body; a header alone, as parsers and documents hold it, is none."""
    text = scanned.text
    at = text.find(BEGIN)
    hits = 0
    while at >= 0 and hits < MOST_HITS:
        match = HEADER.match(text, at)
        at = text.find(BEGIN, at + 1)
        if match is None:
            continue
        hits += 1
        end = text.find("-----END", match.end(), match.end() + LONGEST)
        end = end if end >= 0 else min(match.end() + SHORTEST * 100, len(text) if at < 0 else at)
        armour = text[match.end() : end]
        body = BODY_NOISE.sub("", armour)
        if not _is_key_material(body):
            continue
        yield _detected(match, armour, body, scanned, end)


def _is_key_material(body: str) -> bool:
    """True for base 64 of at least thirty bytes that somebody generated, not typed."""
    start = BASE64.match(body)  # typed bodies ("AAAA…") use few letters
    return start is not None and len(set(start[0])) > 20


def _detected(match: re.Match[str], armour: str, body: str, scanned: Scanned, end: int) -> Detected:
    """The detection, with the bare base 64 as value: the same key in a file and in an escaped string is one secret."""
    material = BASE64.match(body)
    value = material[0] if material else body
    if "ENCRYPTED" in match["type"] or "ENCRYPTED" in armour[:200]:
        return Detected(LOCKED_KEY, value, match.start(), end, certain=False)
    before = scanned.lower[max(0, match.start() - 400) : match.start()]
    kind = SERVICE_ACCOUNT if "private_key_id" in before or "service_account" in before else PRIVATE_KEY
    return Detected(kind, value, match.start(), end)
