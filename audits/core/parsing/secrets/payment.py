"""Keys of payment and shop providers; Clerk's keys share Stripe's prefixes."""

import re

from audits.core.parsing.secrets.fixed import fixed
from audits.core.parsing.secrets.kind import END, START, Detected, Rule, Scanned, SecretKind, detection
from audits.core.parsing.secrets.placeholder import is_placeholder

STRIPE_PLACE = "dashboard.stripe.com → Developers → API keys"
STRIPE_LIVE = SecretKind(
    "stripe-live-key",
    "Stripe live secret key",
    f"Roll the key at {STRIPE_PLACE} with immediate expiry, and read the API logs for calls you did not make.",
)
STRIPE_TEST = SecretKind(
    "stripe-test-key",
    "Stripe test secret key",
    f"Roll the key at {STRIPE_PLACE} in test mode.",
    is_test=True,
)
STRIPE_PUBLISHABLE = SecretKind(
    "stripe-publishable-key", "Stripe publishable key", "Nothing to rotate: browsers need it.", publishable=True
)
STRIPE_WEBHOOK = SecretKind(
    "stripe-webhook-secret",
    "Stripe or Svix webhook signing secret",
    "Roll the signing secret at dashboard.stripe.com → Developers → Webhooks → the endpoint → Roll secret.",
)
CLERK_PLACE = "dashboard.clerk.com → the application → API keys"
CLERK_LIVE = SecretKind(
    "clerk-live-key",
    "Clerk live secret key",
    f"Add a new secret key at {CLERK_PLACE}, deploy it, then delete this one.",
)
CLERK_TEST = SecretKind(
    "clerk-test-key",
    "Clerk development secret key",
    f"Add a new secret key at {CLERK_PLACE} (development), then delete this one.",
    is_test=True,
)
CLERK_PUBLISHABLE = SecretKind(
    "clerk-publishable-key", "Clerk publishable key", "Nothing to rotate: browsers need it.", publishable=True
)
SQUARE = SecretKind(
    "square-token", "Square access token", "Replace it at developer.squareup.com → the application → Credentials."
)
SHOPIFY = SecretKind(
    "shopify-token",
    "Shopify token or shared secret",
    "Uninstall and reinstall the app, or rotate the secret at partners.shopify.com → Apps → the app → Client "
    "credentials.",
)
PADDLE = SecretKind(
    "paddle-key", "Paddle API key", "Revoke it at vendors.paddle.com → Developer tools → Authentication."
)

STRIPE_SECRET = re.compile(f"{START}(?P<secret>[sr]k_(?P<mode>live|test)_(?P<body>[A-Za-z0-9]{{16,247}})){END}")
STRIPE_PUBLIC = re.compile(f"{START}(?P<secret>pk_(?:live|test)_(?P<body>[A-Za-z0-9]{{16,247}}={{0,2}})\\$?){END}")


def _secret_key(match: re.Match[str], scanned: Scanned) -> Detected | None:
    if is_placeholder(match["body"]):
        return None
    live = match["mode"] == "live"
    if _is_clerks(match, scanned):
        return detection(CLERK_LIVE if live else CLERK_TEST, match)
    return detection(STRIPE_LIVE if live else STRIPE_TEST, match)


def _public_key(match: re.Match[str], scanned: Scanned) -> Detected | None:
    if is_placeholder(match["body"]):
        return None
    return detection(CLERK_PUBLISHABLE if _is_clerks(match, scanned) else STRIPE_PUBLISHABLE, match)


def _is_clerks(match: re.Match[str], scanned: Scanned) -> bool:
    """True when the line before the key speaks of Clerk, whose keys carry Stripe's prefixes."""
    line = scanned.lower[max(0, match.start() - 80) : match.start()].rpartition("\n")[2]
    return "clerk" in line


RULES = (
    Rule(("sk_live_", "rk_live_", "sk_test_", "rk_test_"), STRIPE_SECRET, _secret_key),
    Rule(("pk_live_", "pk_test_"), STRIPE_PUBLIC, _public_key),
    fixed(STRIPE_WEBHOOK, r"whsec_(?P<body>[A-Za-z0-9+/]{24,80}={0,2})", "whsec_"),
    fixed(SQUARE, r"(?:sq0atp|sq0csp)-(?P<body>[A-Za-z0-9_\-]{22,43})", "sq0atp-", "sq0csp-"),
    fixed(SHOPIFY, r"shp(?:at|ca|pa|ss)_(?P<body>[0-9a-fA-F]{32})", "shpat_", "shpca_", "shppa_", "shpss_"),
    fixed(PADDLE, r"pdl_live_apikey_(?P<body>[a-z0-9]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3})", "pdl_live_apikey_"),
)
