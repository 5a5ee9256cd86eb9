"""Every answer on cookies; a cookie's value is never evidence."""

import time

import pytest

from audits.checks.cookies import (
    CHECK,
    INCOMPLETE,
    LISTED,
    MOST_PARTS,
    NONE,
    REFUSED,
    REFUSED_SESSION,
    SHARED,
    SOUND,
    TOKEN,
    UNPROTECTED,
)
from audits.core.artifacts import Artifact, collect
from audits.core.estate import Estate
from audits.core.observed.http import HTTP
from audits.core.outcome import Outcome
from audits.core.subject import Domain, Endpoint, Host
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, HOST, NOW, SILENT, THERE, Watched, broken, chain, dns, hop, records, visited

HOME, PLAIN, LOGIN = f"https://{ACME}/", f"http://{ACME}/", f"https://{ACME}/login"
SAFE = "Secure; HttpOnly; SameSite=Lax"
DRAWN = "Zm9vYmFyYmF6cXV4MTIzNA"


def cookies(*fields):
    return [f"Set-Cookie: {field}" for field in fields]


def sent(*fields, plain=(), log_in=None):
    """A home page that sets these cookies, its plain form and its log-in page."""
    seen = [visited(chain(hop(HOME, 200, *cookies(*fields))), chain(hop(PLAIN, 301, *cookies(*plain))))]
    if log_in is not None:
        seen.append(visited(chain(hop(LOGIN, 200, *cookies(*log_in))), label=LOGIN))
    return (THERE, *seen)


def judgements(seen):
    estate = Estate(Domain(ACME), (HOST,), (Endpoint(LOGIN, "login"),))
    watched = Watched(estate, NOW, collect(seen), HOST)
    found = CHECK.judgements(watched)
    assert watched.asked <= {source.name for source in CHECK.sources}
    return found


CASES = [
    (sent(), (NONE,)),
    (sent("theme=dark", "lang=en; Path=/; Max-Age=31536000"), (SOUND,)),
    (sent("auth=false", "session-state=none"), (SOUND,)),
    (sent(f"session=a1; {SAFE}"), (SOUND,)),
    (sent(f"__Host-session=a1; Path=/; {SAFE}"), (SOUND,)),
    (sent("session=a1; SECURE; httponly"), (SOUND,)),
    (sent(f"csrftoken={DRAWN}; Secure"), (SOUND,)),
    (sent(f"AWSALB={DRAWN}", f"_ga={DRAWN}"), (SOUND,)),
    (sent(f"visitor={DRAWN}", log_in=[f"visitor={DRAWN}"]), (SOUND,)),
    (sent("session=; Max-Age=0"), (SOUND,)),
    (sent("session=deleted; Expires=Thu, 01 Jan 1970 00:00:00 GMT"), (SOUND,)),
    (sent(f"session=a1; {SAFE}", plain=[f"session=a1; {SAFE}"]), (SOUND,)),
    (sent("embed=1; SameSite=None; Secure; Partitioned"), (SOUND,)),
    (sent(f"session=a1; {SAFE}; Domain={ACME}"), (SHARED,)),
    (sent("session=a1"), (LISTED, UNPROTECTED)),
    (sent("session=a1; Secure"), (LISTED, UNPROTECTED)),
    (sent("session=a1; HttpOnly"), (LISTED, UNPROTECTED)),
    (sent(plain=["session=a1; HttpOnly"]), (LISTED, UNPROTECTED)),
    (sent("acme=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln"), (LISTED, UNPROTECTED)),
    (sent("session=a1; SameSite=None"), (LISTED, REFUSED_SESSION)),
    (sent("session=a1; Secure; HttpOnly; Domain=other.example"), (LISTED, REFUSED_SESSION)),
    (sent("session=a1; Secure; HttpOnly; Domain=example"), (LISTED, REFUSED_SESSION)),
    (sent("__Host-session=a1; Secure; HttpOnly"), (LISTED, REFUSED_SESSION)),
    (sent("theme=dark; SameSite=None"), (LISTED, REFUSED)),
    (sent("\x01theme=dark"), (LISTED, REFUSED)),
    (sent(log_in=[f"acme={DRAWN}"]), (LISTED, TOKEN)),
    (sent(log_in=[f"acme={DRAWN}; Secure"]), (LISTED, TOKEN)),
    (sent("theme=dark; SameSite=None", "session=a1"), (LISTED, UNPROTECTED, REFUSED)),
]  # fmt: skip


