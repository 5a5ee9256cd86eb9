"""Kinds told by the name a value is assigned to, for secrets whose format says nothing."""

import re

from audits.core.parsing.secrets.kind import SecretKind

DATABASE_PASSWORD = SecretKind(
    "database-password",
    "Database password",
    "Change the password of this database user (`ALTER ROLE … WITH PASSWORD …`, or the host's Reset password), "
    "then deploy the "
    "new one.",
)
MAIL_PASSWORD = SecretKind(
    "mail-password",
    "Mail account password",
    "Change the password at the mail provider (or make a new app password), then deploy the new one.",
)
SIGNING_SECRET = SecretKind(
    "signing-secret",
    "Signing or encryption key of the app",
    "Generate a new one (`openssl rand -base64 48`), deploy it, and know that it ends every session and link "
    "signed with the "
    "old one.",
)
TWILIO_TOKEN = SecretKind(
    "twilio-auth-token",
    "Twilio auth token",
    "Make a secondary token at console.twilio.com → Account → API keys & tokens, deploy it, then promote it.",
)
CLOUDFLARE_TOKEN = SecretKind(
    "cloudflare-token",
    "Cloudflare API token or key",
    "Roll it at dash.cloudflare.com → My Profile → API Tokens → Roll, and read the audit log for changes you did "
    "not make.",
)
DATADOG_KEY = SecretKind(
    "datadog-key",
    "Datadog key",
    "Revoke it at app.datadoghq.com → Organization settings → API keys (or Application keys).",
)
POSTMARK_TOKEN = SecretKind(
    "postmark-token",
    "Postmark token",
    "Make a new token at account.postmarkapp.com → the server → API Tokens, then delete it.",
)
ALGOLIA_KEY = SecretKind(
    "algolia-key", "Algolia admin or write key", "Regenerate it at dashboard.algolia.com → Settings → API keys."
)
AUTH0_SECRET = SecretKind(
    "auth0-client-secret", "Auth0 client secret", "Rotate it at manage.auth0.com → Applications → the app → Settings."
)
OAUTH_SECRET = SecretKind(
    "oauth-client-secret",
    "OAuth client secret",
    "Regenerate the client secret at the sign-in provider, deploy it, then delete the old one.",
)
WEBHOOK_SECRET = SecretKind(
    "webhook-secret",
    "Webhook signing secret",
    "Roll the signing secret at the sender of the webhook, then deploy the new one.",
)
PASSWORD = SecretKind(
    "password",
    "Password in the source",
    "Change the password where it is used, then deploy the new one from the environment.",
)
GENERIC = SecretKind(
    "assigned-secret",
    "Value that looks like a secret",
    "Find out which service it opens; if it does, replace it there first, then deploy the new one from the "
    "environment.",
)
HEADER_TOKEN = SecretKind(
    "authorization-header",
    "Credentials in an Authorization header",
    "Revoke the token (or change the password) at the service that is called with it.",
)
COMMAND_PASSWORD = SecretKind(
    "command-password",
    "Password on a command line",
    "Change this password at the service the command talks to, then read it from the environment or standard input.",
)
RAILS_MASTER_KEY = SecretKind(
    "rails-master-key",
    "Rails credentials key",
    "Rotate every value inside the encrypted credentials, then make a new key (`rails credentials:edit` after "
    "deleting both).",
)
REGISTRY_TOKEN = SecretKind(
    "registry-token",
    "Package registry token",
    "Revoke the token at the registry it logs in to, then make a read-only one where that suffices.",
)

NAMES: tuple[tuple[re.Pattern[str], SecretKind], ...] = (
    (re.compile(r"twilio"), TWILIO_TOKEN),
    (re.compile(r"cloudflare|(?:^|_)cf_(?:api|token|key|global)"), CLOUDFLARE_TOKEN),
    (re.compile(r"datadog|(?:^|_)dd_(?:api|app)"), DATADOG_KEY),
    (re.compile(r"postmark"), POSTMARK_TOKEN),
    (re.compile(r"algolia"), ALGOLIA_KEY),
    (re.compile(r"auth0"), AUTH0_SECRET),
    (re.compile(r"_auth_?token$|(?:npm|registry|nuget)_(?:token|key|password)"), REGISTRY_TOKEN),
    (re.compile(r"(?:db|database|postgres|postgresql|pg|mysql|mariadb|mongo|redis|rds|sql)_?(?:root_|user_|admin_)?pass"),
     DATABASE_PASSWORD),
    (re.compile(r"(?:smtp|mail|email|imap|mailer)\w{0,12}pass|(?:smtp|mail|email)_secret"), MAIL_PASSWORD),
    (re.compile(r"webhook"), WEBHOOK_SECRET),
    (re.compile(r"(?:client|oauth|consumer|google|github|facebook|discord|apple)_?(?:app_)?secret"), OAUTH_SECRET),
    (re.compile(r"secret_key|secret_?key_base|(?:app|encryption|signing|master|cipher|crypto|hmac|jwt|session|cookie|auth|"
                r"nextauth|better_auth|csrf|flask|django|nonce|logged_in|secure_auth)_?(?:secret|key|salt)|salt$|^auth_secret"),
     SIGNING_SECRET),
    (re.compile(r"pass|pwd"), PASSWORD),
)  # fmt: skip


def kind_named(name: str) -> SecretKind:
    """The kind that a variable's name, in snake case, gives its value."""
    return next((kind for pattern, kind in NAMES if pattern.search(name)), GENERIC)
