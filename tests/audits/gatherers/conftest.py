"""One authority, and a resolver that knows every name of these tests."""

import pytest

from tests.audits.repositories import TOKEN, WorkTree
from tests.closed_network import DOMAIN
from tests.loopback import NameServer
from tests.throwaway_authority import authority, leaf, server_context

NAMES = {
    "": "127.0.0.1",
    "www": "127.0.0.1",
    "app": "127.0.0.1",
    "other": "127.0.0.1",
    "wrong": "127.0.0.1",
    "inner": "10.1.2.3",
    "mta-sts": "127.0.0.1",
}


@pytest.fixture(scope="session")
def root():
    return authority("Throwaway Root")


@pytest.fixture(scope="session")
def roots(root, tmp_path_factory):
    place = tmp_path_factory.mktemp("roots") / "root.pem"
    place.write_bytes(root.pem)
    return place


@pytest.fixture
def context(root, tmp_path):
    """A certificate for every name but wrong.acme.test."""
    names = [f"{label}.{DOMAIN}".lstrip(".") for label in NAMES if label != "wrong"]
    return server_context(tmp_path, leaf(root, *names))


@pytest.fixture
def resolver():
    records = {(f"{label}.{DOMAIN}".lstrip("."), "A"): [address] for label, address in NAMES.items()}
    with NameServer(records) as server:
        yield server


@pytest.fixture
def tree(tmp_path):
    return WorkTree(tmp_path / "desk")


@pytest.fixture
def bomb(tree):
    """A hundred million files in nine objects."""
    name = tree.git("hash-object", "-w", "--stdin", told=TOKEN.encode())
    entries = "".join(f"100644 blob {name}\tf{number}\n" for number in range(10))
    for _ in range(8):
        name = tree.git("mktree", told=entries.encode())
        entries = "".join(f"040000 tree {name}\td{number}\n" for number in range(10))
    tree.git("update-ref", "refs/heads/main", tree.git("commit-tree", "-m", "bomb", name))
    return tree
