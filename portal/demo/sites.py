"""What each host of the estate answers, as the client left it and repaired."""

from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from typing import NamedTuple

from portal.demo import pages, places
from portal.demo.bundle import Bundle
from portal.demo.registry import registry_answer
from portal.demo.visit import (
    Reply,
    Visit,
    document,
    from_the_origin,
    from_the_page_host,
    missing,
    page,
    redirect,
    through_the_edge,
    to_https,
    upgraded,
)

BUILD, OLD_BUILD = "117", "109"
SLOW_SECONDS = 0.95
SESSION = "desk_session=7f3b0c5e9a2d4416; Path=/; Secure; HttpOnly; SameSite=Lax"
BROWSER_YEAR = "public, max-age=31536000, immutable"


class Estate(NamedTuple):
    """What the answers depend on."""

    repaired: bool
    bundle: Bundle


def answer(visit: Visit, estate: Estate, ray: int) -> Reply:
    """The answer of the machine that was asked, for the host that was named."""
    match visit.machine:
        case places.EDGE | places.API_EDGE:
            return through_the_edge(_site(visit, estate, EDGE_SITES), ray)
        case places.PAGES:
            return from_the_page_host(_site(visit, estate, PAGE_SITES), ray)
        case places.REGISTRY:
            return registry_answer(visit, repaired=estate.repaired)
        case places.ORIGIN:
            return from_the_origin(_origin(visit, estate))
        case _:
            return from_the_origin(_site(visit, estate, MAIL_SITES))


def _site(visit: Visit, estate: Estate, sites: "dict[str, Site]") -> Reply:
    site = sites.get(visit.host)
    if site is None:
        return Reply(HTTPStatus.MISDIRECTED_REQUEST, "<!doctype html><title>Not served here</title>")
    if visit.scheme == "https" and visit.path == "/style.css":
        reply = page(pages.STYLE, pages.PLAIN_POLICY).of_kind("text/css")
        is_frozen = visit.host == places.DOCS and not estate.repaired
        return reply.with_headers(cache_control=BROWSER_YEAR) if is_frozen else reply
    return site(visit, estate)


def _origin(visit: Visit, estate: Estate) -> Reply:
    """The client's own server: it should answer its edge alone."""
    if estate.repaired:
        return page(pages.refused(), pages.PLAIN_POLICY, status=HTTPStatus.FORBIDDEN)
    if visit.host == places.ADMIN:
        return _admin(visit, estate)
    if visit.scheme == "http":
        return upgraded(visit)
    return _app(visit, estate)


def _apex(visit: Visit, estate: Estate) -> Reply:
    """The marketing page; its HSTS value is no number, so browsers drop it."""
    if visit.scheme == "http":
        return upgraded(visit)
    if visit.path == "/":
        reply = page(pages.home(BUILD), pages.MARKETING_POLICY)
        return (
            reply if estate.repaired else reply.with_headers(strict_transport_security="max-age=1y; includeSubDomains")
        )
    if visit.path == "/login":
        return redirect(f"https://{places.APP}/login")
    if (step := OLD_LOGIN.get(visit.path)) is not None:
        return redirect(f"https://{places.APP}/login" if estate.repaired else step)
    return missing(pages.MARKETING_POLICY)


OLD_LOGIN = {
    "/desk/login": f"https://{places.DOMAIN}/desk/sign-in",
    "/desk/sign-in": f"https://{places.DOMAIN}/account/sign-in",
    "/account/sign-in": f"https://{places.DOMAIN}/account/login",
    "/account/login": f"https://{places.APP}/login",
}


def _www(visit: Visit, estate: Estate) -> Reply:
    """The spring build, deployed under its own name, where a redirect belongs."""
    if visit.scheme == "http":
        return upgraded(visit)
    if estate.repaired:
        return redirect(f"https://{places.DOMAIN}{visit.target}")
    if visit.path != "/":
        return missing(pages.MARKETING_POLICY)
    return page(pages.old_home(OLD_BUILD), pages.MARKETING_POLICY)


