"""The grammar of DMARC policy records (RFC 9989 section 4.7) and the names of the tree walk (section 4.10)."""

import re
from dataclasses import dataclass
from enum import StrEnum

from audits.core.parsing import tag_list
from audits.core.parsing.names import are_kin
from audits.core.parsing.tag_list import Tag, TagList


class Policy(StrEnum):
    """What the domain asks receivers to do with mail that fails."""

    NONE = "none"
    QUARANTINE = "quarantine"
    REJECT = "reject"

    @property
    def in_test_mode(self) -> "Policy":
        """The policy one level lower, which is what t=y asks for."""
        return Policy.QUARANTINE if self is Policy.REJECT else Policy.NONE


REMOVED_TAGS = ("pct", "rf", "ri")
"""Historic since RFC 9989: receivers ignore them."""

_VERSION = re.compile(r"[vV][ \t]*=[ \t]*DMARC1[ \t]*(?:;|\Z)")
_NEAR = re.compile(r"[\s\"']*v?\s*=?\s*dmarc|.*?v\s*=\s*dmarc1", re.IGNORECASE | re.DOTALL)
_QUOTES = re.compile(r"[\"'\u2018-\u201f]|\\(?=;)")
_GLUED = re.compile(r"(?<![\s,])[\s,]+(?=(?:v|p|sp|np|t|psd|adkim|aspf|fo|rua|ruf|pct|rf|ri)\s*=)", re.IGNORECASE)
_VERSION_ANYHOW = re.compile(r"(?:v\s*=?\s*)?dmarc[0-9]*[\s;,]*", re.IGNORECASE)
_SPACED_MAILTO = re.compile(r"mailto:[\s/]+", re.IGNORECASE)
_SIZE = re.compile(r"![0-9]+[kmgt]?\Z", re.IGNORECASE)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s,;]+\Z")
_LONELY_MAILBOX = re.compile(r"[^@\s,;!:]+@[A-Za-z0-9_.\-]+\Z")
_MAILTO = re.compile(r"mailto:[^@\s,;!]+@([A-Za-z0-9_.\-]+)", re.IGNORECASE)
_ALLOWED = {
    "t": ("y", "n"),
    "psd": ("y", "n", "u"),
    "adkim": ("r", "s"),
    "aspf": ("r", "s"),
}
_POLICIES = tuple(policy.value for policy in Policy)
_ORDER = ("p", "sp", "np", "t", "psd", "adkim", "aspf", "fo", "rua", "ruf")
_FAILURE_OPTIONS = re.compile(r"[01ds](?::[01ds]){0,3}\Z", re.IGNORECASE)


@dataclass(frozen=True)
class DmarcRecord:
    """One policy record; what it asks for is read through the properties, its text stays beside them as evidence."""

    text: str
    listed: TagList

    def tag(self, name: str) -> str | None:
        """The value of a tag, lower-cased where the standard compares without case."""
        found = self.listed.value(name)
        return found if found is None or name in {"rua", "ruf"} else found.lower()

    def policy(self, name: str) -> Policy | None:
        """The policy of `p`, `sp` or `np`, or None where the tag is missing or invalid."""
        found = self.tag(name)
        return Policy(found) if found in _POLICIES else None

    @property
    def invalid_policies(self) -> tuple[str, ...]:
        """Which of p, sp and np make the record unusable as it stands (RFC 9989 section 4.10.1)."""
        subdomain = tuple(name for name in ("sp", "np") if self.tag(name) is not None and self.policy(name) is None)
        return subdomain if self.policy("p") is not None else ("p", *subdomain)

    @property
    def is_test(self) -> bool:
        """True for t=y."""
        return self.tag("t") == "y"

    @property
    def report_addresses(self) -> tuple[str, ...]:
        """The readable URIs of rua, without the size that older records carry."""
        return report_uris(self.tag("rua") or "")

    @property
    def unreadable_reports(self) -> tuple[str, ...]:
        """The report addresses nobody can mail to, such as one without mailto: before it."""
        written = [uri.strip() for name in ("rua", "ruf") for uri in (self.tag(name) or "").split(",")]
        return tuple(uri for uri in written if uri and not _URI.match(_SIZE.sub("", uri)))

    @property
    def report_domains(self) -> tuple[str, ...]:
        """The domains reports are mailed to, aggregate ones first."""
        uris = (*self.report_addresses, *report_uris(self.tag("ruf") or ""))
        found = (_MAILTO.match(uri) for uri in uris)
        return tuple(dict.fromkeys(match[1].lower().rstrip(".") for match in found if match))

    def permission_names(self, holder: str) -> tuple[str, ...]:
        """Where outside domains permit reports about `holder` (RFC 9990 section 4); its own family needs none."""
        return tuple(f"{holder}._report._dmarc.{name}" for name in self.report_domains if not are_kin(name, holder))

    @property
    def removed(self) -> tuple[str, ...]:
        """What RFC 9989 took out of the format and this record still says."""
        tags = [f"{tag.name}={tag.value}" for tag in self.listed.tags if tag.name in REMOVED_TAGS]
        uris = [uri for name in ("rua", "ruf") for uri in (self.tag(name) or "").split(",")]
        return (*tags, *(found[0] for uri in uris if (found := _SIZE.search(uri.strip()))))

    @property
    def share(self) -> str | None:
        """The pct= by which somebody meant to spare part of the mail, which receivers do not do any more."""
        found = self.tag("pct")
        return None if found is None or found == "100" else f"pct={found}"


