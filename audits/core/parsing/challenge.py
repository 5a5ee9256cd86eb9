"""The pages of firewalls and bot walls: which product answered instead of the site, told only by what it alone sends.

A wall is told by a field that no site sends, or by its own page with the status it sends that page with. A site that
merely uses such a product, writes about it or refuses somebody itself is none (the tests hold such pages).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

CHALLENGE = "challenge"
DENIAL = "denial"
REFUSALS = frozenset({401, 403, 405, 406, 429, 503})
LARGEST = 100_000
"""Characters of a page in which a sign is looked for."""
SMALL = 4096
"""Script-only pages of walls that come with status 200 are smaller than this."""


@dataclass(frozen=True)
class Wall:
    """What stood in the way: the product, whether it asks for a proof or turns away, and the sign that tells it."""

    product: str
    kind: str
    sign: str


Field = Callable[[str], str]
"""The first value of a header field by its name in lower case, empty without one."""


@dataclass(frozen=True)
class _Page:
    """One page of a product: every condition must hold; `title` and `text` are patterns, `small` for status 200."""

    product: str
    kind: str
    fields: tuple[tuple[str, str], ...] = ()
    statuses: frozenset[int] = REFUSALS
    text: str = ""
    small: bool = False


_PAGES = (
    _Page("Cloudflare", CHALLENGE, (("cf-mitigated", "challenge"),), frozenset()),
    _Page(
        "Cloudflare",
        DENIAL,
        (("server", "cloudflare"),),
        frozenset({403}),
        r"<title>\s*(?:Attention Required! \| Cloudflare|Access denied \| [^<]* used Cloudflare[^<]*)\s*</title>|"
        r'class="cf-error-code">10(?:05|06|07|08|09|10|12|20)<',
    ),
    _Page("AWS WAF", CHALLENGE, (("x-amzn-waf-action", "challenge|captcha"),), frozenset()),
    _Page(
        "AWS WAF",
        DENIAL,
        (("server", "CloudFront"),),
        frozenset({403}),
        r"<H1>403 ERROR</H1>\s*<H2>The request could not be satisfied\.</H2>(?s:.){0,80}Request blocked\.",
    ),
    _Page("Vercel", CHALLENGE, (("x-vercel-mitigated", "challenge"),), frozenset()),
    _Page("Vercel", DENIAL, (("x-vercel-mitigated", "deny"),), frozenset()),
    _Page(
        "Akamai",
        DENIAL,
        (("server", "AkamaiGHost"),),
        frozenset({403}),
        r"<TITLE>Access Denied</TITLE>(?s:.){0,600}(?:Reference&#32;&#35;|errors\.edgesuite\.net)",
    ),
    _Page("Imperva", CHALLENGE, (), frozenset({200, 403}), r"_Incapsula_Resource", small=True),
    _Page("Imperva", DENIAL, (), frozenset({403}), r"Incapsula incident ID: \d"),
    _Page("DataDome", CHALLENGE, (), frozenset({401, 403}), r"geo\.captcha-delivery\.com/(?:captcha|interstitial)"),
    _Page(
        "DataDome",
        CHALLENGE,
        (("x-datadome", "protected"),),
        frozenset({401, 403}),
        r"captcha-delivery\.com|var dd\s*=",
    ),
    _Page(
        "HUMAN",
        CHALLENGE,
        (),
        frozenset({403, 429}),
        r'id="px-captcha"',
    ),
    _Page("Kasada", CHALLENGE, (("x-kpsdk-ct", ".+"),), frozenset({429})),
    _Page("Sucuri", CHALLENGE, (), frozenset({200, 307, 403}), r"sucuri_cloudproxy_js", small=True),
    _Page("Sucuri", DENIAL, (), frozenset({403}), r"<title>\s*Sucuri WebSite Firewall - Access Denied\s*</title>"),
    _Page("SiteGround", CHALLENGE, (("sg-captcha", "challenge"),), frozenset()),
    _Page("a host's script wall", CHALLENGE, (), frozenset({200}), r'src="/aes\.js"', small=True),
)


def wall_in(status: int, field: Field, text: str, size: int | None = None) -> Wall | None:
    """The wall that gave this answer, if one did; `size` are the bytes of the whole body, where it was read."""
    shown = text[:LARGEST]
    length = len(text) if size is None else size
    return next((wall for page in _PAGES if (wall := _told(page, status, field, shown, length))), None)


def _told(page: _Page, status: int, field: Field, text: str, size: int) -> Wall | None:
    if page.statuses and status not in page.statuses:
        return None
    if page.small and size > SMALL:
        return None
    if not all(re.match(f"(?:{pattern})", field(name), re.IGNORECASE) for name, pattern in page.fields):
        return None
    signs = [f"{name}: {field(name)[:80]}" for name, _ in page.fields]
    if page.text:
        found = re.search(page.text, text, re.IGNORECASE)
        if found is None:
            return None
        signs.append(" ".join(found[0].split())[:120])
    return Wall(page.product, page.kind, ", ".join(signs))
