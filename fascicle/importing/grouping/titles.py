"""When two titles, or two names of writers, mean the same."""

from collections.abc import Sequence

from fascicle.importing.grouping.words import fold, words_of

_ARTICLES = frozenset(
    "the a an le la les un une l der die das ein eine el los las una il lo gli o os um uma "
    "de het een en ett den det".split()
)
#: Titles that say nothing.
_EMPTY = frozenset(
    "untitled|no title|story|my story|a story|chapter|part|prologue|epilogue|intro|"
    "introduction|preface|new story|text|document|sans titre|ohne titel|sin titulo|"
    "без названия|untitled story|fic|fanfic|one shot|oneshot|drabble".split("|")
)


def title_key(title: str) -> str:
    """What titles that mean the same have in common; empty where a title says nothing."""
    found = words_of(fold(title.casefold().replace("&", " and ")))
    if " ".join(word for word in found if not word.isdigit()) in _EMPTY:
        return "".join(found) if found and found[0].isdigit() else ""
    if len(found) > 1 and found[0] in _ARTICLES:
        found = found[1:]
    return "".join(found)


def author_key(author: str) -> tuple[str, ...]:
    """The words of a writer's name; "Doe, Jane" is "Jane Doe"."""
    last, comma, first = author.partition(",")
    turned = f"{first} {last}" if comma and len(last.split()) < 3 else author
    return tuple(words_of(fold(turned.casefold().replace(".", " "))))


def same_author(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names may be one writer's: "J. K. Doe", "John K. Doe", "JohnDoe"."""
    if not one or not other:
        return False
    if "".join(one) == "".join(other):
        return True
    if len(one) < 2 or len(other) < 2 or one[-1] != other[-1]:
        return False
    shorter, longer = sorted((one[:-1], other[:-1]), key=len)
    return all(
        _may_be(each, longer[at]) for at, each in enumerate(shorter) if at < len(longer)
    )


def _may_be(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return one == other
