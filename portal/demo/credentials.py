"""Fictional secrets in their issuers' real formats, drawn from one installation's seed, never written down here."""

import base64
import hashlib
import hmac
import json
import string
import zlib
from dataclasses import dataclass

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
BASE32 = string.ascii_uppercase + "234567"
# The end of 2033: look-alikes must not turn into expired ones while the demo lives.
EXPIRES = 2019600000
ISSUED = 1780000000
REMOVED = "***REMOVED***"


@dataclass(frozen=True)
class Draw:
    """Repeatable random letters: the same seed and label give the same ones."""

    seed: bytes

    def letters(self, label: str, count: int, alphabet: str = BASE62) -> str:
        """As many letters as asked, evenly enough for something that only has to look random."""
        drawn = hashlib.shake_256(self.seed + label.encode()).digest(count)
        return "".join(alphabet[byte % len(alphabet)] for byte in drawn)

    def octets(self, label: str, count: int) -> bytes:
        """Raw bytes for keys and digests."""
        return hashlib.shake_256(self.seed + label.encode()).digest(count)


def secrets(draw: Draw) -> dict[str, str]:
    """Placeholder to value: everything that has to be found."""
    password = draw.letters("postgres", 22)
    return {
        "POSTGRES_URL": f"postgres://desk:{password}@db-primary.tideline-data.example:5432/desk",
        "STRIPE_SECRET": "sk_" + "live_51" + draw.letters("stripe", 97),
        "AWS_KEY_ID": "AK" + "IA" + draw.letters("aws id", 16, BASE32),
        "AWS_SECRET": draw.letters("aws secret", 40, BASE62 + "+/"),
        "GITHUB_TOKEN": _github_token(draw),
        "DEPLOY_KEY": _private_key(draw),
        "MODEL_KEY": "sk-" + "proj-" + draw.letters("model 1", 74) + "T3Blbk" + "FJ" + draw.letters("model 2", 74),
        "SERVICE_JWT": _token(draw, "service_role"),
    }


def harmless(draw: Draw) -> dict[str, str]:
    """Placeholder to value: everything that looks alike and is right where it stands."""
    return {
        "STRIPE_PUBLISHABLE": "pk_" + "live_51" + draw.letters("stripe public", 97),
        "ANON_JWT": _token(draw, "anon"),
        "AWS_SAMPLE_ID": "AKIA" + "IOSFODNN7" + "EXAMPLE",
        "AWS_SAMPLE_SECRET": "wJalrXUtn" + "FEMI/K7MDENG/bPxRfiCY" + "EXAMPLEKEY",
        "SENTRY_DSN": f"https://{draw.octets('sentry', 16).hex()}@o450118.ingest.sentry-tide.example/4507",
        "ANALYTICS_KEY": "phc" + "_" + draw.letters("analytics", 43),
        "ACTION_SHA": draw.octets("action", 20).hex(),
        "BUILD_HASH": draw.octets("build", 32).hex(),
        "PROJECT_REF": project(draw),
        "TEXTBOOK_JWT": _signed(
            {"alg": "HS256", "typ": "JWT"}, {"sub": "1234567890", "name": "John Doe", "iat": 1516239022}, b"secret"
        ),
    }


def project(draw: Draw) -> str:
    """The reference of the hosted database project, twenty small letters."""
    return draw.letters("project", 20, string.ascii_lowercase)


def integrity(name: str) -> str:
    """A lock file's integrity value for one package: right in form, of nothing in particular."""
    return "sha512-" + base64.b64encode(hashlib.sha512(name.encode()).digest()).decode()


def _github_token(draw: Draw) -> str:
    """Thirty letters and their CRC-32 in base 62, as the issuer appends it."""
    letters = draw.letters("github", 30)
    check = zlib.crc32(letters.encode())
    digits = ""
    for _ in range(6):
        check, digit = divmod(check, 62)
        digits = BASE62[digit] + digits
    return "gh" + "p_" + letters + digits


def _private_key(draw: Draw) -> str:
    """A key that parses, without its last line break."""
    number = int.from_bytes(draw.octets("deploy key", 31), "big") + 1
    key = ec.derive_private_key(number, ec.SECP256R1())
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    return pem.decode().strip()


def _token(draw: Draw, role: str) -> str:
    """The hosted database's token for one role: only the role tells a public one from a master key."""
    payload = {"iss": "supabase", "ref": project(draw), "role": role, "iat": ISSUED, "exp": EXPIRES}
    return _signed({"alg": "HS256", "typ": "JWT"}, payload, draw.octets("token key", 32))


def _signed(header: dict[str, str], payload: dict[str, object], key: bytes) -> str:
    """A compact JWS, RFC 7515 section 7.1."""
    head, body = (_base64(json.dumps(part, separators=(",", ":")).encode()) for part in (header, payload))
    return f"{head}.{body}.{_base64(hmac.digest(key, f'{head}.{body}'.encode(), 'sha256'))}"


def _base64(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()
