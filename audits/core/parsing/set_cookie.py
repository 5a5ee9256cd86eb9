"""Set-Cookie as browsers read it (RFC 6265bis sections 5.6 and 5.7), and what makes them refuse a cookie."""

import re
from dataclasses import dataclass
from datetime import datetime

from audits.core.parsing.cookie_date import parsed_date
from audits.core.parsing.names import is_registry

LONGEST_PAIR = 4096
LONGEST_ATTRIBUTE = 1024
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_MAX_AGE = re.compile(r"-?[0-9]+")
_SAME_SITES = {"none": "None", "lax": "Lax", "strict": "Strict"}
_SHARED_SUFFIXES = frozenset(
    {
        "appspot.com", "azurestaticapps.net", "azurewebsites.net", "cloudfront.net", "firebaseapp.com", "fly.dev",
        "github.io", "gitlab.io", "herokuapp.com", "netlify.app", "ngrok.app", "ngrok.io", "onrender.com", "pages.dev",
        "replit.app", "streamlit.app", "surge.sh", "up.railway.app", "vercel.app", "web.app", "workers.dev",
    }
)  # fmt: skip
"""Names of the public suffix list under which strangers are neighbours: those that prototypes live under."""


@dataclass(frozen=True)
class Cookie:
    """One cookie of an answer, its attributes as sent.

    `domain` is empty when it goes back to its own host alone, `path` when the browser derives it.
    """

    name: str
    value: str
    domain: str = ""
    path: str = ""
    secure: bool = False
    http_only: bool = False
    same_site: str = ""
    partitioned: bool = False
    max_age: int | None = None
    expires: datetime | None = None

    def is_gone(self, now: datetime) -> bool:
        """Whether the answer takes the cookie away rather than setting it; Max-Age outranks Expires."""
        if self.max_age is not None:
            return self.max_age <= 0
        return self.expires is not None and self.expires <= now


def parsed_cookie(field: str) -> Cookie | None:
    """The cookie of one Set-Cookie field; None where browsers read none: control characters, nothing, too long."""
    if _CONTROL.search(field):
        return None
    pair, _, rest = field.partition(";")
    name, equals, value = pair.partition("=")
    if not equals:
        name, value = "", pair
    name, value = name.strip(" \t"), value.strip(" \t")
    if not (name or value) or len(name.encode()) + len(value.encode()) > LONGEST_PAIR:
        return None
    sent = _attributes(rest)
    path, max_age = sent.get("path", ""), sent.get("max-age")
    return Cookie(
        name,
        value,
        domain=sent.get("domain", "").removeprefix(".").lower(),
        path=path if path.startswith("/") else "",
        secure="secure" in sent,
        http_only="httponly" in sent,
        same_site=_SAME_SITES.get(sent.get("samesite", "").lower(), ""),
        partitioned="partitioned" in sent,
        max_age=int(max_age[:16]) if max_age else None,
        expires=parsed_date(sent.get("expires", "")),
    )


def _attributes(rest: str) -> dict[str, str]:
    """What stands behind the pair, by name in small letters: the last of a name counts, overlong ones do not.

    A time that cannot be read leaves an earlier one in force.
    """
    found: dict[str, str] = {}
    for part in rest.split(";"):
        name, _, value = part.partition("=")
        name, value = name.strip(" \t").lower(), value.strip(" \t")
        unreadable = (name == "max-age" and not _MAX_AGE.fullmatch(value)) or (
            name == "expires" and parsed_date(value) is None
        )
        if len(value.encode()) <= LONGEST_ATTRIBUTE and not unreadable:
            found[name] = value
    return found


def refusal(cookie: Cookie, host: str, *, over_https: bool) -> str:
    """Why browsers drop this cookie of an answer of `host`, one clause; empty when they keep it."""
    return _of_domain(cookie, host) or _of_flags(cookie, over_https=over_https) or _of_prefix(cookie)


def _of_domain(cookie: Cookie, host: str) -> str:
    domain = cookie.domain
    if not domain or domain == host:
        return ""
    if not host.endswith(f".{domain}"):
        return f"Domain={domain} does not hold for {host}"
    if is_registry(domain) or domain in _SHARED_SUFFIXES:
        return f"Domain={domain} belongs to strangers too"
    return ""


def _of_flags(cookie: Cookie, *, over_https: bool) -> str:
    if cookie.secure and not over_https:
        return "Secure was sent over plain http"
    if cookie.same_site == "None" and not cookie.secure:
        return "SameSite=None needs Secure"
    return "Partitioned needs Secure" if cookie.partitioned and not cookie.secure else ""


def _of_prefix(cookie: Cookie) -> str:
    """Prefixes count in any case, and in the value of a cookie without a name (section 5.7 steps 20 to 22)."""
    word = (cookie.name or cookie.value).lower()
    for prefix in ("__secure-", "__host-"):
        if word.startswith(prefix) and not cookie.name:
            return "a cookie without a name may not look like one with a prefix"
    if word.startswith("__secure-") and not cookie.secure:
        return "the prefix __Secure- needs Secure"
    if word.startswith("__host-") and not (cookie.secure and cookie.path == "/" and not cookie.domain):
        return "the prefix __Host- needs Secure, Path=/ and no Domain"
    return ""
