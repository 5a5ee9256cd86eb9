"""What a cookie is for, told from its name and the shape of its value."""

import re
from itertools import pairwise

_SEPARATORS = re.compile(r"[^a-z0-9]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PREFIX = re.compile(r"__(?:secure|host)-", re.IGNORECASE)
_TOKEN = re.compile(r"[A-Za-z0-9+/=_.\-%:~|]{20,}")
_SIGNED = re.compile(r"eyJ[A-Za-z0-9_\-]{8,}\.eyJ?[A-Za-z0-9_\-]*\.|s(?:%3A|:)[A-Za-z0-9_\-]{16,}\.")
"""A JSON web token (RFC 7519), or an id signed as Express signs it."""
_SAYING = re.compile(r"true|false|yes|no|on|off|none|null|undefined|guest|anonymous", re.IGNORECASE)
"""Values that tell something and stand for nobody, such as that of `auth=false`."""
_DIGIT, _LETTER = re.compile(r"[0-9]"), re.compile(r"[A-Za-z]")

_SESSION_WORDS = frozenset(
    {
        "auth", "authentication", "authorization", "authtoken", "accesstoken", "idtoken", "jsessionid", "jwt",
        "phpsessid", "refreshtoken", "rememberme", "sess", "sessid", "session", "sessionid", "sessiontoken", "sid",
    }
)  # fmt: skip
_SESSION_PAIRS = frozenset(
    {
        ("access", "token"),
        ("api", "token"),
        ("id", "token"),
        ("refresh", "token"),
        ("remember", "token"),
        ("user", "token"),
    }
)
_SESSION_STARTS = (
    "aspsessionid", "remember_web_", "wordpress_logged_in_", "wordpress_sec_", ".aspxauth", ".aspnetcore.identity",
    ".aspnetcore.cookies", ".aspnet.applicationcookie", "_oauth2_proxy", "cftoken",
)  # fmt: skip
_DRUPAL = re.compile(r"s?sess[0-9a-f]{32}")
_HARMLESS_STARTS = (
    "_ga", "_gid", "_gat", "_gcl", "_fb", "_hj", "_pk_", "_ttp", "_uet", "_clck", "_clsk", "__utm", "amp_", "amplitude",
    "ajs_", "analytics", "mp_", "ph_", "intercom-", "optimizely", "optanon", "cookie", "consent",
    # Set by what stands before the app, without anybody's sign-in: bot scores, and which machine to go to.
    "__cf", "_cf", "cf_", "awsalb", "arraffinity", "applicationgatewayaffinity", "bigipserver", "incap_", "visid_incap",
    "nlbi_", "ak_", "bm_", "_vercel", "__vdpl", "gaesa", "datadome", "__stripe_",
)  # fmt: skip
_GUARD_WORDS = ("csrf", "xsrf", "antiforgery", "requestverification")


def is_guard(name: str) -> bool:
    """Whether the cookie is one half of a double submit, which the page's own script has to read."""
    return any(word in name.lower() for word in _GUARD_WORDS)


def is_session(name: str, value: str = "") -> bool:
    """Whether whoever holds this cookie is taken for the person it was given to: by its name, or a signed value."""
    lowered = _PREFIX.sub("", name).lower()
    if is_guard(lowered) or lowered.startswith(_HARMLESS_STARTS) or _SAYING.fullmatch(value.strip('"')):
        return False
    spaced = _HUMP.sub("-", _PREFIX.sub("", name)).lower()
    read = [[word for word in _SEPARATORS.split(told) if word] for told in (lowered, spaced)]
    words, pairs = set().union(*read), set().union(*map(pairwise, read))
    made_for_it = lowered.startswith(_SESSION_STARTS) or _DRUPAL.fullmatch(lowered)
    by_name = made_for_it or _SESSION_WORDS & words or pairs & _SESSION_PAIRS
    return bool(by_name or _SIGNED.match(value.strip('"')))


def is_token(name: str, value: str) -> bool:
    """Whether the value looks drawn at random and nothing says that it is harmless."""
    if is_guard(name) or name.lower().startswith(_HARMLESS_STARTS):
        return False
    plain = value.strip('"')
    return bool(_TOKEN.fullmatch(plain) and _DIGIT.search(plain) and _LETTER.search(plain))
