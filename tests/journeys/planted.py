"""What the demo estate of an installation hides and publishes: secrets that must not travel, records that must."""

import dns.name
import dns.rdatatype

from portal.demo import description, places
from portal.demo.credentials import Draw, secrets
from portal.demo.mail_keys import mail_keys
from portal.demo.zone import zones

KINDS = ("A", "CNAME", "MX", "NS")


def folder_of(installation):
    return places.Folder(installation.data / "demo")


def secret_values(installation):
    """Every value that lies in the repository's history or in the browser bundle."""
    return tuple(secrets(Draw(bytes.fromhex(folder_of(installation).seed.read_text()))).values())


def records(installation):
    """Name, kind and target of what the repaired zone holds for the hosts and mail domains of the estate."""
    origin = dns.name.from_text(places.DOMAIN)
    zone = zones(mail_keys(folder_of(installation)), repaired=True)[origin]
    told = (*(host[0] for host in description.HOSTS), *(mail[0] for mail in description.MAIL_DOMAINS))
    names = {dns.name.from_text(name) for name in told}
    return [
        (name.to_text(omit_final_dot=True), kind, record.to_text().split()[-1].rstrip("."))
        for kind in KINDS
        for name, _, record in zone.iterate_rdatas(dns.rdatatype.from_text(kind))
        if name in names
    ]
