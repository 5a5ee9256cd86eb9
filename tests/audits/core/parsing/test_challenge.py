"""Walls are told by what they alone send; sites that use such products, write of them or refuse people are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.core.parsing.challenge import CHALLENGE, DENIAL, LARGEST, wall_in

CLOUDFLARE = {"server": "cloudflare", "cf-ray": "8f0c1d2e3f405162-FRA"}
LONG = "<p>words</p>" * 500
AKAMAI_PAGE = (
    "<HTML><HEAD>\n<TITLE>Access Denied</TITLE>\n</HEAD><BODY>\n<H1>Access Denied</H1>\n \nYou don't have permission to "
    'access "http&#58;&#47;&#47;acme&#46;example&#47;" on this server.<P>\nReference&#32;&#35;18&#46;4f6a1&#46;17 \n</BODY>'
)
CLOUDFRONT_PAGE = (
    "<HTML><HEAD><TITLE>ERROR: The request could not be satisfied</TITLE></HEAD><BODY>\n<H1>403 ERROR</H1>\n"
    '<H2>The request could not be satisfied.</H2>\n<HR noshade size="1px">\nRequest blocked.\nWe can\'t connect'
)
DATADOME_PAGE = (
    "<html><head><title>acme.example</title></head><body><script>var dd={'rt':'c','cid':'x','host':"
    "'geo.captcha-delivery.com'}</script><script src=\"https://ct.captcha-delivery.com/c.js\"></script></body></html>"
)
IMPERVA_PAGE = '<html><head><META NAME="robots" CONTENT="noindex"><script src="/_Incapsula_Resource?SWJIYLWA=7"></script></head></html>'

WALLS = [
    ("Cloudflare", CHALLENGE, 403, {**CLOUDFLARE, "cf-mitigated": "challenge"}, "<title>Just a moment...</title>"),
    ("Cloudflare", DENIAL, 403, CLOUDFLARE, "<title>Attention Required! | Cloudflare</title>"),
    (
        "Cloudflare",
        DENIAL,
        403,
        CLOUDFLARE,
        "<title>Access denied | acme.example used Cloudflare to restrict access</title>",
    ),
    ("Cloudflare", DENIAL, 403, CLOUDFLARE, '<span class="cf-error-code">1020</span>'),
    ("AWS WAF", CHALLENGE, 202, {"x-amzn-waf-action": "challenge"}, ""),
    ("AWS WAF", CHALLENGE, 405, {"x-amzn-waf-action": "captcha"}, "<html>"),
    ("AWS WAF", DENIAL, 403, {"server": "CloudFront"}, CLOUDFRONT_PAGE),
    ("Vercel", CHALLENGE, 429, {"x-vercel-mitigated": "challenge"}, ""),
    ("Vercel", DENIAL, 403, {"x-vercel-mitigated": "deny"}, ""),
    ("Akamai", DENIAL, 403, {"server": "AkamaiGHost"}, AKAMAI_PAGE),
    ("Imperva", CHALLENGE, 200, {}, IMPERVA_PAGE),
    ("Imperva", DENIAL, 403, {}, "Request unsuccessful. Incapsula incident ID: 1234000140-5678"),
    ("DataDome", CHALLENGE, 403, {"x-datadome": "protected"}, DATADOME_PAGE),
    ("DataDome", CHALLENGE, 403, {}, '<iframe src="https://geo.captcha-delivery.com/captcha/?initialCid=x">'),
    ("HUMAN", CHALLENGE, 403, {}, '<div id="px-captcha"></div>'),
    ("Kasada", CHALLENGE, 429, {"x-kpsdk-ct": "0AbC"}, ""),
    ("Sucuri", CHALLENGE, 200, {}, "<script>var s={};sucuri_cloudproxy_js=''</script>"),
    ("Sucuri", DENIAL, 403, {}, "<title>Sucuri WebSite Firewall - Access Denied</title>"),
    ("SiteGround", CHALLENGE, 202, {"sg-captcha": "challenge"}, ""),
    ("a host's script wall", CHALLENGE, 200, {}, '<script src="/aes.js"></script>'),
]


@pytest.mark.parametrize(("product", "kind", "status", "fields", "text"), WALLS)
def test_wall_is_named(product, kind, status, fields, text):
    wall = wall_in(status, lambda name: fields.get(name, ""), text)
    assert (wall.product, wall.kind) == (product, kind)
    assert wall.sign


NO_WALLS = [
    ("a page behind Cloudflare", 200, CLOUDFLARE, "<title>Acme</title>"),
    ("an article about blocked visitors", 200, CLOUDFLARE, "<title>Attention Required! | Cloudflare</title>" + LONG),
    ("an article about captchas, refused to strangers", 403, {"server": "nginx"}, "Attention Required! | Cloudflare"),
    (
        "a log-in with Turnstile",
        200,
        CLOUDFLARE,
        '<script src="https://challenges.cloudflare.com/turnstile/v0/api.js">',
    ),
    ("a log-in with Turnstile that refuses", 403, CLOUDFLARE, '<div class="cf-turnstile"></div><title>Acme</title>'),
    ("the app's own 403 behind Cloudflare", 403, CLOUDFLARE, "<title>Acme</title><h1>You may not see this</h1>"),
    ("another value of the field", 200, {**CLOUDFLARE, "cf-mitigated": "none"}, ""),
    ("a page that waits a moment", 503, CLOUDFLARE, "<title>Just a moment...</title>"),
    ("an error of Cloudflare's about the origin", 522, CLOUDFLARE, '<span class="cf-error-code">522</span>'),
    ("an origin's 403 through CloudFront", 403, {"server": "CloudFront"}, "<Code>AccessDenied</Code>"),
    (
        "CloudFront without an origin",
        403,
        {"server": "CloudFront"},
        CLOUDFRONT_PAGE.replace("Request blocked", "Bad request"),
    ),
    ("a page that AWS WAF counted", 200, {"x-amzn-waf-action": "count"}, ""),
    ("a site on Vercel", 200, {"x-vercel-id": "fra1::x"}, ""),
    ("an origin's 403 through Akamai", 403, {"server": "AkamaiGHost"}, "<title>Acme</title><h1>Access Denied</h1>"),
    ("an origin's Access Denied that is not Akamai's", 403, {"server": "Apache"}, AKAMAI_PAGE),
    ("a site that Imperva watches", 200, {"x-iinfo": "1-2-3"}, f"<script src='/_Incapsula_Resource?x'></script>{LONG}"),
    ("a site that DataDome watches", 200, {"x-datadome": "protected"}, '<script src="https://js.datadome.co/tags.js">'),
    ("a manual of DataDome", 200, {}, "geo.captcha-delivery.com/captcha/ is where its pages come from"),
    ("a rate limit of the app", 429, {}, "slow down"),
    ("an nginx refusal", 403, {"server": "nginx"}, "<center><h1>403 Forbidden</h1></center>"),
    ("a page for screen readers", 200, {}, f"px-captcha sucuri_cloudproxy_js {LONG}"),
    ("nothing at all", 204, {}, ""),
]


@pytest.mark.parametrize(("what", "status", "fields", "text"), NO_WALLS, ids=[one[0] for one in NO_WALLS])
def test_what_is_no_wall_is_let_be(what, status, fields, text):
    assert wall_in(status, lambda name: fields.get(name, ""), text) is None


PIECES = st.lists(
    st.sampled_from(["<title>", "Access Denied", "</TITLE>", " ", "<TITLE>", "Reference", "used Cloudflare", "|", "a", "_Incapsula_Resource", "var dd", "\n"]),
    max_size=400,
)  # fmt: skip


@given(
    st.integers(100, 599), st.dictionaries(st.sampled_from(["server", "cf-mitigated"]), st.text(max_size=40)), PIECES
)
def test_without_a_product_of_its_own_nothing_is_named(status, fields, pieces):
    """A wall is only named with a sign that stands in the answer."""
    text = "".join(pieces)
    wall = wall_in(status, lambda name: fields.get(name, ""), text)
    if wall is not None:
        shown = " ".join((*fields.values(), text)).casefold()
        assert " ".join(wall.sign.rpartition(": ")[2].casefold().split())[:20] in " ".join(shown.split())


def test_long_pages_are_read_in_time():
    hostile = ("<TITLE>Access Denied</TITLE>" + "<title>Access denied | " * 3) * 4000
    for fields in ({"server": "AkamaiGHost"}, CLOUDFLARE, {}):
        assert wall_in(403, lambda name, fields=fields: fields.get(name, ""), hostile[: LARGEST * 2]) is None
