"""What a browser gets from a host's pages: the pages, their scripts, and every secret in them by its digest."""

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
class SourceMapSeen:
    """A source map that was handed out: `sources` counts the files whose text it holds, `names` are the first few.

    What lies in `node_modules` is other people's and left out.
    """

    url: str
    sources: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class BrowserBundle:
    """`pages` are those the host itself served, its home page first.

    `elsewhere` names the address visitors of the home page are sent on to, where that lies on another host. `unread`
    says what of the host could not be read, and why; `foreign` names the other sites whose scripts the pages load.
    `source_maps` are those handed out, `maps_unread` those that could not be asked for, each with its reason.
    """

    name: str
    pages: tuple[str, ...] = ()
    elsewhere: str = ""
    scripts: tuple[BundleScript, ...] = ()
    unread: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    secrets: tuple[SecretSeen, ...] = ()
    source_maps: tuple[SourceMapSeen, ...] = ()
    maps_unread: tuple[str, ...] = ()


BUNDLE: Source[BrowserBundle] = Source("bundle", BrowserBundle)