def is_dmarc(text: str) -> bool:
    """True where the record begins with the version, the only one there is and case-sensitive."""
    return _VERSION.match(text) is not None


def looks_like_dmarc(text: str) -> bool:
    """True for a record that was meant as DMARC though receivers discard it."""
    return not is_dmarc(text) and _NEAR.match(text) is not None


def parse(text: str) -> DmarcRecord:
    """The record's tags by lower-case name; receivers ignore what they cannot read in it."""
    listed = tag_list.parse(text)
    tags = tuple(Tag(tag.name.lower(), tag.value) for tag in listed.tags)
    return DmarcRecord(text, TagList(tags, listed.unreadable))


def report_uris(value: str) -> tuple[str, ...]:
    """The syntactically valid URIs of a comma-separated list."""
    trimmed = (_SIZE.sub("", uri.strip()) for uri in value.split(","))
    return tuple(uri for uri in trimmed if _URI.match(uri))


def repaired(record: DmarcRecord, *, reports: str, **replaced: str) -> str:
    """The record as it should stand: valid tags kept, `replaced` ones set, a missing policy none, removed tags gone."""
    meant = parse(_tidied(record.text))
    kept = {name: value for name in _ORDER if (value := _valid(meant, name)) is not None}
    kept.update(replaced)
    kept.setdefault("p", Policy.NONE.value)
    if kept["p"] == Policy.NONE.value:
        kept.setdefault("rua", reports)
    ordered = tuple(Tag(name, kept[name]) for name in _ORDER if kept.get(name))
    return tag_list.written((Tag("v", "DMARC1"), *ordered))


def retyped(text: str, *, reports: str) -> str:
    """A record that receivers discard, with the version set right and in its place."""
    return repaired(parse(f"v=DMARC1; {_VERSION_ANYHOW.sub('', _tidied(text), count=1)}"), reports=reports)


def _tidied(text: str) -> str:
    """The text without quotes and escapes that came along, and with a semicolon before every tag."""
    return _GLUED.sub("; ", _QUOTES.sub("", text))


def merged(records: tuple[DmarcRecord, ...], *, reports: str) -> str:
    """One record for several: the mildest policy of them, and every report address."""
    policies = [policy for record in records if (policy := record.policy("p")) is not None]
    mildest = min(policies, key=_POLICIES.index, default=Policy.NONE)
    addresses = dict.fromkeys(uri for record in records for uri in record.report_addresses)
    return repaired(records[0], reports=reports, p=mildest.value, rua=",".join(addresses) or reports)


def _valid(record: DmarcRecord, name: str) -> str | None:
    value = record.tag(name)
    if value is None:
        return None
    if name in {"p", "sp", "np"}:
        return value if record.policy(name) else None
    if name in {"rua", "ruf"}:
        whole = (_SPACED_MAILTO.sub("mailto:", uri.strip()) for uri in value.split(","))
        mended = (f"mailto:{uri}" if _LONELY_MAILBOX.match(uri) else uri for uri in whole)
        return ",".join(report_uris(",".join(mended))) or None
    if name == "fo":
        return value if _FAILURE_OPTIONS.match(value) else None
    return value if value in _ALLOWED[name] else None


def walk(domain: str) -> tuple[str, ...]:
    """The domains asked for a policy, nearest first: at most eight (RFC 9989 section 4.10)."""
    labels = domain.lower().rstrip(".").split(".")
    parents = labels[1:] if len(labels) <= 8 else labels[-7:]
    return (".".join(labels), *(".".join(parents[index:]) for index in range(len(parents))))
