"""The lists of networks are whole: each parses, overlaps no other, is public, and says where and when it was read."""

from datetime import date
from itertools import combinations

import pytest

from audits.core.edge_providers import PROVIDERS
from audits.core.edge_ranges import PUBLISHED, RANGES


@pytest.mark.parametrize("ranges", PUBLISHED, ids=lambda ranges: ranges.provider)
def test_list_is_whole(ranges):
    assert ranges.parsed
    assert all(network.is_global for network in ranges.parsed)
    assert ranges.page.startswith("https://")
    assert date(2026, 8, 1) <= ranges.read_on
    assert len(set(ranges.parsed)) == len(ranges.parsed)


def test_no_address_belongs_to_two():
    for one, other in combinations(PUBLISHED, 2):
        for network in one.parsed:
            assert not any(
                network.version == foreign.version and network.overlaps(foreign) for foreign in other.parsed
            ), (one.provider, other.provider, network)


def test_every_list_is_of_a_provider_that_is_known():
    assert set(RANGES) <= {provider.name for provider in PROVIDERS}


EDGES = [
    ("Cloudflare", "104.16.0.0", "104.27.255.255", "104.15.255.255", "104.28.0.0"),
    ("Cloudflare", "2606:4700::", "2606:4700:ffff:ffff::1", "2606:46ff::1", "2606:4701::"),
    ("Fastly", "151.101.0.0", "151.101.255.255", "151.100.255.255", "151.102.0.0"),
]


@pytest.mark.parametrize(("provider", "first", "last", "before", "after"), EDGES)
def test_ends_of_a_network_are_exact(provider, first, last, before, after):
    ranges = RANGES[provider]
    assert [ranges.holds(address) for address in (first, last, before, after)] == [True, True, False, False]
