"""Nothing reaches a listening loopback canary, however it is spelt."""

import asyncio

import pytest

from portal.outbound.door import Door, Rules, Unavailable
from portal.outbound.guard import Refused, target_of
from tests.loopback import Canary, NameServer

pytestmark = pytest.mark.network

RESOLVED = {
    "a.attack.test": ("A", "127.0.0.1"),
    "zero.attack.test": ("A", "0.0.0.0"),  # noqa: S104 - the address is the attempt
    "all.attack.test": ("A", "127.255.255.254"),
    "metadata.attack.test": ("A", "169.254.169.254"),
    "inner.attack.test": ("A", "10.0.0.1"),
    "shared.attack.test": ("A", "100.64.0.1"),
    "six.attack.test": ("AAAA", "::1"),
    "mapped.attack.test": ("AAAA", "::ffff:127.0.0.1"),
    "compatible.attack.test": ("AAAA", "::127.0.0.1"),
    "sixtofour.attack.test": ("AAAA", "2002:7f00:1::"),
    "nat.attack.test": ("AAAA", "64:ff9b::7f00:1"),
    "localnat.attack.test": ("AAAA", "64:ff9b:1::7f00:1"),
    "teredo.attack.test": ("AAAA", "2001::80ff:fffe"),
    "unspecified.attack.test": ("AAAA", "::"),
    "link.attack.test": ("AAAA", "fe80::1"),
    "unique.attack.test": ("AAAA", "fd00::1"),
}
HOSTS = [
    *RESOLVED,
    "alias.attack.test",
    "mixed.attack.test",
    "A.ATTACK.TEST",
    "a.attack.test.",
    "127.0.0.1",
    "127.0.0.2",
    "127.255.255.255",
    "127.1",
    "127.0.1",
    "127.0.0.1.",
    "0",
    "0.0.0.0",  # noqa: S104 - the address is the attempt
    "2130706433",
    "017700000001",
    "0177.0.0.1",
    "0x7f.0.0.1",
    "0x7f000001",
    "0x7f.1",
    "127.0.0.0x1",
    "127.0.0.01",
    "127.0.0.1%00",
    "127%2e0%2e0%2e1",
    "%31%32%37.0.0.1",
    "１２７.０.０.１",
    "127。0。0。1",
    "①②⑦.⓪.⓪.①",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "a.localhost",
    "ｌｏｃａｌｈｏｓｔ",
    "loc\u00adalhost",
    "[::1]",
    "[::]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[2002:7f00:1::]",
    "[64:ff9b::127.0.0.1]",
    "[64:ff9b:1::7f00:1]",
    "[2001:0:7f00:1::]",
    "[::1%25lo]",
    "[::1%lo]",
    "[fe80::1]",
    "[::1",
    "::1",
    "169.254.169.254",
    "public.test@127.0.0.1",
    "127.0.0.1@public.test",
    "public.test:80@127.0.0.1",
    "public.test\\@127.0.0.1",
    "127.0.0.1 ",
    "127.0.0.1\t",
    "127.0.0.1#public.test",
    "127.0.0.1?public.test",
    "",
]
URLS = [
    *(f"{scheme}://{host}{{port}}/" for host in HOSTS for scheme in ("http", "https")),
    "file:///etc/passwd",
    "ftp://127.0.0.1{port}/",
    "gopher://127.0.0.1{port}/",
    "unix:///run/socket",
    "ws://127.0.0.1{port}/",
    "data:text/plain,hello",
    "javascript:alert(1)",
    "//127.0.0.1{port}/",
    "127.0.0.1{port}",
    "HTTP://127.0.0.1{port}/",
    "http:127.0.0.1{port}/",
    "http:/127.0.0.1{port}/",
    "http:///127.0.0.1{port}/",
    "http://127.0.0.1{port}\r\nHost: public.test/",
    "http://public.test:22/",
    "http://public.test:0/",
    "http://public.test:99999/",
    "http://public.test:8o/",
]


def zone():
    records = {(name, kind): [address] for name, (kind, address) in RESOLVED.items()}
    records |= {
        ("alias.attack.test", "CNAME"): ["a.attack.test."],
        ("mixed.attack.test", "A"): ["127.0.0.1", "8.8.8.8"],
    }
    return records


@pytest.fixture(scope="module")
def resolver():
    with NameServer(zone()) as server:
        yield server


def run(coroutine):
    return asyncio.run(coroutine)


async def fetched(urls, rules):
    async with Door(rules) as door:
        door._lookups.asked = -10_000  # this table alone is longer than one run's ceiling
        return await asyncio.gather(*(door.fetch(url, seconds=5) for url in urls))


def rules_of(resolver, canary):
    # The mapping makes the ordinary ports of every name lead straight to the canary, were it not for the guard.
    settings = {
        "LAUNCHREADY_NAMESERVERS": resolver.setting,
        "LAUNCHREADY_PORTS": f"80={canary.port},443={canary.port},25={canary.port}",
    }
    return Rules.from_environment(settings, "attack.test")


