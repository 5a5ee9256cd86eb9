from dataclasses import replace

import pytest

from audits.checks.message_leads import CHECK, FALSE_NAME, FOREIGN_LINK, FOREIGN_REPLIES, LEADS_HOME, OPEN_LINK
from audits.core.observed.message import Link
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.received_mail import GOOD, judged, written_by

HARMLESS = replace(
    GOOD,
    replies=("help.acme.example",),
    links=(*GOOD.links, Link("https", "social.test"), Link("http", "www.acme.example")),
)
CASES = [
    (GOOD, LEADS_HOME),
    (HARMLESS, LEADS_HOME),
    (replace(GOOD, signatures=()), LEADS_HOME),
    (written_by("support@acme.example", name="support@acme.example"), LEADS_HOME),
    (replace(GOOD, purpose="alert", links=(Link("http", "elsewhere.test", is_key=True),)), LEADS_HOME),
    (replace(GOOD, links=(Link("http", "app.acme.example", is_key=True),)), OPEN_LINK),
    (replace(GOOD, links=(*GOOD.links, Link("https", "u1.ct.sendgrid.net", is_key=True))), FOREIGN_LINK),
    (replace(GOOD, links=(Link("https", "acme.example.evil.test", is_key=True),)), FOREIGN_LINK),
    (replace(GOOD, replies=("helpdesk.test",)), FOREIGN_REPLIES),
    (written_by("support@acme.example", name="ceo@bank.example"), FALSE_NAME),
    (written_by("onboarding@resend.dev"), NOT_APPLICABLE),
    (replace(GOOD, from_fields=(), authors=()), NOT_APPLICABLE),
    (Unavailable("its source is not here any more"), COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("mail", "verdict"), CASES)
def test_message_gets_its_verdict(mail, verdict):
    judgement = judged(CHECK, mail)[0]
    assert judgement.verdict is verdict
    assert judgement.headline
    assert "{" not in judgement.fix


def test_what_comes_after_the_host_of_a_link_is_never_quoted():
    told = [one.observed for one in judged(CHECK, GOOD)[0].evidence if one.source.startswith("link")]
    assert told == ["https://app.acme.example/…"]
