"""What the estate tells others about itself: the operator settings it needs and what belongs to it."""

from pathlib import Path

from portal.demo import places
from portal.demo.ports import Ports, as_setting

CLIENT, TITLE = "Tideline Freight", "Harbour Desk"
HOSTS = (
    (places.DOMAIN, "Product page", "Maya Lindqvist"),
    (places.WWW, "Leads to the product page", "Maya Lindqvist"),
    (places.APP, "The desk itself", "Tomas Berg"),
    (places.API, "API of the desk", "Tomas Berg"),
    (places.ADMIN, "Admin of the desk", "Tomas Berg"),
    (places.AUTH, "Sign-in", "Tomas Berg"),
    (places.DOCS, "Guide for dispatchers", ""),
    (places.MAIL_HOST, "Mail and webmail", "Maya Lindqvist"),
    (places.OLD, "Name of the first prototype", ""),
    (places.FILES, "Manifests to download", "Tomas Berg"),
    (places.STATUS, "Status page at the provider", ""),
    (places.ORIGIN_HOST, "The web server behind the edge", "Tomas Berg"),
)
ENDPOINTS = (
    ("home", f"https://{places.DOMAIN}/"),
    ("login", f"https://{places.APP}/login"),
    ("login", f"https://{places.API}/v1/session"),
    ("page", f"https://{places.APP}/board"),
    ("api", f"https://{places.API}/health"),
    ("critical", f"https://{places.API}/v1/lanes"),
    ("account", f"https://{places.API}/v1/account"),
    ("page", f"https://{places.API}/v1/rates"),
    ("report", f"https://{places.API}/v1/reports/month"),
    ("export", f"https://{places.APP}/exports/dispatchers.csv"),
    ("admin", f"https://{places.ADMIN}/"),
    ("old", f"https://{places.DOMAIN}/desk/login"),
    ("old", f"https://{places.DOMAIN}/login"),
    ("old", f"https://{places.APP}/tracker"),
    ("origin", f"https://{places.ORIGIN_HOST}/"),
)
LOG_IN_FIELDS = {f"https://{places.API}/v1/session": ("email", "password")}
"""Log-ins that take JSON, with what it calls the account and the password."""
MAIL_DOMAINS = (
    (places.DOMAIN, ("desk1", "ed1", "tp1")),
    (places.NOTIFY, ("tp1",)),
)


def settings(folder: places.Folder, ports: Ports) -> dict[str, str]:
    """The operator settings under which this estate can be audited, as environment variables."""
    return {
        "LAUNCHREADY_NAMESERVERS": f"{places.RESOLVER}:{ports[53]}",
        "LAUNCHREADY_CA_FILE": str(folder.authority.resolve()),
        "LAUNCHREADY_ALLOW_NETWORKS": "127.0.0.0/8",
        "LAUNCHREADY_PORTS": as_setting(ports),
        "LAUNCHREADY_ONLY_FOR": places.SUFFIX,
        "LAUNCHREADY_REPOSITORY_ROOT": str(folder.repository.parent.resolve()),
        "LAUNCHREADY_RDAP": f"{places.SUFFIX}=https://{places.RDAP_HOST}/",
    }


def estate(folder: places.Folder, *, repaired: bool) -> dict[str, object]:
    """What an engagement of this client declares."""
    repository: Path = folder.repository.resolve()
    return {
        "client": CLIENT,
        "title": TITLE,
        "domain": places.DOMAIN,
        "repaired": repaired,
        "hosts": [{"name": name, "purpose": purpose, "owner": owner} for name, purpose, owner in HOSTS],
        "endpoints": [{"purpose": purpose, "url": url, **log_in_fields(url)} for purpose, url in ENDPOINTS],
        "repositories": [{"name": places.REPOSITORY, "path": str(repository)}],
        "mail_domains": [{"domain": domain, "selectors": list(selectors)} for domain, selectors in MAIL_DOMAINS],
    }


def log_in_fields(url: str) -> dict[str, str]:
    """What an endpoint's row says of its log-in, where that takes JSON."""
    fields = LOG_IN_FIELDS.get(url)
    return {"account_field": fields[0], "password_field": fields[1]} if fields else {}
