"""Reading the files of a batch, in confined children."""

import json
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils.timezone import now

from fascicle.core import storage
from fascicle.importing.confined import Outcome, read_all
from fascicle.importing.lease import Lease
from fascicle.importing.models import Batch, BatchState, FileReading, SourceFile
from fascicle.importing.models.files import pack
from fascicle.importing.pipeline import MOST_BYTES, Understood, understand
from fascicle.importing.story import Problem
from fascicle.importing.story_json import dump, storable

#: More would not fit in the memory that an import may take.
CHILDREN = 2
_AT_ONCE = 40
_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class _Result:
    """What became of a file, ready to be saved."""

    file_id: int
    problem: str = ""
    understood: Understood | None = None


def read(batch: Batch, lease: Lease) -> None:
    """Read every file that has not been, saving as it goes; a bad one costs only itself."""
    done = 0
    total = batch.files.unread().count()
    for results in _in_batches(_results(batch)):
        done += len(results)
        with transaction.atomic():
            lease.save(done=done, total=total)
            _save(results)
    lease.move_to(BatchState.GROUPING)


def _results(batch: Batch) -> Iterator[_Result]:
    waiting: deque[int] = deque()
    refused: list[_Result] = []
    items = _items(batch, waiting, refused)
    outcomes = read_all(
        items, understand, Understood, options=(batch.emphasis,), workers=CHILDREN
    )
    for outcome in outcomes:
        yield _result(waiting.popleft(), outcome)
    yield from refused


def _items(
    batch: Batch, waiting: deque[int], refused: list[_Result]
) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file to read; its key joins ``waiting``, or it is ``refused``."""
    files = batch.files.unread().in_order()
    for pk, name, sha256, size in list(
        files.values_list("pk", "name", "sha256", "size")
    ):
        if size > MOST_BYTES:
            refused.append(_Result(pk, Problem.TOO_LARGE))
            continue
        try:
            data = storage.fetch(sha256)
        except (FileNotFoundError, storage.DamagedFile):
            refused.append(_Result(pk, Problem.VANISHED))
            continue
        waiting.append(pk)
        yield name, data


def _result(file_id: int, outcome: Outcome[Understood]) -> _Result:
    understood = outcome.value
    problem = outcome.problem or (understood and understood.reading.problem)
    return _Result(file_id, problem or "", understood)


def _in_batches(results: Iterator[_Result]) -> Iterator[list[_Result]]:
    """A few at a time, or what came within a second: a commit has its price."""
    some: list[_Result] = []
    since = time.monotonic()
    for result in results:
        some.append(result)
        if len(some) >= _AT_ONCE or time.monotonic() - since > _SECONDS:
            yield some
            some, since = [], time.monotonic()
    if some:
        yield some


def _save(results: list[_Result]) -> None:
    readings = [
        FileReading(
            file_id=result.file_id,
            packed=pack(result.understood.reading),
            features=_features(result.understood),
        )
        for result in results
        if result.understood and not result.problem
    ]
    FileReading.objects.bulk_create(
        readings,
        update_conflicts=True,  # read again, with another mark of emphasis
        unique_fields=["file"],
        update_fields=["packed", "features"],
    )
    for result in results:
        fields: dict[str, object] = {"problem": result.problem, "read_at": now()}
        if result.understood:
            reading = result.understood.reading
            fields["encoding"] = reading.source.encoding
            fields["repairs"] = storable(dump(reading.source.repairs))
            fields["emphasis_style"] = reading.emphasis_style
        SourceFile.objects.filter(pk=result.file_id).update(**fields)


def _features(understood: Understood) -> str:
    return json.dumps(dump(understood.features), separators=(",", ":"))
