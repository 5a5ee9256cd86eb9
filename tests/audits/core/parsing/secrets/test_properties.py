"""Whatever the text, the detectors answer, and soon."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.core.parsing.secrets.scan import FORMATS, MOST_SECRETS, RULES, secrets_in

PIECES = sorted({anchor for rule in RULES for anchor in rule.anchors}) + [
    "password=", "secret: '", "-----BEGIN ", "PRIVATE KEY-----", "://", ":", "@", ".", "=", '"', "\n", " ", "\\n", "Ab3",
    "AKIA", "Authorization: Bearer ", "curl -u ", "\u0130", "\u00df", "\0", "eyJhbGciOiJIUzI1NiJ9",
]  # fmt: skip
PATHS = st.sampled_from(["", ".env", "a.ts", "Dockerfile", "config/master.key", "tests/a.py", "https://a.example/b.js"])
MEGABYTE = 1_000_000


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=60).map("".join), PATHS)
@settings(max_examples=300, deadline=None)
def test_any_text_is_answered(text, path):
    for found in secrets_in(text, path):
        assert 0 <= found.start < found.end <= len(text)
        assert found.value


LONG_LINES = {
    "one letter": "a",
    "blank": " ",
    "quotes": '"',
    "keys and values": 'password="Ab3$efgh1",',
    "key names alone": "secret_token_password",
    "names without end": "password_",
    "colons": "token:",
    "token heads": "eyJ",
    "token parts": "eyJhbGciOiJIUzI1NiJ9.",
    "urls": "postgres://",
    "url users": "https://aaaaaaaaaaaaaaaaaaaa",
    "url passwords": "https://a:aaaaaaaaaaaaaaaa",
    "armour": "-----BEGIN PRIVATE KEY-----",
    "slack": "xoxb-",
    "stripe": "sk_live_",
    "models": "sk-proj-",
    "aws": "AKIA",
    "forty": "awssecretAKIAABCDEFGHIJKLMNOP=0123456789abcdefghijABCDEFGHIJ0123456789",
    "headers": "Authorization: Bearer ",
    "commands": "curl -u ",
    "hex": "0123456789abcdef-us1",
    "discord": "discordMA.aaaaaa.",
    "azure": "aaaQ~",
    "escapes": "\\n",
    "less than": "<a",
}


@pytest.mark.parametrize("piece", LONG_LINES.values(), ids=LONG_LINES)
def test_line_of_a_megabyte_is_read_in_linear_time(piece):
    line = piece * (MEGABYTE // len(piece))
    took = {size: _seconds(line[:size]) for size in (MEGABYTE // 4, MEGABYTE)}
    assert took[MEGABYTE] < max(2.0, 8 * took[MEGABYTE // 4])


def test_list_of_secrets_is_cut():
    many = "\n".join(f"password{number}: Xy{number:07}$k" for number in range(5000))
    assert len(secrets_in(many, ".env")) <= MOST_SECRETS


def test_every_rule_of_a_fixed_format_is_used():
    assert len(FORMATS) == len(RULES) + 2


def _seconds(text):
    begun = time.perf_counter()
    secrets_in(text, ".env")
    return time.perf_counter() - begun
