"""AWS credentials: the key id with its fixed alphabet, and the forty characters of the secret key beside it."""

import re
from collections.abc import Iterator

from audits.core.parsing.secrets.checksum import is_base32
from audits.core.parsing.secrets.kind import END, MOST_HITS, START, Detected, Scanned, SecretKind
from audits.core.parsing.secrets.placeholder import entropy, is_placeholder, is_typed

AWS_PLACE = "console.aws.amazon.com → IAM → Users → the user → Security credentials"
AWS_KEY_ID = SecretKind(
    "aws-access-key-id",
    "AWS access key",
    f"Deactivate and delete the key at {AWS_PLACE} → Access keys, read CloudTrail for its use, then give the app "
    "a role.",
)
AWS_SECRET = SecretKind(
    "aws-secret-access-key",
    "AWS secret access key",
    f"Deactivate and delete the key pair at {AWS_PLACE} → Access keys, read CloudTrail for its use, then give "
    "the app a role.",
)

KEY_ID = re.compile(f"{START}(?P<secret>(?:AKIA|ASIA|ABIA|ACCA)(?P<body>[A-Z0-9]{{16}})){END}")
ANCHORS = ("AKIA", "ASIA", "ABIA", "ACCA")
SECRET = re.compile(r"(?<![A-Za-z0-9/+_\-.])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=_\-.])")
NAMED = re.compile(
    r"(?i)aws.{0,20}?secret.{0,20}?[\"']?\s{0,4}(?:=>|=|:)\s{0,4}[\"']?(?P<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])"
)
NEAR = 300
ENTROPY = 4.2
"""Forty random characters of base 64 have 4.6 to 5 bits each; a git commit (base 16) at most 4."""


def found(scanned: Scanned) -> Iterator[Detected]:
    """Key ids, with the secrets near them as their other half, and secrets that a name gives away."""
    text = scanned.text
    hits = 0
    for anchor in ANCHORS:
        at = text.find(anchor)
        while at >= 0 and hits < MOST_HITS:
            hits += 1
            match = KEY_ID.match(text, at)
            at = text.find(anchor, at + 1)
            if match is None or is_typed(match[0]):
                continue
            halves = tuple(_secrets_near(text, *match.span()))
            yield Detected(AWS_KEY_ID, match[0], *match.span(), certain=is_base32(match["body"]), also=halves)
    if "aws" in scanned.lower and "secret" in scanned.lower:
        for match in NAMED.finditer(text):
            if _is_secret_key(match["secret"]):
                yield Detected(AWS_SECRET, match["secret"], *match.span("secret"))


def _secrets_near(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the secret halves of a key id stand: the pair is one thing to replace."""
    for match in SECRET.finditer(text, max(0, start - NEAR), min(len(text), end + NEAR)):
        if _is_secret_key(match[0]):
            yield match.span()


def _is_secret_key(value: str) -> bool:
    return entropy(value) >= ENTROPY and not is_placeholder(value) and any(character.isdigit() for character in value)
