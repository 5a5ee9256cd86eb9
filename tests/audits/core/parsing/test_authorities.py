import pytest

from audits.core.parsing.authorities import AUTHORITIES, caa_names, is_own_name, shown_name

ISSUERS = [
    ("CN=R10,O=Let's Encrypt,C=US", "letsencrypt.org"),
    ("CN=WE1,O=Google Trust Services,C=US", "pki.goog"),
    ("CN=GTS CA 1P5,O=Google Trust Services LLC,C=US", "pki.goog"),
    ("CN=Amazon RSA 2048 M02,O=Amazon,C=US", "amazon.com"),
    ("CN=Sectigo RSA DV,O=Sectigo Limited,L=Salford,C=GB", "sectigo.com"),
    ("CN=ZeroSSL ECC,O=ZeroSSL,C=AT", "sectigo.com"),
    ("CN=GeoTrust TLS RSA CA G1,OU=www.digicert.com,O=DigiCert Inc,C=US", "digicert.com"),
    ("CN=Go Daddy Secure,O=GoDaddy.com\\, Inc.,C=US", "godaddy.com"),
    ("CN=Cloudflare TLS Issuing ECC CA 1,O=SSL Corporation,C=US", "ssl.com"),
    ("CN=Microsoft Azure RSA TLS Issuing CA 04,O=Microsoft Corporation,C=US", "microsoft.com"),
]


@pytest.mark.parametrize(("issuer", "name"), ISSUERS)
def test_authority_is_known_by_its_organisation(issuer, name):
    assert name in caa_names(issuer)


@pytest.mark.parametrize("issuer", ["CN=Let's Encrypt", "CN=x,O=Not Let's Encrypt", "no issuer", "O=", ""])
def test_others_are_not_taken_for_one(issuer):
    assert caa_names(issuer) == ()


def test_authority_in_no_list_is_known_by_a_word_of_its_name():
    assert is_own_name("CN=Pierpoint Issuing E7", "pierpoint.example")
    assert is_own_name("CN=E7,O=Pierpoint Trust", "tls.pierpoint.example")
    assert not is_own_name("CN=Pierpoint Issuing E7", "pier.example")
    assert not is_own_name("CN=Pierpoint Issuing E7", "example")
    assert not is_own_name("CN=E7", "e7.example")


def test_issuer_is_shown_by_its_organisation():
    assert shown_name("CN=R10,O=Let's Encrypt,C=US") == "Let's Encrypt"
    assert shown_name("CN=Pierpoint Issuing E7") == "Pierpoint Issuing E7"
    assert shown_name("CN=x,O=GoDaddy.com\\, Inc.") == "GoDaddy.com, Inc."


def test_names_are_plain_and_authorities_stand_once():
    assert len({known for known, _ in AUTHORITIES}) == len(AUTHORITIES)
    assert all(name == name.lower().strip() and "." in name for _, names in AUTHORITIES for name in names)
