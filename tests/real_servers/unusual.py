"""A completely right estate that is unusual wherever the standards let it be: `WAYS` lists how."""

import contextlib

from audits.core.estate import Estate
from audits.core.subject import Domain, Endpoint, Host, MailDomain
from tests.real_servers.estate import (
    MAIL,
    NAME_SERVERS,
    SECOND_WEB,
    WEB,
    Ports,
    certificate_file,
    dkim_key,
    quoted,
    standing,
)
from tests.real_servers.knot import Zone
from tests.throwaway_authority import authority, leaf

DOMAIN = "unusual.test"
WAYS = (
    "the zone is signed, with NSEC3",
    "the serial is 1 and no date",
    "every record lives for 60 seconds",
    "www is the canonical name, and the apex sends on to it",
    "www is the end of three CNAME records",
    "a wildcard gives every name an address, and the server knows only its own names",
    "verification records are CNAMEs that lead nowhere",
    "redirects are 308",
    "api takes no plain http, and speaks nothing but TLS 1.3",
    "the certificate of app lives for six days",
    "the certificate of www has an ECDSA key on another curve, names a wildcard, and comes with its root",
    "HSTS has quotes, spaces, an empty and an unknown directive, and capital letters",
    "Content-Security-Policy comes as two headers, of which one only reports",
    "the policy holds 'unsafe-inline' beside a nonce, which makes it harmless",
    "framing is refused by the policy alone",
    "one cookie is there for scripts to read, one is deleted, one is for other sites",
    "the public API lets every origin read, without credentials",
    "pages link to plain http, talk of it in code samples and comments, and name it in canonical links",
    "an article shows a Python traceback",
    "an old address is answered as gone, with 410",
    "static files without a hash in their names are asked for again each time",
    "v=SpF1, ten look-ups, an unknown modifier and a macro",
    "DMARC quarantines, asks for no reports, and names a tag that nobody knows",
    "DKIM keys: one in Ed25519, one RSA in three character strings, with a service type and notes",
    "two exchangers of the same rank are the same machine",
    "one more domain sends nothing and takes nothing: null MX, -all, reject",
    "a domain takes mail and sends none: MX, -all, and no DKIM key",
    "CAA names the authority with an account and a way of validation, and nobody at all for a name without a certificate",
    "the bare domain holds several verification records beside SPF",
    "the e-mail policy is in testing mode, and TLS reports are wanted",
)
ESTATE = Estate(
    domain=Domain(DOMAIN),
    hosts=tuple(
        Host(name, declared=True) for name in (DOMAIN, *(f"{one}.{DOMAIN}" for one in ("www", "app", "api", "mta-sts")))
    ),
    endpoints=(
        Endpoint(f"https://www.{DOMAIN}/", "home"),
        Endpoint(f"https://www.{DOMAIN}/notes/tracebacks", "page"),
        Endpoint(f"https://app.{DOMAIN}/", "login"),
        Endpoint(f"https://api.{DOMAIN}/v1/berths", "api"),
    ),
    mail_domains=(MailDomain(DOMAIN, ("short", "long")), MailDomain(f"quiet.{DOMAIN}"), MailDomain(f"inbox.{DOMAIN}")),
)
PARENT = f"""
@ 300 SOA ns1 host 7 7200 3600 1209600 300
@ 300 NS ns1
ns1 300 A {NAME_SERVERS[0]}
unusual 300 NS ns1.unusual
unusual 300 NS ns2.unusual
ns1.unusual 300 A {NAME_SERVERS[0]}
ns2.unusual 300 A {NAME_SERVERS[1]}
"""
OWN = f"""
@ 60 SOA ns1 hostmaster 1 7200 3600 1209600 60
@ 60 NS ns1
@ 60 NS ns2
ns1 60 A {NAME_SERVERS[0]}
ns2 60 A {NAME_SERVERS[1]}
@ 60 A {WEB}
www 60 CNAME front
front 60 CNAME front.sites
front.sites 60 CNAME web
web 60 A {WEB}
app 60 A {WEB}
api 60 A {SECOND_WEB}
mta-sts 60 A {WEB}
* 60 A {WEB}
_acme-challenge 60 CNAME 0f7c.validation.test.
_4f1c9a7be2d0 60 CNAME _93ab0c1d2e3f.validations.test.
@ 60 MX 10 mx1
@ 60 MX 10 mx2
mx1 60 A {MAIL}
mx2 60 A {MAIL}
@ 60 TXT ( "v=SpF1 a:mx1.unusual.test a:mx2.unusual.test a mx include:_a.unusual.test include:_b.unusual.test ex"
    "ists:%{{{{i}}}}._spf.unusual.test future=thing -all" )
_a 60 TXT "v=spf1 a:app.unusual.test a:api.unusual.test ?all"
_b 60 TXT "v=spf1 ip4:192.0.2.0/24 a:web.unusual.test ~all"
short._domainkey 60 TXT {{short}}
long._domainkey 60 TXT {{long}}
_dmarc 60 TXT "v=DMARC1;p = quarantine ; colour=green; sp=reject;"
_mta-sts 60 TXT "v=STSv1; id=20261125;"
_smtp._tls 60 TXT "v=TLSRPTv1; rua=mailto:tls@unusual.test"
quiet 60 MX 0 .
quiet 60 TXT "v=spf1 -all"
_dmarc.quiet 60 TXT "v=DMARC1; p=reject"
quiet 60 CAA 0 issue ";"
inbox 60 MX 10 mx1
inbox 60 TXT "v=spf1 -all"
_dmarc.inbox 60 TXT "v=DMARC1; p=reject"
@ 60 TXT "google-site-verification=rXOxyZounnZasA8Z7oaD3c14JdjS9aKSWvsR1EbUSIQ"
@ 60 TXT "google-site-verification=wD8N7i1JTNTkezJ49swvWW48f8_9xveREV4oB-0Hf5o"
@ 60 CAA 0 issue "unusual.test; accounturi=https://ca.unusual.test/acct/1; validationmethods=dns-01"
@ 60 CAA 0 issuewild "unusual.test"
@ 60 CAA 0 iodef "mailto:security@unusual.test"
"""
REVERSE = """
@ 300 SOA ns1.unusual.test. hostmaster.unusual.test. 1 7200 3600 1209600 300
@ 300 NS ns1.unusual.test.
34 300 PTR mx1.unusual.test.
33 60 PTR web.unusual.test.
35 60 PTR api.unusual.test.
"""
HSTS = 'add_header Strict-Transport-Security \'INCLUDESUBDOMAINS ;; Max-Age = "63072000" ; future="a;b"\' always;'
POLICY = (
    "add_header Content-Security-Policy \"default-src 'self'; script-src 'nonce-NGh2' 'strict-dynamic' "
    "'unsafe-inline' https:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'\" always; "
    "add_header Content-Security-Policy-Report-Only \"default-src 'none'; report-uri /csp\" always;"
)
PLAIN = 'add_header X-Content-Type-Options "NoSniff" always; add_header Referrer-Policy "unknown, no-referrer" always;'
COOKIES = (
    'add_header Set-Cookie "__Host-sid=YWJjZGVm; Path=/; SECURE; HttpOnly; samesite=lax" always; '
    'add_header Set-Cookie "csrftoken=Zm9vYmFy; Path=/; Secure; SameSite=Strict" always; '
    'add_header Set-Cookie "old=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/" always; '
    'add_header Set-Cookie "widget=1; Path=/; Secure; SameSite=None; Partitioned" always;'
)
SERVERS = """
    server {{ listen {web}:{http} default_server; return 404; }}
    server {{
        listen {web}:{http};
        server_name {domain} www.{domain};
        return 308 https://www.{domain}$request_uri;
    }}
    server {{
        listen {web}:{http};
        server_name app.{domain} mta-sts.{domain};
        return 308 https://$host$request_uri;
    }}
    server {{ listen {web}:{https} ssl default_server; ssl_reject_handshake on; }}
    server {{
        listen {web}:{https} ssl;
        server_name {domain};
        {wide}
        {plain}
        return 308 https://www.{domain}$request_uri;
    }}
    server {{
        listen {web}:{https} ssl http2;
        server_name www.{domain};
        {wide}
        {plain}
        {policy}
        add_header Cache-Control "no-cache" always;
        root {site};
        error_page 404 /missing.html;
        location = /missing.html {{ internal; }}
        location = / {{ try_files /index.html =404; }}
        location = /index.html {{ return 308 https://www.{domain}/; }}
        location = /prices {{ return 410; }}
        location = /notes/tracebacks {{ try_files /tracebacks.html =404; }}
    }}
    server {{
        listen {web}:{https} ssl http2;
        server_name app.{domain};
        {short}
        {plain}
        {policy}
        {cookies}
        add_header Cache-Control 'private="set-cookie", no-store' always;
        root {site};
        location = / {{ try_files /login.html =404; }}
        location / {{ return 404 "<!doctype html><title>Not found</title><p>There is no such page.</p>"; }}
    }}
    server {{
        listen {second}:{https} ssl;
        server_name api.{domain};
        ssl_protocols TLSv1.3;
        {wide}
        {plain}
        default_type application/json;
        add_header Access-Control-Allow-Origin "*" always;
        add_header Cache-Control "public, max-age=30, stale-while-revalidate=60" always;
        location = /v1/berths {{ return 200 '{{"berths": [1, 2, 3]}}'; }}
        location / {{ return 404 '{{"error": "no such route"}}'; }}
    }}
    server {{
        listen {web}:{https} ssl;
        server_name mta-sts.{domain};
        {wide}
        {plain}
        default_type text/plain;
        location = /.well-known/mta-sts.txt {{
            return 200 "version: STSv1\\r\\nmode: testing\\r\\nmx: *.{domain}\\r\\nmax_age: 86400\\r\\n";
        }}
        location / {{ return 404 "There is nothing else here."; }}
    }}
"""
TRACEBACK = (
    "<pre>Traceback (most recent call last):\n  File &quot;quay.py&quot;, line 3, in &lt;module&gt;\nZeroDivisionError"
    ": division by zero</pre>"
)
PAGES = {
    "index.html": "<!doctype html><html lang=en><title>Harbour</title><link rel=canonical href='http://www.unusual.test/'>"
    "<link rel=stylesheet href=/site.css><!-- <img src='http://192.0.2.1/old.png'> -->"
    "<h1>Harbour</h1><a href='http://museum.test/'>The museum</a> <a href=/notes/tracebacks>Notes</a>"
    "<code>&lt;script src=&quot;http://example.test/x.js&quot;&gt;</code>"
    "<template><img src='http://example.test/unused.png'></template>"
    '<script type=\'application/ld+json\'>{"@context": "http://schema.org", "url": "http://www.unusual.test/"}</script>'
    "<svg xmlns='http://www.w3.org/2000/svg'></svg><p>Tides and berths.</p>",
    "tracebacks.html": "<!doctype html><html lang=en><title>Reading tracebacks</title><article><h1>Reading tracebacks</h1>"
    f"<p>Begin at the last line: it names what went wrong.</p>{TRACEBACK}<p>Then go up, one call after another.</p></article>",
    "missing.html": "<!doctype html><html lang=en><title>Not here</title><h1>This page is not here</h1>",
    "login.html": "<!doctype html><html lang=en><title>Come in</title><form method=post action=/>"
    "<input type=hidden name=csrftoken value=Zm9vYmFy><input type=email name=who><input type=password name=word></form>",
    "site.css": "body { background: #fff url('data:image/gif;base64,R0lGODlhAQABAAAAACw='); }",
}


