"""Whether one name can be taken for another: other letters that look the same, or one letter off."""

from audits.core.parsing.names import is_registry

SHORTEST = 5
"""Letters below which one letter off is another name (abc, abd)."""
_LOOKS = str.maketrans(
    {
        "0": "o", "1": "l", "i": "l", "3": "e", "5": "s", "8": "b", "а": "a", "с": "c", "е": "e", "о": "o", "р": "p",
        "х": "x", "у": "y", "і": "l", "ј": "j", "ѕ": "s", "ԁ": "d", "һ": "h", "ԛ": "q", "ԝ": "w", "к": "k", "м": "m",
        "н": "h", "т": "t", "в": "b", "ο": "o", "α": "a", "ν": "v", "ρ": "p", "ι": "l", "ı": "l", "ɡ": "g", "ł": "l",
        "ö": "o", "ó": "o", "ò": "o", "ô": "o", "ø": "o", "ä": "a", "á": "a", "à": "a", "â": "a", "å": "a", "é": "e",
        "è": "e", "ê": "e", "ë": "e", "í": "l", "ì": "l", "ï": "l", "ü": "u", "ú": "u", "ù": "u", "ñ": "n", "ç": "c",
        "-": None, "_": None,
    }
)  # fmt: skip


def look_alike(domain: str, own: tuple[str, ...]) -> str:
    """The one of our names that a reader takes this one for; empty for a name that differs plainly. All as A-labels."""
    return next((name for name in own if _is_alike(bought_label(domain), bought_label(name))), "")


def bought_label(domain: str) -> str:
    """The label somebody bought, as people read it: acme of app.acme.co.uk."""
    labels = domain.lower().rstrip(".").split(".")
    while len(labels) > 1 and not is_registry(".".join(labels[1:])):
        labels = labels[1:]
    label = labels[0]
    if label.startswith("xn--"):
        try:
            return label.encode("ascii").decode("idna")
        except (UnicodeError, ValueError):
            return label
    return label


def skeleton(label: str) -> str:
    """The label with every letter replaced by the plain one it looks like."""
    return label.translate(_LOOKS).replace("rn", "m").replace("vv", "w").replace("cl", "d")


def _is_alike(other: str, own: str) -> bool:
    if other == own or skeleton(other) == skeleton(own):
        return True
    return min(len(other), len(own)) >= SHORTEST and is_one_off(other, own)


def is_one_off(one: str, other: str) -> bool:
    """Whether one change makes one of the other: a letter more, less or different, or two neighbours swapped."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    rest, left = one[shared:], other[shared:]
    if len(one) == len(other):
        return rest[1:] == left[1:] or (rest[:2] == left[1::-1] and rest[2:] == left[2:])
    return rest[1:] == left if len(one) > len(other) else rest == left[1:]
