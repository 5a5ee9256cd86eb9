"""The demo's owner publishes a record, and the product sees it where the zone's own servers answer."""

import asyncio
import time

import pytest

from audits.gatherers.control import control_of
from portal.demo import places
from portal.demo.publish import publish, published
from portal.outbound.door import Door, Rules

pytestmark = pytest.mark.network

NAME, VALUE = f"_launchready.{places.DOMAIN}", "launchready-proof=7c1d"


def looked(running):
    async def look():
        async with Door(Rules.from_environment(running.settings, places.DOMAIN)) as door:
            url = f"https://{places.DOMAIN}/.well-known/launchready.txt"
            return await control_of(record=NAME, url=url, value=VALUE, door=door)

    return asyncio.run(look())


def test_published_record_proves_control_while_the_estate_runs(start):
    running = start()
    before = looked(running)
    assert (before.way, before.gone) == ("", ("dns", "file"))
    publish(running.folder, NAME, VALUE)
    end = time.monotonic() + 10
    while not running.texts(NAME) and time.monotonic() < end:
        time.sleep(0.05)
    assert running.texts(NAME) == [VALUE]
    assert looked(running).way == "dns"
    running.switch()
    assert running.texts(NAME) == [VALUE]


def test_same_record_is_published_once(tmp_path):
    folder = places.Folder(tmp_path)
    publish(folder, NAME, VALUE)
    publish(folder, NAME, VALUE)
    publish(folder, NAME, "other")
    assert len(published(folder).splitlines()) == 2


REFUSED = [
    ("_launchready.elsewhere.example", VALUE),
    (places.SUFFIX, VALUE),
    ("a..b", VALUE),
    (NAME, 'x" \nevil A 192.0.2.1'),
    (NAME, "{edge}"),
    (NAME, "x" * 256),
    (NAME, "é"),
]


@pytest.mark.parametrize(("name", "value"), REFUSED)
def test_what_no_line_of_the_zone_holds_is_refused(tmp_path, name, value):
    with pytest.raises(ValueError, match=r"name|lie in|value"):
        publish(places.Folder(tmp_path), name, value)
    assert published(places.Folder(tmp_path)) == ""
