"""Whether a chapter's revisions are a whole chain in which nothing overwrote anything unseen."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

PARAGRAPHS = 12
PARAGRAPH = re.compile(r"<p>(.*?)</p>")


@dataclass(frozen=True, slots=True)
class Ack:
    """A save that was answered: the word it put into which paragraphs of which version."""

    word: str
    base: int
    places: list[int]
    revision: int
    is_aside: bool = False
    is_merged: bool = False


def paragraphs(html: str) -> list[str]:
    return PARAGRAPH.findall(html)


def changed(before: Sequence[str], places: Collection[int], word: str) -> str:
    texts = [word if at in places else text for at, text in enumerate(before)]
    return "".join(f"<p>{text}</p>" for text in texts)


def amiss(key: int, acks: Sequence[Ack], *, is_all: bool = True) -> Iterator[str]:
    """What is wrong with a chapter; ``is_all`` if nothing was saved without an answer."""
    from fascicle.works.models import Chapter

    chapter = Chapter.objects.select_related("text").get(pk=key)
    texts = list(chapter.revisions.texts().order_by("number"))
    if [one.number for one in texts] != list(range(1, chapter.version + 1)):
        yield f"chapter {key}: the chain is not whole"
        return
    if texts[-1].html != chapter.text.html:
        yield f"chapter {key}: its text is not its newest revision"
    kept = {one.pk: one for one in chapter.revisions.all()}
    if is_all and len(kept) != len(acks) + 1:
        yield f"chapter {key}: {len(acks)} saves made {len(kept) - 1} revisions"
    chain = [paragraphs(one.html) for one in texts]
    for ack in acks:
        found = kept.get(ack.revision)
        if found is None or found.is_aside != ack.is_aside:
            yield f"chapter {key}: {ack.word} is lost"
        elif any(paragraphs(found.html)[at] != ack.word for at in ack.places):
            yield f"chapter {key}: {ack.word} is not in its own revision"
        elif not ack.is_aside:
            yield from _overwritten(ack, chain, found.number)


def _overwritten(ack: Ack, chain: list[list[str]], number: int) -> Iterator[str]:
    """What a save took away that its writer had not seen."""
    before, after, seen = chain[number - 2], chain[number - 1], chain[ack.base - 1]
    for at in range(PARAGRAPHS):
        if at in ack.places and before[at] != seen[at]:
            yield f"{ack.word} overwrote {before[at]} unseen"
        if at not in ack.places and before[at] != after[at]:
            yield f"{ack.word} changed paragraph {at}, which it had not touched"
