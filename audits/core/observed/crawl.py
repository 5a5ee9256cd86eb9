"""What the pages of a host make browsers load: addresses by kind, and the stylesheets and scripts behind them."""

from dataclasses import dataclass

from audits.core.artifacts import Source
from audits.core.observed.http import Hop

SCRIPT = "script"
STYLESHEET = "stylesheet"
FRAME = "frame"
OBJECT = "object"
IMAGE = "image"
IMAGE_SET = "image-set"
VIDEO = "video"
AUDIO = "audio"
CORS_MEDIA = "cors-media"
FONT = "font"
TRACK = "track"
MANIFEST = "manifest"
HINT = "hint"
FORM = "form"
PASSWORD_FORM = "password-form"  # noqa: S105 - a kind of form
CALL = "call"


@dataclass(frozen=True)
class Load:
    """One address a page or stylesheet names: `kind` is what browsers load it as, one of the words above.

    `image-set` are the images of srcset and picture, `cors-media` pictures, films and sounds asked for with CORS,
    `call` are requests of an inline script. `is_upgraded` when a meta policy before it sends browsers to https.
    """

    kind: str
    url: str
    is_upgraded: bool = False


@dataclass(frozen=True)
class CrawledPage:
    """One page as served: `plain` are the addresses it loads over http or ws, `secure` counts the others.

    `upgrades` when a meta policy sends browsers to https from there on. A page that is linked and not `is_declared`
    was met one click away. `is_cut` when it names more addresses than are kept.
    """

    answer: Hop
    plain: tuple[Load, ...] = ()
    secure: int = 0
    upgrades: bool = False
    is_declared: bool = True
    is_cut: bool = False


@dataclass(frozen=True)
class CrawledFile:
    """One script or stylesheet: `size` of its content, `sent` bytes over the wire, `packed` as PageBody has it.

    `pages` are those that load it, straight or through another stylesheet; `plain` as for a page.
    """

    kind: str
    answer: Hop
    size: int
    sent: int
    packed: str = ""
    pages: tuple[str, ...] = ()
    plain: tuple[Load, ...] = ()
    secure: int = 0


@dataclass(frozen=True)
class HostCrawl:
    """The pages a host itself serves, and the site's own files they load.

    `unread` says what of the declared pages and their stylesheets could not be read, and why; `foreign` names other
    sites whose stylesheets the pages load.
    """

    name: str
    pages: tuple[CrawledPage, ...] = ()
    elsewhere: str = ""
    files: tuple[CrawledFile, ...] = ()
    unread: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


CRAWL: Source[HostCrawl] = Source("crawl", HostCrawl)
