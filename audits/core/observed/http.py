"""What a visitor's requests were answered: redirects one by one, header fields as sent, the page at the end."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from audits.core.artifacts import Source
from audits.core.observed.reach import PortAttempts
from audits.core.unavailable import Unavailable

ANSWERED = "answered"
LOOPED = "looped"
TOO_LONG = "too-long"
DEAD_END = "dead-end"
BROKEN = "broken"

REDIRECTS = frozenset({301, 302, 303, 307, 308})
"""The statuses that browsers follow (Fetch standard, redirect status)."""


@dataclass(frozen=True)
class HttpHeader:
    """One header field as it was sent."""

    name: str
    value: str


@dataclass(frozen=True)
class Hop:
    """One answer on the way: `seconds` runs to the last byte, `version` is that of HTTP as it says ("1.1")."""

    url: str
    status: int
    headers: tuple[HttpHeader, ...] = ()
    address: str = ""
    seconds: float = 0.0
    version: str = ""

    def fields(self, name: str) -> tuple[str, ...]:
        """The values of every field of that name, in the order sent."""
        return tuple(header.value for header in self.headers if header.name.lower() == name.lower())

    def first(self, name: str) -> str:
        """The first field of that name, stripped; empty when there is none."""
        values = self.fields(name)
        return values[0].strip() if values else ""

    @property
    def host(self) -> str:
        """The host that gave this answer."""
        return urlsplit(self.url).hostname or ""

    @property
    def scheme(self) -> str:
        """How it was asked: http or https."""
        return urlsplit(self.url).scheme

    @property
    def media_type(self) -> str:
        """The media type of Content-Type in lower case, without parameters."""
        return self.first("content-type").partition(";")[0].strip().lower()

    @property
    def is_html(self) -> bool:
        """Whether browsers render this answer as a page."""
        return self.media_type in {"text/html", "application/xhtml+xml"}


@dataclass(frozen=True)
class PageBody:
    """The body at the end of a chain: its digest and size are of what was read, `text` is cut at 200 kB.

    `sent` are the bytes that came over the wire for it (-1 where nobody counted), `packed` names the compression that
    the content still bears once its content coding is taken off.
    """

    sha256: str
    size: int
    text: str
    is_whole: bool = True
    sent: int = -1
    packed: str = ""


@dataclass(frozen=True)
class RedirectChain:
    """Every answer from `start` on; `end` says how it ended.

    `answered`: the last hop is no redirect. `looped`: `at` was asked before with the same cookies. `too-long`: more
    than ten redirects. `dead-end`: the last hop redirects to `at`, which no visitor can follow. `broken`: `at` gave no
    answer, for the reason in `missing`.
    """

    start: str
    hops: tuple[Hop, ...]
    end: str
    at: str = ""
    missing: Unavailable | None = None
    body: PageBody | None = None

    @property
    def last(self) -> Hop | None:
        """The final answer of a chain that ended with one."""
        return self.hops[-1] if self.end == ANSWERED and self.hops else None

    @property
    def redirects(self) -> int:
        """How many times a visitor is sent on."""
        return len(self.hops) - 1 if self.end == ANSWERED else len(self.hops)

    @property
    def path(self) -> str:
        """The way in one line: every URL with its status, then how it ended when it did not end with an answer."""
        steps = [f"{hop.url} ({hop.status})" for hop in self.hops]
        if self.end in {LOOPED, DEAD_END, BROKEN}:
            steps.append(f"{self.at} ({self.missing.reason if self.missing else self.end})")
        return " → ".join(steps)


@dataclass(frozen=True)
class Visit:
    """A host or an endpoint, as a visitor reaches it.

    For a host `chain` starts at https://host/ and `plain` at http://host/; for an endpoint `chain` starts at its URL
    and `plain` is None. `unverified` is the https chain once more without certificate verification, recorded only
    when verification was what broke it. For an endpoint `attempts` are the connections tried again where its chain
    broke, `repeats` the statuses of two more requests after a server error.
    """

    host: str
    chain: RedirectChain
    plain: RedirectChain | None = None
    unverified: RedirectChain | None = None
    attempts: tuple[PortAttempts, ...] = ()
    repeats: tuple[int, ...] = ()

    @property
    def own_answers(self) -> tuple[Hop, ...]:
        """Every answer the host itself gave, on the way of any of its chains."""
        chains = (self.chain, self.plain, self.unverified)
        return tuple(hop for chain in chains if chain for hop in chain.hops if hop.host == self.host)


HTTP: Source[Visit] = Source("http", Visit)