def _app(visit: Visit, estate: Estate) -> Reply:
    """The single-page app. Unknown addresses get the shell with status 200, `/.env` and `/.git/HEAD` among them."""
    if visit.scheme == "http":
        return upgraded(visit) if estate.repaired else to_https(f"https://{places.APP}/")
    bundle = estate.bundle
    scripts = {bundle.script: bundle.text, bundle.vendor: bundle.vendor_text}
    if visit.path in scripts:
        reply = page(scripts[visit.path], pages.APP_POLICY).of_kind("text/javascript")
        return reply.with_headers(cache_control=BROWSER_YEAR)
    if visit.path.startswith("/assets/"):
        return missing(pages.APP_POLICY)
    if visit.path == "/board" and "session" not in visit.query:
        return redirect(f"https://{places.APP}/login?next=/board", status=HTTPStatus.FOUND)
    if (step := _tracker(visit, estate)) is not None:
        return step
    shell = pages.shell(bundle.script, bundle.vendor, bundle.integrity, bundle.vendor_integrity)
    reply = page(shell, pages.APP_POLICY)
    if not estate.repaired and visit.path == "/login":
        reply = reply.with_headers(cache_control="public, max-age=300", set_cookie=SESSION)
    return reply if estate.repaired else reply.with_headers(content_security_policy="", x_frame_options="DENY")


def _tracker(visit: Visit, estate: Estate) -> Reply | None:
    """The tracker moved twice, and each move points at the other."""
    if visit.path == "/tracker":
        return redirect("/lanes/tracker" if not estate.repaired else "/login")
    if visit.path == "/lanes/tracker":
        return redirect("/tracker" if not estate.repaired else "/login")
    return None


def _admin(visit: Visit, estate: Estate) -> Reply:
    """The admin log-in, made for the office network and then opened to everybody."""
    reply = page(pages.login("Harbour Desk admin"), pages.PLAIN_POLICY)
    if not estate.repaired:
        reply = reply.with_headers(content_security_policy=pages.PLAIN_POLICY.replace("; frame-ancestors 'none'", ""))
    if visit.scheme == "http":
        return upgraded(visit) if estate.repaired else reply.with_headers(strict_transport_security="")
    if visit.path != "/" and not estate.repaired:
        return page(pages.trace(visit.path), pages.PLAIN_POLICY, status=HTTPStatus.NOT_FOUND)
    return reply if visit.path == "/" else missing(pages.PLAIN_POLICY)


def _auth(visit: Visit, _estate: Estate) -> Reply:
    """The sign-in page: framed by nobody, said in both ways."""
    if visit.scheme == "http":
        return upgraded(visit)
    if visit.path != "/":
        return missing(pages.PLAIN_POLICY)
    return page(pages.login("Sign in to Harbour Desk"), pages.PLAIN_POLICY).with_headers(x_frame_options="DENY")


def _old(visit: Visit, estate: Estate) -> Reply:
    """The name of the first prototype: in one hop to the app, once it answers at all."""
    if visit.scheme == "http":
        return upgraded(visit)
    return redirect(f"https://{places.APP}/login") if estate.repaired else missing(pages.PLAIN_POLICY)


def _files(visit: Visit, _estate: Estate) -> Reply:
    """Manifests for download, behind a sign-in."""
    if visit.scheme == "http":
        return upgraded(visit)
    return page(pages.login("Harbour Desk files"), pages.PLAIN_POLICY)


def _api(visit: Visit, estate: Estate) -> Reply:
    """The API: JSON, and a 308 from plain HTTP, which is as good as a 301."""
    if visit.scheme == "http":
        return to_https(f"https://{visit.host}{visit.target}", status=HTTPStatus.PERMANENT_REDIRECT)
    if visit.path == SLOW_ROUTE and not estate.repaired:
        return replace(API_ROUTES[SLOW_ROUTE], seconds=SLOW_SECONDS)
    if visit.path == BROKEN_ROUTE and not estate.repaired:
        return document('{"error":"upstream timed out"}', status=HTTPStatus.BAD_GATEWAY)
    return API_ROUTES.get(visit.path, document('{"error":"no such route"}', status=HTTPStatus.NOT_FOUND))


