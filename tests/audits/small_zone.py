"""One small domain on loopback: its zone, and one site that answers for every host of it."""

from contextlib import contextmanager

from tests.loopback import NameServer, Site
from tests.throwaway_authority import authority, leaf, server_context

DOMAIN = "acme.test"
ADDRESS = ["127.0.0.1"]
ZONE = {
    (DOMAIN, "A"): ADDRESS,
    (f"www.{DOMAIN}", "A"): ADDRESS,
    (f"app.{DOMAIN}", "A"): ADDRESS,
    (f"old.{DOMAIN}", "CNAME"): ["gone.elsewhere.test."],
    (f"files.{DOMAIN}", "A"): ["10.1.2.3"],
    (f"mx.{DOMAIN}", "A"): ADDRESS,
    (DOMAIN, "NS"): ["ns1.elsewhere.test."],
    (DOMAIN, "MX"): [f"10 mx.{DOMAIN}."],
    (f"s1._domainkey.{DOMAIN}", "TXT"): ['"v=DKIM1; p=MIGf"'],
    ("elsewhere.test", "A"): ADDRESS,
}
PAGES = {
    "/": (200, [("Server", "nginx")], b"<h1>Acme</h1><a href='/login'>Log in</a>"),
    "/login": (200, [], b"<form><input type='password'></form>"),
    "/health": (200, [], b'{"ok": true}'),
}


@contextmanager
def small_zone(folder, zone=ZONE, pages=PAGES):
    """The operator settings under which the domain stands; the site's requests are in `site`."""
    context = server_context(folder, leaf(authority("root"), DOMAIN))
    with NameServer(dict(zone), recursive=True) as resolver, Site(pages, context=context) as site:
        settings = {
            "LAUNCHREADY_NAMESERVERS": resolver.setting,
            "LAUNCHREADY_PORTS": f"443={site.port}",
            "LAUNCHREADY_ALLOW_NETWORKS": "127.0.0.0/8",
        }
        yield settings, site, resolver
