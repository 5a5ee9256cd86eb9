"""Which sites an answer may be read by, as browsers decide it (Fetch standard, section 4.10, CORS check)."""

import re
from dataclasses import dataclass

_ORIGIN = re.compile(r"[a-z][a-z0-9+.\-]*://[^/\s,*]+", re.IGNORECASE)


@dataclass(frozen=True)
class Sharing:
    """`allowed` is the value of Access-Control-Allow-Origin, all fields joined as browsers join them; empty for none."""

    allowed: str
    with_credentials: bool
    varies: bool

    @property
    def is_for_all(self) -> bool:
        """Whether scripts of every site may read it, as long as they send no cookies."""
        return self.allowed == "*"

    @property
    def is_broken(self) -> bool:
        """Whether no browser can match the value with any site."""
        return self.allowed not in {"", "*", "null"} and not _ORIGIN.fullmatch(self.allowed)

    def is_for(self, origin: str) -> bool:
        """Whether scripts of this very site may read it."""
        return self.allowed == origin


def parsed_sharing(allow_origin: tuple[str, ...], allow_credentials: tuple[str, ...], vary: tuple[str, ...]) -> Sharing:
    """What the three fields say together; `true` counts in small letters alone."""
    varied = {item.strip().lower() for value in vary for item in value.split(",")}
    return Sharing(
        allowed=", ".join(value.strip(" \t") for value in allow_origin),
        with_credentials=", ".join(value.strip(" \t") for value in allow_credentials) == "true",
        varies=bool(varied & {"origin", "*"}),
    )
