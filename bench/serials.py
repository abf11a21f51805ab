"""Made-up serials as bare files: many authors, casts, chapters, styles, copies and damage.

The same number of files and the same seed make the same bytes.
"""

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from random import Random

from bench.vocabulary import (
    ADJECTIVES,
    BREAKS,
    DEEDS,
    FAMILY,
    GIVEN,
    MANNERS,
    NOTES,
    NOUNS,
    PLUGS,
    SENTENCES,
)

CHAPTERS = (1, 1, 1, 1, 2, 3, 4, 6, 9, 14, 24)
WRAPS = (0, 0, 65, 72, 78)
ENCODINGS = ("utf-8", "utf-8", "utf-8", "cp1252", "latin-1", "utf-16")
COPIES = 0.08  # of all files
BAD = 0.01
ERROR_PAGE = (
    b"<html><head><title>404 Not Found</title></head>"
    b"<body><h1>Not Found</h1></body></html>"
)


@dataclass(frozen=True, slots=True)
class Serial:
    """A made-up work: who wrote it, who is in it, and how its files are laid out."""

    title: str
    author: str
    cast: tuple[str, ...]
    nouns: tuple[str, ...]
    deeds: tuple[str, ...]
    total: int
    head: "Callable[[Serial, int], str]"
    wrap: int
    encoding: str
    ornament: str
    sequel_to: str = ""


def write(folder: Path, count: int, *, seed: int = 1) -> int:
    """Make ``count`` files in a folder; how many bytes they have."""
    folder.mkdir(parents=True, exist_ok=True)
    size = 0
    for number, data in enumerate(files(count, seed=seed)):
        name = blake2b(f"{seed}/{number}".encode(), digest_size=8).hexdigest()
        (folder / f"{name}.txt").write_bytes(data)
        size += len(data)
    return size


def files(count: int, *, seed: int = 1) -> Iterator[bytes]:
    """The bytes of so many files."""
    random = Random(seed)
    made = 0
    last_title: dict[str, str] = {}
    while True:
        serial = _serial(random, last_title)
        for chapter in range(1, serial.total + 1):
            text = _chapter(random, serial, chapter)
            for data in _with_copies(random, serial, chapter, text):
                yield data
                made += 1
                if made == count:
                    return


def _with_copies(
    random: Random, serial: Serial, chapter: int, text: list[str]
) -> Iterator[bytes]:
    yield _file(serial, chapter, text)
    if random.random() < COPIES:
        yield _file(serial, chapter, _worn(random, text))
    if random.random() < BAD:
        yield random.choice((ERROR_PAGE, b"", b"\n\n"))


def _serial(random: Random, last_title: dict[str, str]) -> Serial:
    author = f"{random.choice(GIVEN)} {random.choice(FAMILY)}"
    title = _title(random)
    sequel_to = last_title.get(author, "") if random.random() < 0.3 else ""
    last_title[author] = title
    return Serial(
        title=title,
        author=author,
        cast=tuple(random.sample(GIVEN, 4) + random.sample(FAMILY, 2)),
        nouns=tuple(random.sample(NOUNS, 70)),
        deeds=tuple(random.sample(DEEDS, 50)),
        total=random.choice(CHAPTERS),
        head=random.choice(HEADS),
        wrap=random.choice(WRAPS),
        encoding=random.choice(ENCODINGS),
        ornament=random.choice(BREAKS),
        sequel_to=sequel_to,
    )


def _title(random: Random) -> str:
    first, second = random.sample(NOUNS, 2)
    adjective = random.choice(ADJECTIVES)
    shapes = (
        f"The {adjective} {first}",
        f"A {first} and a {second}",
        f"{first} of the {adjective} {second}",
        f"Where the {first} keeps its {second}",
    )
    return random.choice(shapes).title()


# ---------------------------------------------------------------- text


def _chapter(random: Random, serial: Serial, chapter: int) -> list[str]:
    """Paragraphs, with scene breaks and notes among them."""
    parts = [_paragraph(random, serial) for _ in range(random.choice((12, 18, 26, 40)))]
    if random.random() < 0.4:
        parts.insert(len(parts) // 2, serial.ornament)
    if random.random() < 0.25:
        parts.insert(0, random.choice(NOTES))
    if chapter < serial.total:
        parts.append("To be continued ..." if random.random() < 0.5 else "")
    elif random.random() < 0.5:
        parts.append("The End")
    if random.random() < 0.2:
        parts.append(random.choice(PLUGS))
    return [part for part in parts if part]


def _paragraph(random: Random, serial: Serial) -> str:
    return paragraph(random, serial.cast, serial.nouns, serial.deeds)


def paragraph(
    random: Random,
    cast: Sequence[str],
    nouns: Sequence[str] = NOUNS,
    deeds: Sequence[str] = DEEDS,
) -> str:
    """Some sentences about these people, things and doings."""
    words = {
        "{who}": cast,
        "{n}": nouns,
        "{a}": ADJECTIVES,
        "{d}": deeds,
        "{m}": MANNERS,
    }
    return " ".join(_sentence(random, words) for _ in range(random.randint(2, 6)))


def _sentence(random: Random, words: Mapping[str, Sequence[str]]) -> str:
    text = random.choice(SENTENCES)
    for slot, choice in words.items():
        while slot in text:
            text = text.replace(slot, random.choice(choice), 1)
    return text[0].upper() + text[1:]


def _worn(random: Random, text: list[str]) -> list[str]:
    """Another copy: with typos, or cut short."""
    if random.random() < 0.3:
        return text[: max(3, len(text) * 2 // 3)]
    return [
        part.replace("the", "teh", 1) if random.random() < 0.1 else part
        for part in text
    ]


# ---------------------------------------------------------------- layout


def _file(serial: Serial, chapter: int, text: list[str]) -> bytes:
    parts = [textwrap.fill(part, serial.wrap) if serial.wrap else part for part in text]
    whole = "\n\n".join([serial.head(serial, chapter), *parts]) + "\n"
    if serial.encoding == "cp1252":
        whole = whole.replace("'", "\u2019")
    return whole.encode(serial.encoding)


def _fields(serial: Serial, chapter: int) -> str:
    lines = [f"Title: {serial.title}", f"Author: {serial.author}"]
    if serial.total > 1:
        lines.append(f"Part: {chapter}/{serial.total}")
    if serial.sequel_to and chapter == 1:
        lines.append(f'Sequel to "{serial.sequel_to}"')
    return "\n".join(lines) + "\n"


def _heading(serial: Serial, chapter: int) -> str:
    follows = f'\n(Sequel to "{serial.sequel_to}")' if serial.sequel_to else ""
    counted = f"\n\nChapter {chapter}" if serial.total > 1 else ""
    return f"{serial.title.upper()}\nby {serial.author}{follows}{counted}\n"


def _counter(serial: Serial, chapter: int) -> str:
    return f"{serial.title} ({chapter}/{serial.total})\nby {serial.author}\n"


def _post(serial: Serial, chapter: int) -> str:
    return (
        f"From: {serial.author.replace(' ', '.').lower()}@stories.example\n"
        f"Subject: {serial.title} [{chapter}/{serial.total}]\n"
        f"Date: Mon, 2 Nov 1998 20:00:00 +0000\n"
    )


def _chapter_only(serial: Serial, chapter: int) -> str:
    return f"Chapter {chapter}\n"


HEADS = (_fields, _heading, _counter, _post, _chapter_only)
