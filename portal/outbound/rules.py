"""The operator's settings for closed networks, and for which names they hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_network

from portal.outbound.addresses import Network, nature, parsed

PREFIX = "LAUNCHREADY_"
DNS_PORT = 53


@dataclass(frozen=True)
class Reach:
    """What may be reached under one name, and where its ordinary ports really are."""

    networks: tuple[Network, ...] = ()
    ports: Mapping[int, int] = field(default_factory=dict)
    ca_file: str | None = None

    def refusal(self, address: str) -> str | None:
        """Why this address must not be connected to ("loopback, 127.0.0.0/8"), or None."""
        why = nature(address)
        ip = parsed(address)
        if why and ip is not None and any(ip.version == net.version and ip in net for net in self.networks):
            return None
        return why

    def port(self, ordinary: int) -> int:
        """The real port of an ordinary one."""
        return self.ports.get(ordinary, ordinary)


PUBLIC = Reach()
"""The public network, the ordinary ports, the full guard."""


@dataclass(frozen=True)
class Rules:
    """The settings of one audit run; with none of them set it is the public network with the full guard.

    Below `only_for` the run's own name servers are asked for every name (a mail policy walks up to parents), but
    networks, ports and the certificate authority hold only for names below these suffixes. Repositories are read by
    path only below `repository_root`; empty: none is. `rdap` names registries' servers, by suffix, before IANA's list.
    """

    nameservers: tuple[tuple[str, int], ...] = ()
    special: Reach = PUBLIC
    only_for: tuple[str, ...] = ()
    domain: str | None = None
    repository_root: str = ""
    rdap: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], domain: str | None) -> "Rules":
        """The rules for an audit of `domain` (None: a repository alone); raises ValueError naming a bad setting."""

        def words(setting: str) -> tuple[str, ...]:
            return tuple(word.strip() for word in environment.get(PREFIX + setting, "").split(",") if word.strip())

        only_for = tuple(suffix.strip(".").lower() for suffix in words("ONLY_FOR"))
        if only_for and domain is not None and not below(domain, only_for):
            return cls(domain=domain)
        return cls(
            nameservers=tuple(_name_server(word) for word in words("NAMESERVERS")),
            special=Reach(
                networks=tuple(_network(word) for word in words("ALLOW_NETWORKS")),
                ports=dict(_port(word) for word in words("PORTS")),
                ca_file=environment.get(PREFIX + "CA_FILE") or None,
            ),
            only_for=only_for,
            domain=domain,
            repository_root=_folder(environment.get(PREFIX + "REPOSITORY_ROOT", "")),
            rdap=tuple(_registry(word) for word in words("RDAP")),
        )

    def reach(self, name: str) -> Reach:
        """What holds for one host name or literal address."""
        return self.special if not self.only_for or below(name, self.only_for) else PUBLIC

    def name_servers_for(self, name: str) -> tuple[tuple[str, int], ...]:
        """The operator's name servers for a question about `name`; empty: the system's."""
        if self.domain is not None or not self.only_for or below(name, self.only_for):
            return self.nameservers
        return ()


def below(name: str, suffixes: tuple[str, ...]) -> bool:
    """Whether a name is one of the suffixes or lies below one."""
    name = name.strip(".").lower()
    return any(name == suffix or name.endswith("." + suffix) for suffix in suffixes)


def _name_server(word: str) -> tuple[str, int]:
    if parsed(word) is not None:
        return word, DNS_PORT
    address, _, port = word.rpartition(":")
    address = address.removeprefix("[").removesuffix("]")
    if parsed(address) is None or not port.isdecimal():
        raise ValueError(f"{PREFIX}NAMESERVERS: {word!r} is not ip or ip:port")
    return address, int(port)


def _folder(word: str) -> str:
    if word and not word.startswith("/"):
        raise ValueError(f"{PREFIX}REPOSITORY_ROOT: {word!r} is not the full path of a folder")
    return word


def _network(word: str) -> Network:
    try:
        return ip_network(word)
    except ValueError:
        raise ValueError(f"{PREFIX}ALLOW_NETWORKS: {word!r} is not a network such as 10.0.0.0/8") from None


def _registry(word: str) -> tuple[str, str]:
    suffix, _, url = word.partition("=")
    if not suffix.strip(" .") or not url.strip().startswith(("https://", "http://")):
        raise ValueError(f"{PREFIX}RDAP: {word!r} is not suffix=url, such as example=https://rdap.example/")
    return suffix.strip(" .").lower(), url.strip()


def _port(word: str) -> tuple[int, int]:
    ordinary, _, real = word.partition("=")
    if not (ordinary.strip().isdecimal() and real.strip().isdecimal()):
        raise ValueError(f"{PREFIX}PORTS: {word!r} is not ordinary=real, such as 443=8443")
    return int(ordinary), int(real)
