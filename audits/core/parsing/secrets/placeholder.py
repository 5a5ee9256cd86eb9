"""Values that stand where a secret would: examples, masks, references to a store, values nobody generated."""

import math
import re
from collections import Counter
from itertools import pairwise

FILLER = re.compile(
    r"example|sample|placeholder|change[-_ ]?(?:me|it|this)|replace[-_ ]?(?:me|with|this)|"
    r"your[-_ ]|your(?:api|key|token|secret|pass)|[-_ ]here\b|dummy|fake|notreal|not[-_]a[-_]real|redacted|masked|"
    r"hidden|insert[-_ ]|xxxx|\*\*\*|\.\.\.|\u2026|\u2022\u2022|<[a-z][^>]{0,60}>|todo|fixme|lorem|foobar|"
    r"foo[-_]?bar|asdfasdf|qwerty|deadbeef|cafebabe|abcabc|00000000|test[-_ ]?(?:key|token|secret|pass)|"
    r"my[-_](?:secret|token|password|key)|super[-_]?secret|removed",
    re.IGNORECASE,
)
REFERENCE = re.compile(
    r"\$[A-Za-z_{(%]|\{\{|%\(|%[A-Za-z_]{2,40}%|<%|process\.env|import\.meta|os\.environ|os\.getenv|getenv|env\(|env\.|"
    r"config\(|secrets\.|vault[:.]|vault_|arn:|op://|ssm:|sm://|gcp-?sm|aws-?sm|secretref|valuefrom|keyvault|/run/secrets/|"
    r"file:|enc\[|enc\(|!ref|!vault|\$ansible_vault|@@|__[a-z0-9_]+__$|doppler://|infisical|#\{|ref\+",
    re.IGNORECASE,
)
HASHED = re.compile(
    r"\$2[abxy]?\$\d\d\$|\$argon2|\$[156y]\$|\$apr1\$|pbkdf2[_:]|scrypt[:$]|bcrypt|sha\d{1,3}[-:$]|md5[:$]|\{ssha\}|sha\d{3}$",
    re.IGNORECASE,
)
WORDS_ALONE = re.compile(r"[a-z_\-. ]{12,}|[A-Z_\-. ]{12,}")
RUN = 8


def is_placeholder(value: str) -> bool:
    """True for a value that was typed to stand in for a secret, or that no generator would give."""
    return is_typed(value) or WORDS_ALONE.fullmatch(value) is not None


def is_typed(value: str) -> bool:
    """The same for values of an alphabet so small that one in many holds letters alone, such as AWS key ids."""
    return (
        FILLER.search(value) is not None
        or len(set(value)) <= max(3, min(len(value), 60) // 10)
        or _has_typed_run(value)
        or _repeats(value)
    )


def is_reference(value: str) -> bool:
    """True for a value that points at a secret kept elsewhere: a variable, a vault, a template, an encrypted form."""
    return REFERENCE.match(value) is not None or "${" in value or "{{" in value or "$(" in value


def is_hashed(value: str) -> bool:
    """True for a password's hash or an integrity digest."""
    return HASHED.match(value) is not None


def entropy(value: str) -> float:
    """Shannon's entropy in bits per character."""
    size = len(value)
    return -sum(count / size * math.log2(count / size) for count in Counter(value).values()) if size else 0.0


def _has_typed_run(value: str) -> bool:
    """True for eight neighbours of the alphabet or of the digits in a row: abcdefgh, 12345678, 87654321."""
    codes = [ord(character) for character in value.lower()]
    for direction in (1, -1):
        length = 1
        for before, after in pairwise(codes):
            step = after - before
            length = length + 1 if step == direction or (before, after) == (57, 48) else 1
            if length >= RUN:
                return True
    return False


def _repeats(value: str) -> bool:
    """True for one short block said again and again."""
    return any(
        value[size:] == value[:-size] and len(value) >= 3 * size for size in range(1, min(len(value) // 3, 12) + 1)
    )
