"""Random passwords and keys, made once and kept in `secrets` (0600) below the folder."""

import contextlib
import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path


def random_key() -> str:
    return secrets.token_urlsafe(48)


@dataclass(frozen=True)
class Keys:
    secret_key: str = field(default_factory=random_key)
    link_key: str = field(default_factory=random_key)
    postgres_owner: str = field(default_factory=random_key)
    postgres: str = field(default_factory=random_key)
    valkey: str = field(default_factory=random_key)


def load_keys(directory: Path) -> Keys:
    """The keys of this folder; missing ones are made."""
    path = directory / "secrets"
    kept: dict[str, str] = {}
    with contextlib.suppress(FileNotFoundError):
        kept = json.loads(path.read_text())
    keys = Keys(**kept)
    if asdict(keys) != kept:
        write_private(path, json.dumps(asdict(keys), indent=1))
    return keys


def write_private(path: Path, text: str) -> None:
    """Whole or not at all, readable by us alone from the first byte."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    fresh.replace(path)
