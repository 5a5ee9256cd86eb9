"""The exact redirect rule that a form of an address lacks, and canonical addresses that nobody can open."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from audits.core.observed.url_forms import INDEX, PLAIN, SISTER, UrlForm

FormRule = str
LOCAL_NAMES = ("localhost", ".localhost", ".local", ".internal", ".invalid")
_QUOTED = re.compile(r"([\\\"])")


def rule_of(host: str, form: UrlForm) -> FormRule:
    """The nginx rule that leads this form to its page in one permanent hop."""
    path = urlsplit(form.url).path
    if form.kind == PLAIN:
        return f"server {{ listen 80; server_name {host}; return 301 https://{host}$request_uri; }}"
    if form.kind == SISTER:
        target = urlsplit(form.of).netloc
        return f"server {{ listen 443 ssl; server_name {host}; return 301 https://{target}$request_uri; }}"
    if form.kind == INDEX:
        return f'if ($request_uri ~ "^{re.escape(path)}(\\?|$)") {{ return 301 {form.of}$is_args$args; }}'
    quoted = _QUOTED.sub(r"\\\1", path)
    return f'location = "{quoted}" {{ return 301 {form.of}$is_args$args; }}'


def typed(form: UrlForm) -> str:
    """The address as somebody types it: without the query that was added to see whether redirects keep it."""
    return form.url.partition("?")[0] if form.kind in {PLAIN, SISTER} else form.url


def is_unreachable(address: str) -> bool:
    """Whether an address leads to no visitor's page: a developer's machine, or a network of its own."""
    host = urlsplit(address).hostname or ""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return any(host == name or host.endswith(name) for name in LOCAL_NAMES) or "." not in host
