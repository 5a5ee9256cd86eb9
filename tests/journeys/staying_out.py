"""Who must find nothing: people of another client and of another consultancy, at every address of a journey."""

from tests.journeys.installation import CONSULTANCY

OWN_LISTS = {"Larchmere": {f"/{CONSULTANCY}/client/"}}
"""Addresses that lead everybody to their own things, where a stranger sees none of the journey's."""


def read_again(page, story, who, hidden):
    """Whom the pages were for still finds every one, and none tells what is hidden."""
    addresses = story.addresses(who, "GET")
    for address in addresses:
        answer = page.context.request.get(address)
        assert answer.status < 400, f"{answer.status} at {address}"
        body = answer.body()
        assert not any(value.encode() in body for value in hidden), f"a secret's value at {address}"
    return addresses


def find_nothing(page, story, house, words):
    """A stranger gets 404 at every address that was read, and at every address something was sent to."""
    own = {f"{story.home}{path}" for path in OWN_LISTS.get(house, ())}
    for address in story.addresses(None, "GET"):
        answer = page.context.request.get(address)
        if address in own:
            assert not any(word in answer.text() for word in words), address
        else:
            assert answer.status == 404, f"{house} got {answer.status} at {address}"
    token = next(one["value"] for one in page.context.cookies() if one["name"].endswith("csrf"))
    for address in story.addresses(None, "POST"):
        answer = page.context.request.post(address, form={"csrfmiddlewaretoken": token})
        assert answer.status == 404, f"{house} got {answer.status} on sending to {address}"
