"""The data folder: all that an archive keeps on disk, for its owner's eyes only."""

import os
import secrets
from pathlib import Path


def prepare(folder: Path) -> Path:
    """Make the data folder (mode 0700) if it isn't there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """The archive's secret key (mode 0600), made at the first start.

    Two processes starting at once agree: the file appears whole or not at all.
    """
    path = folder / "secret-key"
    if not path.exists():
        draft = prepare(folder) / f".secret-key-{os.getpid()}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was first: its key is the archive's
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii")
