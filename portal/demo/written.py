"""Files that other processes read: they appear whole or not at all."""

import json
import os
from pathlib import Path


def write_whole(path: Path, text: str, mode: int = 0o644) -> None:
    """Replace the file in one step; a reader sees the old text or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(partial, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, mode), "w", encoding="utf-8") as file:
        file.write(text)
    partial.replace(path)


def write_json(path: Path, value: object, mode: int = 0o644) -> None:
    """The value as indented JSON."""
    write_whole(path, json.dumps(value, indent=2) + "\n", mode)
