"""Where a redirect leads, read as browsers do (URL standard, basic URL parser)."""

import re
from urllib.parse import urljoin, urlsplit

_STRIPPED = "".join(map(chr, range(0x21)))
_DROPPED = re.compile(r"[\t\n\r]")


def target_of_redirect(base: str, locations: tuple[str, ...]) -> str | None:
    """The absolute address, without its fragment; None where no browser follows.

    Browsers follow no redirect without a Location field, with an empty one, with several that differ, or to another
    scheme than http and https. To them backslashes are slashes, and spaces are written %20.
    """
    named = {_DROPPED.sub("", location.strip(_STRIPPED)) for location in locations}
    if len(named) != 1 or "" in named:
        return None
    location = named.pop()
    scheme, colon, _ = location.partition(":")
    if colon and re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme) and scheme.lower() not in {"http", "https"}:
        return None
    try:
        joined = urljoin(base, location.replace("\\", "/").replace(" ", "%20"))
        return joined.partition("#")[0] if urlsplit(joined).scheme in {"http", "https"} else None
    except ValueError:
        return None
