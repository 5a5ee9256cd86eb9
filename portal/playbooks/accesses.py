"""What the client has to open before the clock starts, and what cannot be promised without it."""

from __future__ import annotations

from dataclasses import replace

from portal.playbooks.playbook import Access

REGISTRAR = Access(
    id="registrar",
    title="Domain registrar",
    given_by="Whoever pays for the domain",
    ask_for="A delegate log-in that may change name servers, or one hour with the person who can.",
    without_it="Name servers stay as they are, and nobody can promise who owns the domain.",
)
CLOUDFLARE = Access(
    id="cloudflare",
    title="Cloudflare or DNS provider",
    given_by="Whoever set up DNS",
    ask_for="A member invitation with DNS, SSL, cache and firewall rights for this domain alone.",
    without_it="Records, redirects, certificates and protection can be judged but not repaired.",
)
HOSTING = Access(
    id="hosting",
    title="Hosting platform",
    given_by="Whoever deploys today",
    ask_for="An invitation that may deploy, roll back, read logs and set variables.",
    without_it="The production deployment is reviewed from outside and not changed.",
)
REPOSITORY = Access(
    id="repository",
    title="Code repository",
    given_by="Whoever owns the code",
    ask_for="Write access for the sprint, with the whole history readable.",
    without_it="Secrets in history, time-outs and slow queries stay unknown.",
)
MAIL = Access(
    id="mail",
    title="Mail provider",
    given_by="Whoever manages the sending service",
    ask_for="A log-in that shows sending domains and DKIM keys, and one mailbox for a real message.",
    without_it="Mail records are judged, but nobody can promise that messages arrive.",
)


def needed(access: Access, *lines: str) -> Access:
    """The access with the items of one playbook that hang on it."""
    return replace(access, needed_for=lines)
