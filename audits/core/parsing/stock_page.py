"""Pages that servers and hosting services show when nobody put anything there, by the form each gives its own."""

import re
from dataclasses import dataclass

from audits.core.parsing.markup import Markup, parsed_markup

MOST_WORDS = 400
"""A stock page is short: what says more holds something of its own."""


@dataclass(frozen=True)
class StockPage:
    """`maker` shows the page, `shown` is the line that tells it."""

    maker: str
    shown: str


# A whole title, and a phrase of the page's own words beside it: a title alone may be an article's.
_DEFAULTS: tuple[tuple[str, str, str], ...] = (
    ("nginx", r"Welcome to nginx!", "If you see this page, the nginx web server is successfully installed and working"),
    ("Apache", r"Apache2 (?:Ubuntu|Debian) Default Page: It works", "This is the default welcome page used to test"),
    ("Apache", r"(?:Apache HTTP Server )?Test Page(?: for the Apache HTTP Server.*| powered by .*)?", "This page is used to test the proper operation"),
    ("IIS", r"IIS Windows(?: Server)?", ""),
    ("Caddy", r"Caddy works!", "Your web server is working"),
    ("Tomcat", r"Apache Tomcat/[\d.]+", "If you're seeing this, you've successfully installed Tomcat"),
    ("Plesk", r"(?:Domain Default page|Web Server's Default Page)", "default page"),
    ("cPanel", r"Default Web Site Page", ""),
    ("Django", r"(?:The install worked successfully! Congratulations!|Django: the Web framework for perfectionists with deadlines\.)", "The install worked successfully"),
    ("GitHub Pages", r"Site not found · GitHub Pages", "There isn't a GitHub Pages site here"),
    ("Heroku", r"(?:Heroku \| No such app|No such app)", ""),
    ("Netlify", r"Site not found", "Looks like you've followed a broken link or entered a URL that doesn't exist on Netlify"),
    ("GoDaddy", r"", "is parked free, courtesy of GoDaddy"),
    ("Sedo", r"", "This domain is parked free of charge"),
    ("Hostinger", r"(?:Default page|Parked Domain name on Hostinger DNS system)", "Hostinger"),
)  # fmt: skip
_PLAIN: tuple[tuple[str, str], ...] = (
    ("Apache", r"It works!"),
    ("Vercel", r"The deployment could not be found on Vercel\. DEPLOYMENT_NOT_FOUND .*"),
    ("Netlify", r"Not Found - Request ID: \S+"),
    ("Amazon S3", r".*\bNoSuchBucket\b.*"),
    ("Railway", r'\{"status":"error","code":404,"message":"Application not found".*'),
    ("Fastly", r"Fastly error: unknown domain:? .*"),
)
_FIELDS: tuple[tuple[str, str, str], ...] = (
    ("Vercel", "x-vercel-error", "DEPLOYMENT_NOT_FOUND"),
    ("Render", "x-render-routing", "no-server"),
    ("Railway", "x-railway-fallback", "true"),
)
_ERRORS: tuple[tuple[str, str], ...] = (
    ("nginx", r"4\d\d [A-Za-z -]+ nginx(?:/[\d.]+)?(?: \([\w.+ -]+\))?"),
    ("OpenResty", r"4\d\d [A-Za-z -]+ openresty(?:/[\d.]+)?"),
    ("Apache", r"(?:Not Found|Forbidden) The requested URL .{0,400}?(?:was not found on this server\.|requires authentication\.).{0,300}"),
    ("IIS", r"(?:Server Error )?404 - File or directory not found\..{0,300}"),
    ("Tomcat", r"HTTP Status 404 .{0,400}Apache Tomcat/[\d.]+"),
    ("Express", r"Cannot (?:GET|POST|HEAD) /\S*"),
    ("Spring", r"Whitelabel Error Page This application has no explicit mapping for /error.{0,400}"),
    ("Flask", r"Not Found The requested URL was not found on the server\. If you entered the URL manually please check your spelling and try again\."),
    ("Django", r"Not Found The requested resource was not found on this server\."),
    ("Next.js", r"404 This page could not be found\.?"),
    ("Laravel", r"404 Not Found"),
    ("Go", r"404 page not found"),
    ("Starlette", r"Not Found"),
    ("Rails", r"The page you were looking for doesn't exist\. You may have mistyped the address or the page may have moved\. If you are the application owner check the logs for more information\."),
)  # fmt: skip


def default_page(text: str, fields: tuple[tuple[str, str], ...] = ()) -> StockPage | None:
    """The server or service whose default page this answer is; `fields` are its header fields, as sent."""
    sent = {name.lower(): value.strip() for name, value in fields}
    for maker, name, value in _FIELDS:
        if sent.get(name, "").lower() == value.lower():
            return StockPage(maker, f"{name}: {sent[name]}")
    page = parsed_markup(text) if "<" in text[:2_000] else Markup("", (), (), tuple(text.split()))
    if len(page.words) > MOST_WORDS:
        return None
    words = " ".join(page.words)
    for maker, title, phrase in _DEFAULTS:
        if (not title or re.fullmatch(title, page.title)) and phrase.lower() in words.lower():
            return StockPage(maker, page.title or phrase)
    for maker, whole in _PLAIN:
        if not page.title and re.fullmatch(whole, words[:2_000]):
            return StockPage(maker, words[:120])
    return None


def stock_error(text: str) -> StockPage | None:
    """The server whose own error page this is, unchanged; None for one that somebody wrote."""
    page = parsed_markup(text) if "<" in text[:2_000] else Markup("", (), (), tuple(text.split()))
    if len(page.words) > MOST_WORDS:
        return None
    words = " ".join(page.words)
    for maker, whole in _ERRORS:
        if re.fullmatch(whole, words):
            return StockPage(maker, words[:120])
    return None
