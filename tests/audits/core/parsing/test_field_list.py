import pytest

from audits.core.parsing.field_list import split_list

CASES = [
    ((), ()),
    (("",), ("",)),
    (("a",), ("a",)),
    (("a, b",), ("a", "b")),
    (("a", "b"), ("a", "b")),
    (("\ta \t,",), ("a", "")),
    (('a, "b, c", d',), ("a", '"b, c"', "d")),
    (('"a', 'b", c'), ('"a,b"', "c")),
]


@pytest.mark.parametrize(("values", "items"), CASES)
def test_list_is_split_as_browsers_split_it(values, items):
    assert split_list(values) == items
