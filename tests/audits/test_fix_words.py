import pytest

from audits.queries.fix_words import fix_words

CASES = [
    ("Mend the redirects.", "Mend the redirects.", ""),
    (
        "Replace the TXT record at _dmarc.client.test by: v=DMARC1; p=reject",
        "Replace the TXT record at _dmarc.client.test by:",
        "v=DMARC1; p=reject",
    ),
    (
        "Publish this TXT record at _dmarc.client.test: v=DMARC1; p=none — the mailbox must exist.",
        "Publish this TXT record at _dmarc.client.test; the mailbox must exist:",
        "v=DMARC1; p=none",
    ),
    (
        "Send with every answer: Strict-Transport-Security: max-age=31536000",
        "Send with every answer:",
        "Strict-Transport-Security: max-age=31536000",
    ),
    (
        "Renew it: certbot renew --force-renewal, then reload the web server.",
        "Renew it: certbot renew --force-renewal, then reload the web server.",
        "",
    ),
    (
        "Put this into nginx.conf:\nserver {\n  listen 80;\n}\n",
        "Put this into nginx.conf:",
        "server {\n  listen 80;\n}",
    ),
]


@pytest.mark.parametrize(("fix", "says", "exact"), CASES)
def test_the_exact_text_stands_apart(fix, says, exact):
    words = fix_words(fix)
    assert (words.says, words.exact) == (says, exact)
