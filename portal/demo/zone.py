"""The estate's zones as zone files: once as the client left them, once repaired."""

from collections.abc import Mapping

import dns.name
import dns.zone

from portal.demo import places
from portal.demo.mail_keys import MailKeys, as_strings

TTL = 300
TWO_DAYS = 172_800
Zones = Mapping[dns.name.Name, dns.zone.Zone]

CLIENT = """
@ SOA ns1 hostmaster {serial} 7200 900 1209600 300
@ {days_two} NS ns1
@ {days_two} NS ns2.anchordns.example.
{lame}
@ A {edge}
@ MX 10 mail
{backup_exchanger}
{spf}
@ TXT "tidepost-verification=4f1d9c07a2"
@ TXT "cargomail-domain-verification=0c6b1f6e2f0d4f6bb6b8f1c9b0a3d1e7"
@ TXT "quaypages-verification=9b7d0a51c3f84e0f8d5a6b21c7e4f390"
@ TXT "statuspier-site-verification=6f1e8b2a4d7c4c1b9e0f3a5d8c7b6a19"
@ TXT "harbour-desk release contact: Tomas Berg, dispatch office, Kiel"
@ TXT "spf2.0/pra include:spf.tidepost.example ~all"
@ CAA 0 issue "pierpoint.example"
_dmarc TXT "{dmarc}"
_mta-sts TXT "v=STSv1; id={serial}"
mta-sts A {edge}
_smtp._tls TXT "v=TLSRPTv1; rua={tls_reports}"
default._bimi TXT "v=BIMI1; l={logo}"
ns1 A {name_server}
www {www_life} A {edge}
app A {edge}
auth A {edge}
api A {api_edge}
{api_rule}
admin A {admin}
docs CNAME harbour-desk.quaypages.example.
status CNAME harbour-desk.statuspier.example.
mail A {mail}
old A {old}
files A {files}
origin A {origin}
*.preview A {pages}
desk1._domainkey TXT {desk_key}
ed1._domainkey TXT "v=DKIM1; k=ed25519; p={ed25519}"
tp1._domainkey CNAME tp1.dkim.tidepost.example.
notify MX 10 mail
notify TXT "v=spf1 include:spf.tidepost.example include:spf.cargomail.example mx -all"
_dmarc.notify TXT "v=DMARC1;p=reject ; adkim=s; x-note=kept; rua=mailto:dmarc@harbourdesk.example"
tp1._domainkey.notify CNAME tp1.dkim.tidepost.example.
_smtp._tls.notify TXT "v=TLSRPTv1;rua=https://reports.tidepost.example/v1/tls"
default._bimi.notify TXT "v=BIMI1; l=; a="
"""

TWO_SPF_RECORDS = (
    '@ TXT "v=spf1 include:spf.tidepost.example ~all"\n@ TXT "v=spf1 include:spf.cargomail.example mx -all"'
)
ONE_SPF_RECORD = '@ TXT "v=spf1 include:spf.tidepost.example include:spf.cargomail.example mx -all"'
# A misspelt policy and nobody to report to: receivers ignore the record (RFC 9989 section 4.10.1).
MISSPELT_DMARC = "v=DMARC1; p=quarantin; adkim=s"
DMARC = "v=DMARC1; p=quarantine; adkim=s; rua=mailto:dmarc@harbourdesk.example"

THIRD_PARTIES = {
    "anchordns.example": "ns2 A {second_name_server}",
    "desk-hosting.example": "ns3 A {lame_name_server}",
    "tidepost.example": """
spf TXT "v=spf1 ip4:198.51.100.0/25 include:pool.spf.tidepost.example -all"
pool.spf TXT "v=spf1 ip4:203.0.113.64/26 -all"
tp1.dkim TXT {rsa}
""",
    "cargomail.example": 'spf TXT "v=spf1 ip4:203.0.113.128/27 -all"',
    "quaypages.example": "harbour-desk A {pages}",
    "statuspier.example": "www A {pages}\n{status}",
}
ADDRESSES = "127.in-addr.arpa"
"""The zone of the hosting provider's addresses, where their names lie."""

