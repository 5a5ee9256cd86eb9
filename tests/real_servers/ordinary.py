"""A completely right estate as most are: nothing an auditor could object to, and nothing unusual."""

import contextlib

from audits.core.estate import Estate
from audits.core.subject import Domain, Endpoint, Host, MailDomain
from tests.real_servers.estate import MAIL, NAME_SERVERS, WEB, Ports, certificate_file, dkim_key, quoted, standing
from tests.real_servers.knot import Zone
from tests.throwaway_authority import authority, leaf

DOMAIN = "ordinary.test"
NAMES = ("www", "app", "api", "docs", "admin")
ESTATE = Estate(
    domain=Domain(DOMAIN),
    hosts=tuple(Host(name, declared=True) for name in (DOMAIN, *(f"{one}.{DOMAIN}" for one in NAMES))),
    endpoints=(
        Endpoint(f"https://{DOMAIN}/", "home"),
        Endpoint(f"https://app.{DOMAIN}/login", "login"),
        Endpoint(f"https://api.{DOMAIN}/health", "api"),
        Endpoint(f"https://admin.{DOMAIN}/", "admin"),
        Endpoint(f"https://{DOMAIN}/pricing-2025", "old"),
    ),
    mail_domains=(MailDomain(DOMAIN, ("s1",)),),
)
PARENT = f"""
@ 300 SOA ns1 host 7 7200 3600 1209600 300
@ 300 NS ns1
@ 300 NS ns2
ns1 300 A {NAME_SERVERS[0]}
ns2 300 A {NAME_SERVERS[1]}
ordinary 300 NS ns1.ordinary
ordinary 300 NS ns2.ordinary
ns1.ordinary 300 A {NAME_SERVERS[0]}
ns2.ordinary 300 A {NAME_SERVERS[1]}
"""
OWN = f"""
@ 300 SOA ns1 hostmaster 2026112501 7200 3600 1209600 300
@ 300 NS ns1
@ 300 NS ns2
ns1 300 A {NAME_SERVERS[0]}
ns2 300 A {NAME_SERVERS[1]}
@ 300 A {WEB}
www 300 A {WEB}
app 300 A {WEB}
api 300 A {WEB}
docs 300 A {WEB}
admin 300 A {WEB}
@ 300 MX 10 mx
mx 300 A {MAIL}
@ 300 TXT "v=spf1 mx -all"
s1._domainkey 300 TXT {{dkim}}
_dmarc 300 TXT "v=DMARC1; p=reject; rua=mailto:dmarc@ordinary.test"
"""
REVERSE = """
@ 300 SOA ns1.ordinary.test. hostmaster.ordinary.test. 1 7200 3600 1209600 300
@ 300 NS ns1.ordinary.test.
34 300 PTR mx.ordinary.test.
"""
SECURE = """
        ssl_certificate {certificate};
        ssl_certificate_key {certificate};
        ssl_protocols TLSv1.2 TLSv1.3;
        add_header Strict-Transport-Security "max-age=31536000; includeSubDomains" always;
        add_header Content-Security-Policy "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'" always;
        add_header X-Content-Type-Options nosniff always;
        add_header Referrer-Policy strict-origin-when-cross-origin always;
        gzip on;
        gzip_vary on;
        gzip_min_length 256;
        gzip_types text/css text/javascript application/json;
        error_page 404 /missing.html;
        location = /missing.html {{ internal; }}
        root {root};
"""
SERVERS = """
    server {{ listen {web}:{http} default_server; return 301 https://{domain}$request_uri; }}
    server {{
        listen {web}:{http};
        server_name app.{domain} api.{domain} docs.{domain} admin.{domain};
        return 301 https://$host$request_uri;
    }}
    server {{
        listen {web}:{https} ssl default_server;
        ssl_reject_handshake on;
    }}
    server {{
        listen {web}:{https} ssl http2;
        server_name www.{domain};
        {secure}
        return 301 https://{domain}$request_uri;
    }}
    server {{
        listen {web}:{https} ssl http2;
        server_name {domain};
        {secure}
        expires -1;
        location = /index.html {{ return 301 https://{domain}/; }}
        location = / {{ try_files /index.html =404; }}
        location = /pricing-2025 {{ return 301 https://{domain}/pricing; }}
        location = /pricing {{ try_files /pricing.html =404; }}
        location /assets/ {{ expires off; {long} }}
    }}
    server {{
        listen {web}:{https} ssl http2;
        server_name app.{domain};
        {secure}
        add_header Cache-Control "no-store" always;
        location = /login {{ {session} try_files /login.html =404; }}
        location = / {{ return 302 https://app.{domain}/login; }}
        location /assets/ {{ expires off; {long} }}
    }}
    server {{
        listen {web}:{https} ssl http2;
        server_name docs.{domain};
        {secure}
        expires -1;
        location = /index.html {{ return 301 https://docs.{domain}/; }}
        location = / {{ try_files /docs.html =404; }}
        location /assets/ {{ expires off; {long} }}
    }}
    server {{
        listen {web}:{https} ssl http2;
        server_name admin.{domain};
        {secure}
        add_header Cache-Control "no-store" always;
        location = / {{ return 302 https://app.{domain}/login?next=admin; }}
    }}
    server {{
        listen {web}:{https} ssl http2;
        server_name api.{domain};
        {secure}
        default_type application/json;
        add_header Cache-Control "no-store" always;
        add_header X-Request-Id $request_id always;
        location = /health {{ return 200 '{{"ok": true}}'; }}
        location / {{ return 404 '{{"error": "no such route"}}'; }}
    }}
"""
HEADERS = (
    'add_header Strict-Transport-Security "max-age=31536000; includeSubDomains" always; '
    "add_header X-Content-Type-Options nosniff always; "
)
LONG = HEADERS + 'add_header Cache-Control "public, max-age=31536000, immutable" always;'
SESSION = (
    HEADERS
    + "add_header Content-Security-Policy \"default-src 'self'; object-src 'none'; base-uri 'none'; "
    + "form-action 'self'; frame-ancestors 'none'\" always; "
    + "add_header Referrer-Policy strict-origin-when-cross-origin always; "
    + 'add_header Cache-Control "no-store" always; '
    + 'add_header Set-Cookie "__Host-session=c2Vzc2lvbg; Path=/; Secure; HttpOnly; SameSite=Lax" always; '
)
WORDS = (
    "<p>A desk for the people who keep the harbour running: lanes, berths, pilots and the papers of each ship.</p>\n"
)
PAGES = {
    "index.html": "<!doctype html><html lang=en><title>Harbour desk</title>"
    '<link rel=stylesheet href="/assets/site.4f1c9a7be2d0.css"><h1>Harbour desk</h1>'
    '<a href="/pricing">Pricing</a> <a href="https://app.ordinary.test/login">Log in</a>' + WORDS * 20,
    "pricing.html": "<!doctype html><html lang=en><title>Pricing</title><h1>Pricing</h1><p>Per berth.</p>" + WORDS * 12,
    "docs.html": "<!doctype html><html lang=en><title>Handbook</title><h1>Handbook</h1><p>How berths are given.</p>"
    + WORDS * 12,
    "missing.html": "<!doctype html><html lang=en><title>Not found</title><h1>There is nothing here</h1>"
    "<p>The page may have moved: start again from the front.</p>",
    "login.html": "<!doctype html><html lang=en><title>Log in</title>"
    '<form method=post action="/login"><label>E-mail<input type=email name=email></label>'
    "<label>Password<input type=password name=password></label><button>Log in</button></form>",
    "assets/site.4f1c9a7be2d0.css": "body { color: #123; background: url(/assets/quay.93ab0c1d2e3f.png) }\n" * 30,
    "assets/quay.93ab0c1d2e3f.png": "\x89PNG",
}


