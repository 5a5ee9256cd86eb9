"""Edges and what tells them: names their customers alias to, fields of their answers, name servers of their zones."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Provider:
    """One edge. A field of `fields` is a claim by itself; one of `supporting` only says the same as another sign.

    Fields are (name, pattern of the whole value). `name_servers` are suffixes of the servers of a zone it runs.
    """

    name: str
    aliases: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    supporting: tuple[tuple[str, str], ...] = ()
    name_servers: tuple[str, ...] = ()


PROVIDERS = (
    Provider(
        "Cloudflare",
        ("cdn.cloudflare.net", "pages.dev", "workers.dev"),
        (("cf-ray", r"[0-9a-f]{16}(-[A-Z]{3})?"),),
        (("server", "cloudflare"), ("cf-cache-status", r"[A-Z]+")),
        ("ns.cloudflare.com",),
    ),
    Provider(
        "Fastly",
        ("fastly.net", "fastlylb.net"),
        (("x-served-by", r"cache-[a-z]+.*"), ("x-fastly-request-id", r"[0-9a-f]{40}")),
        (("via", r".*varnish.*"),),
    ),
    Provider(
        "Vercel",
        ("vercel-dns.com", "vercel-dns-016.com", "vercel-dns-017.com", "vercel.app"),
        (("x-vercel-id", r".+::.+"),),
        (("server", "Vercel"), ("x-vercel-cache", r"[A-Z]+")),
        ("vercel-dns.com",),
    ),
    Provider(
        "Netlify",
        ("netlify.app", "netlifyglobalcdn.com"),
        (("x-nf-request-id", r"[0-9A-Z]{26}"),),
        (("server", "Netlify"), ("cache-status", r'.*"Netlify.*')),
        ("nsone.net",),
    ),
    Provider(
        "Amazon CloudFront",
        ("cloudfront.net",),
        (("x-amz-cf-id", r"\S{50,}"),),
        (("via", r".*\(CloudFront\)"), ("x-amz-cf-pop", r"[A-Z]{3}\d+-[A-Z]\d+"), ("x-cache", r".* from cloudfront")),
    ),
    Provider(
        "Akamai",
        ("edgekey.net", "edgesuite.net", "akamaiedge.net"),
        (("server", r"AkamaiGHost|AkamaiNetStorage"),),
        (("x-akamai-transformed", r".+"), ("akamai-grn", r".+")),
        ("akam.net",),
    ),
    Provider("Azure Front Door", ("azurefd.net", "azureedge.net"), (("x-azure-ref", r"\S{20,}"),)),
    Provider(
        "Google Cloud", ("ghs.googlehosted.com",), (("via", r"1\.1 google"),), (("server", r"Google Frontend|ESF"),)
    ),
    Provider(
        "Fly.io", ("fly.dev",), (("fly-request-id", r"[0-9A-Z]{26}-[a-z]{3}"),), (("server", r"Fly/[0-9a-f]+.*"),)
    ),
    Provider("bunny.net", ("b-cdn.net",), (("server", r"BunnyCDN-.+"),), (("cdn-pullzone", r"\d+"),), ("bunny.net",)),
    Provider("GitHub Pages", ("github.io",), (("x-github-request-id", r"[0-9A-F:]+"),), (("server", r"GitHub\.com"),)),
    Provider(
        "Imperva",
        ("incapdns.net", "impervadns.net"),
        (("x-iinfo", r"\d+-\d+-.+"),),
        (("x-cdn", r"Imperva|Incapsula"),),
    ),
    Provider("Sucuri", ("sucuri.net",), (("x-sucuri-id", r"\d+"),), (("server", r"Sucuri/Cloudproxy"),)),
)
"""Netlify's zones are run by NS1, which runs others' too: its name servers only say the same as another sign."""
