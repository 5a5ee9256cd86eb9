"""Domains that are wrong in one way each, in DNS or in mail: what stands in their zones, and what has to be said of it."""

import contextlib
from dataclasses import dataclass

from audits.core.estate import Estate
from audits.core.subject import Domain, Host, MailDomain
from tests.audits.checks.test_dkim import rsa
from tests.real_servers.estate import MAIL, NAME_SERVERS, SECOND_WEB, WEB, Ports, dkim_key, quoted
from tests.real_servers.exim import exim
from tests.real_servers.knot import Zone, knot
from tests.throwaway_authority import authority, leaf

DOMAIN = "wrong.test"
KEY = f"v=DKIM1; k=rsa; p={rsa(2048)}"
REPORTS = "rua=mailto:d@wrong.test"


@dataclass(frozen=True)
class Faulty:
    """One mail domain below wrong.test: its records, and each check with its verdict (of a selector: `dkim s1`)."""

    label: str
    records: str
    verdicts: dict[str, str]
    selectors: tuple[str, ...] = ("s1",)

    @property
    def subject(self):
        return MailDomain(f"{self.label}.{DOMAIN}", self.selectors)

    @property
    def lines(self):
        """The records below `$ORIGIN wrong.test`; `@` stands for the label."""
        pairs = (line.split(" ", 1) for line in self.records.strip().splitlines())
        return "\n".join(f"{self._owner(name)} 300 {rest}" for name, rest in pairs)

    def _owner(self, name):
        return self.label if name == "@" else f"{name}.{self.label}"


def spf(text):
    return f"@ TXT {quoted(text)}\n"


def dmarc(text):
    return f"_dmarc TXT {quoted(text)}\n"


def key(text, selector="s1"):
    return f"{selector}._domainkey TXT {quoted(text)}\n"


