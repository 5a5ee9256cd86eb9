"""The registry's RDAP server (RFC 9083): what it says of the one domain it sold."""

import datetime as dt
import json
from http import HTTPStatus

from portal.demo import places
from portal.demo.visit import Reply, Visit

DAYS_LEFT, DAYS_RENEWED = 9, 374
KIND = "application/rdap+json"


def registry_answer(visit: Visit, *, repaired: bool) -> Reply:
    """The domain as registered; nine days are left until the client renews it for a year."""
    if visit.host != places.RDAP_HOST or visit.path != f"/domain/{places.DOMAIN}":
        said = {"rdapConformance": ["rdap_level_0"], "errorCode": 404, "title": "No such object"}
        return Reply(HTTPStatus.NOT_FOUND, json.dumps(said), KIND)
    now = dt.datetime.now(dt.UTC)
    # The extra hours keep the days true for as long as one audit takes.
    ends = now + dt.timedelta(days=DAYS_RENEWED if repaired else DAYS_LEFT, hours=6)
    said = {
        "rdapConformance": ["rdap_level_0"],
        "objectClassName": "domain",
        "ldhName": places.DOMAIN.upper(),
        # A lock that registrars put on every domain, and no sign of trouble.
        "status": ["client transfer prohibited"],
        "events": [
            {"eventAction": "registration", "eventDate": "2024-12-04T09:14:51Z"},
            {"eventAction": "expiration", "eventDate": f"{ends:%Y-%m-%dT%H:%M:%SZ}"},
            {"eventAction": "last changed", "eventDate": "2026-09-17T07:30:12Z"},
        ],
        "entities": [
            {
                "objectClassName": "entity",
                "handle": "7117",
                "roles": ["registrar"],
                "vcardArray": ["vcard", [["version", {}, "text", "4.0"], ["fn", {}, "text", "Mole Street Names"]]],
            }
        ],
        "nameservers": [{"objectClassName": "nameserver", "ldhName": f"ns1.{places.DOMAIN}"}],
        "secureDNS": {"delegationSigned": False},
    }
    return Reply(HTTPStatus.OK, json.dumps(said), KIND)
