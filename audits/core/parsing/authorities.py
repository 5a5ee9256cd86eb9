"""The names that certificate authorities answer to in CAA records, by the organisation in their certificates.

From the CAA identifiers that the authorities declare in the Common CA Database, as of March 2026.
"""

import re

_SECTIGO = ("sectigo.com", "comodo.com", "comodoca.com", "usertrust.com", "trust-provider.com", "entrust.net")
_DIGICERT = (
    *("digicert.com", "www.digicert.com", "digicert.ne.jp", "cybertrust.ne.jp", "thawte.com", "geotrust.com"),
    *("rapidssl.com", "symantec.com", "quovadisglobal.com", "digitalcertvalidation.com"),
)
AUTHORITIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Let's Encrypt", ("letsencrypt.org",)),
    ("Google Trust Services", ("pki.goog", "google.com")),
    ("DigiCert", _DIGICERT),
    ("GeoTrust", _DIGICERT),
    ("Thawte", _DIGICERT),
    ("RapidSSL", _DIGICERT),
    ("QuoVadis", _DIGICERT),
    ("Sectigo", _SECTIGO),
    ("COMODO", _SECTIGO),
    ("The USERTRUST Network", _SECTIGO),
    ("ZeroSSL", (*_SECTIGO, "zerossl.com")),
    ("cPanel", _SECTIGO),
    ("Gandi", _SECTIGO),
    ("Entrust", (*_SECTIGO, "affirmtrust.com")),
    ("Amazon", ("amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com", "aws.amazon.com")),
    ("GlobalSign", ("globalsign.com",)),
    ("GoDaddy", ("godaddy.com", "starfieldtech.com")),
    ("Starfield", ("starfieldtech.com", "godaddy.com")),
    ("SSL Corp", ("ssl.com",)),
    ("Microsoft", ("microsoft.com",)),
    ("Apple", ("pki.apple.com", "apple.com")),
    ("Buypass", ("buypass.com", "buypass.no")),
    ("Actalis", ("actalis.it",)),
    ("Asseco", ("certum.pl", "certum.eu")),
    ("Unizeto", ("certum.pl", "certum.eu")),
    ("Hellenic Academic and Research Institutions", ("harica.gr",)),
    ("IdenTrust", ("identrust.com",)),
    ("Certainly", ("certainly.com",)),
    ("SwissSign", ("swisssign.com", "swisssign.net")),
    ("D-Trust", ("d-trust.net", "dtrust.de", "d-trust.de", "dtrust.net")),
    ("Deutsche Telekom Security", ("telesec.de",)),
    ("TrustAsia", ("trustasia.com",)),
    ("WISeKey", ("wisekey.com", "hightrusted.com", "certifyid.com", "oiste.org")),
    ("Izenpe", ("izenpe.com",)),
    ("Certigna", ("certigna.fr", "certigna.com")),
    ("Dhimyotis", ("certigna.fr", "certigna.com")),
    ("Telia", ("telia.com", "telia.fi", "telia.se")),
    ("Chunghwa Telecom", ("pki.hinet.net", "tls.hinet.net", "eca.hinet.net", "epki.com.tw")),
    ("SECOM Trust Systems", ("secomtrust.net",)),
    ("eMudhra", ("emsign.com",)),
    ("Beijing Xinchacha", ("xinchacha.com",)),
)
_ATTRIBUTE = re.compile(r"(?:^|(?<!\\),)(CN|O)=((?:[^,\\]|\\.)*)")
SHORTEST_WORD = 4
"""Letters from which the first label of a CAA name counts as the authority's own word."""


def caa_names(issuer: str) -> tuple[str, ...]:
    """The CAA names of the authority behind an issuer's distinguished name (RFC 4514); none for an unknown one."""
    organisation = _parts(issuer).get("O", "").lower()
    return next((names for known, names in AUTHORITIES if organisation.startswith(known.lower())), ())


def shown_name(issuer: str) -> str:
    """What people know an issuer by: its organisation, or its common name."""
    parts = _parts(issuer)
    return parts.get("O") or parts.get("CN") or issuer


def is_own_name(issuer: str, name: str) -> bool:
    """Whether a CAA name is plainly that of an issuer who stands in no list: its first label is a word of his name."""
    words = re.findall(r"[a-z0-9]+", " ".join(_parts(issuer).values()).lower())
    labels = name.split(".")
    return len(labels) > 1 and len(labels[-2]) >= SHORTEST_WORD and labels[-2] in words


def _parts(issuer: str) -> dict[str, str]:
    return {kind: re.sub(r"\\(.)", r"\1", text) for kind, text in _ATTRIBUTE.findall(issuer)}
