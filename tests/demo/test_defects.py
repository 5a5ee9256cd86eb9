"""Each defect is really planted, its look-alike really right, and the repaired estate free of it."""

import json
import socket
import ssl
import time
from datetime import UTC, datetime

import dns.rcode
import pytest

from portal.demo import places
from portal.demo.defects import DEFECTS

pytestmark = pytest.mark.network

DOMAIN, WWW, APP, API = places.DOMAIN, places.WWW, places.APP, places.API
POLICY_FILE = f"https://{places.MAIL_POLICY_HOST}/.well-known/mta-sts.txt"
HSTS, POLICY, LOCATION = "strict-transport-security", "content-security-policy", "location"


def refuses(estate, host, ordinary):
    try:
        socket.create_connection((estate.address(host), estate.ports[ordinary]), 2).close()
    except ConnectionRefusedError:
        return True
    return False


def complaint(estate, host):
    try:
        estate.certificate(host)
    except ssl.SSLCertVerificationError as error:
        return error.verify_message
    return ""


def days_left(estate, host):
    return (ssl.cert_time_to_seconds(estate.certificate(host)["notAfter"]) - time.time()) / 86400


def seconds(estate, url):
    begun = time.monotonic()
    estate.get(url)
    return time.monotonic() - begun


def spf_records(estate, domain):
    return [text for text in estate.texts(domain) if text.lower().split(" ")[0] == "v=spf1"]


def script_of(estate):
    shell = estate.get(f"https://{APP}/")[2]
    return f"https://{APP}" + shell.split('<script type="module" src="')[1].split('"')[0]


def bundle(estate):
    return estate.get(script_of(estate))[2]


def packed_bundle(estate):
    return estate.get(script_of(estate), **{"Accept-Encoding": "gzip"})[1]


def registration(estate):
    return json.loads(estate.get(f"https://{places.RDAP_HOST}/domain/{DOMAIN}")[2])


def days_registered(estate):
    dates = {event["eventAction"]: event["eventDate"] for event in registration(estate)["events"]}
    return (datetime.fromisoformat(dates["expiration"]) - datetime.now(UTC)).days


def rules(estate, host):
    return [record.to_text() for record in estate.records(host, "CAA")]


def lame_servers(estate):
    named = [record.target.to_text() for record in estate.records(DOMAIN, "NS")]
    return [name for name in named if estate.ask(DOMAIN, "SOA", estate.address(name)).rcode() == dns.rcode.REFUSED]


def backup(estate):
    return [record for record in estate.records(DOMAIN, "MX") if record.preference == 20]


def starttls_complaint(estate):
    try:
        estate.starttls()
    except ssl.SSLCertVerificationError as error:
        return error.verify_message
    return ""


def allowed(estate, origin):
    return estate.get(f"https://{API}/health", Origin=origin)[1].get("access-control-allow-origin", "")


def wrong_log_ins(estate, url):
    return {estate.get(url, method="POST")[0] for _ in range(8)}


