"""What can be told of a domain name from its spelling."""

SECOND_LEVELS = frozenset({"ac", "co", "com", "edu", "gov", "net", "or", "org"})
"""Labels under which two-letter registries sell names, such as co.uk; the common ones."""


def is_registry(zone: str) -> bool:
    """Whether a zone is one that sells names: a top-level domain, or one such as co.uk."""
    labels = zone.rstrip(".").split(".")
    if len(labels) == 1:
        return labels[0] != ""
    return len(labels) == 2 and labels[0] in SECOND_LEVELS and len(labels[1]) == 2
