"""Is every visitor who comes without https sent straight to https, on a name of the client's own?"""

from itertools import pairwise
from urllib.parse import urlsplit

from audits.core.check import Check
from audits.core.derived.plain_http import PlainEntry, plain_entry_of_host
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import ANSWERED, HTTP, LOOPED, TOO_LONG, RedirectChain
from audits.core.observed.reach import REACH
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

ENFORCED = Verdict("enforced", Outcome.PASS, "http://{name}/ sends visitors to https")
CLOSED = Verdict("closed", Outcome.PASS, "{name} takes no connection without https")
SERVED = Verdict(
    "served-plainly",
    Outcome.FAIL,
    "http://{name}/ serves its pages without encryption",
    Impact.BLOCKER,
    fix="Redirect every http request of {name} to https. Cloudflare: SSL/TLS, Edge Certificates, Always Use HTTPS. "
    "nginx: server {{ listen 80; server_name {name}; return 301 https://$host$request_uri; }}",
)
DOWNGRADED = Verdict(
    "downgraded",
    Outcome.FAIL,
    "https://{name}/ sends visitors back to plain http",
    Impact.BLOCKER,
    fix="Delete the rule that redirects https://{name}/ to {target}. Behind Cloudflare set SSL/TLS to Full (strict): "
    "with Flexible the server never sees https and redirects for ever.",
)
LOOPS = Verdict(
    "loops",
    Outcome.FAIL,
    "http://{name}/ redirects in a circle",
    Impact.BLOCKER,
    fix="Keep one redirect from http://{name}/ to https://{name}/ and delete the rules that lead back. Behind "
    "Cloudflare set SSL/TLS to Full (strict).",
)
DETOUR = Verdict(
    "detour",
    Outcome.WARN,
    "http://{name}/ goes to {target} before {name} is ever seen over https",
    Impact.CLEANUP,
    fix="Redirect http://{name}/ to https://{name}/ first, then on to {target}: only an https answer of {name} can "
    "set its HSTS policy.",
)
UNREDIRECTED = Verdict(
    "unredirected",
    Outcome.WARN,
    "http://{name}/ answers {status} instead of sending visitors to https",
    Impact.INCIDENT,
    fix="Answer every http request of {name} with 301 to the same path at https://{name}/.",
)


def judge(entry: PlainEntry) -> Judgement:
    name = entry.host
    if entry.chain is None:
        return CLOSED.given(Observation(f"GET http://{name}/", "port 80 refuses connections"), name=name)
    seen = (
        Observation(f"GET http://{name}/", entry.chain.path),
        Observation(f"GET https://{name}/", entry.secure.path),
    )
    target = _downgrade(entry.secure) or _downgrade(entry.chain)
    if target:
        return DOWNGRADED.given(*seen, name=name, target=target)
    if entry.chain.end in {LOOPED, TOO_LONG}:
        return LOOPS.given(*seen, name=name)
    return _of_way(entry, entry.chain, seen)


def _of_way(entry: PlainEntry, chain: RedirectChain, seen: tuple[Observation, ...]) -> Judgement:
    """The judgement of a chain that ends, by where its redirects lead."""
    name, urls = entry.host, _urls(chain)[1:]
    if urls and _is_own_https(urls[0], entry):
        return ENFORCED.given(*seen, name=name)
    if any(url.startswith("https://") for url in urls):
        return DETOUR.given(*seen, name=name, target=urls[0])
    status = chain.hops[-1].status
    if chain.end == ANSWERED and (200 <= status < 300 or status == 401):
        return SERVED.given(*seen, name=name)
    return UNREDIRECTED.given(*seen, name=name, status=chain.hops[0].status)


def _is_own_https(url: str, entry: PlainEntry) -> bool:
    """Whether an address is https at the host itself or, in one hop as it should be, at another name of the domain."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    is_own = host == entry.host or (entry.domain and f".{host}".endswith(f".{entry.domain}"))
    return parts.scheme == "https" and bool(is_own)


def _urls(chain: RedirectChain) -> list[str]:
    """Every address of a chain in order, with the one that gave no answer."""
    return [*(hop.url for hop in chain.hops), *([chain.at] if chain.end != ANSWERED else [])]


def _downgrade(chain: RedirectChain) -> str | None:
    """The plain address that an https answer of this chain leads to, if one does."""
    pairs = pairwise(_urls(chain))
    return next((then for now, then in pairs if now.startswith("https://") and then.startswith("http://")), None)


CHECK = Check(
    id="https-redirect",
    version=3,
    subject=Host,
    title="Redirect from http to https",
    why="On plain http anybody on the way reads and changes what visitors see and type.",
    references=(
        "RFC 9110 section 4.2.2",
        "https://developers.cloudflare.com/ssl/edge-certificates/additional-options/",
    ),
    reads=plain_entry_of_host,
    verdicts=(SERVED, DOWNGRADED, LOOPS, UNREDIRECTED, DETOUR, CLOSED, ENFORCED),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP),
)
