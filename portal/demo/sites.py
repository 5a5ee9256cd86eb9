"""What each host of the estate answers, as the client left it and repaired."""

from collections.abc import Callable
from http import HTTPStatus
from typing import NamedTuple

from portal.demo import pages, places
from portal.demo.api_site import LOG_INS_A_MINUTE, api
from portal.demo.bundle import Bundle
from portal.demo.registry import registry_answer
from portal.demo.visit import (
    Reply,
    Visit,
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
SESSION = "desk_session=7f3b0c5e9a2d4416; Path=/; Secure; HttpOnly; SameSite=Lax"
ADMIN_SESSION = "admin_session=b81c6a0f4e7d3952; Path=/; HttpOnly; SameSite=Lax"
EXPORT = "/exports/dispatchers.csv"
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
    if (step := _session(visit, estate) or _tracker(visit, estate) or _export(visit, estate)) is not None:
        return step
    inner = pages.sign_in() if visit.path == "/login" else pages.LOADING
    shell = pages.shell(bundle.script, bundle.vendor, bundle.integrity, bundle.vendor_integrity, inner)
    reply = page(shell, pages.APP_POLICY).with_headers(permissions_policy="camera=(), microphone=(self)")
    if not estate.repaired and visit.path == "/login":
        reply = reply.with_headers(cache_control="public, max-age=300", set_cookie=SESSION)
    return reply if estate.repaired else reply.with_headers(content_security_policy="", x_frame_options="DENY")


def _session(visit: Visit, estate: Estate) -> Reply | None:
    """Nobody's password is right here; as the client left it, anybody may try all night."""
    if visit.method != "POST" or visit.path != "/session":
        return None
    if estate.repaired and visit.tries > LOG_INS_A_MINUTE:
        return _told(estate, "Too many tries. Wait a minute.", HTTPStatus.TOO_MANY_REQUESTS).with_headers(
            retry_after="60"
        )
    return _told(estate, "E-mail or password is wrong.", HTTPStatus.UNAUTHORIZED)


def _told(estate: Estate, said: str, status: int) -> Reply:
    """The sign-in form again, with what the try came to."""
    bundle = estate.bundle
    inner = pages.sign_in(said)
    shell = pages.shell(bundle.script, bundle.vendor, bundle.integrity, bundle.vendor_integrity, inner)
    return page(shell, pages.APP_POLICY, status=status)


def _tracker(visit: Visit, estate: Estate) -> Reply | None:
    """The tracker moved twice, and each move points at the other."""
    if visit.path == "/tracker":
        return redirect("/lanes/tracker" if not estate.repaired else "/login")
    if visit.path == "/lanes/tracker":
        return redirect("/tracker" if not estate.repaired else "/login")
    return None


def _export(visit: Visit, estate: Estate) -> Reply | None:
    """The dispatchers as a table, for whoever knows the address until somebody asked who is there."""
    if visit.path != EXPORT:
        return None
    if estate.repaired:
        return redirect(f"https://{places.APP}/login?next={EXPORT}", status=HTTPStatus.FOUND)
    return page(pages.DISPATCHERS, pages.APP_POLICY).of_kind("text/csv")


def _admin(visit: Visit, estate: Estate) -> Reply:
    """The admin log-in, made for the office network and then opened to everybody."""
    reply = page(pages.login("Harbour Desk admin"), pages.PLAIN_POLICY)
    if not estate.repaired:
        reply = reply.with_headers(
            content_security_policy=pages.PLAIN_POLICY.replace("; frame-ancestors 'none'", ""),
            permissions_policy="camera 'none'; microphone 'none'",
            set_cookie=ADMIN_SESSION,
        )
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
    return api(visit, repaired=estate.repaired)


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
    reply = page(pages.docs(tour), pages.PLAIN_POLICY).with_headers(access_control_allow_origin="*")
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
