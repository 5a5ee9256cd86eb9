from portal.board.next_act import MOST, Act, Candidate, next_acts


def candidate(title, sign="open", rank="", stage=1, is_mine=True):
    return Candidate(Act(f"/{title}", sign, title), stage, rank, is_mine)


def titles(acts):
    return [act.title for act in acts]


def test_blockers_come_before_everything_else_that_is_open():
    found = [
        candidate("decide", "decide"),
        candidate("incident", rank="incident"),
        candidate("blocker", rank="blocker"),
    ]
    assert titles(next_acts((), found, (), running=1)) == ["blocker", "incident", "decide"]


def test_never_more_than_three():
    found = [candidate(str(number)) for number in range(9)]
    assert len(next_acts((Act("/", "decide", "gate"),), found, (), running=1)) == MOST


def test_what_another_person_does_is_not_next_for_me():
    assert next_acts((), [candidate("theirs", rank="blocker", is_mine=False)], (), running=1) == ()


def test_later_stages_wait_unless_a_blocker_stands_in_them():
    found = [candidate("later", rank="incident", stage=3), candidate("later blocker", rank="blocker", stage=3)]
    assert titles(next_acts((), found, (), running=1)) == ["later blocker"]


def test_an_untouched_item_is_no_act_of_its_own():
    assert titles(next_acts((), [candidate("idle", "not-started")], (Act("/", "not-started", "rest"),), running=1)) == [
        "rest"
    ]