THERE = {
    "lame-name-server": lambda e: lame_servers(e) == ["ns3.desk-hosting.example."],
    "domain-runs-out": lambda e: days_registered(e) == 9,
    "www-long-life": lambda e: e.ask(WWW, "A").answer[0].ttl == 259_200,
    "api-nobody-issues": lambda e: rules(e, API) == ['0 issue ";"'],
    "dangling-status": lambda e: e.ask(places.STATUS, "A").rcode() == dns.rcode.NXDOMAIN,
    "private-files": lambda e: e.address(places.FILES).startswith("10."),
    "switched-off-old": lambda e: refuses(e, places.OLD, 80) and refuses(e, places.OLD, 443),
    "www-old-build": lambda e: 'content="109"' in e.get(f"https://{WWW}/")[2],
    "admin-plain-http": lambda e: "password" in e.get(f"http://{places.ADMIN}/")[2],
    "long-redirect": lambda e: len(e.hops(f"https://{DOMAIN}/desk/login")) == 4,
    "redirect-loop": lambda e: len(e.hops(f"https://{APP}/tracker")) == 8,
    "app-forgets-the-page": lambda e: e.header(f"http://{APP}/login?x=1", LOCATION) == f"https://{APP}/",
    "docs-for-now": lambda e: e.get(f"http://{places.DOCS}/")[0] == 302,
    "docs-twice": lambda e: e.get(f"https://{places.DOCS}/index.html")[2] == e.get(f"https://{places.DOCS}/")[2],
    "mail-deserted": lambda e: "Welcome to nginx!" in e.get(f"https://{places.MAIL_HOST}/")[2],
    "admin-trace": lambda e: "node_modules/express" in e.get(f"https://{places.ADMIN}/nowhere")[2],
    "mail-chain": lambda e: "unable to get local issuer" in complaint(e, places.MAIL_HOST),
    "auth-wrong-name": lambda e: "Hostname mismatch" in complaint(e, places.AUTH),
    "docs-expiring": lambda e: days_left(e, places.DOCS) < 6,
    "api-old-tls": lambda e: e.speaks(API, ssl.TLSVersion.TLSv1) and e.speaks(API, ssl.TLSVersion.TLSv1_1),
    "api-any-cipher": lambda e: e.takes(API, "AECDH-AES128-SHA"),
    "docs-certificate-twice": lambda e: len(set(e.sent(places.DOCS))) < len(e.sent(places.DOCS)),
    "apex-hsts": lambda e: e.header(f"https://{DOMAIN}/", HSTS).startswith("max-age=1y"),
    "app-no-policy": lambda e: not e.header(f"https://{APP}/", POLICY),
    "admin-framing": lambda e: "frame-ancestors" not in e.header(f"https://{places.ADMIN}/", POLICY),
    "docs-sniffing": lambda e: not e.header(f"https://{places.DOCS}/", "x-content-type-options"),
    "docs-referrer": lambda e: e.header(f"https://{places.DOCS}/", "referrer-policy") == "unsafe-url",
    "admin-past-the-edge": lambda e: not e.header(f"https://{places.ADMIN}/", "cf-ray"),
    "origin-open": lambda e: e.get(f"https://{places.ORIGIN_HOST}/")[0] == 200,
    "two-spf-records": lambda e: len(spf_records(e, DOMAIN)) == 2,
    "revoked-key": lambda e: e.texts(f"desk1._domainkey.{DOMAIN}")[0].endswith("p="),
    "misspelt-policy": lambda e: "p=quarantin;" in e.texts(f"_dmarc.{DOMAIN}")[0],
    "dead-backup-exchanger": lambda e: e.ask(f"mail2.{DOMAIN}", "A").rcode() == dns.rcode.NXDOMAIN and backup(e),
    "mail-unproven": lambda e: "unable to get local issuer" in starttls_complaint(e),
    "policy-names-another-host": lambda e: f"mx: mx.{DOMAIN}" in e.get(POLICY_FILE)[2],
    "reports-without-mailto": lambda e: "rua=tls@" in e.texts(f"_smtp._tls.{DOMAIN}")[0],
    "logo-over-http": lambda e: "l=http:" in e.texts(f"default._bimi.{DOMAIN}")[0],
    "nameless-sender": lambda e: not e.records("1.50.0.127.in-addr.arpa", "PTR"),
    "docs-plain-frame": lambda e: f'<iframe src="http://{DOMAIN}/tour"' in e.get(f"https://{places.DOCS}/")[2],
    "docs-frozen-style": lambda e: "immutable" in e.header(f"https://{places.DOCS}/style.css", "cache-control"),
    "login-in-caches": lambda e: (
        "session" in e.header(f"https://{APP}/login", "set-cookie")
        and "public" in e.header(f"https://{APP}/login", "cache-control")
    ),
    "app-uncompressed": lambda e: len(bundle(e)) > 1024 and "content-encoding" not in packed_bundle(e),
    "history-secrets": lambda e: all(mark in e.history() for mark in ("AKIA", "sk_live_", "ghp_", "EC PRIVATE")),
    "bundle-secrets": lambda e: "sk-proj-" in bundle(e) and "serviceKey" in bundle(e),
    "docs-git-folder": lambda e: e.get(f"https://{places.DOCS}/.git/HEAD")[2].startswith("ref: "),
    "admin-policy-unread": lambda e: e.header(f"https://{places.ADMIN}/", "permissions-policy").startswith("camera '"),
    "admin-cookie-bare": lambda e: "Path=/; HttpOnly;" in e.header(f"https://{places.ADMIN}/", "set-cookie"),
    "api-trusts-every-site": lambda e: allowed(e, "https://stranger.test") == "https://stranger.test",
    "app-open-export": lambda e: "@tideline-freight" in e.get(f"https://{APP}/exports/dispatchers.csv")[2],
    "api-open-numbers": lambda e: "# TYPE " in e.get(f"https://{API}/metrics")[2],
    "origin-direct": lambda e: "Harbour Desk" in e.get(f"https://{APP}/", places.ORIGIN)[2],
    "login-unlimited": lambda e: wrong_log_ins(e, f"https://{APP}/session") == {401},
    "report-fails": lambda e: e.get(f"https://{API}/v1/reports/month")[0] == 502,
    "slow-lanes": lambda e: seconds(e, f"https://{API}/v1/lanes") > 0.9,
}

