import pytest

from audits.core.parsing.cache_control import LONGEST_DELTA, parsed_cache_control

FIELDS = [
    (("no-store",), [("no-store", None)]),
    (("public, max-age=60",), [("public", None), ("max-age", "60")]),
    (("public", "max-age=60"), [("public", None), ("max-age", "60")]),
    (("PUBLIC,Max-Age=60",), [("public", None), ("max-age", "60")]),
    (('max-age="60"',), [("max-age", "60")]),
    (('private="Set-Cookie, X-A", max-age=60',), [("private", "Set-Cookie, X-A"), ("max-age", "60")]),
    ((r'x="a\"b,c", no-cache',), [("x", 'a"b,c'), ("no-cache", None)]),
    ((",, ,no-store ,",), [("no-store", None)]),
    (("",), []),
    ((), []),
]


@pytest.mark.parametrize(("values", "directives"), FIELDS)
def test_directives_are_read_in_order(values, directives):
    found = parsed_cache_control(values)
    assert (list(found.directives), found.broken) == (directives, ())


BROKEN = [
    (("max-age = 60, public",), ("max-age = 60",), ["public"]),
    (("max-age: 60",), ("max-age: 60",), []),
    (("public; max-age=60",), ("public; max-age=60",), []),
    (("max-age=, public",), ("max-age=",), ["public"]),
    (("=60, public",), ("=60",), ["public"]),
    (('private="x, y, public',), ('private="x',), ["y", "public"]),
]


@pytest.mark.parametrize(("values", "broken", "names"), BROKEN)
def test_what_is_no_directive_is_kept_apart(values, broken, names):
    found = parsed_cache_control(values)
    assert found.broken == broken
    assert [name for name, _ in found.directives] == names


SECONDS = [
    ("max-age=60", 60),
    ("max-age=0", 0),
    ('max-age="60"', 60),
    ("max-age=60, max-age=90", 60),
    ("max-age", 0),
    ("max-age=-1", 0),
    ("max-age=1.5", 0),
    ("max-age=1y", 0),
    ("max-age=٣", None),
    (f"max-age={'9' * 400}", LONGEST_DELTA),
    ("s-maxage=60", None),
    ("x-max-age=60", None),
]


@pytest.mark.parametrize(("value", "seconds"), SECONDS)
def test_seconds_are_whole_numbers_and_the_first_counts(value, seconds):
    assert parsed_cache_control((value,)).seconds("max-age") == seconds


def test_repetition_is_told_where_it_matters():
    assert parsed_cache_control(("max-age=60, max-age=90",)).is_repeated("max-age")
    assert not parsed_cache_control(("max-age=60", "max-age=60")).is_repeated("max-age")


def test_qualified_directive_is_about_fields_alone():
    found = parsed_cache_control(('private="Set-Cookie", no-cache',))
    assert found.has("private")
    assert not found.is_plain("private")
    assert found.fields_of("private") == {"set-cookie"}
    assert found.is_plain("no-cache")
    assert found.fields_of("no-cache") == frozenset()
