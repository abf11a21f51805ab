"""Building a whole index from the database, into a folder of its own."""

import gc
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.conf import settings

from fascicle.search import columns, text
from fascicle.search.index import generations, outbox, soundness
from fascicle.search.index.checkpoints import Checkpoint, sync_folder
from fascicle.search.index.documents import BATCH, Facts, texts
from fascicle.search.index.generations import Generation, Manifest
from fascicle.search.index.thesaurus import Thesaurus
from fascicle.works.models import Work

REPORT_EVERY = 0.5  # seconds


def next_folder() -> Path:
    """A new generation's folder, not made yet."""
    taken = [int(path.name[-6:]) for path in generations.home().glob("*-[0-9]*")]
    return generations.home() / f"gen-{max(taken, default=0) + 1:06}"


def build(folder: Path) -> None:
    """Make an index of everything there is, and say how far it is meanwhile.

    What changes in the meantime is in the outbox after the checkpoint.
    """
    words = folder.with_name(folder.name.replace("gen", "text"))
    for fresh in (folder, words):
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700, parents=True)
    (folder / "columns").mkdir()
    mark, start = outbox.mark(), outbox.here()
    text.create(words)
    stream = _Stream(text.Writer(words), Work.objects.count())
    gc.disable()  # a million long-lived values, no cycles: looking for them takes a fifth longer
    try:
        columns.build(folder / "columns", stream.facts(), stream.thesaurus.kinds)
        stream.writer.commit()
    finally:
        gc.enable()
        stream.writer.close()
        generations.report_end()
    Checkpoint(mark, start, start).save(folder / "checkpoint.json")
    _finish(folder, words.name, texts=settings.INDEX_TEXTS)


def compact(generation: Generation, folder: Path) -> None:
    """Make a generation of the same words, with columns that are quicker to read.

    What changes in the meantime is in the outbox after the checkpoint, which is taken first.
    """
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "columns").mkdir(mode=0o700, parents=True)
    start = Checkpoint.load(generation.checkpoint)
    replace(start, has_delta=False).save(folder / "checkpoint.json")
    columns.compact(generation.columns, folder / "columns")
    manifest = generation.manifest
    _finish(folder, manifest.text, texts=manifest.texts)


def _finish(folder: Path, words: str, *, texts: bool) -> None:
    Manifest(
        generations.FORMAT,
        generations.ENGINE,
        words,
        texts,
        soundness.form_of(folder.with_name(words)),
        soundness.checksums(folder / "columns"),
    ).save(folder)
    sync_folder(folder.parent)


@dataclass(slots=True)
class _Stream:
    """All works in order: their words go to the writer on the way."""

    writer: text.Writer
    total: int
    thesaurus: Thesaurus = field(default_factory=Thesaurus)

    def facts(self) -> Iterator[Facts]:
        done, told = 0, 0.0
        for ids in _all_works():
            if time.monotonic() - told > REPORT_EVERY:
                generations.report(done, self.total)
                told = time.monotonic()
            found: list[Facts] = []
            self.writer.add(texts(ids, self.thesaurus, found))
            yield from found
            done += len(ids)


def _all_works() -> Iterator[list[int]]:
    last = 0
    while ids := list(Work.objects.after(last)[:BATCH].values_list("pk", flat=True)):
        yield ids
        last = ids[-1]
