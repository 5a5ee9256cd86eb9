"""The email-authentication checklist: what was seen and what was not, message by message, and what is renewed."""

from dataclasses import replace

from handover.contents import mail_checklist
from handover.contents.blocks import Table
from handover.contents.freezing import frozen, thawed
from handover.contents.kinds import KINDS
from handover.contents.mail_checklist import NOT_SEEN
from handover.contents.mail_facts import MailChecklistFacts, MailLineFacts, MessageFacts
from tests.handover import harbour_desk
from tests.handover.contents.test_sections import texts


def said(inputs):
    return " ".join(" ".join(texts(mail_checklist.sections(inputs))).split())


def tables(inputs):
    (section,) = mail_checklist.sections(inputs)
    return [block for block in section.blocks if isinstance(block, Table)]


def with_lines(*lines, messages=()):
    checklist = (MailChecklistFacts(domain="acme.example", lines=lines),)
    return replace(harbour_desk.inputs(), mail_checklist=checklist, messages=messages)


def message(outcome):
    return MessageFacts(purpose="Alert", outcome=outcome, headline="It is so", at="2026-11-18T09:40:00+00:00")


def test_papers_that_promise_it_hold_it():
    assert [kind.id for kind in KINDS.values() if "mail-checklist" in kind.sections] == [
        "recovery-guide",
        "routing-map",
        "secrets-inventory",
    ]


def test_every_line_stands_with_its_state_and_day():
    checklist = tables(harbour_desk.inputs())[0]
    assert len(checklist.rows) == 6
    assert checklist.rows[1][0].sign.word == "Right"
    assert "18 Nov 2026" in " ".join(texts(checklist.rows[1]))
    assert "v=spf1 include:_spf.google.com ~all" in " ".join(texts(checklist.rows[1]))


def test_what_nobody_saw_is_said_to_be_unseen_and_never_made_up():
    line = MailLineFacts(title="Logo (BIMI)")
    row = tables(with_lines(line))[0].rows[0]
    assert " ".join(texts(row)).count(NOT_SEEN) == 1
    assert "Not judged" in " ".join(texts(row))
    assert row[0].sign is None


def test_domain_without_a_look_and_estate_without_a_domain_say_so():
    assert "No audit has looked at its mail yet." in said(with_lines())
    bare = replace(harbour_desk.inputs(), mail_checklist=(), messages=())
    assert "nothing to list" in said(bare)
    assert "What is renewed" not in said(bare)


def test_messages_stand_with_what_was_found_and_their_absence_is_told():
    assert "Password reset" in said(harbour_desk.inputs())
    assert "nobody has seen yet what users receive" in said(with_lines())


def test_headline_is_the_worst_that_is_true():
    line = MailLineFacts(title="SPF", outcome="pass", at="2026-11-18T09:40:00+00:00")
    weak = replace(line, outcome="warn")
    assert mail_checklist.headline(with_lines()) == "Mail is not checked yet."
    assert mail_checklist.headline(with_lines(line, messages=(message("pass"),))) == "All 2 points of mail are right."
    assert mail_checklist.headline(with_lines(line, weak)) == "Mail works, with weak points."
    assert mail_checklist.headline(with_lines(weak, messages=(message("could-not-check"),))).startswith("Not every")
    assert mail_checklist.headline(with_lines(line, messages=(message("fail"),))) == "1 of 2 points of mail are wrong."


def test_many_and_long_records_are_cut_and_counted():
    line = MailLineFacts(title="DKIM", records=tuple(f"v=DKIM1; p={'A' * 400}{number}" for number in range(9)))
    words = said(with_lines(line))
    assert "and 3 more" in words
    assert "A" * 300 not in words


def test_it_is_kept_with_a_version_and_written_again():
    inputs = harbour_desk.inputs()
    assert thawed(frozen(inputs)) == inputs
    old = frozen(inputs)
    del old["inputs"]["mail_checklist"], old["inputs"]["messages"]
    assert thawed(old).mail_checklist == ()
