"""Each kind of secret is found where it stands; the examples are drawn here, so that no token is written down."""

import base64
import hashlib
import json
import string

import pytest

from audits.core.parsing.secrets.checksum import crc32_tail
from audits.core.parsing.secrets.scan import kind_of, secrets_in

BASE62 = string.digits + string.ascii_letters
HEX = "0123456789abcdef"
BASE32 = string.ascii_uppercase + "234567"


def drawn(label, count, alphabet=BASE62):
    """Letters nobody typed, the same in every run."""
    stream = hashlib.shake_256(label.encode()).digest(count)
    return "".join(alphabet[byte % len(alphabet)] for byte in stream)


def encoded(part):
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def token(**claims):
    return f"{encoded({'alg': 'HS256', 'typ': 'JWT'})}.{encoded(claims)}.{drawn('signature', 43)}"


def armour(kind="", body=None):
    lines = body or "\n".join(drawn(f"key {kind} {line}", 64, BASE62 + "+/") for line in range(6))
    return f"-----BEGIN {kind}PRIVATE" + f" KEY-----\n{lines}\n-----END {kind}PRIVATE" + " KEY-----\n"


def github(prefix="ghp"):
    body = drawn(prefix, 30)
    return f"{prefix}_{body}{crc32_tail(body)}"


AWS_ID = "AK" + "IA" + drawn("aws id", 16, BASE32)
AWS_SECRET = drawn("aws secret", 40, BASE62 + "+/")
STRIPE = "sk_" + "live_51" + drawn("stripe", 97)
PASSWORD = drawn("password", 22)
GOOGLE = "AI" + "za" + drawn("google", 35)
MARK = "T3Blbk" + "FJ"

