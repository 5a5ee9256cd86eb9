from dataclasses import replace

import pytest

from audits.checks.caa import (
    ALLOWED,
    ANYBODY,
    BLOCKED,
    CHECK,
    FORBIDDEN,
    NOBODY,
    PARTLY_UNREADABLE,
    UNREADABLE,
)
from audits.core.artifacts import Artifact
from audits.core.observed.caa import CAA, CaaAnswers, CaaClimb, CaaLookup
from audits.core.subject import Host
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.certificates import CURRENT, tls
from tests.audits.seen import ACME, HOST, SILENT, THERE, dns, judged, records

R10 = "CN=R10,O=Let's Encrypt,C=US"
E7 = "CN=Pierpoint Issuing E7"
DIGICERT = "CN=GeoTrust TLS RSA CA G1,OU=www.digicert.com,O=DigiCert Inc,C=US"
GODADDY = "CN=Go Daddy Secure Certificate Authority - G2,O=GoDaddy.com\\, Inc.,ST=Arizona,C=US"
LETS, OTHERS = '0 issue "letsencrypt.org"', '0 issue "pki.goog"'
NONE_AT_ALL = '0 issue ";"'


def climb(*own, above=(), certified=ACME):
    return CaaClimb(certified, (CaaLookup(ACME, own), CaaLookup("example", above)))


def answers(*climbs, issuer=R10):
    return CaaAnswers(ACME, issuer, climbs or (climb(),))


def one(*own, issuer=R10, above=(), certified=ACME):
    return answers(climb(*own, above=above, certified=certified), issuer=issuer)


WILD = f"*.{ACME}"
CASES = [
    (one(), ANYBODY),
    (one('0 iodef "mailto:tls@acme.example"'), ALLOWED),
    (one(LETS), ALLOWED),
    (one(above=(LETS,)), ALLOWED),
    (one(LETS, above=(OTHERS,)), ALLOWED),
    (one(OTHERS, LETS), ALLOWED),
    (one(LETS, NONE_AT_ALL), ALLOWED),
    (one('0 ISSUE "LetsEncrypt.ORG"'), ALLOWED),
    (one('128 issue "letsencrypt.org"'), ALLOWED),
    (one('1 issue "letsencrypt.org"'), ALLOWED),
    (one('0 issue "letsencrypt.org; validationmethods=dns-01; accounturi=https://acme.example/1"'), ALLOWED),
    (one('0 issue " letsencrypt.org ;"'), ALLOWED),
    (one(LETS, '0 issuewild ";"'), ALLOWED),
    (one(LETS, '0 futuretag "x"'), ALLOWED),
    (one(LETS, '0 issuemail ";"'), ALLOWED),
    (one('0 issue "thawte.com"', issuer=DIGICERT), ALLOWED),
    (one('0 issue "starfieldtech.com"', issuer=GODADDY), ALLOWED),
    (one('0 issue "pierpoint.example"', issuer=E7), ALLOWED),
    (one(LETS, certified=WILD), ALLOWED),
    (one(NONE_AT_ALL, '0 issuewild "letsencrypt.org"', certified=WILD), ALLOWED),
    (one(OTHERS), FORBIDDEN),
    (one(above=(OTHERS,)), FORBIDDEN),
    (one('0 issue "notletsencrypt.org"'), FORBIDDEN),
    (one(LETS, '0 issuewild "pki.goog"', certified=WILD), FORBIDDEN),
    (answers(climb(LETS), climb(OTHERS, certified=WILD)), FORBIDDEN),
    (one(NONE_AT_ALL), NOBODY),
    (one(LETS, '0 issuewild ";"', certified=WILD), NOBODY),
    (one(NONE_AT_ALL, issuer=E7), NOBODY),
    (one('0 issue ""'), NOBODY),
    (one(LETS, '128 futuretag "x"'), BLOCKED),
    (one('128 futuretag "x"', issuer=E7), BLOCKED),
    (one('0 issue "lets encrypt.org"'), UNREADABLE),
    (one('0 issue "https://letsencrypt.org/"'), UNREADABLE),
    (one('0 issue "letsencrypt.org; what is this"'), UNREADABLE),
    (one(LETS, '0 issue "lets_encrypt"'), PARTLY_UNREADABLE),
    (one(LETS, "\\# 3 000100"), PARTLY_UNREADABLE),
    (one(LETS, issuer=E7), COULD_NOT_CHECK),
    (answers(CaaClimb(ACME, (CaaLookup(ACME, SILENT), CaaLookup("example", (LETS,))))), COULD_NOT_CHECK),
    (answers(CaaClimb(ACME, (CaaLookup(ACME, ()), CaaLookup("example", SILENT)))), COULD_NOT_CHECK),
    (SILENT, COULD_NOT_CHECK),
]


def answered(value, *known, host=HOST):
    return judged(CHECK, host, *(known or (THERE, tls(CURRENT))), Artifact(CAA, host.name, value))


@pytest.mark.parametrize(("value", "verdict"), CASES)
def test_rules_get_their_verdict(value, verdict):
    assert answered(value).verdict is verdict


def test_host_without_certificate_or_address_is_no_verdict():
    assert answered(one(), THERE, tls(certificates=SILENT)).verdict is COULD_NOT_CHECK
    docs = Host(f"docs.{ACME}")
    gone = dns(records(name=docs.name, status="NXDOMAIN"))
    assert answered(one(), gone, host=docs).verdict is NOT_APPLICABLE


FIXES = [
    (one(OTHERS), f'{ACME}. CAA 0 issue "letsencrypt.org"'),
    (one(above=(OTHERS,)), 'example. CAA 0 issue "letsencrypt.org"'),
    (one(LETS, '0 issuewild ";"', certified=WILD), f'by: {ACME}. CAA 0 issuewild "letsencrypt.org"'),
    (one(NONE_AT_ALL, issuer=E7), 'CAA 0 issue "the CAA name of Pierpoint Issuing E7"'),
    (one('128 futuretag "x"'), f'Delete the record {ACME}. CAA 128 futuretag "x" at'),
]


@pytest.mark.parametrize(("value", "record"), FIXES)
def test_fix_is_the_record_to_write(value, record):
    assert record in answered(value).fix


def test_unknown_authority_is_named_with_those_let_in():
    reason = answered(one(LETS, issuer=E7)).facts["reason"]
    assert "Pierpoint Issuing E7" in reason
    assert "letsencrypt.org" in reason


def test_issuer_is_that_of_the_certificate_in_use():
    assert replace(one(LETS), issuer=DIGICERT).issuer == DIGICERT
    assert answered(one(LETS, issuer=DIGICERT)).verdict is FORBIDDEN
