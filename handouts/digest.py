"""Short names for exactly these bytes or this data: what tells whether something changed."""

from __future__ import annotations

import hashlib
import json


def digest(data: bytes) -> str:
    """A short name for exactly these bytes."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def digest_of(value: object) -> str:
    """A short name for plain data, the same in every process."""
    return digest(json.dumps(value, sort_keys=True, ensure_ascii=False).encode())
