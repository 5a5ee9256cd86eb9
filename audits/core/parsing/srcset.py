"""The srcset attribute: which images it offers (HTML standard, section 4.8.4.3.10)."""

import re
from dataclasses import dataclass

_SPACE = " \t\n\f\r"
_GAP = re.compile(r"[ \t\n\f\r,]*")
_ADDRESS = re.compile(r"[^ \t\n\f\r]*")
_DESCRIPTOR = re.compile(r"(?:[^(),]|\([^)]*\)?|\))*")
_DENSITY = re.compile(r"([0-9]{0,9}(?:\.[0-9]{1,9})?)x")
MOST_CANDIDATES = 100


@dataclass(frozen=True)
class Candidate:
    """One image on offer with its descriptor as written ("2x", "640w"); empty for one meant at density 1."""

    address: str
    descriptor: str = ""

    @property
    def replaces_src(self) -> bool:
        """Whether, with this one on offer, browsers leave the src of the element alone."""
        if not self.descriptor or self.descriptor.endswith("w"):
            return True
        density = _DENSITY.fullmatch(self.descriptor)
        return density is not None and bool(density[1]) and float(density[1]) == 1


def candidates(srcset: str) -> tuple[Candidate, ...]:
    """The images in their order."""
    found: list[Candidate] = []
    position = 0
    while len(found) < MOST_CANDIDATES:
        position = _end(_GAP, srcset, position)
        if position >= len(srcset):
            break
        end = _end(_ADDRESS, srcset, position)
        address, position = srcset[position:end], end
        if address.endswith(","):
            found.append(Candidate(address.rstrip(",")))
            continue
        end = _end(_DESCRIPTOR, srcset, position)
        found.append(Candidate(address, srcset[position:end].strip(_SPACE)))
        position = end
    return tuple(each for each in found if each.address)


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position
