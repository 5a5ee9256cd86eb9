"""Where a refresh pragma leads, as browsers read it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.core.parsing.refresh import Refresh, parsed_refresh

CONTENTS = [
    ("0; url=/new", Refresh(0, "/new")),
    ("0;URL='/new'", Refresh(0, "/new")),
    ('0 ; url = "/new" trailing', Refresh(0, "/new")),
    ("5;/new", Refresh(5, "/new")),
    ("5,url=/new", Refresh(5, "/new")),
    ("5 /new", Refresh(5, "/new")),
    ("0.9; url=/new", Refresh(0, "/new")),
    (".5; url=/new", Refresh(0, "/new")),
    ("  3  ", Refresh(3, "")),
    ("0", Refresh(0, "")),
    ("0; url=", Refresh(0, "")),
    ("0; url='/unclosed", Refresh(0, "/unclosed")),
    ("", None),
    ("soon", None),
    ("-1; url=/new", None),
    ("0x; url=/new", None),
    ("url=/new", None),
]


@pytest.mark.parametrize(("content", "refresh"), CONTENTS)
def test_pragma_is_read(content, refresh):
    assert parsed_refresh(content) == refresh


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60) | st.from_regex(r"[0-9. ]{0,4}[;, ]?( url=)?['\"]?[a-z/:.]{0,12}", fullmatch=True))
def test_any_pragma_is_read_or_ignored(content):
    refresh = parsed_refresh(content)
    if refresh is not None:
        assert refresh.seconds >= 0
        assert refresh.address in content
        assert refresh.address == refresh.address.strip(" \t\n\f\r")