def test_no_spelling_reaches_the_canary(resolver):
    with Canary() as canary:
        urls = [url.replace("{port}", "") for url in URLS]
        urls += [url.replace("{port}", f":{canary.port}") for url in URLS if "{port}" in url]
        answers = run(fetched(urls, rules_of(resolver, canary)))
        assert len(urls) >= 60
        assert [url for url, answer in zip(urls, answers, strict=True) if not isinstance(answer, Unavailable)] == []
        assert canary.callers() == 0


def test_a_given_address_passes_the_same_table(resolver):
    async def attempts(canary):
        async with Door(rules_of(resolver, canary)) as door:
            for address in ("127.0.0.1", "::1", "::ffff:127.0.0.1", "0.0.0.0"):  # noqa: S104 - an attempt
                assert isinstance(await door.fetch("http://public.test/", address=address), Unavailable)
                assert isinstance(await door.open("public.test", 443, address=address), Unavailable)
                assert (await door.knock("public.test", 443, address)).outcome == "not public"
                assert isinstance(await door.interrogate("public.test", "NS", server=address), Unavailable)

    with Canary() as canary:
        run(attempts(canary))
        assert canary.callers() == 0


def test_open_refuses_what_fetch_refuses(resolver):
    async def attempts(canary):
        async with Door(rules_of(resolver, canary)) as door:
            door._lookups.asked = -10_000
            for host in HOSTS:
                assert isinstance(await door.open(host, 443), Unavailable), host
            assert isinstance(await door.open("a.attack.test", canary.port), Unavailable)

    with Canary() as canary:
        run(attempts(canary))
        assert canary.callers() == 0


def test_rebinding_on_the_second_connection_is_refused():
    """The name is public at first; whoever connects again without a check would reach the canary."""
    records = {("rebind.test", "A"): [["8.8.8.8"], ["127.0.0.1"]]}

    async def attempts(canary, resolver):
        rules = rules_of(resolver, canary)
        async with Door(rules) as door:
            assert await door.addresses("rebind.test") == ("8.8.8.8",)
        async with Door(rules) as door:
            answer = await door.fetch("http://rebind.test/")
            assert answer.reason == "rebind.test (127.0.0.1) is not a public address: loopback, 127.0.0.0/8"

    with Canary() as canary, NameServer(records) as resolver:
        run(attempts(canary, resolver))
        assert canary.callers() == 0


def test_one_run_never_asks_for_the_addresses_twice():
    records = {("rebind.test", "A"): [["8.8.8.8"], ["127.0.0.1"]]}

    async def attempts(canary, resolver):
        async with Door(rules_of(resolver, canary)) as door:
            first = await door.addresses("rebind.test")
            assert await door.addresses("REBIND.test.") == first == ("8.8.8.8",)

    with Canary() as canary, NameServer(records) as resolver:
        run(attempts(canary, resolver))
        assert resolver.questions.count(("rebind.test", "A")) == 1


@pytest.mark.parametrize(
    ("url", "rebuilt"),
    [
        ("http://acme.test", "http://acme.test/"),
        ("HTTPS://ACME.test./a b".replace(" ", "%20"), "https://acme.test/a%20b"),
        ("http://acme.test:80/x?y=1&z=%2F", "http://acme.test/x?y=1&z=%2F"),
        ("https://bücher.test/ü", "https://xn--bcher-kva.test/%C3%BC"),
        ("http://acme.test:443/", "http://acme.test:443/"),
        ("https://[2606:4700::1]/", "https://[2606:4700::1]/"),
        ("http://_dmarc.acme.test/", "http://_dmarc.acme.test/"),
    ],
)
def test_ordinary_url_is_rebuilt(url, rebuilt):
    assert target_of(url).url == rebuilt


@pytest.mark.parametrize(
    "url", ["http://-a.test/", "http://a..test/", "http://" + "a" * 64 + ".test/", "http://*.test/"]
)
def test_name_that_is_no_host_is_refused(url):
    with pytest.raises(Refused):
        target_of(url)


def test_without_the_guard_the_canary_would_be_reached(resolver):
    """The twin that gives the others their worth: the operator allows loopback, and the same names lead there."""

    async def attempt(canary):
        settings = {
            "LAUNCHREADY_NAMESERVERS": resolver.setting,
            "LAUNCHREADY_PORTS": f"80={canary.port}",
            "LAUNCHREADY_ALLOW_NETWORKS": "127.0.0.0/8",
        }
        async with Door(Rules.from_environment(settings, "attack.test")) as door:
            for host in ("a.attack.test", "alias.attack.test", "127.0.0.1"):
                assert (await door.knock(host, 80, "127.0.0.1")).outcome == "open"
                await door.fetch(f"http://{host}/", seconds=0.2)

    with Canary() as canary:
        run(attempt(canary))
        assert canary.callers() >= 6