CASES = [
    ("deploy.yml", f"GITHUB_TOKEN: {github()}", "github-token", True),
    ("notes.txt", f"revoked? {github('gho')} yes", "github-token", True),
    ("a.py", f'x = "\\n{github()}"', "github-token", True),
    ("a.py", "token = 'ghp_" + drawn("no checksum", 36) + "'", "github-token", False),
    ("a.py", "github_" + "pat_" + drawn("fine", 22) + "_" + drawn("grained", 59), "github-token", True),
    (".gitlab-ci.yml", "glp" + "at-" + drawn("gitlab", 20), "gitlab-token", True),
    (
        ".npmrc",
        "//registry.npmjs.org/:_authToken=npm_" + drawn("n", 30) + crc32_tail(drawn("n", 30)),
        "npm-token",
        True,
    ),
    ("a.cfg", "pypi-AgEIcHlwaS5vcmc" + drawn("pypi", 130), "pypi-token", True),
    ("a.sh", "dckr_" + "pat_" + drawn("docker", 27), "docker-token", True),
    (".env", f"AWS_ACCESS_KEY_ID={AWS_ID}\nAWS_SECRET_ACCESS_KEY={AWS_SECRET}\n", "aws-access-key-id", True),
    ("letters.env", "KEY=AK" + "IA" + drawn("letters alone", 16, string.ascii_uppercase), "aws-access-key-id", True),
    ("s3.py", f'client(aws_secret_access_key="{AWS_SECRET}")', "aws-secret-access-key", True),
    ("pay.ts", f'const stripe = new Stripe("{STRIPE}")', "stripe-live-key", True),
    ("pay.ts", f'"rk_live_{drawn("restricted", 24)}"', "stripe-live-key", True),
    (".env", "STRIPE_KEY=sk_" + "test_" + drawn("test key", 24), "stripe-test-key", True),
    (".env", "CLERK_SECRET_KEY=sk_" + "live_" + drawn("clerk", 42), "clerk-live-key", True),
    ("hook.ts", "wh" + "sec_" + drawn("hook", 32), "stripe-webhook-secret", True),
    ("ai.py", "sk-" + "proj-" + drawn("a", 74) + MARK + drawn("b", 74), "openai-key", True),
    ("ai.py", "sk-" + drawn("a", 20) + MARK + drawn("b", 20), "openai-key", True),
    ("ai.py", "sk-" + "ant-api03-" + drawn("anthropic", 93) + "AA", "anthropic-key", True),
    ("ai.py", "sk-" + "or-v1-" + drawn("router", 64, HEX), "openrouter-key", True),
    ("ai.py", "gsk" + "_" + drawn("groq", 52), "groq-key", True),
    ("ai.py", "hf" + "_" + drawn("hf", 34, string.ascii_letters), "hugging-face-token", True),
    ("bot.py", "xo" + "xb-" + "2481632641-" + "4821632641282-" + drawn("slack", 24), "slack-token", True),
    (
        "alert.py",
        "https://hooks.slack.com/services/T" + "02AB3CD4E/B" + "05FG6HI7J/" + drawn("hook", 24),
        "slack-webhook",
        True,
    ),
    ("a.js", "https://discord.com/api/webhooks/" + "1122334455667788990/" + drawn("d", 68), "discord-webhook", True),
    ("a.js", "7214563980:" + "AA" + drawn("telegram", 33), "telegram-bot-token", True),
    ("mail.py", "SG" + "." + drawn("grid", 22) + "." + drawn("send", 43), "sendgrid-key", True),
    ("mail.py", "re" + "_" + drawn("res", 8) + "_" + drawn("end", 24), "resend-key", True),
    ("ai.env", f"GEMINI_API_KEY={GOOGLE}", "gemini-api-key", True),
    ("sheet.py", f'build("sheets", developerKey="{GOOGLE}")', "google-api-key", True),
    ("login.py", "GOC" + "SPX-" + drawn("oauth", 28), "google-oauth-secret", True),
    ("db.ts", f'url: "postgres://app:{PASSWORD}@db.shop.io:5432/app"', "database-url", True),
    ("db.py", f"mongodb+srv://app:{PASSWORD}@c0.ab12c.mongodb.net/x", "database-url", True),
    ("compose.yml", f"DATABASE_URL: postgresql+psycopg://app:{PASSWORD}@db/app", "database-url", True),
    ("q.py", f"redis://:{PASSWORD}@cache.shop.io:6379/0", "service-url", True),
    (".git/config", f"url = https://deploy:{PASSWORD}@git.shop.io/a.git", "url-with-password", True),
    ("id_rsa", armour("RSA "), "private-key", True),
    ("id_ed25519", armour("OPENSSH "), "private-key", True),
    ("a.env", "KEY=" + json.dumps(armour("EC ")), "private-key", True),
    ("tests/tls/server.key", armour(), "private-key", False),
    ("id_rsa", armour("ENCRYPTED "), "encrypted-private-key", False),
    (
        "sa.json",
        json.dumps({"type": "service_account", "private_key_id": drawn("id", 40, HEX), "private_key": armour()}),
        "google-service-account-key",
        True,
    ),
    ("a.ts", token(iss="supabase", ref="abc", role="service_role"), "supabase-service-role-key", True),
    ("a.ts", token(sub="u-77", exp=1999999999), "signed-token", False),
    ("a.ts", token(role="admin", sub="u-77"), "privileged-jwt", True),
    ("a.ts", "sb_" + "secret_" + drawn("sb", 31), "supabase-secret-key", True),
    (
        "settings.py",
        f"SECRET_KEY = '{drawn('django', 50, BASE62 + '!@#%^&*(-_=+')}'".replace("(", "x"),
        "signing-secret",
        True,
    ),
    (".env", "APP_KEY=base64:" + base64.b64encode(drawn("laravel", 32).encode()).decode(), "signing-secret", True),
    ("config/master.key", drawn("rails", 32, HEX), "rails-master-key", True),
    (".env.production", "DB_PASSWORD=Tr0ub4dor&3x", "database-password", True),
    ("app.ini", "smtp_password = V4lley-Hor5e", "mail-password", False),
    ("wp-config.php", f"define('DB_PASSWORD', '{PASSWORD}');", "database-password", True),
    ("auth.ts", f'const secret = process.env.JWT_SECRET || "{PASSWORD}"', "signing-secret", True),
    ("conf.py", f'os.environ.get("TWILIO_AUTH_TOKEN", "{drawn("twilio", 32, HEX)}")', "twilio-auth-token", True),
    ("a.ts", f'const apiKey = "{drawn("generic", 32)}"', "assigned-secret", True),
    ("ci.log", f"+ curl -u deploy:{PASSWORD} https://x.io", "command-password", True),
    ("run.sh", f"docker login -u me -p {PASSWORD} registry.io", "command-password", True),
    ("a.js", f'headers: {{ Authorization: "Bearer {drawn("bearer", 40)}" }}', "authorization-header", False),
]


