"""Endings that many share, so that nobody's estate begins at one; the common ones, since the whole list changes weekly."""

from audits.core.derived.edge import PROVIDERS
from audits.core.parsing.hosting import SERVICES

_COUNTRIES = {
    "ac": "at id il in jp ke kr ma nz rs th tz ug uk za zm zw",
    "co": "at bw cr hu id il in jp ke kr ls ma mz nz rs th tz ug uk us uz ve vi za zm zw",
    "com": "ar au bd bh bo br cn co cy do ec eg es et fj gh gi gr gt hk hr jm kw lb ly mm mo mt mx my na nf ng ni np "
    "om pa pe ph pk pl pr pt py qa ru sa sg sl sv tj tr tw ua uy vc ve vn",
    "edu": "ar au br cn co eg gr hk mx my ng pe ph pk pl sa sg tr tw ua vn",
    "go": "id jp ke kr th tz ug",
    "gov": "ar au bd br cn co eg gr hk il in jm my ng nz ph pk pl sa sg tr tw ua uk vn za",
    "ne": "jp ke kr tz ug",
    "net": "ar au br cn co eg gr hk id il in mx my ng nz ph pk pl ru sa sg tr tw ua uk vn za",
    "or": "at id jp ke kr th tz ug",
    "org": "ar au br cn co eg gr hk il in mx my ng nz ph pk pl ru sa sg tr tw ua uk vn za",
}
SHARED = frozenset(
    [f"{kind}.{country}" for kind, countries in _COUNTRIES.items() for country in countries.split()]
    + [suffix for service in SERVICES for suffix in service.suffixes]
    + [alias for provider in PROVIDERS for alias in provider.aliases]
)
"""Shared endings under countries, and those under which hosting services and edges give every customer a name."""
