"""What a browser gets from a host's home page: the page, its scripts, and every secret in them by its digest."""

from dataclasses import dataclass

from audits.core.artifacts import Source
from audits.core.observed.secret import SecretSeen


@dataclass(frozen=True)
class BundleScript:
    """One script as it was read; `source_map` is the address of its source map, if it names one."""

    url: str
    size: int
    source_map: str = ""


@dataclass(frozen=True)
class BrowserBundle:
    """The page at the end of the redirects from `https://name/`; `elsewhere` names another host they ended at.

    `unread` says which scripts of the host could not be read, and why.
    """

    name: str
    page: str
    status: int = 200
    elsewhere: str = ""
    scripts: tuple[BundleScript, ...] = ()
    unread: tuple[str, ...] = ()
    secrets: tuple[SecretSeen, ...] = ()


BUNDLE: Source[BrowserBundle] = Source("bundle", BrowserBundle)