MX = f"@ MX 10 mx.{DOMAIN}.\n"
POLICY = dmarc("v=DMARC1; p=reject")
ELEVEN = " ".join(f"a:h{number}.{DOMAIN}" for number in range(11))
MAIL_DOMAINS = (
    Faulty("quoted", r'@ TXT "\"v=spf1 mx -all\""' + "\n" + dmarc("v=DMARC1 p=reject"), {"spf": "mistyped", "dmarc-policy": "mistyped"}),
    Faulty("open", spf("v=spf1 mx +all") + dmarc("v=DMARC1; p=none") + dmarc("v=DMARC1; p=reject"), {"spf": "open", "dmarc-policy": "several"}),
    Faulty("wide", spf("v=spf1 ip4:0.0.0.0/2 -all") + dmarc(f"v=DMARC1; p=rejct; {REPORTS}"), {"spf": "wide", "dmarc-policy": "no-policy"}),
    Faulty("typo", spf("v=spf1 include:_spf.gogle.wrong.test -all") + dmarc("v=DMARC1; p=none"), {"spf": "broken-term", "dmarc-policy": "blind"}),
    Faulty("void", spf("v=spf1 a:v1.wrong.test a:v2.wrong.test a:v3.wrong.test -all") + dmarc("v=DMARC1; p=reject; t=y"), {"spf": "too-many-voids", "dmarc-policy": "testing"}),
    Faulty("neutral", spf("v=spf1 mx ?all") + dmarc(f"v=DMARC1; p=none; {REPORTS}"), {"spf": "neutral", "dmarc-policy": "monitoring"}),
    Faulty("dead", spf("v=spf1 ~all include:plain.wrong.test") + dmarc("v=DMARC1; p=reject; sp=none"), {"spf": "dead-term", "dmarc-policy": "open-subdomains"}),
    Faulty("pointer", spf("v=spf1 ptr -all") + dmarc("v=DMARC1; p=reject; psd=y"), {"spf": "asks-ptr", "dmarc-policy": "poses-as-registry"}),
    Faulty("two", spf("v=spf1 mx -all") + spf("v=spf1 a -all") + dmarc("v=DMARC1; p=reject; rua=d@wrong.test"), {"spf": "several", "dmarc-policy": "unreadable-reports"}),
    Faulty("eleven", spf(f"v=spf1 {ELEVEN} -all") + dmarc("v=DMARC1; p=reject; pct=50"), {"spf": "too-many-lookups", "dmarc-policy": "outdated"}),
    Faulty("circle", spf("v=spf1 include:circle.wrong.test -all") + dmarc("v=DMARC1; p=reject; rua=mailto:d@elsewhere.test"), {"spf": "loop", "dmarc-policy": "refused-reports"}),
    Faulty("garbled", spf("v=spf1 ip4:192.0.2.300 -all") + '_dmarc.www TXT "v=DMARC1; p=reject"', {"spf": "invalid", "dmarc-policy": "missing"}),
    Faulty("relic", MX + dmarc("v=DMARC1; p=reject; pct=100"), {"spf": "missing", "dmarc-policy": "enforced-with-relics", "dkim": "unsigned"}, ()),
    Faulty("literal", "@ MX 10 192.0.2.1.\n" + key(KEY[:200]), {"mail-exchangers": "unreachable", "dkim": "none-usable", "dkim s1": "key-invalid"}),
    Faulty("both", "@ MX 0 .\n" + MX + key(KEY) + key(f"v=DKIM1; p={rsa(1024)}"), {"mail-exchangers": "contradictory", "dkim s1": "key-several"}),
    Faulty("aliased", "@ MX 10 alias.wrong.test.\n" + key(f"v=DKIM1; p={rsa(512)}"), {"mail-exchangers": "to-alias", "dkim s1": "key-too-short"}),
    Faulty("oneway", spf("v=spf1 ip4:192.0.2.1 -all") + key(f"v=DKIM1; p={rsa(1024)}"), {"mail-exchangers": "no-way-back", "dkim s1": "key-short"}),
    Faulty("onself", f"@ A {WEB}\n" + spf("v=spf1 a -all") + key(f"v=DKIM1; t=y; p={rsa(2048)}"), {"mail-exchangers": "falls-back", "dkim s1": "key-testing"}),
    Faulty("unused", '@ TXT "nothing about mail"', {"mail-exchangers": "unused", "dkim": "none-usable", "dkim s1": "key-missing"}),
    Faulty("silent", '@ TXT "nothing about mail"', {"mail-exchangers": "unused", "dkim": "not-applicable"}, ()),
    Faulty("parked", spf("v=spf1 -all"), {"mail-exchangers": "parked", "spf": "closed", "dkim": "not-applicable"}, ()),
    Faulty("modern", MX + key(f"v=DKIM1; k=ed25519; p={dkim_key('ed25519')}"), {"dkim": "only-ed25519", "dkim s1": "key-accepted"}),
    Faulty("switched", MX + "s1._domainkey CNAME s1.gone.wrong.test.", {"dkim": "none-usable", "dkim s1": "key-dangling"}),
    Faulty("unknown", MX + key("v=DKIM1; p=", "default"), {"dkim": "selector-unknown", "dkim default": "key-retired"}, ()),
    Faulty("weak", MX + key(f"v=DKIM1; p={rsa(512)}", "google"), {"dkim": "selector-unknown", "dkim google": "key-too-short"}, ()),
    Faulty("reports", MX + '_smtp._tls TXT "v=TLSRPTv1; rua=mailto:a@wrong.test"\n_smtp._tls TXT "v=TLSRPTv1; rua=mailto:b@wrong.test"', {"tls-reporting": "several"}),
    Faulty("logo", MX + POLICY.replace("reject", "none") + 'default._bimi TXT "v=BIMI1; l=https://wrong.test/logo.svg"', {"bimi": "not-shown"}),
    Faulty("nofile", MX + '_mta-sts TXT "v=STSv1;"', {"mta-sts": "ignored"}),
    Faulty("stray", spf("v=spf1 ip4:127.0.0.36 -all"), {"reverse-dns": "unconfirmed"}),
    Faulty("plain", "@ MX 10 open.wrong.test.", {"mail-encryption": "plain"}),
    Faulty("stranger", MX, {"mail-encryption": "opportunistic"}),
)  # fmt: skip
HOSTS = {
    "www": ("", {"host-addresses": "missing-main"}),
    "files": ("", {"host-addresses": "missing"}),
    "app": ("app A 10.0.0.1", {"private-address": "unreachable-main"}),
    "api": (f"api A {WEB}\napi A 10.0.0.2", {"private-address": "mixed"}),
    "shop": ("shop CNAME shop.gone.test.", {"dangling-name": "unregistered"}),
    "beta": ("beta CNAME acme-beta.azurewebsites.net.", {"dangling-name": "claimable"}),
    "old": ("old CNAME left.wrong.test.", {"dangling-name": "gone"}),
    "ring": ("ring CNAME gnir\ngnir CNAME ring", {"dangling-name": "loop"}),
    "empty": ("empty CNAME words\nwords TXT here", {"dangling-name": "empty"}),
    "proven": ("proven CNAME 4711.dcv.digicert.com.", {"dangling-name": "proof"}),
    "far": ("far CNAME c1\n" + "\n".join(f"c{n} CNAME c{n + 1}" for n in range(1, 9)) + f"\nc9 A {WEB}", {"alias-chain": "long"}),
}  # fmt: skip
DOMAINS = {
    "single.test": {"delegation": "single", "zone-serial": "short-lived", "record-ttl": "no-records"},
    "inner.test": {"delegation": "nowhere", "record-ttl": "long-absence"},
    "slow.test": {"delegation": "served", "record-ttl": "long"},
    "sold.test": {"delegation": "unregistered", "exchanger-names": "unregistered"},
    "nowhere.test": {"delegation": "does-not-exist"},
    "unsigned.test": {"dnssec": "no-key"},
}
SOA = "@ {ttl} SOA ns1.test. host 1 {refresh} 900 1209600 {least}\n@ NS ns1.test.\n"
USUAL = SOA.format(ttl=300, refresh=7200, least=300)
PARENT = f"""
@ 300 SOA ns1 host 7 7200 3600 1209600 300
@ 300 NS ns1
ns1 300 A {NAME_SERVERS[0]}
ns2 300 A {NAME_SERVERS[1]}
inside 300 A 10.9.9.9
wrong 300 NS ns1
single 300 NS ns1
inner 300 NS ns1
slow 300 NS ns1
sold 300 NS ns1
unsigned 300 NS ns1
unsigned 300 DS 4711 13 2 {"AB" * 32}
"""
ZONES = (
    Zone("test", PARENT),
    Zone("single.test", SOA.format(ttl=300, refresh=1_209_600, least=300)),
    Zone("inner.test", SOA.format(ttl=172_800, refresh=7200, least=172_800) + f"@ NS inside.test.\n@ 300 A {WEB}"),
    Zone("slow.test", USUAL + f"@ NS ns2.test.\n@ 604800 A {WEB}"),
    Zone("sold.test", USUAL + f"@ NS ns1.gone.test.\n@ MX 10 mx.gone.test.\n@ A {WEB}"),
    Zone("unsigned.test", USUAL + "@ NS ns2.test."),
    Zone("azurewebsites.net", USUAL),
    Zone("digicert.com", USUAL),
    Zone("0.0.127.in-addr.arpa", USUAL + f"36 PTR other.{DOMAIN}."),
    Zone(
        DOMAIN,
        "\n".join(
            (
                USUAL + "@ NS ns2.test.",
                f"mx A {SECOND_WEB}\nopen A {MAIL}\nalias CNAME mx\nother A {WEB}",
                *(f"h{number} A {WEB}" for number in range(11)),
                *(lines for lines, _ in HOSTS.values() if lines),
                *(each.lines for each in MAIL_DOMAINS),
            )
        ),
    ),
)


