"""Names and loopback addresses of the demo estate: the one place that spells them out."""

from pathlib import Path

DOMAIN = "harbourdesk.example"
REPOSITORY = "harbour-desk"

# The operator settings are bound to this suffix. RFC 6761 reserves it, so no real domain can lie below it, and
# binding all of it keeps the walk up to the parent zone inside the demo.
SUFFIX = "example"

# One loopback address a machine: every machine listens on the same four ports.
RESOLVER = "127.0.10.53"
NAME_SERVER = "127.0.10.1"
SECOND_NAME_SERVER = "127.0.10.2"
LAME_NAME_SERVER = "127.0.10.3"
REGISTRY = "127.0.10.4"
EDGE = "127.0.20.1"
API_EDGE = "127.0.20.2"
ORIGIN = "127.0.30.1"
PAGES = "127.0.40.1"
MAIL = "127.0.50.1"
SWITCHED_OFF = "127.0.60.1"
INTERNAL = "10.20.4.7"

NAME_SERVERS = (RESOLVER, NAME_SERVER, SECOND_NAME_SERVER, LAME_NAME_SERVER, REGISTRY)
WEB_MACHINES = (EDGE, API_EDGE, ORIGIN, PAGES, MAIL, REGISTRY)
MACHINES = (*NAME_SERVERS, *WEB_MACHINES)

WWW = f"www.{DOMAIN}"
APP = f"app.{DOMAIN}"
API = f"api.{DOMAIN}"
ADMIN = f"admin.{DOMAIN}"
AUTH = f"auth.{DOMAIN}"
DOCS = f"docs.{DOMAIN}"
MAIL_HOST = f"mail.{DOMAIN}"
OLD = f"old.{DOMAIN}"
FILES = f"files.{DOMAIN}"
STATUS = f"status.{DOMAIN}"
ORIGIN_HOST = f"origin.{DOMAIN}"
NOTIFY = f"notify.{DOMAIN}"
MAIL_POLICY_HOST = f"mta-sts.{DOMAIN}"
RDAP_HOST = f"rdap.nic.{SUFFIX}"


class Folder:
    """What lies where in the folder of one running estate."""

    def __init__(self, root: Path) -> None:
        """Nothing is created before it is written."""
        self.root = root
        self.settings = root / "settings.json"
        self.estate = root / "estate.json"
        self.wanted = root / "wanted"
        self.shown = root / "shown"
        self.lock = root / "lock"
        self.published = root / "published"
        self.seed = root / "seed"
        self.ports = root / "ports.json"
        self.keys = root / "keys"
        self.certificates = root / "certificates"
        self.authority = root / "certificates" / "root.pem"
        self.repository = root / "repository" / f"{REPOSITORY}.git"


def folder_of(data: Path) -> Folder:
    """Where the estate keeps itself; in the folder of `up` it has one of its own."""
    inside = Folder(data / "demo")
    return inside if inside.seed.exists() else Folder(data)
