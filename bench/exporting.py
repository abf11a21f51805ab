"""How long a long book takes: ``python -m bench.exporting [--words N]``.

The reference, timed in the same run, is zlib packing the same bytes: no EPUB can be made
faster. What is printed as a ratio to it can be compared between machines.
"""

import argparse
import random
import tempfile
import time
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bench.archive import open_archive
from bench.machine import describe, peak_memory

FOLDER = tempfile.TemporaryDirectory(prefix="fascicle-bench-")
open_archive(Path(FOLDER.name))

from fascicle.exporting.book import Book, BookChapter  # noqa: E402 - once Django is there
from fascicle.exporting.cover import draw_cover  # noqa: E402
from fascicle.exporting.epub import make_epub  # noqa: E402
from fascicle.exporting.html import make_html  # noqa: E402
from fascicle.exporting.txt import make_txt  # noqa: E402

WORDS = 300_000
CHAPTERS = 60
RUNS = 5
AIM = 0.3  # seconds for the EPUB


def sample_book(length: int) -> Book:
    """A book of so many invented words, as often used as those of a language."""
    dice = random.Random(42)
    letters = "etaoinshrdlu"
    lexicon = [
        "".join(dice.choices(letters, k=dice.randint(2, 9))) for _ in range(4000)
    ]
    weights = [1 / (rank + 2) for rank in range(len(lexicon))]
    chapters = []
    for number in range(1, CHAPTERS + 1):
        words = dice.choices(lexicon, weights, k=length // CHAPTERS)
        paragraphs = [words[at : at + 50] for at in range(0, len(words), 50)]
        html = "".join(
            _paragraph(paragraph, n) for n, paragraph in enumerate(paragraphs)
        )
        chapters.append(BookChapter(f"chapter-{number}", number, "", html))
    return Book(
        identifier="https://harbour.example/works/1/",
        title="A Long Book",
        authors=["Ines Okafor"],
        language="en",
        chapters=chapters,
        modified_at=datetime(2026, 1, 1, tzinfo=UTC),
        word_count=length,
    )


def _paragraph(words: list[str], number: int) -> str:
    text = " ".join([*words[:20], f"<em>{words[20]}</em>", *words[21:]])
    return f"<p>“{text}.”</p>" + ("<hr>" if number % 25 == 24 else "")


def best_of(work: Callable[[], object]) -> float:
    """Seconds of the fastest of several runs: the one that was least disturbed."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Time the makers and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=WORDS)
    length = parser.parse_args().words
    book = sample_book(length)
    raw = "".join(chapter.html for chapter in book.chapters).encode()
    start = time.perf_counter()
    make_epub(book)
    first = time.perf_counter() - start
    reference = best_of(lambda: zlib.compress(raw, 6))
    print(describe())
    print(f"{length:,} words in {CHAPTERS} chapters, {len(raw) / 1e6:.2f} MB of HTML\n")
    print(f"{'':22}{'seconds':>9}{'ratio':>8}{'MB':>7}")
    print(f"{'zlib (reference)':22}{reference:9.3f}{1:8.2f}")
    for name, make in (("EPUB", make_epub), ("HTML", make_html), ("TXT", make_txt)):
        seconds = best_of(lambda make=make: make(book))
        size = len(make(book)) / 1e6
        print(f"{name:22}{seconds:9.3f}{seconds / reference:8.2f}{size:7.2f}")
        if name == "EPUB":
            verdict = "met" if seconds <= AIM else "MISSED"
    cover = best_of(lambda: draw_cover(book))
    print(f"{'of it, the cover':22}{cover:9.3f}{cover / reference:8.2f}")
    print(f"{'EPUB, first in process':22}{first:9.3f}{first / reference:8.2f}")
    print(
        f"\nAim for the EPUB: {AIM} s, {verdict}. Peak memory {peak_memory() / 1e6:.0f} MB."
    )


if __name__ == "__main__":
    main()
