"""Values assigned to names that promise a secret: careful, since most such lines hold none."""

import re
from collections.abc import Iterator

from audits.core.parsing.secrets.connection_url import COMMON
from audits.core.parsing.secrets.kind import Detected, Scanned
from audits.core.parsing.secrets.named import kind_named
from audits.core.parsing.secrets.place import is_configuration, is_environment, is_generated, is_sample, is_spaced
from audits.core.parsing.secrets.placeholder import entropy, is_hashed, is_placeholder, is_reference

WORDS = (
    "passw",
    "passphrase",
    "_pass",
    "pwd",
    "secret",
    "token",
    "credential",
    "apikey",
    "_key",
    "-key",
    "key_",
    "salt",
)
MOST = 10_000
NAME_BACK = re.compile(r"[A-Za-z0-9_.\-]{0,60}$")
NAME_ON = re.compile(r"[A-Za-z0-9_\-]{0,60}")
JOINT = r"[\"'`\])]{0,3}[ \t]{0,8}(?:=>|:=|\|\|=?|\?\?=?|==?=?|:|,|\bor\b)[ \t]{0,8}"
TYPED = r"[\"'`]?(?:\??:[ \t]?[A-Za-z][\w\[\]|<>. ]{0,30}?)?"
QUOTED = re.compile(
    TYPED + JOINT + r"(?:[rbfu]|os\.environ\.get\()?(?P<quote>[\"'`])(?P<secret>[^\"'`\s\\]{8,400})(?P=quote)"
)
BARE = re.compile(
    r"[\"']?[ \t]{0,8}(?:=>|:=|=|:)[ \t]{0,8}(?P<quote>[\"']?)"
    r"(?P<secret>[^\s\"'`#;,<>(){}\[\]|]{8,400})(?P=quote)(?=[\s,;#]|$)"
)
SPACED = re.compile(r"[ \t]{1,8}(?P<quote>[\"']?)(?P<secret>[^\s\"'`#;,<>(){}\[\]|]{8,400})(?P=quote)(?=\s|$)")
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
SECRET_NAME = re.compile(
    r"(?:pass(?:word|wd|phrase|code)?|passw|pwd|secrets?|token|credentials?|salt|api_?key|apikey|key_base|"
    r""
    r"(?:access|auth|private|encryption|signing|secret|master|app|application|account|service|admin|api|storage|server|webhook|"
    r""
    r"license|shared|consumer|client|hmac|jwt|crypto|cipher|session|cookie|nonce|logged_in|write|global|openai|anthropic|"
    r"stripe|sendgrid|algolia|role)_key)(?:_?(?:\d|live|prod|production|staging|dev|old|new|value|string|hex|b64|base64))?$"
)
PUBLIC_NAME = re.compile(
    r""
    r"public_?key|publishable|anon|site_?key|client_?id|search(?:_only)?(?:_api)?_key|measurement|dsn|xsrf|csrf|page_?token|"
    r""
    r"next_?token|cursor|continuation|sync_?token|device_?token|push_?token|integrity|verification|token_?(?:type|url|name)|"
    r"(?:primary|foreign|sort|partition|cache|storage|i18n|translation|route|query|row|object|idempotency)_key$"
)
CODE = re.compile(
    r"^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$|[(){}\[\]<>]|^[@&|\\/]|^\.{1,2}/|://|^--|^data:|^\w+\.\w{2,4}$"
)
WORDLIKE = re.compile(r"[A-Za-z]+(?:[-_.:/ ][A-Za-z]+)*\d{0,2}")
CONSTANT = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[a-z][a-z0-9]*(?:[_\-.][a-z]+[0-9]?)+")
SHORTEST_KEY, KEY_ENTROPY, STRONG_ENTROPY = 16, 3.0, 3.3
SHORTEST_PASSWORD, LONGEST_PASSWORD, PASSWORD_ENTROPY = 8, 128, 2.7


def found(scanned: Scanned) -> Iterator[Detected]:
    """Values with the look of something generated or chosen, assigned to a name that ends in a secret's word."""
    if is_generated(scanned.path) or is_sample(scanned.path):
        return
    bare, spaced = is_configuration(scanned.path), is_spaced(scanned.path)
    for name, end in _names(scanned):
        match = (bare and BARE.match(scanned.text, end)) or QUOTED.match(scanned.text, end)
        match = match or (SPACED.match(scanned.text, end) if spaced else None)
        if match and _is_secret(name, match["secret"]):
            value = match["secret"]
            yield Detected(kind_named(name), value, *match.span("secret"), certain=_is_certain(value, scanned.path))


def _names(scanned: Scanned) -> Iterator[tuple[str, int]]:
    """Each name in the text that ends in a secret's word, in snake case, with the position after it."""
    seen: set[int] = set()
    for word in WORDS:
        at = scanned.lower.find(word)
        for _ in range(MOST):
            if at < 0:
                break
            on = NAME_ON.match(scanned.text, at)
            end = on.end() if on else at
            if end not in seen:
                seen.add(end)
                back = NAME_BACK.search(scanned.text[max(0, at - 60) : at])
                name = CAMEL.sub("_", (back[0] if back else "") + scanned.text[at:end]).lower().replace("-", "_")
                name = name.rpartition(".")[2]
                if SECRET_NAME.search(name) and not PUBLIC_NAME.search(name):
                    yield name, end
            at = scanned.lower.find(word, max(end, at + 1))


def _is_secret(name: str, value: str) -> bool:
    """True for a value that is neither reference, hash, placeholder, code nor words, and hard enough to guess."""
    if is_reference(value) or is_hashed(value) or is_placeholder(value) or CODE.search(value):
        return False
    if CONSTANT.fullmatch(value) or WORDLIKE.fullmatch(value):
        return False
    return _is_password(value) if "pass" in name or "pwd" in name else _is_key(value)


def _is_key(value: str) -> bool:
    return (
        len(value) >= SHORTEST_KEY
        and any(character.isdigit() for character in value)
        and any(character.isalpha() for character in value)
        and entropy(value) >= KEY_ENTROPY
    )


def _is_password(value: str) -> bool:
    """True for two kinds of character at least, one of them no letter, that are no common word with a number."""
    kinds = (
        any(character.islower() for character in value),
        any(character.isupper() for character in value),
        any(character.isdigit() for character in value),
        any(not character.isalnum() for character in value),
    )
    word = re.sub(r"[^a-z]", "", value.lower())
    return (
        SHORTEST_PASSWORD <= len(value) <= LONGEST_PASSWORD
        and sum(kinds) > 1
        and (kinds[2] or kinds[3])
        and entropy(value) >= PASSWORD_ENTROPY
        and word not in COMMON
    )


def _is_certain(value: str, path: str) -> bool:
    """True when the value was generated, or stands in the environment file it would be used from."""
    if is_environment(path):
        return True
    return _is_key(value) and entropy(value) >= STRONG_ENTROPY and (is_configuration(path) or "." in path)
