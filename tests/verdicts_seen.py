"""A plug-in that notes which verdicts real servers brought about: `-p tests.verdicts_seen` with VERDICTS_SEEN=file.

A test that talks to servers carries the mark `network` or `processes`; what is judged while one runs, or while its
fixtures are made, is noted. Judging in other processes, such as the command line's, is not.
"""

import os
from pathlib import Path

import pytest

from audits.checks import CHECKS
from audits.core.verdict import Verdict

NAMES = {id(verdict): f"{check.id}/{verdict.id}" for check in CHECKS for verdict in check.verdicts}
SEEN = set()
_GIVEN = Verdict.given


def _noting(verdict, *evidence, **facts):
    if id(verdict) in NAMES:
        SEEN.add(NAMES[id(verdict)])
    return _GIVEN(verdict, *evidence, **facts)


def _is_live(item):
    in_check_tests = "/tests/audits/checks/" in str(item.path)
    return not in_check_tests and any(item.get_closest_marker(mark) for mark in ("network", "processes"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    if _is_live(item):
        Verdict.given = _noting
    try:
        return (yield)
    finally:
        Verdict.given = _GIVEN


def pytest_sessionfinish():
    place = Path(os.environ["VERDICTS_SEEN"])
    known = set(place.read_text().splitlines()) if place.exists() else set()
    place.write_text("\n".join(sorted(known | SEEN)))