@contextlib.contextmanager
def unusual(folder):
    """The settings under which the unusual estate stands."""
    ports, root = Ports(), authority("Unusual Root")
    issuing = authority("Unusual Issuing", root)
    site = folder / "site"
    site.mkdir()
    for name, text in PAGES.items():
        (site / name).write_text(text)
    wide = certificate_file(folder, leaf(issuing, f"*.{DOMAIN}", DOMAIN), issuing, root)
    short = certificate_file(folder, leaf(issuing, f"app.{DOMAIN}", days=(-1, 5)), issuing)
    servers = SERVERS.format(
        web=WEB,
        second=SECOND_WEB,
        http=ports.http,
        https=ports.https,
        domain=DOMAIN,
        site=site,
        wide=f"ssl_certificate {wide}; ssl_certificate_key {wide}; {HSTS}",
        short=f"ssl_certificate {short}; ssl_certificate_key {short}; {HSTS}",
        plain=PLAIN,
        policy=POLICY,
        cookies=COOKIES,
    )
    rsa = f"v=DKIM1; h=sha256; k=rsa; s=email; n=made=20by=20hand; p={dkim_key()}"
    zone = OWN.format(short=quoted(f"v=DKIM1; k=ed25519; p={dkim_key('ed25519')}"), long=quoted(rsa))
    exchanger = leaf(root, f"mx1.{DOMAIN}", f"mx2.{DOMAIN}")
    with standing(
        folder,
        ports,
        zones=(Zone("test", PARENT), Zone("0.0.127.in-addr.arpa", REVERSE), Zone(DOMAIN, zone, is_signed=True)),
        servers=servers,
        root=root,
        exchanger=(f"mx1.{DOMAIN}", exchanger.private_pem + exchanger.pem),
    ) as settings:
        yield settings
