"""Numbers with their noun or unit, for the facts of a sentence."""


def amount(count: int, noun: str) -> str:
    """How many of something: "1 page", "2,000 commits", "3 addresses"."""
    return f"{count:,} {noun}" + ("" if count == 1 else "es" if noun.endswith("s") else "s")


def took(seconds: float) -> str:
    """How long an answer took: "212 ms", "1.7 s"."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"
