import pytest

from audits.checks.apex_www import ASTRAY, CHECK, CONVERGED, NEITHER, NO_WWW, ONE_BROKEN, SPLIT
from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.dns import DNS
from audits.core.observed.http import DEAD_END, HTTP, LOOPED
from audits.core.subject import Domain, Host
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, SILENT, broken, chain, hop, judged, records, visited

WWW = f"www.{ACME}"
BOTH = Estate(domain=Domain(ACME), hosts=(Host(ACME, declared=True), Host(WWW)))
APEX_PAGE, WWW_PAGE = hop(f"https://{ACME}/"), hop(f"https://{WWW}/")


def at(host, status=200, *fields):
    return chain(hop(f"https://{host}/", status, *fields))


def sent_on(host, to, status=200):
    return chain(hop(f"https://{host}/", 301), hop(f"https://{to}/", status))


TO_APEX = sent_on(WWW, ACME)
ROUND = chain(hop(f"https://{WWW}/", 301), end=LOOPED, at=f"https://{WWW}/")
NOWHERE = chain(hop(f"https://{WWW}/", 301), end=DEAD_END, at="javascript:alert(1)")

CASES = [
    (at(ACME), TO_APEX, CONVERGED),
    (sent_on(ACME, WWW), at(WWW), CONVERGED),
    (at(ACME, 401), TO_APEX, CONVERGED),
    (sent_on(ACME, "app.other.example"), sent_on(WWW, "app.other.example"), CONVERGED),
    (at(ACME), None, NO_WWW),
    (at(ACME), ROUND, ASTRAY),
    (at(ACME), NOWHERE, ASTRAY),
    (ROUND, None, ASTRAY),
    (at(ACME), at(WWW, 404), ONE_BROKEN),
    (at(ACME, 404), at(WWW), ONE_BROKEN),
    (at(ACME), at(WWW), SPLIT),
    (at(ACME, 404), at(WWW, 410), NEITHER),
    (at(ACME), broken(f"https://{WWW}/"), COULD_NOT_CHECK),
    (at(ACME), at(WWW, 503), COULD_NOT_CHECK),
    (at(ACME), at(WWW, 403), COULD_NOT_CHECK),
    (at(ACME), at(WWW, 403, "cf-mitigated: challenge"), COULD_NOT_CHECK),
    (at(ACME, 429), TO_APEX, COULD_NOT_CHECK),
]


def answered(apex, www, plain=None, estate=BOTH):
    there = records("192.0.2.1", name=WWW) if www else records(name=WWW, status="NXDOMAIN")
    visits = [visited(apex, plain)] + ([visited(www, host=WWW)] if www else [])
    return judged(CHECK, Domain(ACME), *visits, Artifact(DNS, WWW, there), estate=estate)


@pytest.mark.parametrize(("apex", "www", "verdict"), CASES)
def test_pair_gets_its_verdict(apex, www, verdict):
    assert answered(apex, www).verdict is verdict


def test_plain_failure_beside_a_good_site_is_another_checks_matter():
    assert answered(at(ACME), TO_APEX, plain=chain(hop(f"http://{ACME}/", 404))).verdict is CONVERGED


def test_plain_entry_that_ends_elsewhere_splits_the_site():
    elsewhere = chain(hop(f"http://{ACME}/", 301), hop(f"https://old.{ACME}/"))
    assert answered(at(ACME), TO_APEX, plain=elsewhere).verdict is SPLIT


def test_broken_name_and_the_other_ones_end_are_told():
    judgement = answered(at(ACME), at(WWW, 404))
    assert judgement.headline == f"{WWW} answers 404 while the other name shows a site"
    assert f"301 to https://{ACME}/" in judgement.fix


def test_domain_audited_without_www_is_not_judged():
    alone = Estate(domain=Domain(ACME), hosts=(Host(ACME),))
    assert answered(at(ACME), at(WWW), estate=alone).verdict is NOT_APPLICABLE


def test_missing_visit_is_no_verdict():
    seen = Artifact(HTTP, ACME, SILENT)
    assert judged(CHECK, Domain(ACME), seen, estate=BOTH).verdict is COULD_NOT_CHECK
