"""Looking the files of the index over, byte for byte."""

import contextlib
import json
import struct
import time
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from fascicle.search import columns, text
from fascicle.search.index.damage import Damaged
from fascicle.search.index.generations import Generation, load

#: Seconds between looks at sizes and dates, and between reading everything.
LOOK_EVERY = 1.0
CHECK_EVERY = 600.0
#: Seconds within which readers' second word of damage counts as the same.
SAID_AGAIN = 60.0
CHUNK = 1 << 20
#: When it was written, how long it is, which file it is.
Look = tuple[int, int, int]
#: Every segment of tantivy has these; each ends in a footer with the CRC-32 of what is before it.
PARTS = ("term", "idx", "pos", "fast", "fieldnorm", "store")
FOOTER_MAGIC = 1337
#: Merging may take files away while they are being read; then it is looked again.
TRIES = 5


def checksums(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and CRC-32 of each file in a folder."""
    return {
        str(path.relative_to(folder)): (path.stat().st_size, _crc(path))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith("delta")
    }


@dataclass(slots=True)
class Watch:
    """Notices what happens to files that nobody should touch. Cheap enough for every second."""

    _looks: dict[Path, Look] = field(default_factory=dict)
    _checked: float = float("-inf")
    _looked: float = float("-inf")

    def forget(self) -> None:
        """Trust nothing: read all at the next look."""
        self._checked = self._looked = float("-inf")

    def look_over(self, generation: Generation) -> None:
        """Read all files if it is time to, or if one looks unlike before.

        :raises Damaged: if one is not what was written.
        """
        now = time.monotonic()
        if now - self._looked < LOOK_EVERY:
            return
        self._looked = now
        looks = _looks(generation)
        is_same = all(
            looks.get(path, look) == look for path, look in self._looks.items()
        )
        if now - self._checked < CHECK_EVERY and is_same and not _lacking(generation):
            self._looks = looks
            return
        check(generation)
        self._looks, self._checked = looks, time.monotonic()


@dataclass(slots=True)
class Doubt:
    """Whether to believe readers who meet damage where none is found."""

    _told: float = float("-inf")
    _believed: float = float("-inf")
    _patience: float = 60.0

    def is_believed(self) -> bool:
        """Once they say so again, but ever more rarely: all is built anew for it."""
        now = time.monotonic()
        is_said_again = now - self._told < SAID_AGAIN
        self._told = now
        if not is_said_again or now - self._believed < self._patience:
            return False
        self._believed, self._patience = now, min(2 * self._patience, 3600.0)
        return True


def _looks(generation: Generation) -> dict[Path, Look]:
    """How the files that never change look from outside."""
    words = [path for part in PARTS for path in generation.text.glob(f"*.{part}")]
    found = {}
    for path in [*_fixed(generation), *words]:
        with contextlib.suppress(FileNotFoundError):
            status = path.stat()
            found[path] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return found


def _fixed(generation: Generation) -> list[Path]:
    columns = [generation.columns / name for name in generation.manifest.files]
    return [generation.folder / "manifest.json", *columns]


def _lacking(generation: Generation) -> bool:
    """Whether a file is not there at all, or none can tell which should be."""
    try:
        meta = (generation.text / "meta.json").read_bytes()
        words = _segment_files(generation.text, meta)
    except (OSError, ValueError, KeyError, TypeError):
        return True
    return not all(path.exists() for path in [*_fixed(generation), *words])


def check(generation: Generation) -> None:
    """Read all that does not change.

    :raises Damaged: at the first file that is not what was written.
    """
    load(generation.folder)
    for name, (size, crc) in generation.manifest.files.items():
        path = generation.columns / name
        try:
            if (path.stat().st_size, _crc(path)) != (size, crc):
                raise Damaged(f"{path} is not what was written")
        except OSError as error:
            raise Damaged(str(error)) from error
    _check_text(generation)
    # As readers do: they look at what is in there, too.
    columns.open(generation.columns)
    text.Reader(generation.text)


def form_of(words: Path) -> int:
    """A checksum of how the words are laid out, which stays while segments come and go.

    :raises ValueError: if that cannot be told.
    """
    meta = json.loads((words / "meta.json").read_bytes())
    form = json.dumps([meta["schema"], meta["index_settings"]], sort_keys=True)
    return zlib.crc32(form.encode())


def _check_text(generation: Generation) -> None:
    folder = generation.text
    before = b""
    for attempt in range(1, TRIES + 1):
        try:
            before = (folder / "meta.json").read_bytes()
            if form_of(folder) != generation.manifest.form:
                raise Damaged("meta.json is not what was written")
            for path in _segment_files(folder, before):
                _check_footer(path)
        except (OSError, ValueError, KeyError, TypeError, Damaged) as error:
            if attempt < TRIES and _read(folder / "meta.json") != before:
                continue
            raise Damaged(f"{folder}: {error}") from error
        return


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _segment_files(folder: Path, meta: bytes) -> list[Path]:
    files = []
    for segment in json.loads(meta)["segments"]:
        name = segment["segment_id"].replace("-", "")
        files += [folder / f"{name}.{part}" for part in PARTS]
        if segment.get("deletes"):
            files.append(folder / f"{name}.{segment['deletes']['opstamp']}.del")
    return files


def _check_footer(path: Path) -> None:
    """:raises Damaged: if what is before the footer has another checksum."""
    data_size, crc = _footer(path)
    if _crc(path, data_size) != crc:
        raise Damaged(f"{path.name} is not what was written")


def _footer(path: Path) -> tuple[int, int]:
    """How many bytes are before tantivy's footer, and their CRC-32."""
    size = path.stat().st_size
    if size < 8:
        raise Damaged(f"{path.name} is cut off")
    with path.open("rb") as file:
        file.seek(size - 8)
        length, magic = struct.unpack("<II", file.read(8))
        if magic != FOOTER_MAGIC or length > size - 8:
            raise Damaged(f"{path.name} has no footer")
        file.seek(size - 8 - length)
        footer = json.loads(file.read(length))
    return size - 8 - length, int(footer["crc"])


def _crc(path: Path, most: int | None = None) -> int:
    crc, left = 0, most if most is not None else path.stat().st_size
    with path.open("rb") as file:
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            crc = zlib.crc32(chunk, crc)
            left -= len(chunk)
    return crc
