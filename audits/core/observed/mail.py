"""What DNS says about a domain's mail: exchangers, the SPF tree, the DMARC walk, DKIM keys, senders' own names."""

from dataclasses import dataclass

from audits.core.artifacts import Source
from audits.core.observed.dns import HostRecords
from audits.core.unavailable import Unavailable


@dataclass(frozen=True)
class MailReply:
    """One DNS answer: NOERROR or NXDOMAIN, its records (TXT joined), and the aliases it went through."""

    status: str
    records: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def is_void(self) -> bool:
        """True where the name or the type does not exist."""
        return not self.records


@dataclass(frozen=True)
class MailLookup:
    """One DNS question and its answer."""

    name: str
    type: str
    reply: MailReply | Unavailable

    @property
    def question(self) -> str:
        """The question as evidence names it."""
        return f"{self.name} {self.type}"


@dataclass(frozen=True)
class SelectorLookup:
    """The key record of one selector; `declared` ones must exist, the others are well-known names we tried."""

    selector: str
    declared: bool
    lookup: MailLookup


@dataclass(frozen=True)
class MailHost:
    """A host mail goes to, with its addresses."""

    name: str
    records: HostRecords | Unavailable


@dataclass(frozen=True)
class ReverseName:
    """The PTR record of an address mail is sent from, and the addresses of the names it holds (its confirmation)."""

    address: str
    lookup: MailLookup
    forward: tuple[MailLookup, ...] = ()


@dataclass(frozen=True)
class MailAnswers:
    """Everything asked about one mail domain.

    `spf` begins with the domain's own TXT records, then follows with what its terms ask for, level by level. `dmarc` is
    the walk, nearest name first; it ends early at a record of the domain itself. `permissions` are the records by which
    other domains accept this one's DMARC reports. `key_root` is `_domainkey`, absent where no key can exist below it.
    `hosts` are the exchangers with their addresses, or the domain itself where it has none; `addresses` those of the
    SPF terms `a` and `mx`, asked only where the record has to be shortened. `stray` is a selector nobody made.
    """

    domain: str
    exchangers: MailLookup
    spf: tuple[MailLookup, ...]
    dmarc: tuple[MailLookup, ...]
    permissions: tuple[MailLookup, ...]
    key_root: MailLookup
    selectors: tuple[SelectorLookup, ...]
    hosts: tuple[MailHost, ...] = ()
    addresses: tuple[MailLookup, ...] = ()
    reverse_names: tuple[ReverseName, ...] = ()
    stray: MailLookup | None = None
    transport_policy: MailLookup | None = None
    tls_reports: MailLookup | None = None
    logo: MailLookup | None = None


MAIL: Source[MailAnswers] = Source("mail", MailAnswers)
