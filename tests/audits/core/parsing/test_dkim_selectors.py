from audits.core.parsing.dkim_selectors import MOST_GUESSES, MOST_WHERE_NONE_EXISTS, ORDINARY, guesses
from audits.core.parsing.mail_senders import senders_of

GOOGLE_AND_SENDGRID = senders_of(("aspmx.l.google.com", "sendgrid.net"))


def test_selectors_of_the_domains_own_services_come_first():
    tried = guesses(GOOGLE_AND_SENDGRID, barren=False)
    assert tried[:3] == ("google", "s1", "s2")
    assert len(tried) == MOST_GUESSES == len(set(tried))


def test_ordinary_ones_are_tried_where_no_service_is_known():
    assert guesses((), barren=False) == ORDINARY


def test_few_are_tried_where_nothing_can_exist():
    assert guesses((), barren=True) == ORDINARY[:MOST_WHERE_NONE_EXISTS]


def test_one_service_does_not_take_every_question():
    tried = guesses(senders_of(("mailgun.org",)), barren=False)
    assert "google" in tried
