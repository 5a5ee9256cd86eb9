"""The leave to send, and what ends a burst by itself."""

import asyncio
import time

import pytest

from audits.gatherers import GATHERERS
from audits.gatherers.permit import Brake, Permit


def braked(*answers, **limits):
    """Why a burst with these answers stopped."""

    async def run():
        brake = Brake(30, slowest=10, **limits)
        for status, seconds in answers:
            brake.note(status, seconds)
        return brake.reason

    return asyncio.run(run())


REASONS = [
    ([(200, 0.1), (500, 0.1), (200, 0.1), (502, 0.1)], ""),
    ([(500, 0.1), (502, 0.1)], "2 server errors in a row (502)"),
    ([(200, 0.1), (429, 0.1)], "the host wants no more (429)"),
    ([(403, 0.1)], "the host wants no more (403)"),
    ([(423, 0.1)], "the host wants no more (423)"),
    ([(200, 11.0)], "an answer took 11.0 s"),
    ([(None, 0.0)], "the host gave no answer"),
    ([(429, 0.1), (None, 0.0)], "the host wants no more (429)"),
]


@pytest.mark.parametrize(("answers", "reason"), REASONS)
def test_host_in_trouble_is_left_alone(answers, reason):
    assert braked(*answers) == reason


def test_time_is_up_in_the_end():
    async def run():
        brake = Brake(0.05, slowest=1)
        before = brake.may_go_on()
        await asyncio.sleep(0.06)
        return before, brake.may_go_on(), brake.reason

    assert asyncio.run(run()) == (True, False, "0 s were over")


def test_pause_ends_with_the_stop():
    async def run():
        permit = Permit(())
        asyncio.get_running_loop().call_later(0.05, permit.stop, "enough")
        begun = time.monotonic()
        return await permit.pause(5), await permit.pause(5), time.monotonic() - begun

    went_on, again, seconds = asyncio.run(run())
    assert (went_on, again) == (False, False)
    assert seconds < 1


def test_what_is_asked_is_cut_off_and_ended():
    ended = []

    async def asked():
        try:
            await asyncio.sleep(60)
        finally:
            ended.append(True)

    async def run():
        permit = Permit(())
        asyncio.get_running_loop().call_later(0.05, permit.stop, "enough")
        return await permit.unless_stopped(asked())

    assert asyncio.run(run()) is None
    assert ended == [True]


def test_fault_of_what_is_asked_is_raised():
    async def fails():
        raise OSError("no")

    async def run():
        await Permit(()).unless_stopped(fails())

    with pytest.raises(OSError, match="no"):
        asyncio.run(run())


def test_active_gatherers_are_those_with_active_sources():
    """The source keeps a check honest, the caps keep the engine back: neither may be forgotten."""
    for gatherer in GATHERERS:
        assert {source.is_active for source in gatherer.sources} == {gatherer.caps is not None}, gatherer.title
