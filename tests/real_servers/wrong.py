"""A web estate with the classical faults planted at nginx: `FAULTS` names each with the verdict it must get."""

import contextlib
import json
import os
import time

from audits.core.estate import Estate
from audits.core.subject import Domain, Endpoint, Host
from tests.real_servers.estate import NAME_SERVERS, WEB, Ports, certificate_file, standing
from tests.real_servers.knot import Zone
from tests.throwaway_authority import authority, leaf

DOMAIN = "wrong.test"
NAMES = ("www", "app", "api", "data", "admin", "docs", "blog", "shop", "full", "lost")
HOME, APP, API, DATA, ADMIN, DOCS, BLOG = (
    DOMAIN,
    *(f"{name}.{DOMAIN}" for name in ("app", "api", "data", "admin", "docs", "blog")),
)
SHOP, FULL, LOST = (f"{name}.{DOMAIN}" for name in ("shop", "full", "lost"))
WALLED = (SHOP, FULL, LOST)
"""Hosts that a challenge, a rate limit and a misdirected request answer for."""
ESTATE = Estate(
    domain=Domain(DOMAIN),
    hosts=tuple(Host(name, declared=True) for name in (DOMAIN, *(f"{one}.{DOMAIN}" for one in NAMES))),
    endpoints=(
        Endpoint(f"https://{HOME}/", "home"),
        Endpoint(f"https://{APP}/login", "login"),
        Endpoint(f"https://{API}/people", "account"),
        Endpoint(f"https://{DATA}/lanes", "api"),
        Endpoint(f"https://{DOCS}/search.json", "api"),
        Endpoint(f"https://{BLOG}/posts.json", "api"),
        Endpoint(f"https://{ADMIN}/", "admin"),
        Endpoint(f"https://{SHOP}/cart", "api"),
        Endpoint(f"https://{FULL}/orders", "api"),
        Endpoint(f"https://{LOST}/orders", "api"),
    ),
)
FAULTS = {
    ("content-security-policy", HOME): "missing",
    ("framing", HOME): "ignored",
    ("content-type-sniffing", HOME): "ignored",
    ("referrer-policy", HOME): "leaks",
    ("permissions-policy", HOME): "unreadable",
    ("cookies", f"{HOME}#session"): "unprotected",
    ("personal-cache", f"https://{HOME}/"): "shared-session",
    ("compression", HOME): "plain",
    ("static-cache", HOME): "frozen",
    ("source-maps", HOME): "open",
    ("exposed-files", f"https://{HOME}/.env"): "environment",
    ("exposed-files", f"https://{HOME}/.git/HEAD"): "git-folder",
    ("exposed-files", f"https://{HOME}/backup.sql"): "database-dump",
    ("exposed-files", f"https://{HOME}/assets/"): "directory",
    ("mixed-content", "http://cdn.example/old.js"): "blocked",
    ("mixed-content", "http://maps.example/frame"): "blocked",
    ("mixed-content", "http://fonts.example/quay.woff2"): "left-out",
    ("mixed-content", "http://list.example/join"): "form",
    ("mixed-content", f"http://{APP}/session"): "password-form",
    ("mixed-content", "http://pictures.example/quay.png"): "upgraded",
    ("mixed-content", "http://tides.example/now"): "called",
    ("content-security-policy", APP): "inline-scripts",
    ("framing", APP): "open",
    ("content-type-sniffing", APP): "missing",
    ("referrer-policy", APP): "unknown",
    ("permissions-policy", APP): "unquoted",
    ("cookies", f"{APP}#sid"): "refused-session",
    ("cookies", f"{APP}#theme"): "refused",
    ("static-cache", APP): "brief",
    ("compression", APP): "unvaried",
    ("personal-cache", f"https://{APP}/login"): "kept-with-cookie",
    ("error-pages", APP): "debug-page",
    ("exposed-files", f"https://{APP}/metrics"): "metrics",
    ("cors", API): "reflected",
    ("request-id", API): "repeated",
    ("open-routes", f"https://{API}/people"): "personal",
    ("personal-cache", f"https://{API}/people"): "shared-session",
    ("cors", DATA): "null",
    ("personal-cache", f"https://{DATA}/lanes"): "shareable",
    ("back-office", ADMIN): "open",
    ("open-routes", f"https://{ADMIN}/"): "inside",
    ("exposed-files", f"https://{ADMIN}/phpinfo.php"): "status-page",
    ("content-security-policy", ADMIN): "any-site",
    ("framing", ADMIN): "missing",
    ("personal-cache", f"https://{ADMIN}/"): "guessed",
    ("cors", DOCS): "contradictory",
    ("content-security-policy", DOCS): "stops-own-scripts",
    ("static-cache", DOCS): "lingering",
    ("cors", BLOG): "unreadable",
    ("content-security-policy", BLOG): "misread",
    ("ordinary-visitors", SHOP): "challenged",
}
PARENT = f"""
@ 300 SOA ns1 host 7 7200 3600 1209600 300
@ 300 NS ns1
ns1 300 A {NAME_SERVERS[0]}
wrong 300 NS ns1.wrong
ns1.wrong 300 A {NAME_SERVERS[0]}
"""
OWN = f"""
@ 300 SOA ns1 hostmaster 2026112501 7200 3600 1209600 300
@ 300 NS ns1
ns1 300 A {NAME_SERVERS[0]}
@ 300 A {WEB}
""" + "".join(f"{name} 300 A {WEB}\n" for name in NAMES)
MAPS = """
    map $http_origin $reflected { default $http_origin; }
    map $http_origin $sandboxed { null null; default ""; }
"""
BARE = "add_header Set-Cookie 'session=Zm9vYmFyYmF6cXV4MTIz; Path=/' always;"
SITES = {
    HOME: f"""
        {BARE}
        add_header Cache-Control 'public, max-age=600' always;
        add_header X-Frame-Options 'ALLOW-FROM https://partner.example' always;
        add_header X-Content-Type-Options 'no-sniff' always;
        add_header Referrer-Policy unsafe-url always;
        add_header Permissions-Policy "camera 'none'; microphone 'none'" always;
        location = / {{ try_files /home.html =404; }}
        location /assets/ {{ autoindex on; add_header Cache-Control 'max-age=31536000, immutable'; }}
    """,
    APP: """
        absolute_redirect off;
        gzip on;
        gzip_vary off;
        gzip_min_length 256;
        gzip_types text/javascript;
        error_page 404 =404 /django.html;
        location = / { return 302 /login; }
        location = /login {
            try_files /login.html =404;
            add_header Content-Security-Policy "script-src * 'unsafe-inline'; frame-ancestors *" always;
            add_header Referrer-Policy strict always;
            add_header Permissions-Policy 'geolocation=(self https://maps.example)' always;
            add_header Set-Cookie 'sid=Zm9vYmFyYmF6cXV4MTIz; Path=/; SameSite=None; HttpOnly' always;
            add_header Set-Cookie 'theme=dark; Domain=other.example' always;
            add_header Set-Cookie 'seen=1; Path=/; Secure' always;
            add_header Cache-Control 'public, max-age=0, must-revalidate' always;
        }
        location /built/ { add_header Cache-Control 'public, no-cache'; }
    """,
    API: f"""
        default_type application/json;
        add_header Access-Control-Allow-Origin $reflected always;
        add_header Access-Control-Allow-Credentials true always;
        add_header Cache-Control 'public, max-age=60' always;
        add_header X-Request-Id 4f1c9a7b always;
        {BARE}
        location = /people {{ return 200 '[{{"name": "Ann Lee", "email": "ann.lee@harbour.dev"}}]'; }}
        location / {{ return 404 '{{"error": "no such route"}}'; }}
    """,
    DATA: """
        default_type application/json;
        add_header Access-Control-Allow-Origin $sandboxed always;
        add_header Access-Control-Allow-Credentials true always;
        add_header Cache-Control 'max-age=60' always;
        location = /lanes { return 200 '{"lanes": [1, 2, 3]}'; }
        location / { return 404 '{"error": "no such route"}'; }
    """,
    ADMIN: """
        add_header Content-Security-Policy "script-src 'self' https:; object-src 'none'; base-uri 'none'" always;
        location = / { try_files /admin.html =404; }
    """,
    DOCS: """
        add_header Access-Control-Allow-Origin * always;
        add_header Access-Control-Allow-Credentials true always;
        add_header Content-Security-Policy "script-src 'self' https://scripts.example" always;
        location = / { try_files /docs.html =404; }
        location = /search.json { default_type application/json; return 200 '{"hits": []}'; }
        location /look/ { add_header Cache-Control 'max-age=604800'; }
    """,
    BLOG: """
        add_header Access-Control-Allow-Origin 'https://*.wrong.test' always;
        add_header Content-Security-Policy "script-src self https://scripts.example" always;
        location = / { try_files /blog.html =404; }
        location = /posts.json { default_type application/json; return 200 '{"posts": []}'; }
    """,
    SHOP: """
        add_header cf-mitigated challenge always;
        location / { return 403 '<!doctype html><title>Just a moment...</title>'; }
    """,
    FULL: "location / { return 429 'slow down'; }",
    LOST: "location / { return 421 'not here'; }",
    f"www.{DOMAIN}": f"return 301 https://{HOME}$request_uri;",
}
MONTH = 30 * 86_400
"""The age of the files in seconds, a tenth of which caches guess them fresh."""
BUNDLE = "".join(f"export const lane{number} = {number} * 41; // a lane of the harbour\n" for number in range(9_000))
FILES = {
    "home.html": "<!doctype html><html lang=en><title>Harbour desk</title><link rel=stylesheet href=/assets/site.css>"
    "<script type=module src=/assets/app.js></script><script src=http://cdn.example/old.js></script>"
    "<h1>Harbour desk</h1><iframe src=http://maps.example/frame></iframe><img src=http://pictures.example/quay.png>"
    "<form method=post action=http://list.example/join><input name=who></form>"
    f"<form method=post action=http://{APP}/session><input type=password name=word></form>"
    "<script>fetch('http://tides.example/now')</script>",
    "assets/site.css": "@font-face { font-family: quay; src: url(http://fonts.example/quay.woff2) }",
    "assets/app.js": BUNDLE + "//# sourceMappingURL=app.js.map",
    "assets/app.js.map": json.dumps({"version": 3, "sources": ["src/lane.ts"], "sourcesContent": ["// a lane"]}),
    ".env": "STRIPE_SECRET_NAME=desk\nDATABASE_HOST=10.0.0.5\n",
    ".git/HEAD": "ref: refs/heads/main\n",
    ".git/config": "[core]\n\trepositoryformatversion = 0\n\tbare = false\n",
    "backup.sql": "-- PostgreSQL database dump\n\nCREATE TABLE lanes (id int);\n",
    "phpinfo.php": "<!doctype html><title>PHP 8.2 - phpinfo()</title><h1>PHP Version 8.2.1</h1>",
    "metrics": "# HELP up x\n# TYPE http_requests_total counter\nhttp_requests_total 1\n",
    "login.html": "<!doctype html><html lang=en><title>Log in</title><script src=/built/index-BX3tYk2a.js></script>"
    "<form method=post action=/login><input type=password name=word></form>",
    "built/index-BX3tYk2a.js": "console.log('a lane of the harbour');\n" * 100,
    "django.html": "<!doctype html><title>Page not found at /x</title><div id=summary><h1>Page not found</h1></div>"
    "<div id=explanation><p>You’re seeing this error because you have <code>DEBUG = True</code> in your settings.</p></div>",
    "admin.html": "<!doctype html><html lang=en><title>Harbour administration</title><h1>Lanes</h1>"
    "<table><tr><th>Lane</tr><tr><td>41</tr></table><a href=/out>Log out</a>",
    "docs.html": "<!doctype html><html lang=en><title>Handbook</title><link rel=stylesheet href=/look/handbook.css>"
    "<script src=https://elsewhere.example/read.js></script><h1>Handbook</h1>",
    "look/handbook.css": "body { color: #123 }\n",
    "blog.html": "<!doctype html><html lang=en><title>Notes</title><h1>Notes of the harbour</h1>",
}


@contextlib.contextmanager
def wrong(folder):
    """The settings under which the wrong estate stands."""
    ports, root = Ports(), authority("Wrong Root")
    names = [DOMAIN, *(f"{one}.{DOMAIN}" for one in NAMES)]
    certificate = certificate_file(folder, leaf(root, *names))
    site = folder / "site"
    for name, text in FILES.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text)
        os.utime(site / name, (time.time() - MONTH,) * 2)
    secure = f"ssl_certificate {certificate}; ssl_certificate_key {certificate}; root {site};"
    blocks = [
        f"server {{ listen {WEB}:{ports.https} ssl http2; server_name {name}; {secure} {lines} }}"
        for name, lines in SITES.items()
    ]
    plain = f"server {{ listen {WEB}:{ports.http}; return 301 https://$host$request_uri; }}"
    zones = (Zone("test", PARENT), Zone(DOMAIN, OWN))
    with standing(folder, ports, zones=zones, servers="\n".join([MAPS, plain, *blocks]), root=root) as settings:
        yield settings
