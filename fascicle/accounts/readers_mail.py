"""The address at which an e-reader takes letters, and who may be sent any.

Makers of e-readers take letters only from senders whom the reader let in there, so an address of
theirs needs no proof here. Any other could be a stranger's: a code is sent to it first.
"""

import hmac
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings

#: Hosts that pass on what their reader has allowed, and nothing else.
KNOWN_HOSTS = frozenset({"kindle.com", "free.kindle.com", "pbsync.com"})
DIGITS = 8
MOST_TRIES = 5
HOLDS_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """An address that waits for its code. Of the code only a digest is kept."""

    address: str
    digest: str
    until: float
    tries: int = 0

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def read(cls, kept: object, *, at: datetime) -> "Asked | None":
        """What ``to_json`` wrote; None if there is none, or it is too old."""
        if not isinstance(kept, dict):
            return None
        asked = cls(**kept)
        return asked if asked.until > at.timestamp() else None


def needs_no_proof(address: str) -> bool:
    return address.rpartition("@")[2].lower() in KNOWN_HOSTS


def ask(address: str, *, at: datetime) -> tuple[Asked, str]:
    """An address that is to be proved, and the code that proves it."""
    code = "".join(secrets.choice("0123456789") for _digit in range(DIGITS))
    until = (at + HOLDS_FOR).timestamp()
    return Asked(address, _digest(address, code), until), code


def is_right(asked: Asked, code: str) -> bool:
    typed = "".join(letter for letter in code if letter.isdigit())
    return hmac.compare_digest(asked.digest, _digest(asked.address, typed))


def _digest(address: str, code: str) -> str:
    said = f"{address} {code}".encode()
    return hmac.digest(settings.SECRET_KEY.encode(), said, sha256).hex()
