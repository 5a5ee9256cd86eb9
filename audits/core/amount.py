"""Numbers with their noun, for the facts of a sentence."""


def amount(count: int, noun: str) -> str:
    """How many of something: "1 page", "2,000 commits"."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