@pytest.mark.parametrize(("path", "text", "kind", "certain"), CASES, ids=[f"{row[2]}-{row[0]}" for row in CASES])
def test_secret_is_found(path, text, kind, certain):
    assert [(one.kind.id, one.certain) for one in secrets_in(text, path)] == [(kind, certain)]


@pytest.mark.parametrize(("path", "text", "kind"), [row[:3] for row in CASES if row[2] != "rails-master-key"])
def test_secret_is_found_in_the_middle_of_a_file(path, text, kind):
    padded = "# first line\n\n" + text + "\nlast line\n"
    (found,) = secrets_in(padded, path)
    assert found.kind.id == kind
    assert padded[found.start : found.end] in text.strip() + "\n"


PUBLISHABLE = [
    ("pay.ts", "pk_" + "live_51" + drawn("public", 97), "stripe-publishable-key"),
    (
        ".env",
        "NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY=pk_" + "test_" + base64.b64encode(b"calm-owl-77.clerk.dev").decode(),
        "clerk-publishable-key",
    ),
    ("a.ts", token(iss="supabase", ref="abc", role="anon"), "supabase-anon-key"),
    ("a.ts", "sb_" + "publishable_" + drawn("sb", 31), "supabase-publishable-key"),
    (
        "fire.ts",
        f'const firebaseConfig = {{ apiKey: "{GOOGLE}", authDomain: "x.firebaseapp.com" }}',
        "firebase-web-key",
    ),
    ("index.html", f'<script src="https://maps.googleapis.com/maps/api/js?key={GOOGLE}">', "google-maps-key"),
    ("a.ts", "https://" + drawn("dsn", 32, HEX) + "@o450118.ingest.sentry.io/4507", "sentry-dsn"),
    ("a.ts", "phc" + "_" + drawn("posthog", 43), "posthog-project-key"),
    ("a.ts", "pk." + encoded({"u": "me", "a": drawn("map", 25)}) + "." + drawn("box", 22), "mapbox-public-token"),
]


@pytest.mark.parametrize(("path", "text", "kind"), PUBLISHABLE, ids=[row[2] for row in PUBLISHABLE])
def test_key_made_for_browsers_is_known_as_publishable(path, text, kind):
    (found,) = secrets_in(text, path)
    assert found.kind.id == kind
    assert found.kind.publishable


def test_the_same_private_key_is_one_value_in_a_file_and_in_an_escaped_string():
    (plain,) = secrets_in(armour("RSA "), "id_rsa")
    (escaped,) = secrets_in(json.dumps({"key": armour("RSA ")}), "a.json")
    assert plain.value == escaped.value


def test_key_id_and_its_secret_are_one_thing_to_replace():
    found = secrets_in(f"aws configure set aws_access_key_id {AWS_ID}\nsecret: {AWS_SECRET}", "a.sh")
    assert [one.value for one in found] == [AWS_ID]


def test_value_never_shows_in_a_representation():
    (found,) = secrets_in(STRIPE, "a.ts")
    assert STRIPE not in repr(found)


def test_two_secrets_of_a_line_are_both_found():
    found = secrets_in(f"{STRIPE} {github()}", "a.ts")
    assert [one.kind.id for one in found] == ["stripe-live-key", "github-token"]


def test_fixed_formats_are_found_in_bytes_that_are_no_text():
    assert [one.kind.id for one in secrets_in(f"\0\1{STRIPE}\0password=x9$kLmNop", "a.db", is_text=False)] == [
        "stripe-live-key"
    ]


def test_unknown_kind_is_shown_as_the_general_one():
    assert kind_of("of-an-older-version").id == "assigned-secret"
