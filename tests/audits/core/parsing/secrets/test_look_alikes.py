"""What only looks like a secret stays silent: examples, references, hashes, words, code."""

import hashlib
import string

import pytest

from audits.core.parsing.secrets.scan import secrets_in

BASE62 = string.digits + string.ascii_letters
HEX = "0123456789abcdef"


def drawn(label, count, alphabet=BASE62):
    stream = hashlib.shake_256(label.encode()).digest(count)
    return "".join(alphabet[byte % len(alphabet)] for byte in stream)


STRONG = drawn("strong", 32)
HEADER = "-----BEGIN PRIVATE" + " KEY-----"
TEXTBOOK = (
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
    "eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ"
    ".SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c"
)
LOCAL_DEMO = (
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
    "eyJpc3MiOiJzdXBhYmFzZS1kZW1vIiwicm9sZSI6InNlcnZpY2Vfcm9sZSIsImV4cCI6MTk4MzgxMjk5Nn0"
    "." + drawn("signature", 43)
)

CASES = [
    ("a.md", "ghp_" + "x" * 36),
    ("a.md", "ghp_" + "1234567890abcdefghijklmnopqrstuvwxyz"),
    ("a.md", "ghp_" + drawn("short", 20)),
    ("a.md", "token: ghp_YOUR_TOKEN_HERE"),
    ("setup.md", "AWS_ACCESS_KEY_ID=AKIA" + "IOSFODNN7" + "EXAMPLE"),
    ("setup.md", "AWS_SECRET_ACCESS_KEY=wJalrXUtn" + "FEMI/K7MDENG/bPxRfiCY" + "EXAMPLEKEY"),
    ("a.md", "sk_" + "live_" + "x" * 24),
    ("a.md", "sk_" + "test_" + "abcdefghijklmnopqrstuvwx"),
    ("a.md", "sk_" + "live_" + "thisisnotreallyakeyofours"),
    ("a.ts", "const prefix = 'sk_" + "live_'"),
    ("a.md", "sk-" + "ant-api03-" + "your-key-here"),
    ("a.css", ".sk-" + "loading-skeleton-animation-container-wrapper-x"),
    ("a.py", f'if text.startswith("{HEADER}"):'),
    ("a.md", f"{HEADER}\n...\n-----END PRIVATE" + " KEY-----"),
    ("cert.pem", "-----BEGIN CERTIFICATE-----\n" + drawn("cert", 64) + "\n-----END CERTIFICATE-----"),
    ("id.pub", "-----BEGIN PUBLIC KEY-----\n" + drawn("public", 64) + "\n-----END PUBLIC KEY-----"),
    ("a.ts", f"const t = '{TEXTBOOK}'"),
    ("a.ts", f"const t = '{LOCAL_DEMO}'"),
    ("a.ts", "const t = 'eyJub3QiOiJhIn0.eyJ0b2tlbiI6MX0.short'"),
    (".env.example", "DATABASE_PASSWORD=Gr8-Choice!77"),
    (".env", "API_TOKEN=${VAULT_TOKEN}"),
    (".env", "API_TOKEN="),
    (".env", "API_TOKEN=changeme-changeme-1"),
    (".env", "API_SECRET=op://vault/item/field42"),
    ("ci.yml", "GITHUB_TOKEN: ${{ secrets.GITHUB_TOKEN }}"),
    ("ci.yml", "password: ${{ secrets.REGISTRY_PASSWORD_2 }}"),
    ("main.tf", "password = var.database_password_1"),
    ("stack.yml", "Password: !Ref DatabasePassword1"),
    ("stack.yml", "MasterUserPassword: '{{resolve:secretsmanager:db1:SecretString:password}}'"),
    ("sealed.yml", f"password: ENC[AES256_GCM,data:{STRONG},type:str]"),
    ("a.ts", "const secret = process.env.JWT_SECRET_2"),
    ("a.py", "SECRET_KEY = os.environ['SECRET_KEY_1']"),
    ("a.py", "SECRET_KEY = config('DJANGO_SECRET_KEY1')"),
    ("a.ts", 'const label = { password: "Choose a new password" }'),
    ("a.ts", 'password: "Password-confirmation"'),
    ("a.ts", 'token_type: "bearer-token-value-kind"'),
    ("a.ts", 'const TOKEN_KEY = "app.session.access-token.v2"'),
    ("a.ts", f'const nextPageToken = "{STRONG}"'),
    ("a.ts", f'csrfToken: "{STRONG}"'),
    ("a.ts", f'recaptchaSiteKey: "{STRONG}"'),
    ("a.ts", f'publicKey: "{STRONG}"'),
    ("a.ts", f'const sha = "{drawn("sha", 40, HEX)}"'),
    ("a.py", 'PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]'),
    ("users.sql", "password: '$2b$12$" + drawn("bcrypt", 53) + "'"),
    ("package-lock.json", f'"integrity": "sha512-{drawn("integrity", 86)}=="'),
    ("yarn.lock", f'secret-key "{STRONG}"'),
    ("locales/en.json", '"password": "Pa55word(minimum-8)"'),
    ("tests/test_login.py", f'password = "{STRONG}"'),
    ("login.test.ts", 'const password = "C0rrect!Horse"'),
    ("docs/setup.md", "DB_PASSWORD=Gr8-Choice!77"),
    ("db.ts", "postgres://postgres:postgres@db:5432/app"),
    ("db.ts", "postgres://app:" + STRONG + "@localhost:5432/app"),
    ("db.ts", "postgres://user:password@db.shop.io/app"),
    ("db.ts", "postgres://app:${DB_PASSWORD}@db.shop.io/app"),
    ("db.py", 'f"postgres://{user}:{password}@{host}/app"'),
    ("db.py", "mysql://root:root@mysql.shop.io/x"),
    ("a.md", "postgresql://USER:YOUR-PASSWORD@host:5432/db"),
    ("a.ts", "https://example.com:8443/path@2x.png"),
    ("a.ts", "https://cdn.shop.io/npm:react@19.2.0/index.js"),
    ("a.md", "https://hooks.slack.com/services/T00000000/B00000000/" + "X" * 24),
    ("a.sh", "curl -u $USER:$PASSWORD https://x.io"),
    ("a.sh", "curl -u user:password https://x.io"),
    ("a.sh", 'curl -H "Authorization: Bearer $TOKEN" https://x.io'),
    ("a.ts", 'headers: { Authorization: "Bearer " + assistant.apiKey }'),
    ("a.ts", "headers: { Authorization: `Bearer ${token}` }"),
    ("a.md", "Authorization: Bearer <your-access-token-goes-right-here>"),
    ("a.ts", "type Props = { apiKey: string; accessToken?: string | undefined; secret: Record<string, number1> }"),
    ("a.ts", "const n = '__SECRET_INTERNALS_DO_NOT_USE_OR_YOU_WILL_BE_FIRED'"),
    ("a.ts", 'const id = "550e8400-e29b-41d4-a716-446655440000"'),
    ("a.yml", "uses: actions/checkout@" + drawn("action", 40, HEX)),
    ("a.yml", "key: cache-key-v1-linux-x64"),
    ("a.toml", "max_tokens = 1000000000"),
    ("a.json", '"token_endpoint": "https://login.shop.io/oauth/token2"'),
    ("config/other.key", drawn("other", 32, HEX)),
    ("logo.svg", f'secret="{STRONG}"'),
    ("a.py", "task_" + "key-" + "board-of-directors"),
]


@pytest.mark.parametrize(("path", "text"), CASES)
def test_look_alike_stays_silent(path, text):
    assert [one.kind.id for one in secrets_in(text, path)] == []
