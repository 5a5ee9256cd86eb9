"""A request and an answer as plain values, and the headers the estate's machines put on them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus

HTML = "text/html; charset=utf-8"
JSON = "application/json"
YEAR = 31536000
HSTS = f"max-age={2 * YEAR}; includeSubDomains"


@dataclass(frozen=True)
class Visit:
    """What was asked, over which scheme, at which machine; `tries` counts the log-ins of the last minute at this host."""

    scheme: str
    machine: str
    host: str
    path: str
    query: str = ""
    method: str = "GET"
    tries: int = 0
    origin: str = ""

    @property
    def target(self) -> str:
        """Path and query, as a redirect has to keep them."""
        return f"{self.path}?{self.query}" if self.query else self.path


@dataclass(frozen=True)
class Reply:
    """What is answered, and how long it takes."""

    status: int = HTTPStatus.OK
    body: str = ""
    kind: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0

    def with_headers(self, **headers: str) -> "Reply":
        """More headers; underscores stand for hyphens, and an empty value takes a header away."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        merged = {name: value for name, value in (dict(self.headers) | named).items() if value}
        return replace(self, headers=merged)

    def of_kind(self, kind: str) -> "Reply":
        """The same answer under another media type."""
        return replace(self, kind=kind)


def page(body: str, policy: str, *, status: int = HTTPStatus.OK) -> Reply:
    """An HTML page with the headers every page of the estate should have."""
    return Reply(status, body).with_headers(
        strict_transport_security=HSTS,
        content_security_policy=policy,
        x_content_type_options="nosniff",
        referrer_policy="strict-origin-when-cross-origin",
        cache_control="no-cache",
    )


def document(body: str, *, status: int = HTTPStatus.OK, seconds: float = 0.0) -> Reply:
    """A JSON answer of the API. The quoted max-age is legal (RFC 6797 section 6.1), the policy allows nothing."""
    return Reply(status, body, JSON, seconds=seconds).with_headers(
        strict_transport_security=f'max-age="{YEAR}"; includeSubDomains',
        content_security_policy="default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        x_content_type_options="nosniff",
        referrer_policy="no-referrer",
        cache_control="private, no-store",
    )


def redirect(target: str, *, status: int = HTTPStatus.MOVED_PERMANENTLY) -> Reply:
    """A redirect over HTTPS."""
    return to_https(target, status=status).with_headers(strict_transport_security=HSTS)


def to_https(target: str, *, status: int = HTTPStatus.MOVED_PERMANENTLY) -> Reply:
    """A redirect from plain HTTP, which may carry no HSTS (RFC 6797 section 7.2)."""
    return Reply(status).with_headers(location=target, x_content_type_options="nosniff")


def upgraded(visit: Visit, *, status: int = HTTPStatus.MOVED_PERMANENTLY) -> Reply:
    """The same address over HTTPS."""
    return to_https(f"https://{visit.host}{visit.target}", status=status)


def missing(policy: str) -> Reply:
    """The ordinary page for an address that does not exist."""
    body = "<!doctype html><html lang=en><title>Not found</title><h1>Nothing at this berth</h1></html>"
    return page(body, policy, status=HTTPStatus.NOT_FOUND)


def through_the_edge(reply: Reply, ray: int) -> Reply:
    """The marks a CDN leaves on every answer it passes on."""
    return reply.with_headers(server="cloudflare", cf_ray=f"{ray:016x}-FRA", cf_cache_status="DYNAMIC")


def from_the_page_host(reply: Reply, ray: int) -> Reply:
    """The marks of a static page host with a CDN of its own."""
    return reply.with_headers(
        server="GitHub.com",
        via="1.1 varnish",
        x_served_by=f"cache-fra-etou{ray % 100:02}-FRA",
        x_github_request_id=f"{ray:08X}",
        x_fastly_request_id=f"{ray:040x}",
    )


def from_the_origin(reply: Reply) -> Reply:
    """What the web server itself says."""
    return reply.with_headers(server="nginx")
