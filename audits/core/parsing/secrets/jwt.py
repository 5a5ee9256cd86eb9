"""JSON Web Tokens, decoded: a role that passes every policy is a leak, an anonymous role is public by design."""

import base64
import binascii
import json
import re

from audits.core.parsing.secrets.kind import Detected, Rule, Scanned, SecretKind, detection

SUPABASE_PLACE = "supabase.com → the project → Settings → JWT keys (or API keys)"
SUPABASE_SERVICE_ROLE = SecretKind(
    "supabase-service-role-key",
    "Supabase service_role key",
    f"Move the app to a new secret key, then disable the legacy keys (or change the JWT secret) at "
    f"{SUPABASE_PLACE}: this one "
    "passes every row-level policy.",
)
SUPABASE_ANON = SecretKind(
    "supabase-anon-key",
    "Supabase anon key",
    "Nothing to rotate: row-level security is what protects the tables behind it.",
    publishable=True,
)
PRIVILEGED_JWT = SecretKind(
    "privileged-jwt",
    "Signed token of a privileged role",
    "Change the signing key of the service that issued it: that ends every token it signed.",
)
JWT = SecretKind(
    "signed-token",
    "Signed token (JWT)",
    "End the session or change the signing key of the service that issued it.",
)

PATTERN = re.compile(
    r"(?<![A-Za-z0-9_\-])(?P<secret>(?P<head>eyJ[A-Za-z0-9_\-]{10,2000})\.(?P<claims>eyJ[A-Za-z0-9_\-]{4,6000})\."
    r"[A-Za-z0-9_\-]{20,1000})(?![A-Za-z0-9_\-])"
)
PRIVILEGED = frozenset(
    {"service_role", "admin", "superuser", "root", "superadmin", "owner", "supabase_admin", "system"}
)
SAMPLE_SUBJECTS = frozenset({"1234567890", "0123456789", "user123", "123", "12345"})
SAMPLE_NAMES = frozenset({"john doe", "jane doe", "test user", "alice", "bob"})


def claims_of(part: str) -> dict[str, object] | None:
    """The JSON object one part of a token holds, or None when it holds none."""
    try:
        decoded = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        return None
    return decoded if isinstance(decoded, dict) else None


def _token(match: re.Match[str], _: Scanned) -> Detected | None:
    head, claims = claims_of(match["head"]), claims_of(match["claims"])
    if head is None or claims is None or "alg" not in head or _is_sample(claims):
        return None
    role = str(claims.get("role", "")).lower()
    if claims.get("iss") == "supabase":
        if role == "anon":
            return detection(SUPABASE_ANON, match)
        if role == "service_role":
            return detection(SUPABASE_SERVICE_ROLE, match)
    if role in PRIVILEGED:
        return detection(PRIVILEGED_JWT, match)
    if role == "anon":
        return detection(SUPABASE_ANON, match)
    return detection(JWT, match, certain=False)


def _is_sample(claims: dict[str, object]) -> bool:
    """True for the textbook's tokens, and for the ones every local Supabase is delivered with."""
    return (
        str(claims.get("sub", "")) in SAMPLE_SUBJECTS
        or str(claims.get("name", "")).lower() in SAMPLE_NAMES
        or claims.get("iss") == "supabase-demo"
    )


RULES = (Rule(("eyJ",), PATTERN, _token),)
