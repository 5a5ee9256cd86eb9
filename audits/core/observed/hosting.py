"""What a hosting service shows for a host that is an alias into it."""

from dataclasses import dataclass

from audits.core.artifacts import Source


@dataclass(frozen=True)
class HostingPage:
    """The start of the page at http://name/, asked without following redirects; `target` is the alias's end."""

    name: str
    target: str
    status: int
    text: str


HOSTING: Source[HostingPage] = Source("hosting", HostingPage)