def estate(mail_domain=None, domain=DOMAIN):
    """The hosts of wrong.test, another domain, or one mail domain as if nothing lay above it."""
    if mail_domain:
        return Estate(Domain(mail_domain.name), mail_domains=(mail_domain,))
    hosts = tuple(Host(f"{label}.{DOMAIN}", declared=True) for label in HOSTS) if domain == DOMAIN else ()
    return Estate(Domain(domain), hosts)


@contextlib.contextmanager
def wrong_zones(folder):
    """The settings under which all of them stand: one exchanger without encryption, one with a stranger's certificate."""
    ports, root = Ports(), authority("Wrong Root")
    (folder / "root.pem").write_bytes(root.pem)
    other = leaf(root, "shared.host.test")
    certificate = other.private_pem + other.pem
    zones = (Zone(each.name, f"$TTL 300\n{each.lines}") for each in ZONES)
    with (
        knot(folder / "knot", NAME_SERVERS, ports.dns, tuple(zones)),
        exim(MAIL, ports.smtp, name=f"open.{DOMAIN}"),
        exim(SECOND_WEB, ports.smtp, name=f"mx.{DOMAIN}", certificate=certificate),
    ):
        yield {
            "LAUNCHREADY_NAMESERVERS": ",".join(f"{address}:{ports.dns}" for address in NAME_SERVERS),
            "LAUNCHREADY_CA_FILE": str(folder / "root.pem"),
            "LAUNCHREADY_ALLOW_NETWORKS": "127.0.0.0/8",
            "LAUNCHREADY_PORTS": ports.setting,
        }
