"""Taking files in: found, kept byte for byte, and written down in the batch."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from django.db import transaction

from fascicle.core import storage
from fascicle.importing import uploads
from fascicle.importing.containers import Found, walk_named
from fascicle.importing.lease import Lease
from fascicle.importing.limits import GENEROUS, STRICT
from fascicle.importing.models import Batch, BatchState, SourceFile

_CHUNK_FILES = 200
_CHUNK_BYTES = 16 << 20
_NAME_LENGTH = 500


def gather(batch: Batch, lease: Lease) -> None:
    """Keep every file's bytes and write it down; what cannot be read, with its problem.

    Taken up again after an interruption, it goes on with the files it has not written down.
    """
    have = set(batch.files.values_list("name", flat=True))
    position = len(have)
    for chunk in _chunks(_new(_named(_found(batch)), have)):
        rows = _rows(batch, chunk, position)
        position += len(rows)
        with transaction.atomic():
            SourceFile.objects.bulk_create(rows)
            lease.save(done=position)
    lease.move_to(BatchState.READING, total=batch.files.unread().count())
    if batch.uploaded:
        _forget_uploads(batch)


def _found(batch: Batch) -> Iterator[Found]:
    paths = [
        (uploads.decoded(source["path"]), source["name"]) for source in batch.sources
    ]
    return walk_named(paths, STRICT if batch.uploaded else GENEROUS)


def _named(found: Iterable[Found]) -> Iterator[tuple[str, Found]]:
    """Each with a name that is the only one of its kind in the batch, and always the same."""
    seen: Counter[str] = Counter()
    for item in found:
        name = item.name
        if len(name) > _NAME_LENGTH - 20:
            digest = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
            name = f"{name[: _NAME_LENGTH - 40]}… {digest}"
        seen[name] += 1
        yield (f"{name} ({seen[name]})" if seen[name] > 1 else name), item


def _new(
    items: Iterable[tuple[str, Found]], have: set[str]
) -> Iterator[tuple[str, Found]]:
    return (item for item in items if item[0] not in have)


def _chunks(
    items: Iterable[tuple[str, Found]],
) -> Iterator[list[tuple[str, Found]]]:
    chunk: list[tuple[str, Found]] = []
    size = 0
    for item in items:
        chunk.append(item)
        size += len(item[1].data)
        if len(chunk) >= _CHUNK_FILES or size >= _CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _rows(
    batch: Batch, chunk: Sequence[tuple[str, Found]], position: int
) -> list[SourceFile]:
    sound = [found for _name, found in chunk if found.problem is None]
    hashes = storage.keep_all([found.data for found in sound])
    hash_of = dict(zip(map(id, sound), hashes, strict=True))
    known = _known(batch, hashes)
    rows = []
    for place, (name, found) in enumerate(chunk, position):
        digest = hash_of.get(id(found), "")
        rows.append(
            SourceFile(
                batch=batch,
                position=place,
                name=name,
                sha256=digest,
                size=len(found.data),
                problem=found.problem or "",
                same_as_id=known.get(digest),
            )
        )
    return rows


def _known(batch: Batch, hashes: list[str]) -> dict[str, int]:
    """The file of another batch that held the same bytes, by SHA-256; the oldest if several."""
    found = SourceFile.objects.exclude(batch=batch).known(hashes).order_by("-pk")
    return dict(found.values_list("sha256", "pk"))


def _forget_uploads(batch: Batch) -> None:
    for source in batch.sources[:1]:
        uploads.forget(uploads.decoded(source["path"]))
