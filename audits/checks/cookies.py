"""Do browsers keep the host's cookies, and keep those of a session from scripts and from plain http?"""

from collections.abc import Iterator

from audits.core.amount import amount
from audits.core.check import Check
from audits.core.derived.cookies import MOST_SHOWN, HostCookies, NamedCookie, cookies_of_host
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.reach import REACH
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

MOST_PARTS = 20
"""Cookies judged by themselves; a host with more wrong ones has one cause."""

NONE = Verdict("none", Outcome.PASS, "{name} sets no cookie for somebody who is not signed in")
SOUND = Verdict("sound", Outcome.PASS, "{name} sets {count}, each with the flags it needs")
SHARED = Verdict(
    "shared",
    Outcome.PASS,
    "{name} sets {count}, each with the flags it needs; that of the session goes to every host below {domain}",
)
LISTED = Verdict(
    "listed",
    Outcome.NOT_APPLICABLE,
    "{name} sets {count} that lack something, each judged by itself",
    fix="Work through the findings of this check, one a cookie.",
)
INCOMPLETE = Verdict(
    "incomplete",
    Outcome.COULD_NOT_CHECK,
    "Not every address of {name} showed its cookies: {unread}",
    fix="Run this check again in ten minutes, or let our address through the wall that answered in the host's place.",
)
UNPROTECTED = Verdict(
    "unprotected",
    Outcome.FAIL,
    "The session cookie {cookie} of {name} lacks {lacks}",
    Impact.INCIDENT,
    fix="Set it on {name} with the field below; behind a proxy, tell the app that visitors come over https.\n"
    "Set-Cookie: {cookie}=…; Path=/; Secure; HttpOnly; SameSite=Lax\n"
    "# Express: app.set('trust proxy', 1); cookie: {{ secure: true, httpOnly: true, sameSite: 'lax' }}\n"
    "# Django: SESSION_COOKIE_SECURE = SESSION_COOKIE_HTTPONLY = True\n"
    "# Rails: config.force_ssl = true\n"
    "# Laravel, .env: SESSION_SECURE_COOKIE=true\n"
    "# PHP, php.ini: session.cookie_secure = 1, session.cookie_httponly = 1",
)
REFUSED_SESSION = Verdict(
    "refused-session",
    Outcome.FAIL,
    "Browsers drop the session cookie {cookie} of {name}: {reason}",
    Impact.INCIDENT,
    fix="Set it on {name} with the field below, without a Domain. Until then nobody stays signed in.\n"
    "Set-Cookie: {cookie}=…; Path=/; Secure; HttpOnly; SameSite=Lax",
)
REFUSED = Verdict(
    "refused",
    Outcome.WARN,
    "Browsers drop the cookie {cookie} of {name}: {reason}",
    Impact.CLEANUP,
    fix="Set it on {name} with the field below, or stop setting it.\n"
    "Set-Cookie: {cookie}=…; Path=/; Secure; SameSite=Lax",
)
TOKEN = Verdict(
    "token",
    Outcome.WARN,
    "The cookie {cookie} of {name} holds what looks like a token, and lacks {lacks}",
    Impact.CLEANUP,
    fix="If it stands for a person, set it on {name} with the field below. If it stands for nobody, accept this risk with "
    "that reason.\n"
    "Set-Cookie: {cookie}=…; Path=/; Secure; HttpOnly; SameSite=Lax",
)


def judge(host: HostCookies) -> Judgement:
    """All of them; what is wrong is said of each cookie alone."""
    wrong = [cookie for cookie in host.cookies if _is_wrong(cookie)]
    read = Observation(f"https://{host.host}/", f"read {amount(len(host.asked), 'answer')} without signing in")
    if host.unread:
        unread = tuple(Observation("not answered", clause) for clause in host.unread[:20])
        return INCOMPLETE.given(read, *unread, name=host.host, unread="; ".join(host.unread[:3]))
    if wrong:
        return LISTED.given(read, *_seen(wrong), name=host.host, count=amount(len(wrong), "cookie"))
    if not host.cookies:
        return NONE.given(*(Observation(url, "no Set-Cookie") for url in host.asked[:20]), name=host.host)
    count, seen = amount(len(host.cookies), "cookie"), (read, *_seen(list(host.cookies)))
    if host.shared:
        return SHARED.given(*seen, name=host.host, count=count, domain=", ".join(host.shared)[:120])
    return SOUND.given(*seen, name=host.host, count=count)


def parts(host: HostCookies) -> Iterator[Judgement]:
    """One answer a cookie that lacks something, those of a session first."""
    wrong = [cookie for cookie in host.cookies if _is_wrong(cookie)]
    for cookie in sorted(wrong, key=lambda each: not each.is_session)[:MOST_PARTS]:
        facts = {"name": host.host, "cookie": _spelt(cookie), "lacks": " and ".join(cookie.lacks)}
        verdict = _verdict(cookie)
        yield verdict.given(*_seen([cookie]), **facts, reason=cookie.refused).about(f"{host.host}#{_spelt(cookie)}")


def _verdict(cookie: NamedCookie) -> Verdict:
    if cookie.refused:
        return REFUSED_SESSION if cookie.is_session else REFUSED
    return UNPROTECTED if cookie.is_session else TOKEN


def _is_wrong(cookie: NamedCookie) -> bool:
    return bool(cookie.refused or cookie.lacks)


def _spelt(cookie: NamedCookie) -> str:
    """The name as a label holds it: short, and of characters that are shown."""
    shown = "".join(character if character.isprintable() else "�" for character in cookie.name[:60])
    return shown or "(no name)"


def _seen(cookies: list[NamedCookie]) -> tuple[Observation, ...]:
    sent = [each for cookie in cookies[:MOST_PARTS] for each in cookie.sent[:MOST_SHOWN]]
    return tuple(Observation(f"{each.url}, set-cookie", each.shown) for each in sent)


CHECK = Check(
    id="cookies",
    version=2,
    subject=Host,
    title="Cookies",
    why="Whoever gets hold of a session cookie is that person, until it ends.",
    references=("RFC 6265 section 4.1.2", "https://datatracker.ietf.org/doc/draft-ietf-httpbis-rfc6265bis/"),
    reads=cookies_of_host,
    verdicts=(UNPROTECTED, REFUSED_SESSION, REFUSED, TOKEN, LISTED, NONE, SOUND, SHARED, INCOMPLETE),
    judge=judge,
    parts=parts,
    sources=(DNS, ZONE, REACH, HTTP),
)
