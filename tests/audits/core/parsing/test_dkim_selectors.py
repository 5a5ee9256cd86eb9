from audits.core.parsing.dkim_selectors import MOST_BESIDE_DECLARED, MOST_GUESSES, ORDINARY, guesses


def test_services_named_in_the_records_come_first():
    tried = guesses("include:sendgrid.net 10 aspmx.l.google.com.", declared=(), barren=False)
    assert tried[:3] == ("google", "s1", "s2")
    assert len(tried) == MOST_GUESSES


def test_declared_selectors_leave_only_the_hinted():
    assert guesses("include:_spf.google.com", declared=("s1",), barren=False) == ("google",)
    assert guesses("", declared=("s1",), barren=False) == ()


def test_few_are_tried_where_nothing_can_exist():
    assert guesses("", declared=(), barren=True) == ORDINARY[:MOST_BESIDE_DECLARED]