@contextlib.contextmanager
def ordinary(folder):
    """The settings under which the ordinary estate stands."""
    ports, root = Ports(), authority("Ordinary Root")
    intermediate = authority("Ordinary Issuing", root)
    names = [DOMAIN, *(f"{one}.{DOMAIN}" for one in NAMES)]
    certificate = certificate_file(folder, leaf(intermediate, *names), intermediate)
    site = folder / "site"
    (site / "assets").mkdir(parents=True)
    for name, text in PAGES.items():
        (site / name).write_text(text)
    secure = SECURE.format(certificate=certificate, root=site)
    servers = SERVERS.format(
        web=WEB, http=ports.http, https=ports.https, domain=DOMAIN, secure=secure, long=LONG, session=SESSION
    )
    dkim = quoted(f"v=DKIM1; k=rsa; p={dkim_key()}")
    exchanger = leaf(root, f"mx.{DOMAIN}")
    with standing(
        folder,
        ports,
        zones=(Zone("test", PARENT), Zone("0.0.127.in-addr.arpa", REVERSE), Zone(DOMAIN, OWN.format(dkim=dkim))),
        servers=servers,
        root=root,
        exchanger=(f"mx.{DOMAIN}", exchanger.private_pem + exchanger.pem),
    ) as settings:
        yield settings
