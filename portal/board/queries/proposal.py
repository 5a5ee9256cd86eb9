"""What a look at a domain proposes for the estate: what is clear comes ticked, what is not stands out and asks."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from audits.discovery import Discovered, Sight
from portal.estate.models import Endpoint, EstateRow, Host, MailDomain
from portal.sprint.models import Engagement

PURPOSES = {
    "www": "Main site, www form",
    "app": "The app itself",
    "api": "API of the app",
    "admin": "Admin of the app",
    "auth": "Sign-in",
    "login": "Sign-in",
    "account": "Account pages",
    "docs": "Documentation",
    "mail": "Mail",
    "status": "Status page",
    "help": "Help pages",
    "support": "Support pages",
    "blog": "Blog",
    "dashboard": "Dashboard",
    "portal": "Portal",
    "files": "Files to download",
    "cdn": "Static files",
    "shop": "Shop",
}
"""What a usual label says about its host; dev, staging, old and names of a company's own say too little."""

ENDPOINT_SIGHTS = {
    "home": "The front page",
    "login": "A page that asks people to sign in",
    "api": "A short answer that says it is up",
    "admin": "Sign-in of the admin",
}


@dataclass(frozen=True)
class HostProposal:
    """One host that was found; `standing` is new, covered or retired."""

    name: str
    purpose: str
    says: str
    is_trouble: bool
    standing: str

    @property
    def is_clear(self) -> bool:
        """Whether it comes ticked: its purpose can be told from its name, and nobody retired it."""
        return bool(self.purpose) and self.standing == "new"


@dataclass(frozen=True)
class EndpointProposal:
    """One address that was found."""

    url: str
    purpose: str
    says: str
    standing: str

    @property
    def is_clear(self) -> bool:
        return self.standing == "new"


@dataclass(frozen=True)
class MailProposal:
    """The domain as one that sends mail; its standing is also `more`, when selectors were found that it lacks."""

    name: str
    selectors: tuple[str, ...]
    says: str
    standing: str
    sends: bool

    @property
    def is_clear(self) -> bool:
        return self.sends and self.standing == "new"


@dataclass(frozen=True)
class Proposal:
    """Everything one look proposes, in the order it was found."""

    found: Discovered
    hosts: tuple[HostProposal, ...]
    endpoints: tuple[EndpointProposal, ...]
    mail_domains: tuple[MailProposal, ...]

    @property
    def offered(self) -> tuple[HostProposal | EndpointProposal | MailProposal, ...]:
        """What the estate does not cover yet."""
        return tuple(one for one in (*self.hosts, *self.endpoints, *self.mail_domains) if one.standing != "covered")

    @property
    def to_answer(self) -> int:
        """How many things a person has to make up their mind about."""
        return sum(not one.is_clear for one in self.offered)


def proposal_of(engagement: Engagement, found: Discovered) -> Proposal:
    """What was found, held against what the estate has."""
    hosts, endpoints = _standings(Host, "name", engagement), _standings(Endpoint, "url", engagement)
    mail = _standings(MailDomain, "name", engagement)
    sights = {sight.host: sight for sight in found.sights}
    return Proposal(
        found,
        tuple(_host(name, found.domain, sights.get(name, Sight(name)), hosts) for name in found.hosts),
        tuple(
            EndpointProposal(url, purpose, ENDPOINT_SIGHTS.get(purpose, ""), endpoints.get(url, "new"))
            for purpose, url in found.endpoints
        ),
        (_mail(found, engagement, mail),) if found.hosts or found.mail_exchangers else (),
    )


def _standings(kind: type[EstateRow], key: str, engagement: Engagement) -> dict[str, str]:
    rows = kind.objects.filter(engagement=engagement).values_list(key, "retired_at")
    return {name: "retired" if retired_at else "covered" for name, retired_at in rows}


def _host(name: str, domain: str, sight: Sight, standings: dict[str, str]) -> HostProposal:
    label = name.removesuffix("." + domain)
    purpose = "Main site" if name == domain else PURPOSES.get(label, "")
    says, is_trouble = sight_words(sight)
    return HostProposal(name, purpose, says, is_trouble, standings.get(name, "new"))


def sight_words(sight: Sight) -> tuple[str, bool]:
    """What a visitor met at a host, in a few words, and whether it is trouble."""
    if sight.not_public:
        return f"Only a private address, {sight.addresses[0]}", True
    if sight.status is None:
        if sight.aliases and not sight.addresses:
            return f"Leads to {sight.aliases[-1]}, which has no address", True
        return "Does not answer on HTTPS", True
    target = urlsplit(sight.location).hostname or ""
    if target and target != sight.host:
        return f"Redirects to {target}", False
    if sight.status >= 500:
        return f"Answers with a fault, status {sight.status}", True
    return (f"Answers behind {sight.edge}" if sight.edge else "Answers, no edge in front"), False


def _mail(found: Discovered, engagement: Engagement, standings: dict[str, str]) -> MailProposal:
    sends = bool(found.mail_exchangers or found.selectors)
    standing, selectors = standings.get(found.domain, "new"), found.selectors
    if standing == "covered":
        known = MailDomain.objects.get(engagement=engagement, name=found.domain).selectors
        standing = "covered" if set(selectors) <= set(known) else "more"
        selectors = tuple(dict.fromkeys((*known, *selectors)))
    servers = ", ".join(found.mail_exchangers) or "no mail server named"
    keys = f"{len(found.selectors)} usual DKIM selectors" if found.selectors else "no usual DKIM selector"
    if len(found.selectors) == 1:
        keys = "1 usual DKIM selector"
    return MailProposal(found.domain, selectors, f"Mail server: {servers}; {keys}", standing, sends)
