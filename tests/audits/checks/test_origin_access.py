import pytest

from audits.checks.origin_access import CHECK, CLOSED, OPEN, PARTLY, QUIET
from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.http import HTTP, Visit
from audits.core.observed.mail import MAIL, MailAnswers, MailLookup, MailReply
from audits.core.observed.origins import (
    ANSWERED,
    NOT_PUBLIC,
    ORIGINS,
    REFUSED,
    SILENT,
    TLS_REFUSED,
    OriginAnswer,
    OriginAnswers,
)
from audits.core.subject import Domain, Endpoint, Host, MailDomain
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK, NEEDS_PROOF, NOT_APPLICABLE
from tests.audits.seen import ACME, HOST, PAGE, body, broken, chain, dns, hop, judged, knocked, records, visited
from tests.audits.seen import SILENT as MISSING

DIRECT = Host(f"direct.{ACME}", declared=True)
EDGE, OWN = records("104.16.1.1"), records("203.0.113.5", name=DIRECT.name)
HTML = "Content-Type: text/html"
SITE = visited(chain(hop(f"https://{ACME}/", 200, HTML)))
AROUND = visited(broken(f"https://{DIRECT.name}/"), host=DIRECT.name)
ESTATE = Estate(domain=Domain(ACME), hosts=(HOST, DIRECT))
OTHER = "<!doctype html><title>Other</title><p>Quite another page with its own words for visitors</p>"


def at(outcome=ANSWERED, *, status=200, text=PAGE, url=f"https://{ACME}/", address="203.0.113.5", says=""):
    if outcome != ANSWERED:
        return OriginAnswer(address, DIRECT.name, url, outcome, says or outcome)
    return OriginAnswer(address, DIRECT.name, url, ANSWERED, hop=hop(url, status, HTML), body=body(text))


def asked(*answers, unasked=(), ended=""):
    return Artifact(ORIGINS, ACME, OriginAnswers(ACME, answers, unasked, ended))


def answered(*more, estate=ESTATE, found=EDGE, direct=OWN):
    return judged(CHECK, HOST, dns(found), dns(direct), SITE, AROUND, *more, estate=estate)


CASES = [
    ((at(),), OPEN),
    ((at(status=403, text=OTHER), at(url=f"http://{ACME}/")), OPEN),
    ((at(SILENT), at()), OPEN),
    ((at(text=OTHER),), CLOSED),
    ((at(status=403, text=PAGE),), CLOSED),
    ((at(status=301, text=""),), CLOSED),
    ((at(status=421, text=OTHER), at(REFUSED)), CLOSED),
    ((at(REFUSED), at(REFUSED)), CLOSED),
    ((at(TLS_REFUSED), at(REFUSED)), CLOSED),
    ((at(NOT_PUBLIC), at(REFUSED)), CLOSED),
    ((at(SILENT), at(REFUSED)), QUIET),
    ((at(status=503, text=OTHER), at(REFUSED)), QUIET),
    ((at(status=429, text=OTHER),), QUIET),
]


@pytest.mark.parametrize(("answers", "verdict"), CASES)
def test_answers_of_the_addresses_get_their_verdict(answers, verdict):
    judgement = answered(asked(*answers))
    assert judgement.verdict is verdict
    assert len(judgement.evidence) == len(answers)


def test_open_address_is_told_with_what_to_allow():
    found = answered(asked(at()))
    assert found.headline == f"203.0.113.5 hands out the site of {ACME} without passing Cloudflare"
    assert "deny all;" in found.fix


LEFT = [((at(REFUSED),), ("https://x at 203.0.113.9",), ""), ((), (), "Carl stopped it after 2 s.")]


@pytest.mark.parametrize(("answers", "unasked", "ended"), LEFT)
def test_what_was_left_out_proves_nothing(answers, unasked, ended):
    judgement = answered(asked(*answers, unasked=unasked, ended=ended))
    assert judgement.verdict is PARTLY
    assert (ended.rstrip(".") or "1 request more") in judgement.headline


EXAMPLES = [PARTLY, COULD_NOT_CHECK]


def test_ports_that_refused_before_are_told_and_count_as_closed():
    shut = knocked(DIRECT.name, p443="refused refused refused", p80="refused refused refused")
    shut = Artifact(
        shut.source, shut.subject, type(shut.value)(DIRECT.name, tuple(_moved(each) for each in shut.value.attempts))
    )
    judgement = answered(shut, asked())
    assert judgement.verdict is CLOSED
    assert [one.observed for one in judgement.evidence] == ["refused three connections"] * 2


def _moved(attempt):
    return type(attempt)("203.0.113.5", attempt.port, attempt.outcomes)


def spf(text):
    look = MailLookup(ACME, "TXT", MailReply("NOERROR", (text,)))
    none = MailLookup(ACME, "MX", MailReply("NOERROR"))
    return Artifact(MAIL, ACME, MailAnswers(ACME, none, (look,), (), (), none, ()))


WITH_MAIL = Estate(domain=Domain(ACME), hosts=(HOST,), mail_domains=(MailDomain(ACME),))
SPF = [
    ("v=spf1 ip4:203.0.113.7 -all", NEEDS_PROOF),
    ("v=spf1 ip4:203.0.113.7/32 -all", NEEDS_PROOF),
    ("v=spf1 ip6:2001:db8::7 -all", NEEDS_PROOF),
    ("v=spf1 ip4:203.0.113.0/24 include:spf.example.net -all", NOT_APPLICABLE),
    ("v=spf1 ip4:104.16.9.9 -all", NOT_APPLICABLE),
    ("v=spf1 ip4:999.1.1.1 -all", NOT_APPLICABLE),
]


@pytest.mark.parametrize(("text", "verdict"), SPF)
def test_single_addresses_of_spf_may_be_the_server(text, verdict):
    assert judged(CHECK, HOST, dns(EDGE), SITE, spf(text), estate=WITH_MAIL).verdict is verdict


ORIGIN = Endpoint("https://backend.example.net/", "origin")


def test_declared_origin_outside_the_estate_is_one_by_its_name_or_address():
    estate = Estate(domain=Domain(ACME), hosts=(HOST,), endpoints=(ORIGIN,))
    visit = Artifact(HTTP, ORIGIN.label, Visit("backend.example.net", chain(hop(ORIGIN.url, address="203.0.113.8"))))
    assert judged(CHECK, HOST, dns(EDGE), SITE, estate=estate).verdict is NEEDS_PROOF
    assert judged(CHECK, HOST, dns(EDGE), SITE, visit, estate=estate).verdict is NEEDS_PROOF


WITHOUT = [
    ((dns(records("203.0.113.4")), dns(OWN), SITE, AROUND), NOT_APPLICABLE),
    ((dns(EDGE), dns(records("104.16.1.2", name=DIRECT.name)), SITE, AROUND), NOT_APPLICABLE),
    ((dns(EDGE), dns(records(("10.0.0.1", "private"), name=DIRECT.name)), SITE, AROUND), NOT_APPLICABLE),
    ((dns(EDGE), dns(OWN), SITE, AROUND), NEEDS_PROOF),
    ((dns(EDGE), dns(OWN), Artifact(HTTP, ACME, MISSING), AROUND), COULD_NOT_CHECK),
    ((dns(EDGE), dns(OWN), SITE, AROUND, Artifact(ORIGINS, "", Unavailable("it was stopped"))), COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("artifacts", "verdict"), WITHOUT)
def test_without_answers_there_is_no_verdict(artifacts, verdict):
    assert judged(CHECK, HOST, *artifacts, estate=ESTATE).verdict is verdict
