import pytest

from audits.checks.https_redirect import (
    CHECK,
    CLOSED,
    DETOUR,
    DOWNGRADED,
    ENFORCED,
    LOOPS,
    SERVED,
    UNREDIRECTED,
)
from audits.core.artifacts import Artifact
from audits.core.observed.http import BROKEN, DEAD_END, HTTP, LOOPED, TOO_LONG
from audits.core.verdict import COULD_NOT_CHECK
from tests.audits.seen import ACME, HOST, SILENT, THERE, broken, chain, hop, judged, knocked, visited

PLAIN, SECURE, WWW = f"http://{ACME}/", f"https://{ACME}/", f"https://www.{ACME}/"
PAGE = chain(hop(SECURE))


def steps(*urls, last=200, **ending):
    """Redirects from one to the next, the last one answering."""
    whole = [hop(url, 301) for url in urls[:-1]] + [hop(urls[-1], last)]
    return chain(*whole, **ending)


CASES = [
    (steps(PLAIN, SECURE), PAGE, ENFORCED),
    (chain(hop(PLAIN, 308), hop(SECURE, 404)), PAGE, ENFORCED),
    (steps(PLAIN, SECURE, WWW), PAGE, ENFORCED),
    (chain(hop(PLAIN, 301), end=BROKEN, at=SECURE), broken(SECURE), ENFORCED),
    (steps(PLAIN), PAGE, SERVED),
    (steps(PLAIN, last=401), PAGE, SERVED),
    (steps(PLAIN, f"http://www.{ACME}/"), PAGE, SERVED),
    (steps(PLAIN), broken(SECURE), SERVED),
    (steps(PLAIN), steps(SECURE, PLAIN), DOWNGRADED),
    (steps(PLAIN, SECURE, f"http://{ACME}/de"), PAGE, DOWNGRADED),
    (steps(PLAIN, SECURE), chain(hop(SECURE, 302), end=LOOPED, at=PLAIN), DOWNGRADED),
    (chain(hop(PLAIN, 301), hop(PLAIN, 301), end=LOOPED, at=PLAIN), PAGE, LOOPS),
    (chain(*[hop(f"{PLAIN}{n}", 302) for n in range(11)], end=TOO_LONG), PAGE, LOOPS),
    (steps(PLAIN, WWW), PAGE, ENFORCED),
    (steps(PLAIN, f"https://sso.{ACME}/"), PAGE, ENFORCED),
    (steps(PLAIN, f"https://not{ACME}/"), PAGE, DETOUR),
    (steps(PLAIN, f"http://www.{ACME}/", WWW), PAGE, DETOUR),
    (steps(PLAIN, f"https://{ACME}.evil.example/"), PAGE, DETOUR),
    (steps(PLAIN, last=404), PAGE, UNREDIRECTED),
    (steps(PLAIN, last=304), PAGE, UNREDIRECTED),
    (chain(hop(PLAIN, 301), end=DEAD_END, at="ftp://x.example/"), PAGE, UNREDIRECTED),
    (steps(PLAIN, last=503), PAGE, COULD_NOT_CHECK),
    (steps(PLAIN, last=403), PAGE, COULD_NOT_CHECK),
    (broken(PLAIN), PAGE, COULD_NOT_CHECK),
    (None, PAGE, COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("plain", "secure", "verdict"), CASES)
def test_plain_entry_gets_its_verdict(plain, secure, verdict):
    assert judged(CHECK, HOST, THERE, visited(secure, plain)).verdict is verdict


PORTS = [
    ({"p80": "refused", "p443": "open"}, CLOSED),
    ({"p80": "refused refused refused"}, CLOSED),
    ({"p80": "refused"}, COULD_NOT_CHECK),
    ({"p80": "silent silent silent", "p443": "open"}, COULD_NOT_CHECK),
    ({"p443": "open"}, COULD_NOT_CHECK),
]
EXAMPLES = PORTS


@pytest.mark.parametrize(("ports", "verdict"), PORTS)
def test_closed_port_is_proven_by_refusal(ports, verdict):
    assert judged(CHECK, HOST, THERE, visited(PAGE, broken(PLAIN)), knocked(**ports)).verdict is verdict


def test_missing_visit_is_no_verdict():
    assert judged(CHECK, HOST, THERE, Artifact(HTTP, ACME, SILENT)).verdict is COULD_NOT_CHECK


def test_downgrade_names_the_address():
    judgement = judged(CHECK, HOST, THERE, visited(steps(SECURE, PLAIN), steps(PLAIN)))
    assert f"redirects {SECURE} to {PLAIN}" in judgement.fix


def test_nginx_example_keeps_its_braces():
    assert (
        f"server {{ listen 80; server_name {ACME}; return 301"
        in judged(CHECK, HOST, THERE, visited(PAGE, steps(PLAIN))).fix
    )