LOOK_ALIKES = {
    "lame-name-server": lambda e: e.ask(DOMAIN, "SOA", places.SECOND_NAME_SERVER).rcode() == dns.rcode.NOERROR,
    "domain-runs-out": lambda e: registration(e)["status"] == ["client transfer prohibited"],
    "www-long-life": lambda e: e.ask(DOMAIN, "NS").answer[0].ttl == 172_800,
    "api-nobody-issues": lambda e: rules(e, DOMAIN) == ['0 issue "pierpoint.example"'] and rules(e, APP) == [],
    "dangling-status": lambda e: e.address(places.DOCS) == places.PAGES,
    "private-files": lambda e: e.address(APP).startswith("127."),
    "switched-off-old": lambda e: e.get(f"https://{API}/")[0] == 200,
    "www-old-build": lambda e: e.get(f"https://{APP}/")[2] != e.get(f"https://{DOMAIN}/")[2],
    "admin-plain-http": lambda e: e.get(f"http://{API}/")[0] == 308,
    "long-redirect": lambda e: len(e.hops(f"https://{DOMAIN}/login")) == 1,
    "redirect-loop": lambda e: len(e.hops(f"https://{APP}/board")) == 1,
    "app-forgets-the-page": lambda e: e.header(f"http://{API}/health?x=1", LOCATION) == f"https://{API}/health?x=1",
    "docs-for-now": lambda e: e.get(f"https://{APP}/board")[0] == 302,
    "docs-twice": lambda e: e.get(f"https://{APP}/nowhere")[2] == e.get(f"https://{APP}/")[2],
    "mail-deserted": lambda e: e.get(f"https://{API}/")[2].startswith('{"service"'),
    "admin-trace": lambda e: e.get(f"https://{APP}/nowhere")[0] == 200,
    "mail-chain": lambda e: not complaint(e, APP),
    "auth-wrong-name": lambda e: ("DNS", f"*.{DOMAIN}") in e.certificate(APP)["subjectAltName"],
    "docs-expiring": lambda e: days_left(e, API) > 60,
    "api-old-tls": lambda e: e.speaks(APP, ssl.TLSVersion.TLSv1_2) and not e.speaks(APP, ssl.TLSVersion.TLSv1_1),
    "api-any-cipher": lambda e: e.takes(APP, "ECDHE-ECDSA-AES128-SHA") and not e.takes(APP, "AECDH-AES128-SHA"),
    "docs-certificate-twice": lambda e: e.sent(APP)[-1] in e.roots(),
    "apex-hsts": lambda e: e.header(f"https://{API}/", HSTS).startswith('max-age="31536000"'),
    "app-no-policy": lambda e: "default-src 'none'" in e.header(f"https://{API}/", POLICY),
    "admin-framing": lambda e: e.header(f"https://{APP}/", "x-frame-options") == "DENY",
    "docs-sniffing": lambda e: e.header(f"https://{APP}/", "x-content-type-options") == "nosniff",
    "docs-referrer": lambda e: e.header(f"https://{API}/", "referrer-policy") == "no-referrer",
    "admin-past-the-edge": lambda e: "varnish" in e.header(f"https://{places.DOCS}/", "via"),
    "origin-open": lambda e: "Run the desk" in e.get(f"https://{places.DOCS}/")[2],
    "two-spf-records": lambda e: len(spf_records(e, places.NOTIFY)) == 1,
    "revoked-key": lambda e: len(e.texts(f"ed1._domainkey.{DOMAIN}")[0].split("p=")[1]) == 44,
    "misspelt-policy": lambda e: "p=reject ;" in e.texts(f"_dmarc.{places.NOTIFY}")[0],
    "dead-backup-exchanger": lambda e: len(e.records(places.NOTIFY, "MX")) == 1,
    "mail-unproven": lambda e: not e.texts(f"_mta-sts.{places.NOTIFY}"),
    "policy-names-another-host": lambda e: not e.texts(f"_mta-sts.{places.NOTIFY}"),
    "reports-without-mailto": lambda e: "rua=https:" in e.texts(f"_smtp._tls.{places.NOTIFY}")[0],
    "logo-over-http": lambda e: "l=;" in e.texts(f"default._bimi.{places.NOTIFY}")[0],
    "nameless-sender": lambda e: (
        any(" mx " in text for text in spf_records(e, DOMAIN)) and len(spf_records(e, DOMAIN)) == 2
    ),
    "docs-plain-frame": lambda e: 'href="http://www.tideline' in e.get(f"https://{DOMAIN}/")[2],
    "docs-frozen-style": lambda e: "immutable" in e.get(script_of(e))[1]["cache-control"],
    "login-in-caches": lambda e: e.header(f"https://{API}/v1/account", "cache-control") == "private, no-store",
    "app-uncompressed": lambda e: len(e.get(f"https://{API}/v1/lanes")[2]) < 1024,
    "history-secrets": lambda e: all(mark in e.history() for mark in ("pk_live_", "sha512-", "EXAMPLEKEY")),
    "bundle-secrets": lambda e: all(mark in bundle(e) for mark in ("pk_live_", "phc_", "sourceMappingURL")),
    "docs-git-folder": lambda e: "<!doctype html>" in e.get(f"https://{APP}/.env")[2],
    "admin-policy-unread": lambda e: e.header(f"https://{APP}/", "permissions-policy").startswith("camera=()"),
    "admin-cookie-bare": lambda e: "; Secure; HttpOnly;" in e.header(f"https://{APP}/login", "set-cookie"),
    "api-trusts-every-site": lambda e: e.header(f"https://{places.DOCS}/", "access-control-allow-origin") == "*",
    "app-open-export": lambda e: e.get(f"https://{API}/v1/account")[0] == 401,
    "api-open-numbers": lambda e: "<!doctype html>" in e.get(f"https://{APP}/metrics")[2],
    "origin-direct": lambda e: "service" not in e.get(f"https://{API}/", places.ORIGIN)[2],
    "login-unlimited": lambda e: 429 in wrong_log_ins(e, f"https://{API}/v1/session"),
    "report-fails": lambda e: e.get(f"https://{API}/v1/account")[0] == 401,
    "slow-lanes": lambda e: 0.1 < seconds(e, f"https://{API}/v1/rates") < 0.5,
}

IDS = [defect.id for defect in DEFECTS]


def test_every_defect_has_its_two_probes():
    assert set(THERE) == set(LOOK_ALIKES) == set(IDS)
    assert len(set(IDS)) == len(IDS)


@pytest.mark.parametrize("name", IDS)
def test_defect_is_planted(broken, name):
    assert THERE[name](broken)


@pytest.mark.parametrize("name", IDS)
def test_look_alike_is_right_beside_the_defect(broken, name):
    assert LOOK_ALIKES[name](broken)


@pytest.mark.parametrize("name", IDS)
def test_defect_is_gone_after_repair(repaired, name):
    assert not THERE[name](repaired)
