"""What can be told of a domain name from its spelling."""

SECOND_LEVELS = frozenset({"ac", "co", "com", "edu", "gov", "net", "or", "org"})
"""Labels under which two-letter registries sell names, such as co.uk; the common ones."""


def is_registry(zone: str) -> bool:
    """Whether a zone is one that sells names: a top-level domain, or one such as co.uk."""
    labels = zone.rstrip(".").split(".")
    if len(labels) == 1:
        return labels[0] != ""
    return len(labels) == 2 and labels[0] in SECOND_LEVELS and len(labels[1]) == 2


def are_kin(one: str, other: str) -> bool:
    """Whether two names lie below one that somebody bought, as far as spelling tells (mail.acme.example, acme.example)."""
    shared: list[str] = []
    for left, right in zip(reversed(one.lower().split(".")), reversed(other.lower().split(".")), strict=False):
        if left != right:
            break
        shared.insert(0, left)
    return len(shared) > 1 and not is_registry(".".join(shared))
