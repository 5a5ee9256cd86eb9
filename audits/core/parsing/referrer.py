"""Referrer-Policy: which of several tokens browsers use (Referrer Policy, section 8.1)."""

from audits.core.parsing.field_list import split_list

LEAKING = frozenset({"unsafe-url", "no-referrer-when-downgrade"})
"""Policies that hand whole addresses, with path and query, to other sites."""

POLICIES = LEAKING | {
    "no-referrer",
    "origin",
    "origin-when-cross-origin",
    "same-origin",
    "strict-origin",
    "strict-origin-when-cross-origin",
}
_LEGACY = {
    "never": "no-referrer",
    "default": "strict-origin-when-cross-origin",
    "always": "unsafe-url",
    "origin-when-crossorigin": "origin-when-cross-origin",
}


def effective_referrer_policy(headers: tuple[str, ...], metas: tuple[str, ...]) -> str:
    """The last token browsers know, a meta element overriding the header; empty when none is known."""
    policy = ""
    for item in split_list(headers):
        if item.lower() in POLICIES:
            policy = item.lower()
    for meta in metas:
        token = meta.strip().lower()
        token = _LEGACY.get(token, token)
        if token in POLICIES:
            policy = token
    return policy
