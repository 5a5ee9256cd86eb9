"""Google API keys: one format for browsers' keys and for keys that cost money; the words around tell them apart."""

import re

from audits.core.parsing.secrets.kind import END, START, Detected, Rule, Scanned, SecretKind, detection
from audits.core.parsing.secrets.placeholder import is_placeholder

GOOGLE_PLACE = "console.cloud.google.com → APIs & Services → Credentials"
GOOGLE_KEY = SecretKind(
    "google-api-key",
    "Google API key",
    f"Rotate the key at {GOOGLE_PLACE} → the key → Rotate key, and restrict the new one to the APIs and callers "
    "that need it.",
)
GEMINI_KEY = SecretKind(
    "gemini-api-key",
    "Gemini API key",
    "Delete the key at aistudio.google.com → API keys, read the billing report, then make one that only the "
    "server holds.",
)
FIREBASE_WEB_KEY = SecretKind(
    "firebase-web-key",
    "Firebase web API key",
    "Nothing to rotate: security rules protect the data behind it.",
    publishable=True,
)
GOOGLE_MAPS_KEY = SecretKind(
    "google-maps-key",
    "Google Maps browser key",
    f"Nothing to rotate: restrict it to your websites at {GOOGLE_PLACE} → the key → Application restrictions.",
    publishable=True,
)

PATTERN = re.compile(f"{START}(?P<secret>AIza(?P<body>[A-Za-z0-9_\\-]{{35}})){END}")
FIREBASE_WORDS = ("authdomain", "auth_domain", "firebase", "messagingsenderid", "storagebucket", "gcm_sender_id")
MAPS_WORDS = (
    "maps.googleapis.com/maps/api/js",
    "google_maps",
    "googlemaps",
    "gmaps",
    "maps_api",
    "mapsapi",
    "maps_key",
)
MODEL_WORDS = ("gemini", "generativelanguage", "generative_ai", "generativeai", "google_ai", "genai", "palm_api")


def _kind_of(match: re.Match[str], scanned: Scanned) -> SecretKind:
    """The nearest words decide: first those of the key's own line, then those around it."""
    line_start = max(scanned.lower.rfind("\n", 0, match.start()), match.start() - 120, 0)
    for surroundings in (
        scanned.lower[line_start : match.start()],
        scanned.around(*match.span(), reach=60),
        scanned.around(*match.span(), reach=400),
    ):
        if any(word in surroundings for word in MODEL_WORDS):
            return GEMINI_KEY
        if any(word in surroundings for word in MAPS_WORDS):
            return GOOGLE_MAPS_KEY
        if any(word in surroundings for word in FIREBASE_WORDS):
            return FIREBASE_WEB_KEY
    return GOOGLE_KEY


def _key(match: re.Match[str], scanned: Scanned) -> Detected | None:
    return None if is_placeholder(match["body"]) else detection(_kind_of(match, scanned), match)


RULES = (Rule(("AIza",), PATTERN, _key),)