SLOW_ROUTE, BROKEN_ROUTE = "/v1/lanes", "/v1/reports/month"
API_ROUTES = {
    "/": document('{"service":"harbour-desk","docs":"https://docs.harbourdesk.example/"}'),
    "/health": document('{"status":"ok","database":"ok","queue":"ok"}'),
    SLOW_ROUTE: document('{"lanes":[{"id":41,"from":"Kiel","to":"Turku","rate":412},{"id":42,"from":"Kiel"}]}'),
    # Under the comfortable half second, though not quick.
    "/v1/rates": document('{"rates":[{"lane":41,"eur":412}]}', seconds=0.12),
    BROKEN_ROUTE: document('{"month":"2026-10","shipments":1840}'),
    # A wall that belongs there: nobody is signed in.
    "/v1/account": document('{"error":"sign in first"}', status=HTTPStatus.UNAUTHORIZED).with_headers(
        www_authenticate='Bearer realm="harbour-desk"'
    ),
}


def _docs(visit: Visit, estate: Estate) -> Reply:
    """The guide, copied to the page host with the whole work folder."""
    if visit.scheme == "http":
        return upgraded(visit, status=HTTPStatus.MOVED_PERMANENTLY if estate.repaired else HTTPStatus.FOUND)
    if visit.path == "/index.html" and estate.repaired:
        return redirect(f"https://{places.DOCS}/")
    if (text := GIT_FOLDER.get(visit.path)) is not None and not estate.repaired:
        return page(text, "").of_kind("application/octet-stream")
    if visit.path not in {"/", "/index.html"}:
        return missing(pages.PLAIN_POLICY)
    tour = f"{'https' if estate.repaired else 'http'}://{places.DOMAIN}/tour"
    reply = page(pages.docs(tour), pages.PLAIN_POLICY)
    return reply if estate.repaired else reply.with_headers(x_content_type_options="", referrer_policy="unsafe-url")


GIT_FOLDER = {
    "/.git/HEAD": "ref: refs/heads/main\n",
    "/.git/config": "[core]\n\trepositoryformatversion = 0\n\tbare = false\n"
    '[remote "origin"]\n\turl = git@github.com:tideline-freight/harbour-desk-docs.git\n',
}


def _status(visit: Visit, _estate: Estate) -> Reply:
    if visit.scheme == "http":
        return upgraded(visit)
    return page(pages.status(), pages.PLAIN_POLICY) if visit.path == "/" else missing(pages.PLAIN_POLICY)


def _mail(visit: Visit, estate: Estate) -> Reply:
    """Webmail of the mail host."""
    if visit.scheme == "http":
        return upgraded(visit)
    if visit.path == "/" and not estate.repaired:
        return page(pages.untouched_server(), pages.PLAIN_POLICY)
    return (
        page(pages.login("Tideline webmail"), pages.PLAIN_POLICY) if visit.path == "/" else missing(pages.PLAIN_POLICY)
    )


def _mail_policy(visit: Visit, estate: Estate) -> Reply:
    """What sending servers are asked to insist on; the exchanger's name has changed since (RFC 8461)."""
    if visit.scheme == "http":
        return upgraded(visit)
    if visit.path != "/.well-known/mta-sts.txt":
        return missing(pages.PLAIN_POLICY)
    host = places.MAIL_HOST if estate.repaired else f"mx.{places.DOMAIN}"
    text = f"version: STSv1\r\nmode: enforce\r\nmx: {host}\r\nmax_age: 604800\r\n"
    return page(text, pages.PLAIN_POLICY).of_kind("text/plain")


Site = Callable[[Visit, Estate], Reply]
EDGE_SITES: dict[str, Site] = {
    places.DOMAIN: _apex,
    places.WWW: _www,
    places.APP: _app,
    places.ADMIN: _admin,
    places.AUTH: _auth,
    places.OLD: _old,
    places.FILES: _files,
    places.API: _api,
    places.MAIL_POLICY_HOST: _mail_policy,
}
PAGE_SITES: dict[str, Site] = {places.DOCS: _docs, places.STATUS: _status}
MAIL_SITES: dict[str, Site] = {places.MAIL_HOST: _mail}
