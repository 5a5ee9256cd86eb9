"""Whether a finished PDF holds a secret's value: nothing that does is ever kept."""

from handover.core.secret_values import broken_sighting_in, sighting_in
from handover.rendering.reading import Read


def secret_in(read: Read) -> str:
    """Kind and place of the first secret, in words; empty when there is none."""
    for passage in read.passages:
        found = sighting_in(passage.text) or broken_sighting_in(passage.text)
        if found:
            return (
                f"{found.kind} on {passage.place}"
                if passage.place.startswith("page")
                else f"{found.kind} in {passage.place}"
            )
    return ""
