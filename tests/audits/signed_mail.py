"""Messages as a receiver stores them, really signed: fresh keys, dkimpy, and the records that go with them."""

import base64
from functools import cache

import dkim
import nacl.signing
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

RECEIVED = (
    "Received: from out.{domain} (out.{domain} [203.0.113.7])\r\n"
    "\tby mx.mailbox.test (Postfix) with ESMTPS id 4F1; Wed, 18 Nov 2026 09:40:00 +0000\r\n"
)
AT = 1_794_994_800
"""Wed, 18 Nov 2026 09:40:00 +0000, when all of them arrive."""


@cache
def rsa_key(bits=2048):
    """A private key in PEM and the record of its public half."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return pem, f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}"


@cache
def ed25519_key():
    """A private key as dkimpy takes it and the record of its public half."""
    key = nacl.signing.SigningKey.generate()
    public = base64.b64encode(bytes(key.verify_key)).decode()
    return base64.b64encode(bytes(key)), f"v=DKIM1; k=ed25519; p={public}"


def message(domain="client.test", *, sender=None, body=None, html=None, extra=""):
    """A password reset before anybody signed it, line ends as they travel."""
    text = (
        body
        if body is not None
        else f"Hello,\r\n\r\nset a new password: https://app.{domain}/reset?token=a1b2c3d4e5f6g7h8i9j0\r\n"
    )
    kind = "text/html" if html else "text/plain"
    return (
        f"From: {sender or f'Harbour Desk <support@{domain}>'}\r\n"
        f"To: someone@mailbox.test\r\n"
        "Subject: Set a new password\r\n"
        "Date: Wed, 18 Nov 2026 09:39:58 +0000\r\n"
        f"Message-ID: <1@{domain}>\r\n"
        f"{extra}"
        f"MIME-Version: 1.0\r\nContent-Type: {kind}; charset=utf-8\r\n\r\n{html or text}"
    ).encode()


def signed(raw, domain="client.test", *, selector="s1", key=None, algorithm=b"rsa-sha256", **options):
    """The message with one more signature on top."""
    private = key or (ed25519_key()[0] if algorithm.startswith(b"ed25519") else rsa_key()[0])
    field = dkim.sign(
        raw,
        selector.encode(),
        domain.encode(),
        private,
        signature_algorithm=algorithm,
        canonicalize=(b"relaxed", b"relaxed"),
        include_headers=[b"From", b"To", b"Subject", b"Date"],
        **options,
    )
    return field + raw


def arrived(raw, domain="client.test", *, trace=""):
    """The message as the receiver's server stored it."""
    return f"Return-Path: <bounce@{domain}>\r\n{trace}{RECEIVED.format(domain=domain)}".encode() + raw