LOGIN_ANSWERS = [
    (chain(hop(LOGIN, 403)), "refused us (403)"),
    (chain(hop(LOGIN, 421)), "did not take our request (421)"),
    (chain(hop(LOGIN, 429)), "slow down (429)"),
    (chain(hop(LOGIN, 502)), "server error (502)"),
    (broken(LOGIN), "gave no answer"),
]


@pytest.mark.parametrize(("log_in", "told"), LOGIN_ANSWERS)
def test_log_in_page_that_showed_nothing_proves_no_cookie_sound(log_in, told):
    (judgement,) = judgements((THERE, visited(chain(hop(HOME))), visited(log_in, label=LOGIN)))
    assert judgement.verdict is INCOMPLETE
    assert told in judgement.headline


def test_bare_cookie_is_told_though_the_log_in_page_gave_no_answer():
    bare = visited(chain(hop(HOME, 200, *cookies("session=a1"))))
    found = judgements((THERE, bare, visited(broken(LOGIN), label=LOGIN)))
    assert [judgement.verdict for judgement in found] == [INCOMPLETE, UNPROTECTED]


def at(name, *fields):
    """A host below the domain that sets these cookies."""
    url = f"https://{name}/"
    return (dns(records("192.0.2.1", name=name)), visited(chain(hop(url, 200, *cookies(*fields))), host=name))


def whole(name, seen):
    host = Host(name, declared=True)
    watched = Watched(Estate(Domain(ACME), (host,)), NOW, collect(seen), host)
    return CHECK.judgements(watched)[0]


OTHERS = [
    (whole(f"app.{ACME}", at(f"app.{ACME}", f"session=a1; {SAFE}; Domain={ACME}")), SHARED),
    (whole(f"app.{ACME}", at(f"app.{ACME}", f"theme=dark; Domain={ACME}")), SOUND),
    (whole(ACME, (THERE, visited(chain(hop(HOME, 503))))), COULD_NOT_CHECK),
    (whole(ACME, (THERE, visited(chain(hop(HOME, 403, "cf-mitigated: challenge", "Set-Cookie: session=1"))))), COULD_NOT_CHECK),
    (whole(ACME, (THERE, visited(broken(HOME)))), COULD_NOT_CHECK),
    (whole(ACME, (THERE, Artifact(HTTP, ACME, SILENT))), COULD_NOT_CHECK),
    (whole(f"docs.{ACME}", (dns(records(name=f"docs.{ACME}", status="NXDOMAIN", denied_by=ACME)),)), COULD_NOT_CHECK),
]  # fmt: skip
EXAMPLES = [*(verdict for _, verdict in OTHERS), INCOMPLETE]


@pytest.mark.parametrize(("seen", "verdicts"), CASES)
def test_cookies_get_their_verdict(seen, verdicts):
    found = judgements(seen)
    assert tuple(judgement.verdict for judgement in found) == verdicts
    for judgement in found:
        assert judgement.headline
        assert judgement.fix or judgement.outcome in {Outcome.PASS, Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize(("judgement", "verdict"), OTHERS)
def test_host_gets_its_verdict(judgement, verdict):
    assert judgement.verdict is verdict


def test_guessed_host_nobody_made_does_not_apply():
    host = Host(f"docs.{ACME}")
    seen = collect((dns(records(name=host.name, status="NXDOMAIN", denied_by=ACME)),))
    assert CHECK.judgements(Watched(Estate(Domain(ACME), (host,)), NOW, seen, host))[0].verdict is NOT_APPLICABLE


def test_value_is_no_evidence_and_the_part_names_the_cookie():
    _, part = judgements(sent(f"session={DRAWN}; Path=/"))
    assert part.part == f"{ACME}#session"
    assert part.headline == f"The session cookie session of {ACME} lacks Secure and HttpOnly"
    assert part.evidence[0].observed == "session=(22 characters); Path=/"
    assert DRAWN not in repr(part)


def test_hostile_names_are_shown_short_and_plain():
    _, part = judgements(sent("se\u202ession\x00" + "x" * 900 + "=1; SameSite=None"))
    assert part.part.isprintable()
    assert len(part.part) < 100


def test_ten_thousand_cookies_are_judged_and_told_in_bounds():
    begun = time.process_time()
    found = judgements(sent(*(f"session-{number}=a{number}" for number in range(10_000))))
    assert time.process_time() - begun < 10
    assert found[0].headline.startswith(f"{ACME} sets 10,000 cookies")
    assert len(found) == 1 + MOST_PARTS
    assert all(len(judgement.evidence) < 200 for judgement in found)
