from audits.core.codec import decoded, encoded
from audits.core.observed.mail import MAIL
from tests.audits.mail_zone import SILENT, answers


def test_answers_survive_storage():
    mail = answers({"TXT acme.example": ["v=spf1 -all"], "MX acme.example": SILENT}, selectors=("s1",))
    assert decoded(encoded(mail), MAIL.type) == mail
