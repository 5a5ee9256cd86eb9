"""Fictional secrets in their issuers' formats, drawn so that no token is written down, and what is recorded of them."""

import hashlib
import string

from audits.core.observed.secret import SecretPlace, SecretSeen
from audits.core.parsing.secrets.checksum import crc32_tail

LETTERS = string.digits + string.ascii_uppercase + string.ascii_lowercase


def drawn(label, count, alphabet=LETTERS):
    """Letters nobody typed, the same in every run."""
    stream = hashlib.shake_256(label.encode()).digest(count)
    return "".join(alphabet[byte % len(alphabet)] for byte in stream)


def github(label="github"):
    body = drawn(label, 30)
    return "gh" + "p_" + body + crc32_tail(body)


def stripe(label="stripe", mode="live"):
    return "sk" + f"_{mode}_51" + drawn(label, 97)


def publishable(label="publishable"):
    return "pk" + "_live_51" + drawn(label, 97)


def private_key(label="key"):
    lines = "\n".join(drawn(f"{label} {line}", 64, LETTERS + "+/") for line in range(6))
    return "-----BEGIN RSA PRIVATE" + f" KEY-----\n{lines}\n-----END RSA PRIVATE" + " KEY-----\n"


GITHUB, STRIPE, KEY = github(), stripe(), private_key()
PASSWORD = drawn("password", 22)


def place(path="src/pay.ts", line=3, commit="c" * 40, *, in_head=True):
    return SecretPlace(path, line, commit, in_head)


def seen(kind="stripe-live-key", *places, digest="d" * 16, stub="sk_l", certain=True):
    return SecretSeen(digest, kind, stub, certain, places or (place(),))
