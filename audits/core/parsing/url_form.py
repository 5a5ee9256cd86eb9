"""How two spellings of a page's address differ: in scheme, www, a final slash, letter case or an index file."""

import re
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

SCHEME, WWW, SLASH, CASE, INDEX = "scheme", "www", "slash", "case", "index"
ORDINARY_PORTS = {"http": 80, "https": 443}
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_SIGN_IN = re.compile(
    r"(?:^|[/._-])(?:log-?in|log_in|sign-?in|sign_in|auth|authorize|oauth2?|sso|saml2?|session|sessions|cas)(?:[/._-]|$)",
    re.IGNORECASE,
)
_WAY_BACK = frozenset(
    {
        *("next", "return", "returnto", "return_to", "returnurl", "return_url", "redirect", "redirect_to"),
        *("redirect_uri", "redirecturl", "redirect_url", "callbackurl", "callback", "continue", "from", "goto"),
        *("rd", "service", "relaystate"),
    }
)


def same_address(one: str, other: str) -> bool:
    """Whether two absolute URLs are one address to a browser: fragment, letter case of the host and `:443` aside."""
    first = _split(one)
    return first is not None and first == _split(other)


def differences(one: str, other: str) -> frozenset[str] | None:
    """What sets two forms of one page's address apart, nothing when they are the same; None when they are two pages."""
    first, second = _split(one), _split(other)
    if first is None or second is None or first.query != second.query:
        return None
    found: set[str] = {SCHEME} if first.scheme != second.scheme else set()
    if first.netloc != second.netloc:
        if _bare(first) != _bare(second):
            return None
        found.add(WWW)
    of_path = _path_differences(first.path, second.path)
    return None if of_path is None else frozenset(found | of_path)


def loses_the_way(start: str, target: str) -> bool:
    """Whether a redirect leads to the root of a host though a deeper page, or a query, was asked for.

    What a log-in keeps in its query for the way back is not lost.
    """
    first, second = _split(start), _split(target)
    if first is None or second is None or not _is_deep(first) or second.path != "/":
        return False
    if first.path == "/":
        return not second.query and _hosts_differ(first, second)
    kept = " ".join(value for _, value in parse_qsl(second.query)) + " " + unquote(second.query)
    return unquote(first.path) not in kept


def leads_to_sign_in(target: str) -> bool:
    """Whether an address is one that people are sent to so that they log in, by its path or a query for the way back."""
    parts = _split(target)
    if parts is None:
        return False
    if _SIGN_IN.search(parts.path) or (parts.hostname or "").partition(".")[0] in {"login", "auth", "sso", "id"}:
        return True
    return any(name.lower() in _WAY_BACK for name, _ in parse_qsl(parts.query, keep_blank_values=True))


def other_slash(path: str) -> str:
    """The same path with its final slash taken away, or with one."""
    return path.rstrip("/") if path.endswith("/") else f"{path}/"


def other_case(path: str) -> str:
    """The same path with the first letter of its last part in the other case; the path itself when it has none."""
    head, slash, last = path.rstrip("/").rpartition("/")
    place = next((at for at, letter in enumerate(last) if letter.isascii() and letter.isalpha()), None)
    if place is None or "%" in last[:place]:
        return path
    return head + slash + last[:place] + last[place].swapcase() + last[place + 1 :] + path[len(path.rstrip("/")) :]


def _split(url: str) -> SplitResult | None:
    """The parts that browsers compare, the path never empty; None for what is no http or https address."""
    try:
        parts = urlsplit(url.partition("#")[0])
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ORDINARY_PORTS or not host:
        return None
    at = host if port in {None, ORDINARY_PORTS[parts.scheme]} else f"{host}:{port}"
    return SplitResult(parts.scheme, at, parts.path or "/", parts.query, "")


def _bare(parts: SplitResult) -> str:
    return parts.netloc.removeprefix("www.")


def _hosts_differ(one: SplitResult, other: SplitResult) -> bool:
    return one.netloc != other.netloc or one.scheme != other.scheme


def _is_deep(parts: SplitResult) -> bool:
    return parts.path != "/" or bool(parts.query)


def _path_differences(one: str, other: str) -> set[str] | None:
    found: set[str] = set()
    first, second = _INDEX.sub("/", one), _INDEX.sub("/", other)
    if (first != one) != (second != other):
        found.add(INDEX)
    elif first == second and one != other:
        return None  # index.html and index.php are two files
    if first.endswith("/") != second.endswith("/") and first.rstrip("/").lower() == second.rstrip("/").lower():
        if INDEX not in found:
            found.add(SLASH)
        first, second = first.rstrip("/"), second.rstrip("/")
    if first != second:
        if first.lower() != second.lower():
            return None
        found.add(CASE)
    return found
