import pytest

from audits.core.parsing.frame_options import forbids_framing

CASES = [
    ((), None),
    (("DENY",), True),
    ((" sameorigin ",), True),
    (("DENY, DENY",), True),
    (("DENY", "SAMEORIGIN"), True),
    (("DENY, nonsense",), True),
    (("ALLOWALL, nonsense",), True),
    (("one", "two"), False),
    (("ALLOWALL",), False),
    (("ALLOW-FROM https://a.example",), False),
    (("",), False),
    (('"DENY"',), False),
    (("DENY;",), False),
]


@pytest.mark.parametrize(("values", "answer"), CASES)
def test_values_are_obeyed_as_browsers_obey_them(values, answer):
    assert forbids_framing(values) is answer
