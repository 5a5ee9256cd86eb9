"""Keys of error tracking, analytics, maps and search: many of them are made for browsers."""

from audits.core.parsing.secrets.fixed import fixed
from audits.core.parsing.secrets.kind import SecretKind

SENTRY_DSN = SecretKind(
    "sentry-dsn", "Sentry DSN", "Nothing to rotate: it only lets browsers send errors.", publishable=True
)
SENTRY_TOKEN = SecretKind(
    "sentry-token",
    "Sentry auth token",
    "Revoke it at sentry.io → Settings → Auth Tokens, then make one that only uploads.",
)
POSTHOG_PROJECT = SecretKind(
    "posthog-project-key", "PostHog project key", "Nothing to rotate: it only records events.", publishable=True
)
POSTHOG_PERSONAL = SecretKind(
    "posthog-personal-key", "PostHog personal API key", "Delete it at posthog.com → Settings → Personal API keys."
)
MAPBOX_PUBLIC = SecretKind(
    "mapbox-public-token",
    "Mapbox public token",
    "Nothing to rotate: limit it to your URLs at account.mapbox.com → Access tokens.",
    publishable=True,
)
MAPBOX_SECRET = SecretKind(
    "mapbox-secret-token",
    "Mapbox secret token",
    "Delete it at account.mapbox.com → Access tokens, then make a new one.",
)
NEW_RELIC = SecretKind(
    "new-relic-key", "New Relic user key", "Delete it at one.newrelic.com → Administration → API keys."
)
GRAFANA = SecretKind(
    "grafana-token",
    "Grafana token",
    "Delete it at Grafana → Administration → Service accounts (or Cloud access policies).",
)

RULES = (
    fixed(
        SENTRY_DSN,
        r"https://(?P<body>[0-9a-f]{32})(?::[0-9a-f]{32})?@[a-z0-9.\-]{3,80}/\d{1,20}",
        "https://",
    ),
    fixed(SENTRY_TOKEN, r"sntrys_(?P<body>eyJ[A-Za-z0-9_\-=+/]{40,300})", "sntrys_"),
    fixed(SENTRY_TOKEN, r"sntryu_(?P<body>[0-9a-f]{64})", "sntryu_"),
    fixed(POSTHOG_PROJECT, r"phc_(?P<body>[A-Za-z0-9]{40,50})", "phc_"),
    fixed(POSTHOG_PERSONAL, r"phx_(?P<body>[A-Za-z0-9]{40,60})", "phx_"),
    fixed(MAPBOX_PUBLIC, r"pk\.(?P<body>eyJ[A-Za-z0-9_\-]{20,200}\.[A-Za-z0-9_\-]{20,40})", "pk.eyJ"),
    fixed(MAPBOX_SECRET, r"sk\.(?P<body>eyJ[A-Za-z0-9_\-]{20,200}\.[A-Za-z0-9_\-]{20,40})", "sk.eyJ"),
    fixed(NEW_RELIC, r"NRAK-(?P<body>[A-Z0-9]{27})", "NRAK-"),
    fixed(GRAFANA, r"glsa_(?P<body>[A-Za-z0-9]{32}_[0-9a-f]{8})", "glsa_"),
    fixed(GRAFANA, r"glc_(?P<body>eyJ[A-Za-z0-9+/]{40,400}={0,2})", "glc_"),
)