REGISTRY = """
@ SOA a.nic hostmaster.nic 2026110100 7200 900 1209600 300
@ NS a.nic
a.nic A {registry}
rdap.nic A {registry}
harbourdesk NS ns1.harbourdesk
harbourdesk NS ns2.anchordns
{lame_referral}
ns1.harbourdesk A {name_server}
"""


def zones(keys: MailKeys, *, repaired: bool, published: str = "") -> Zones:
    """Every zone by its origin, the registry's above the client's among them; `published` are more of its lines."""
    values = _values(keys, repaired=repaired)
    files = {places.DOMAIN: CLIENT + published, places.SUFFIX: REGISTRY + _delegations()}
    for origin, body in {**THIRD_PARTIES, ADDRESSES: "{mail_name}"}.items():
        head = "@ SOA ns2.anchordns.example. hostmaster {serial} 7200 900 1209600 300\n@ NS ns2.anchordns.example.\n"
        files[origin] = head + body
    parsed = {}
    for origin, body in files.items():
        text = f"$TTL {TTL}\n" + body.format_map(values)
        parsed[dns.name.from_text(origin)] = dns.zone.from_text(text, origin=origin, relativize=False)
    return parsed


def third_party_zones() -> tuple[str, ...]:
    """The zones of the companies the client buys from."""
    return tuple(THIRD_PARTIES)


def _delegations() -> str:
    """The registry's lines for the third parties, glue included."""
    lines = [f"{origin.split('.')[0]} NS ns2.anchordns" for origin in THIRD_PARTIES]
    return "\n".join([*lines, "ns2.anchordns A {second_name_server}", ""])


def _values(keys: MailKeys, *, repaired: bool) -> dict[str, str]:
    rsa = as_strings(f"v=DKIM1; k=rsa; p={keys.rsa}")
    both = {
        "edge": places.EDGE,
        "api_edge": places.API_EDGE,
        "origin": places.ORIGIN,
        "pages": places.PAGES,
        "mail": places.MAIL,
        "name_server": places.NAME_SERVER,
        "second_name_server": places.SECOND_NAME_SERVER,
        "lame_name_server": places.LAME_NAME_SERVER,
        "registry": places.REGISTRY,
        "days_two": str(TWO_DAYS),
        "rsa": rsa,
        "ed25519": keys.ed25519,
    }
    if repaired:
        return both | {
            "serial": "2026112202",
            "www_life": str(TTL),
            "api_rule": "",
            "lame": "",
            "lame_referral": "",
            "spf": ONE_SPF_RECORD,
            "dmarc": DMARC,
            "admin": places.EDGE,
            "old": places.EDGE,
            "files": places.EDGE,
            "desk_key": rsa,
            "status": f"harbour-desk A {places.PAGES}",
            "backup_exchanger": "",
            "tls_reports": f"mailto:tls@{places.DOMAIN}",
            "logo": f"https://{places.DOMAIN}/logo.svg",
            "mail_name": f"{_reversed(places.MAIL)} PTR {places.MAIL_HOST}.",
        }
    return both | {
        "serial": "2026091701",
        "www_life": str(3 * TWO_DAYS // 2),
        "api_rule": 'api CAA 0 issue ";"',
        "lame": f"@ {TWO_DAYS} NS ns3.desk-hosting.example.",
        "lame_referral": "harbourdesk NS ns3.desk-hosting",
        "spf": TWO_SPF_RECORDS,
        "dmarc": MISSPELT_DMARC,
        "admin": places.ORIGIN,
        "old": places.SWITCHED_OFF,
        "files": places.INTERNAL,
        "desk_key": '"v=DKIM1; k=rsa; p="',
        "status": "",
        "backup_exchanger": "@ MX 20 mail2",
        "tls_reports": f"tls@{places.DOMAIN}",
        "logo": f"http://{places.DOMAIN}/logo.svg",
        "mail_name": "",
    }


def _reversed(address: str) -> str:
    """The name of an address below the zone of the addresses."""
    return ".".join(reversed(address.split(".")[1:]))
