"""The key secrets are named with: the same for as long as an installation lives, so that findings outlive runs."""

import contextlib
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from django.conf import settings

PURPOSE = b"launch ready: digests of secrets"


def digest_key() -> bytes:
    """The key, derived from what is secret to this installation.

    LAUNCHREADY_DIGEST_KEY comes first, so that SECRET_KEY can be changed without renaming every finding. A terminal
    that sets neither uses the data folder's own key, the one `manage.py up` uses.
    """
    told = os.environ.get("LAUNCHREADY_DIGEST_KEY") or os.environ.get("SECRET_KEY") or _of_folder(settings.DATA_DIR)
    return hmac.digest(told.encode(), PURPOSE, hashlib.sha256)


def _of_folder(folder: Path) -> str:
    """The folder's key, made when it is missing; where it cannot be kept, it serves this once."""
    place = folder / "secret-key"
    fresh = secrets.token_urlsafe(64)
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        half = folder / f".secret-key.{os.getpid()}"
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
            opened.write(fresh)
        with contextlib.suppress(FileExistsError):
            os.link(half, place)  # whoever comes first decides, and nobody reads half a key
        half.unlink()
    try:
        return place.read_text() or fresh
    except OSError:
        return fresh
