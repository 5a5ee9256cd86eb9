"""Which edge stands in front of a host, told by its addresses, its aliases or fields in its answers."""

import re
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from audits.core.observed.dns import HostRecords
from audits.core.observed.http import Hop

ADDRESS = "address"
ALIAS = "alias"
FIELDS = "header fields"


@dataclass(frozen=True)
class Provider:
    """One edge: its published networks, names its customers alias to, fields that must all be present."""

    name: str
    networks: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Edge:
    """The edge seen, by what, and the thing itself; `is_doubtful` when the host's addresses are not the edge's."""

    provider: str
    told_by: str
    seen: str
    is_doubtful: bool = False


# https://www.cloudflare.com/ips/ and https://api.fastly.com/public-ip-list; both change every few years.
_CLOUDFLARE = (
    *("173.245.48.0/20", "103.21.244.0/22", "103.22.200.0/22", "103.31.4.0/22", "141.101.64.0/18", "108.162.192.0/18"),
    *("190.93.240.0/20", "188.114.96.0/20", "197.234.240.0/22", "198.41.128.0/17", "162.158.0.0/15", "104.16.0.0/13"),
    *("104.24.0.0/14", "172.64.0.0/13", "131.0.72.0/22", "2400:cb00::/32", "2606:4700::/32", "2803:f800::/32"),
    *("2405:b500::/32", "2405:8100::/32", "2a06:98c0::/29", "2c0f:f248::/32"),
)
_FASTLY = (
    *("23.235.32.0/20", "103.244.50.0/24", "104.156.80.0/20", "140.248.64.0/18", "140.248.128.0/17", "146.75.0.0/17"),
    *("151.101.0.0/16", "157.52.64.0/18", "167.82.0.0/17", "172.111.64.0/18", "185.31.16.0/22", "199.27.72.0/21"),
    *("199.232.0.0/16", "2a04:4e40::/32", "2a04:4e42::/32"),
)
PROVIDERS = (
    Provider(
        "Cloudflare",
        _CLOUDFLARE,
        ("cdn.cloudflare.net", "pages.dev", "workers.dev"),
        (("cf-ray", r"[0-9a-f]{16}(-[A-Z]{3})?"), ("server", "cloudflare")),
    ),
    Provider(
        "Fastly", _FASTLY, ("fastly.net", "fastlylb.net"), (("x-served-by", r"cache-[a-z]+.*"), ("via", ".*varnish.*"))
    ),
    Provider("Vercel", ("76.76.21.0/24",), ("vercel-dns.com", "vercel.app"), (("x-vercel-id", r".+::.+"),)),
    Provider("Netlify", (), ("netlify.app", "netlifyglobalcdn.com"), (("x-nf-request-id", r"[0-9A-Z]{26}"),)),
    Provider("Amazon CloudFront", (), ("cloudfront.net",), (("x-amz-cf-id", r"\S{50,}"), ("via", r".*\(CloudFront\)"))),
    Provider(
        "Akamai", (), ("edgekey.net", "edgesuite.net", "akamaiedge.net"), (("server", "AkamaiGHost|AkamaiNetStorage"),)
    ),
    Provider("Azure Front Door", (), ("azurefd.net", "azureedge.net"), (("x-azure-ref", r"\S{20,}"),)),
    Provider("Fly.io", (), ("fly.dev",), (("fly-request-id", r"[0-9A-Z]{26}-[a-z]{3}"),)),
    Provider("bunny.net", (), ("b-cdn.net",), (("server", r"BunnyCDN-.+"),)),
    Provider("GitHub Pages", (), ("github.io",), (("x-github-request-id", r"[0-9A-F:]+"), ("server", r"GitHub\.com"))),
    Provider("Imperva", (), ("incapdns.net", "impervadns.net"), (("x-iinfo", r".+"),)),
    Provider("Sucuri", (), ("sucuri.net",), (("x-sucuri-id", r"\d+"),)),
)


def edge_of(records: HostRecords, answers: tuple[Hop, ...]) -> Edge | None:
    """The edge in front of a host, by its records and what it answered; None when nothing shows one."""
    addresses = tuple(record.address for record in records.addresses)
    return _by_records(addresses, records.aliases) or _by_fields(addresses, answers)


def _by_records(addresses: tuple[str, ...], aliases: tuple[str, ...]) -> Edge | None:
    for provider in PROVIDERS:
        if addresses and all(_within(address, provider.networks) for address in addresses):
            return Edge(provider.name, ADDRESS, ", ".join(addresses))
        alias = next((name for name in aliases if _below(name, provider.aliases)), None)
        if alias:
            return Edge(provider.name, ALIAS, alias)
    return None


def _by_fields(addresses: tuple[str, ...], answers: tuple[Hop, ...]) -> Edge | None:
    for provider in PROVIDERS:
        fields = next((fields for hop in answers if (fields := _fields(hop, provider))), "")
        if fields:
            elsewhere = bool(provider.networks) and any(ip_address(address).is_global for address in addresses)
            return Edge(provider.name, FIELDS, fields, is_doubtful=elsewhere)
    return None


def _within(address: str, networks: tuple[str, ...]) -> bool:
    return any(ip_address(address) in ip_network(network) for network in networks)


def _below(name: str, suffixes: tuple[str, ...]) -> bool:
    lowered = name.rstrip(".").lower()
    return any(lowered == suffix or lowered.endswith(f".{suffix}") for suffix in suffixes)


def _fields(hop: Hop, provider: Provider) -> str:
    """The provider's fields as sent, when all of them are there and look as the provider writes them."""
    values = [(name, hop.first(name)) for name, _ in provider.fields]
    if all(re.fullmatch(pattern, hop.first(name), re.IGNORECASE) for name, pattern in provider.fields) and values:
        return ", ".join(f"{name}: {value}" for name, value in values)
    return ""
