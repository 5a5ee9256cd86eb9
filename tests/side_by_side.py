"""Which tests may run beside each other: two processes, one of which keeps all that fill the machine by themselves."""

from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling

FILLING = ("tests/journeys/", "tests/kills/", "tests/embedded/")
"""Each test here starts a whole installation: two of them at once would only wait for each other."""


def _fills(name):
    return name.startswith(FILLING)


class BesideTheFilling(LoadScopeScheduling):
    """A file is one piece of work, so that its fixtures are made once; all that fills the machine is one piece."""

    def _split_scope(self, nodeid):
        return "whole installations" if _fills(nodeid) else nodeid.split("::", 1)[0]


def pytest_configure(config):
    config.option.loadscopereorder = False


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return BesideTheFilling(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """The longest piece begins first; what else there is keeps its random order."""
    items.sort(key=lambda item: not _fills(Path(item.path).relative_to(config.rootpath).as_posix()))
