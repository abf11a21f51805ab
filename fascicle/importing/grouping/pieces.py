"""Pieces: each different text of a batch once, with what all its copies state of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from fascicle.importing.grouping.cast import unpacked
from fascicle.importing.grouping.copies import Copies
from fascicle.importing.grouping.texts import Text
from fascicle.importing.grouping.titles import author_key, title_key
from fascicle.importing.story import Conclusion, Evidence, Reference

T = TypeVar("T")

#: Stated, not guessed (see ``story.Conclusion``).
SURE = 0.8


@dataclass(frozen=True)
class Piece:
    """One text. ``texts`` are its copies, the best first."""

    texts: Sequence[Text]
    title: Conclusion[str] | None = None
    author: Conclusion[str] | None = None
    series: Conclusion[str] | None = None
    series_position: Conclusion[float] | None = None
    number: Conclusion[float] | None = None  # of the first chapter
    numbers: frozenset[float] = frozenset()
    total: int | None = None
    ends: str = ""
    references: tuple[Reference, ...] = ()
    names: dict[str, int] = field(default_factory=dict)
    places: frozenset[str] = frozenset()
    lone_title: bool = False  # nothing backs it: no field, writer or series

    @property
    def best(self) -> Text:
        return self.texts[0]

    @property
    def language(self) -> str:
        return self.best.told.language

    @cached_property
    def title_key(self) -> str:
        if self.title is None or (self.lone_title and self.title.confidence < SURE):
            return ""
        return title_key(self.title.value)

    @cached_property
    def author_key(self) -> tuple[str, ...]:
        return author_key(self.author.value) if self.author else ()


def pieces_of(texts: Sequence[Text], copies: Copies) -> list[Piece]:
    """A piece for each group of copies, in the groups' order."""
    return [_piece([texts[at] for at in group]) for group in copies.groups]


def _piece(texts: Sequence[Text]) -> Piece:
    best = texts[0]
    told = [text.told for text in texts]
    names = unpacked(best.told.names)
    number = best.chapters[0].number
    numbers = best.numbers
    if not numbers and len(best.chapters) == 1:
        number = _agreed(
            texts,
            [
                text.chapters[0].number if len(text.chapters) == 1 else None
                for text in texts
            ],
        )
        numbers = frozenset((number.value,) if number else ())
    return Piece(
        texts=texts,
        title=_agreed(texts, [each.title for each in told]),
        author=_agreed(texts, [each.author for each in told]),
        series=_agreed(texts, [each.series for each in told]),
        series_position=_agreed(texts, [each.series_position for each in told]),
        number=number,
        numbers=numbers,
        total=_greatest(chapter.total for text in texts for chapter in text.chapters),
        ends=_end(texts),
        references=tuple(
            dict.fromkeys(each for one in told for each in one.references)
        ),
        names={each.name: each.count for each in names},
        places=frozenset(each.name for each in names if each.is_place),
    )


def _agreed(
    texts: Sequence[Text], values: Sequence[Conclusion[T] | None]
) -> Conclusion[T] | None:
    """What the best copy states; else what its copies state, the surest first."""
    if values[0]:
        return values[0]
    stated = [(at, value) for at, value in enumerate(values) if value]
    if not stated:
        return None
    at, value = max(stated, key=lambda item: (item[1].confidence, -item[0]))
    return told_by(texts[at], value)


def told_by(text: Text, conclusion: Conclusion[T]) -> Conclusion[T]:
    """The conclusion, its evidence marked with the file that it stands in."""
    marked = tuple(
        each if each.file else replace(each, file=text.name)
        for each in conclusion.evidence
    )
    sibling = Evidence("sibling", str(conclusion.value)[:200], file=text.name)
    return replace(conclusion, evidence=(sibling, *marked))


def _greatest(values: Iterable[int | None]) -> int | None:
    return max((value for value in values if value), default=None)


def _end(texts: Sequence[Text]) -> str:
    return next(
        (text.chapters[-1].ends for text in texts if text.chapters[-1].ends), ""
    )
