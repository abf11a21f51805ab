"""The works of a batch as series are sought among them: who wrote each, what each states."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fascicle.importing.grouping.pieces import Piece
from fascicle.importing.grouping.titles import same_author, title_key
from fascicle.importing.grouping.works import Drafts
from fascicle.importing.story import ProposedWork


@dataclass(frozen=True, slots=True)
class Shelved:
    """A proposed work: its pieces, and its writer by a number (None: nobody names them)."""

    at: int
    work: ProposedWork
    pieces: Sequence[Piece]
    writer: int | None
    title_key: str

    @property
    def language(self) -> str:
        return self.work.language

    @property
    def file(self) -> str:
        return self.pieces[0].best.name


def shelve(drafts: Drafts, works: Mapping[int, ProposedWork]) -> list[Shelved]:
    """All works in the order of their keys, so that nothing hangs on the order of files."""
    ordered = sorted(works.items(), key=lambda item: item[1].key)
    pieces = [
        [drafts.pieces[at] for at in sorted(drafts.of(key).members)]
        for key, _ in ordered
    ]
    writers = _writers(_names(each) for each in pieces)
    return [
        Shelved(
            at,
            work,
            pieces[at],
            writers[at],
            title_key(work.title.value) if work.title else "",
        )
        for at, (_, work) in enumerate(ordered)
    ]


def _names(pieces: Sequence[Piece]) -> list[tuple[str, ...]]:
    named = Counter(piece.author_key for piece in pieces if piece.author_key)
    return sorted(named, key=lambda name: (-named[name], name))


def _writers(names: Iterable[Sequence[tuple[str, ...]]]) -> list[int | None]:
    """A number for each writer; spellings that may be one writer's get the same."""
    known: defaultdict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
    found: list[int | None] = []
    count = 0
    for spellings in names:
        if not spellings:
            found.append(None)
            continue
        name = spellings[0]
        bucket = known[name[-1] if len(name) > 1 else "".join(name)]
        number = next((n for other, n in bucket if same_author(name, other)), None)
        if number is None:
            number = count
            count += 1
            bucket.append((name, number))
        found.append(number)
    return found


def may_be_one_writer(one: Shelved, other: Shelved) -> bool:
    return one.writer is None or other.writer is None or one.writer == other.writer
