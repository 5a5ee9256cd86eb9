"""All detectors over one text, and every kind by its id."""

import re
from collections.abc import Iterator
from dataclasses import replace

from audits.core.parsing.secrets import (
    ai_provider,
    assignment,
    aws,
    cloud,
    code_hosts,
    command,
    connection_url,
    google,
    jwt,
    messaging,
    named,
    observing,
    payment,
    private_key,
)
from audits.core.parsing.secrets.kind import Detected, Detector, Rule, Scanned, SecretKind
from audits.core.parsing.secrets.place import is_sample

RULES: tuple[Rule, ...] = (
    *code_hosts.RULES,
    *cloud.RULES,
    *payment.RULES,
    *ai_provider.RULES,
    *messaging.RULES,
    *observing.RULES,
    *google.RULES,
    *jwt.RULES,
)
FORMATS: tuple[Detector, ...] = (*(rule.found for rule in RULES), aws.found, private_key.found)
"""Detectors of fixed formats: they hold in any bytes."""
CONTEXTS: tuple[Detector, ...] = (connection_url.found, command.found, assignment.found)
"""Detectors that need the words around a value: for text only."""

MODULES = (
    ai_provider,
    aws,
    cloud,
    code_hosts,
    connection_url,
    google,
    jwt,
    messaging,
    named,
    observing,
    payment,
    private_key,
)
KINDS: dict[str, SecretKind] = {
    kind.id: kind for module in MODULES for kind in vars(module).values() if isinstance(kind, SecretKind)
}
RAILS_KEY = re.compile(r"(?:^|/)config/(?:master|credentials/\w+)\.key$")
HEX_KEY = re.compile(r"\s*(?P<secret>[0-9a-f]{32})\s*")
MOST_SECRETS = 1000
"""Secrets of one text that are looked at; a text with more is a list of them."""
FIXTURE_KINDS = frozenset({"private-key", "encrypted-private-key", "database-url", "service-url", "url-with-password",
                           "signed-token", "privileged-jwt", "supabase-service-role-key"})  # fmt: skip
"""Kinds that tests and documents are full of, made for them: there they are not certain."""


def secrets_in(text: str, path: str = "", *, is_text: bool = True) -> tuple[Detected, ...]:
    """Every secret in the text, in its order; where two detectors see the same stretch, the more exact one speaks."""
    scanned = Scanned(text, text.lower() if text.isascii() else _lowered(text), path)
    taken: list[Detected] = []
    spans: list[tuple[int, int]] = []
    for detector in (*FORMATS, *CONTEXTS) if is_text else FORMATS:
        for detected in detector(scanned):
            if any(start < detected.end and detected.start < end for start, end in spans):
                continue
            taken.append(_weighed(detected, path))
            spans.extend(detected.spans)
            if len(taken) >= MOST_SECRETS:
                return tuple(sorted(taken, key=_place))
    if is_text and not taken:
        taken.extend(_whole_file(scanned))
    return tuple(sorted(taken, key=_place))


def _place(detected: Detected) -> int:
    return detected.start


def kind_of(kind_id: str) -> SecretKind:
    """The kind with this id; an id of an older version is shown as the general one."""
    return KINDS.get(kind_id, named.GENERIC)


def _lowered(text: str) -> str:
    """Lower case of the same length: a few letters grow when lowered, and positions must stay."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(one if len(one) == 1 else "?" for one in map(str.lower, text))


def _weighed(detected: Detected, path: str) -> Detected:
    if detected.certain and detected.kind.id in FIXTURE_KINDS and is_sample(path):
        return replace(detected, certain=False)
    return detected


def _whole_file(scanned: Scanned) -> Iterator[Detected]:
    """A file that is nothing but a key: Rails keeps its master key so."""
    match = HEX_KEY.fullmatch(scanned.text) if RAILS_KEY.search(scanned.path) else None
    if match:
        yield Detected(named.RAILS_MASTER_KEY, match["secret"], *match.span("secret"))
