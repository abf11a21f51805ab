"""Where takeouts lie: apart, under drawn names, for their owners' eyes alone."""

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from django.conf import settings


def path_of(file: str) -> Path:
    return shelf() / f"{file}.zip"


def shelf() -> Path:
    folder = Path(settings.DATA) / "takeouts"
    folder.mkdir(mode=0o700, exist_ok=True, parents=True)
    return folder


def take_away(file: str) -> None:
    path_of(file).unlink(missing_ok=True)


def keep_only(files: Collection[str]) -> None:
    """Delete all that no row knows of, half-written files among them."""
    known = {f"{file}.zip" for file in files}
    for path in shelf().iterdir():
        is_draft_of_known = any(path.name.startswith(f".{name}") for name in known)
        if path.name not in known and not is_draft_of_known:
            with suppress(FileNotFoundError):
                path.unlink()
