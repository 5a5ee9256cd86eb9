"""From bytes to what is recorded: digests, stubs, lines; never a value."""

import json

from audits.core.codec import encoded
from audits.core.observed.secret import SecretPlace
from audits.core.parsing.secrets.digest import digest_of
from audits.core.parsing.secrets.reading import MOST_PLACES, merged, redacted, sightings_in
from tests.audits.secret_values import GITHUB, KEY, PASSWORD, STRIPE, publishable

KEY_OF_TESTS = b"a key"


def read(content, path="a.env"):
    return sightings_in(content.encode() if isinstance(content, str) else content, path, KEY_OF_TESTS)


def test_each_secret_is_told_once_at_its_first_line():
    found = read(f"A=1\nTOKEN={GITHUB}\n\nAGAIN={GITHUB}\nSTRIPE={STRIPE}\n")
    assert [(sighting.kind, sighting.line) for sighting in found] == [("github-token", 2), ("stripe-live-key", 5)]
    assert found[0].digest == digest_of(GITHUB, KEY_OF_TESTS)
    assert found[0].stub == "ghp_"


def test_another_key_gives_another_digest():
    other = sightings_in(f"TOKEN={GITHUB}".encode(), "a.env", b"another key")
    assert other[0].digest != read(f"TOKEN={GITHUB}")[0].digest


def test_text_in_utf_16_is_read():
    for encoding in ("utf-16", "utf-8-sig"):
        assert [sighting.kind for sighting in read(f"x\nT={GITHUB}\n".encode(encoding))] == ["github-token"]


def test_binary_content_is_searched_for_formats_alone():
    content = b"\x7fELF\0\0" + f"{GITHUB}\0password = '{PASSWORD}'\0".encode()
    assert [sighting.kind for sighting in read(content, "app.bin")] == ["github-token"]


def test_nothing_recorded_holds_a_value():
    text = f"DATABASE_URL=postgres://desk:{PASSWORD}@db.acme.test/desk\nS={STRIPE}\nT={GITHUB}\n{KEY}"
    found = merged((sighting, SecretPlace("a.env", sighting.line)) for sighting in read(text))
    assert len(found) == 4
    told = json.dumps([encoded(secret) for secret in found])
    for value in (PASSWORD, STRIPE, GITHUB, *KEY.splitlines()[1:-1]):
        assert value[5:15] not in told


def test_a_secret_seen_twice_keeps_what_knows_more_about_it():
    plain = read(f'const token = "{PASSWORD}"\n', "note.ts")
    named = read(f"DATABASE_PASSWORD={PASSWORD}\n", ".env")
    places = [(plain[0], SecretPlace("note.ts", 1)), (named[0], SecretPlace(".env", 1))]
    assert plain[0].digest == named[0].digest
    (found,) = merged(places)
    assert (found.kind, found.certain) == ("database-password", True)
    assert [place.path for place in found.places] == ["note.ts", ".env"]


def test_places_are_bounded():
    (sighting,) = read(f"TOKEN={GITHUB}")
    (found,) = merged((sighting, SecretPlace(f"{number}.env", 1)) for number in range(50))
    assert len(found.places) == MOST_PLACES
    assert found.places[0].path == "0.env"


def test_what_is_kept_verbatim_loses_its_values_and_nothing_else():
    text = f'<script>const a = "{STRIPE}", b = "{publishable()}";\nconst c = `{KEY}`</script>\n<p>words</p>'
    told = redacted(text)
    assert len(told) == len(text)
    assert told.count("\n") == text.count("\n")
    assert told.startswith('<script>const a = "sk_l•••')
    assert publishable() in told
    assert told.endswith("</script>\n<p>words</p>")
    assert not any(value[5:15] in told for value in (STRIPE, *KEY.splitlines()[1:-1]))
    assert redacted("<p>password: required</p>") == "<p>password: required</p>"
