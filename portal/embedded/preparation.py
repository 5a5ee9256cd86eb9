"""What was done to this cluster already, so that a warm start does it no second time."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from portal.embedded.folder import DataFolder, read_json, write_private

ROOMS = ("portal", "audits", "handover")
TOLD = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "VAULT_KEYS")


class Prepared:
    """Steps done, each with a fingerprint of the files that say what it does; forgotten with the cluster."""

    def __init__(self, root: Path, folder: DataFolder) -> None:
        self.folder = folder
        migrations = sorted(place for room in ROOMS for place in (root / room).rglob("migrations/*.py"))
        schema = _fingerprint(root, [root / "requirements.txt", *migrations])
        seed = _fingerprint(root, sorted((root / "portal" / "demo").rglob("*.py")))
        # The audits of the demo run once; later starts show what they found.
        self._wanted = {"schema": schema, "demo": schema + seed, "demo-audits": "once"}

    def is_done(self, step: str) -> bool:
        return read_json(self.folder.prepared).get(step) == self._wanted[step]

    def done(self, step: str) -> None:
        write_private(self.folder.prepared, as_json({**read_json(self.folder.prepared), step: self._wanted[step]}))


def _fingerprint(root: Path, files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for place in files:
        digest.update(str(place.relative_to(root)).encode() + b"\0" + place.read_bytes() + b"\0")
    return digest.hexdigest()


def as_json(values: Mapping[str, Any]) -> str:
    return json.dumps(values, indent=1) + "\n"


def demo_accounts(folder: DataFolder) -> list[str]:
    """One line an account, as the seed wrote them."""
    accounts = read_json(folder.accounts).get("accounts", [])
    return [f"{account['role']:<24} {account['email']:<36} {account['password']}" for account in accounts]
