"""Static files as they are served: hashed names, sheets joined, compressed beforehand."""

import hashlib
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.core.management import call_command
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'^@import url\("([\w-]+\.css)"\);\n', re.MULTILINE)
STAMP = ".collected"

Found = dict[str, tuple[Storage, str]]


class JoinedSheet:
    """A style sheet that holds those beside it which it imports: one request instead of many."""

    def __init__(self, name: str, found: Found) -> None:
        self.name, self.found = name, found

    def open(self, path: str) -> ContentFile[bytes]:
        return ContentFile(self._read(self.name).encode())

    def _read(self, name: str) -> str:
        storage, path = self.found[name]
        with storage.open(path) as sheet:
            text = str(sheet.read(), "utf-8")
        folder = posixpath.dirname(name)
        return IMPORT.sub(lambda line: self._read(f"{folder}/{line[1]}"), text)


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Follows ``import`` lines inside our ES modules, and joins style sheets of our own."""

    support_js_module_import_aggregation = True

    def post_process(
        self, paths: Found, *args: Any, **kwargs: Any
    ) -> Iterator[tuple[str, str | None, Any]]:
        joined = {
            name: (JoinedSheet(name, paths), path) if name.startswith("css/") else found
            for name, found in paths.items()
            for path in [found[1]]
        }
        yield from super().post_process(joined, *args, **kwargs)

    def compress_files(self, paths: set[str]) -> Iterator[tuple[str, str]]:
        """Those whose names pages use, once: such a name means one content for ever."""
        used = paths & set(self.hashed_files.values())
        fresh = {path for path in used if not Path(f"{self.path(path)}.br").exists()}
        yield from super().compress_files(fresh)

    def create_compressor(self, **kwargs: Any) -> Compressor:
        kept = Compressor.SKIP_COMPRESS_EXTENSIONS
        return Compressor(**{**kwargs, "extensions": (*kept, "map")})


def collect() -> None:
    """Bring what is served up to what is installed, if anything has changed since."""
    stamp = Path(settings.STATIC_ROOT) / STAMP
    installed = fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == installed:
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(installed, encoding="ascii")


def fingerprint() -> str:
    """Of every static file's name, size and time."""
    digest = hashlib.sha256(settings.STATIC_URL.encode())
    for finder in get_finders():
        for name, storage in finder.list(None):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
