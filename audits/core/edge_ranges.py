"""Networks that edges publish as their own, each list with the page it stands on and the day it was read.

Bunny's servers and Google's front ends publish none that is theirs alone, and Azure Front Door's changes weekly: those
are told by aliases and header fields instead.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network


@dataclass(frozen=True)
class PublishedRanges:
    """One provider's own list: `page` is where it is published, `read_on` the day these networks stood there.

    `is_whole` where the provider says that these are all: then an address elsewhere is not the provider's.
    """

    provider: str
    read_on: date
    page: str
    networks: str
    is_whole: bool = True

    @cached_property
    def parsed(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """The networks themselves."""
        return tuple(map(ip_network, self.networks.split()))

    def holds(self, address: str) -> bool:
        """Whether an address is one of the provider's."""
        wanted = ip_address(address)
        return any(wanted.version == network.version and wanted in network for network in self.parsed)

    def age(self, day: date) -> int:
        """Days from reading to `day`."""
        return (day - self.read_on).days


PUBLISHED = (
    PublishedRanges(
        "Cloudflare",
        date(2026, 8, 22),
        "https://www.cloudflare.com/ips/",
        """
        103.21.244.0/22 103.22.200.0/22 103.31.4.0/22 104.16.0.0/13 104.24.0.0/14 108.162.192.0/18 131.0.72.0/22
        141.101.64.0/18 162.158.0.0/15 172.64.0.0/13 173.245.48.0/20 188.114.96.0/20 190.93.240.0/20
        197.234.240.0/22 198.41.128.0/17 2400:cb00::/32 2405:8100::/32 2405:b500::/32 2606:4700::/32
        2803:f800::/32 2a06:98c0::/29 2c0f:f248::/32
        """,
    ),
    PublishedRanges(
        "Fastly",
        date(2026, 8, 22),
        "https://api.fastly.com/public-ip-list",
        """
        23.235.32.0/20 43.249.72.0/22 103.244.50.0/24 103.245.222.0/23 103.245.224.0/24 104.156.80.0/20
        140.248.64.0/18 140.248.128.0/17 146.75.0.0/17 151.101.0.0/16 157.52.64.0/18 167.82.0.0/17
        167.82.128.0/20 167.82.160.0/20 167.82.224.0/20 172.111.64.0/18 185.31.16.0/22 199.27.72.0/21
        199.232.0.0/16 2a04:4e40::/32 2a04:4e42::/32
        """,
    ),
    PublishedRanges(
        "Amazon CloudFront",
        date(2026, 8, 16),
        "https://d7uri8nf7uskq.cloudfront.net/tools/list-cloudfront-ips",
        """
        3.160.0.0/13 3.168.0.0/14 3.172.0.0/17 3.173.0.0/16 3.174.0.0/15 13.32.0.0/15 13.35.0.0/16 13.224.0.0/14
        13.249.0.0/16 15.158.0.0/16 18.64.0.0/14 18.68.0.0/16 18.154.0.0/15 18.160.0.0/15 18.164.0.0/15
        18.172.0.0/15 18.238.0.0/15 18.244.0.0/15 23.91.0.0/19 23.228.212.0/23 23.228.214.0/24 23.228.220.0/22
        23.228.244.0/24 23.228.246.0/23 23.228.248.0/22 23.234.192.0/18 24.110.32.0/19 24.110.128.0/17
        36.103.232.0/25 36.103.232.128/26 51.74.192.0/18 52.46.0.0/18 52.82.128.0/19 52.84.0.0/15
        52.124.128.0/17 52.222.128.0/17 54.182.0.0/16 54.192.0.0/16 54.230.0.0/17 54.230.128.0/18
        54.230.200.0/21 54.230.208.0/20 54.230.224.0/19 54.239.128.0/18 54.239.192.0/19 54.240.128.0/18
        58.254.138.0/25 58.254.138.128/26 64.252.64.0/18 64.252.128.0/18 65.8.0.0/16 65.9.0.0/17 65.9.128.0/18
        70.132.0.0/18 71.152.0.0/17 99.84.0.0/16 99.86.0.0/16 108.138.0.0/15 108.156.0.0/14 111.13.171.128/25
        111.13.185.32/27 111.13.185.64/27 116.129.226.0/25 116.129.226.128/26 118.193.97.64/26 118.193.97.128/25
        119.147.182.0/25 119.147.182.128/26 120.52.12.64/26 120.52.22.96/27 120.52.39.128/27 120.52.153.192/26
        120.232.236.0/25 120.232.236.128/26 120.253.240.192/26 120.253.241.160/27 120.253.245.128/26
        120.253.245.192/27 130.176.0.0/17 130.176.128.0/18 130.176.192.0/19 130.176.224.0/20 143.204.0.0/16
        144.220.0.0/16 180.163.57.0/25 180.163.57.128/26 204.246.164.0/22 204.246.168.0/21 204.246.176.0/20
        205.251.202.0/23 205.251.204.0/22 205.251.208.0/20 205.251.249.0/24 205.251.250.0/23 205.251.252.0/23
        205.251.254.0/24 216.137.32.0/19 2001:3fc6:20::/43 2400:7fc0:500::/40 2404:c2c0:500::/40
        2409:8c00:2421:300::/56 2409:8c00:2421:400::/56 2600:9000:ddd::/48 2600:9000:eee::/48 2600:9000:fff::/48
        2600:9000:1000::/36 2600:9000:2000::/35 2600:9000:4000::/36 2600:9000:5200::/40 2600:9000:5308::/45
        2600:9000:5310::/44 2600:9000:5320::/43 2600:9000:5340::/42 2600:9000:5380::/41 2600:9000:6000::/36
        2600:9000:f000::/38 2600:9000:f400::/40 2600:9000:f500::/43 2600:9000:f520::/44 2600:9000:f534::/46
        2600:9000:f538::/45 2600:9000:f540::/42 2600:9000:f580::/41 2600:9000:f600::/39 2600:9000:f800::/37
        2600:f0f0:601::/48 2600:f0f0:602::/47 2600:f0f0:5504::/46
        """,
    ),
    PublishedRanges(
        "Akamai",
        date(2026, 8, 22),
        "https://techdocs.akamai.com/property-mgr/docs/origin-ip-access-control",
        """
        2.16.0.0/13 23.0.0.0/12 23.32.0.0/11 23.192.0.0/11 95.100.0.0/15 184.24.0.0/13 2405:9600::/32
        2600:1400::/24 2a02:26f0::/32
        """,
        is_whole=False,
    ),
    PublishedRanges(
        "Imperva",
        date(2026, 8, 22),
        "https://my.imperva.com/api/integration/v1/ips",
        """
        45.60.0.0/16 45.64.64.0/22 45.223.0.0/16 103.28.248.0/22 107.154.0.0/16 131.125.128.0/17 149.126.72.0/21
        185.11.124.0/22 192.230.64.0/18 198.143.32.0/19 199.83.128.0/21 2a02:e980::/29
        """,
    ),
    PublishedRanges(
        "Vercel",
        date(2026, 8, 22),
        "https://vercel.com/docs/domains/working-with-domains/add-a-domain",
        """
        64.29.17.0/24 76.76.21.0/24 216.198.79.0/24
        """,
        is_whole=False,
    ),
    PublishedRanges(
        "Netlify",
        date(2026, 8, 22),
        "https://docs.netlify.com/manage/domains/configure-domains/configure-external-dns/",
        """
        75.2.60.5/32
        """,
        is_whole=False,
    ),
)

RANGES = {ranges.provider: ranges for ranges in PUBLISHED}
"""By the provider's name."""

OLD_DAYS = 180
"""A list read longer ago than this is told with its age, and no longer proves that an address is not an edge's."""
