"""A client's estate on real servers: its zones at Knot, its sites at nginx, its exchanger at Exim, and how to audit it."""

import contextlib
from base64 import b64encode
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

from tests.real_servers.exim import exim
from tests.real_servers.knot import knot
from tests.real_servers.nginx import nginx
from tests.real_servers.server import free_port

NAME_SERVERS = ("127.0.0.31", "127.0.0.32")
WEB = "127.0.0.33"
MAIL = "127.0.0.34"
SECOND_WEB = "127.0.0.35"
EVERYWHERE = (*NAME_SERVERS, WEB, MAIL, SECOND_WEB)


@dataclass
class Ports:
    """Where the ordinary ports really are, on every address of the estate."""

    dns: int = field(default_factory=lambda: free_port(*EVERYWHERE))
    http: int = field(default_factory=lambda: free_port(*EVERYWHERE))
    https: int = field(default_factory=lambda: free_port(*EVERYWHERE))
    smtp: int = field(default_factory=lambda: free_port(*EVERYWHERE))

    @property
    def setting(self):
        return f"53={self.dns},80={self.http},443={self.https},25={self.smtp}"


@contextlib.contextmanager
def standing(folder, ports, *, zones, servers, root, exchanger=None):
    """The operator settings under which the estate stands; `exchanger` is (name, certificate PEM with its key)."""
    (folder / "root.pem").write_bytes(root.pem)
    with contextlib.ExitStack() as stack:
        stack.enter_context(knot(folder / "knot", NAME_SERVERS, ports.dns, zones))
        stack.enter_context(nginx(folder / "nginx", WEB, ports.https, servers))
        if exchanger:
            name, certificate = exchanger
            stack.enter_context(exim(MAIL, ports.smtp, name=name, certificate=certificate))
        yield {
            "LAUNCHREADY_NAMESERVERS": ",".join(f"{address}:{ports.dns}" for address in NAME_SERVERS),
            "LAUNCHREADY_CA_FILE": str(folder / "root.pem"),
            "LAUNCHREADY_ALLOW_NETWORKS": "127.0.0.0/8,::1/128",
            "LAUNCHREADY_PORTS": ports.setting,
        }


def certificate_file(folder, leaf, *chain):
    """A leaf's key and certificate, then its chain, as nginx wants them: one file for both directives."""
    place = folder / f"{leaf.certificate.serial_number}.pem"
    place.write_bytes(leaf.private_pem + b"".join(each.pem for each in (leaf, *chain)))
    return place


def dkim_key(kind="rsa"):
    """The p= of a fresh key: 2048 bits of RSA, or Ed25519."""
    if kind == "ed25519":
        raw = serialization.Encoding.Raw, serialization.PublicFormat.Raw
        return b64encode(ed25519.Ed25519PrivateKey.generate().public_key().public_bytes(*raw)).decode()
    der = serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    return b64encode(rsa.generate_private_key(65537, 2048).public_key().public_bytes(*der)).decode()


def quoted(text):
    """A TXT value in character strings of at most 255 bytes, as a master file writes it."""
    return " ".join(f'"{text[start : start + 255]}"' for start in range(0, len(text), 255))
