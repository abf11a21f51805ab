"""The same text in several files: copies, fragments, and wholes that hold the parts of others."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from fascicle.importing.grouping.alike import alike
from fascicle.importing.grouping.sets import Sets
from fascicle.importing.grouping.sketches import Overlap, doubled, overlap
from fascicle.importing.grouping.texts import Text, sketches
from fascicle.importing.grouping.titles import author_key, same_author

#: Which share of the smaller text has to stand in the larger.
_MOSTLY = 0.35
#: A text that covers this much of another, from end to end, is no fragment of it.
_COVERS = 0.88
_AS_LONG = 0.75
_TWICE = 0.7
_EDGE = 0.06
_SURE = 0.8
_WHOLE = 0.95
#: A difference in vocabulary that tells of slips (see ``_slips``).
_SLIPS = 0.025


@dataclass(frozen=True, slots=True)
class Twin:
    """``one`` is a copy of ``other``, or a fragment of it."""

    one: int
    other: int
    kind: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Held:
    """``part`` stands inside ``whole``, from one share of its length to another."""

    part: int
    whole: int
    begins: float
    stops: float


@dataclass(slots=True)
class Copies:
    """What is told more than once.

    ``groups`` has the texts that tell the same, the best copy first, every text in exactly
    one; ``twins`` says of each that is not the best how it differs from it;
    ``held`` lists the groups (by their best copy) that others hold.
    """

    groups: list[list[int]]
    twins: dict[int, Twin] = field(default_factory=dict)
    held: list[Held] = field(default_factory=list)


def find_copies(texts: Sequence[Text]) -> Copies:
    first_with: dict[str, int] = {}
    same = [
        (first_with.setdefault(texts[at].digest or f"empty {at}", at), at)
        for at in sorted(range(len(texts)), key=lambda at: _silence(texts[at]))
    ]
    sets = Sets[int]()
    for first, at in same:
        sets.join(first, at)
    different = [at for first, at in same if first == at]
    pairs = alike([texts[at].sketch for at in different])
    found = [_compare(texts, different[a], different[b]) for a, b in pairs]
    twins, held = _part(texts, [each for each in found if each])
    for twin in sorted(twins, key=lambda each: -each.likeness):
        sets.join(twin.other, twin.one)
    return _sorted_out(texts, sets, held)


def _silence(text: Text) -> tuple[bool, bool]:
    """Sorts texts that say more of themselves before others."""
    return not text.numbers, text.told.title is None


def _compare(texts: Sequence[Text], one: int, other: int) -> Twin | Held | None:
    """How the texts relate, the smaller one first; None if they share but a passage."""
    if _are_two_works(texts[one], texts[other]):
        return None
    if _weight(texts[one]) > _weight(texts[other]):
        one, other = other, one
    shared = overlap(texts[one].sketch, texts[other].sketch)
    if shared.of_one < _MOSTLY and shared.likeness < _MOSTLY / 2:
        return None
    as_long = _weight(texts[one]) >= _AS_LONG * _weight(texts[other])
    if as_long and _covers(shared.other) and _covers(shared.one):
        return Twin(one, other, "revised", shared.likeness)
    if shared.of_one < _MOSTLY:
        return None
    begins, stops = shared.other
    return Held(one, other, begins, stops)


def _are_two_works(one: Text, other: Text) -> bool:
    """Whether they surely bear two titles by two writers: then only a person can tell."""
    writers = [told.author for told in (one.told, other.told)]
    if not writers[0] or not writers[1] or not _titles_differ(one, other):
        return False
    return not same_author(*(author_key(writer.value) for writer in writers if writer))


def _weight(text: Text) -> float:
    """Its words, counted once where they stand in it twice."""
    return text.words * (1 - doubled(text.sketch) / 2)


def _covers(span: tuple[float, float]) -> bool:
    return span[1] - span[0] >= _COVERS


# ------------------------------------------------ a part of the whole, or a damaged copy of it


def _part(
    texts: Sequence[Text], found: Sequence[Twin | Held]
) -> tuple[list[Twin], list[Held]]:
    """Tell fragments, which are copies, from parts that stand by themselves."""
    twins = [each for each in found if isinstance(each, Twin)]
    inside: defaultdict[int, list[Held]] = defaultdict(list)
    for each in found:
        if isinstance(each, Held):
            inside[each.whole].append(each)
    has_twin = {at for twin in twins for at in (twin.one, twin.other)}
    held: list[Held] = []
    fragments: defaultdict[int, list[Held]] = defaultdict(list)
    titled = _by_title(texts)
    for whole, parts in inside.items():
        divided = _is_divided(parts)
        for part in parts:
            apart = divided or part.part in has_twin
            if not apart and _siblings_are_elsewhere(texts, titled, part, parts):
                fragments[part.part].append(part)
            elif apart or _stands_alone(texts[part.part], texts[whole], part):
                held.append(part)
            else:
                fragments[part.part].append(part)
    for wholes in fragments.values():
        near, far = _nearest(wholes)
        twins += near
        held += far
    return twins, held


def _nearest(wholes: Sequence[Held]) -> tuple[list[Twin], list[Held]]:
    """A fragment is a damaged copy of what it makes up most of; larger texts but hold it."""
    most = max(each.stops - each.begins for each in wholes)
    twins: list[Twin] = []
    held: list[Held] = []
    for each in wholes:
        share = each.stops - each.begins
        if share > most * 0.8:
            twins.append(Twin(each.part, each.whole, "", share))
        else:
            held.append(each)
    return twins, held


def _is_divided(parts: Sequence[Held]) -> bool:
    """Whether at least two of them stand one after another in the whole."""
    ends = min(part.stops for part in parts)
    begins = max(part.begins for part in parts)
    return ends < begins + _EDGE and begins > 0.15


def _by_title(texts: Sequence[Text]) -> dict[str, list[int]]:
    titled: defaultdict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(texts):
        if text.told.title and text.numbers:
            titled[text.told.title.value.casefold()].append(at)
    return titled


def _siblings_are_elsewhere(
    texts: Sequence[Text],
    titled: Mapping[str, Sequence[int]],
    held: Held,
    beside: Sequence[Held],
) -> bool:
    """Whether other parts of its work are there, but not in the whole: then that is the part."""
    part, whole = texts[held.part], texts[held.whole]
    if not part.told.title or whole.numbers or len(whole.chapters) > 1:
        return False
    siblings = [
        at
        for at in titled.get(part.told.title.value.casefold(), ())
        if texts[at].numbers != part.numbers
    ]
    return bool(siblings) and {each.part for each in beside}.isdisjoint(siblings)


def _stands_alone(part: Text, whole: Text, held: Held) -> bool:
    """Whether it is a part in its own right, not a damaged copy of the whole."""
    if part.numbers and part.numbers != whole.numbers:
        return True
    if _titles_differ(part, whole):
        return True
    if len(whole.chapters) > 1 and len(part.chapters) < len(whole.chapters):
        return _is_a_chapter(part, whole)
    return held.begins > _EDGE and held.stops < 1 - _EDGE


def _titles_differ(part: Text, whole: Text) -> bool:
    """Whether both surely state titles, and other ones."""
    one, other = part.told.title, whole.told.title
    if not one or not other or min(one.confidence, other.confidence) < _SURE:
        return False
    return one.value.casefold() != other.value.casefold()


def _is_a_chapter(part: Text, whole: Text) -> bool:
    shares = (overlap(part.sketch, each) for each in sketches(whole))
    return any(each.likeness >= _MOSTLY for each in shares)


# ------------------------------------------------ the best copy


def _sorted_out(texts: Sequence[Text], sets: Sets[int], held: list[Held]) -> Copies:
    groups = [_best_first(texts, sorted(group)) for group in sets.all()]
    groups.sort(key=lambda group: group[0])
    copies = Copies(groups)
    best_of = {at: group[0] for group in groups for at in group}
    for group in groups:
        for at in group[1:]:
            copies.twins[at] = _twin(texts, at, group[0])
    copies.held = _between_groups(held, best_of)
    for text in texts:
        text.forget_sketch()
    return copies


def _between_groups(held: Iterable[Held], best_of: Mapping[int, int]) -> list[Held]:
    found: dict[tuple[int, int], Held] = {}
    for each in held:
        part, whole = best_of[each.part], best_of[each.whole]
        if part != whole:
            kept = Held(part, whole, each.begins, each.stops)
            found.setdefault((part, whole), kept)
    return list(found.values())


def _best_first(texts: Sequence[Text], group: Sequence[int]) -> list[int]:
    """The copies, the best first: whole, undamaged, with few slips, well set, and telling."""
    longest = max(_weight(texts[at]) for at in group)

    def flaws(at: int) -> tuple[float, ...]:
        text = texts[at]
        chapters = text.chapters
        told = text.told
        return (
            _weight(text) < longest * _WHOLE,
            doubled(text.sketch) >= _TWICE,
            sum(chapter.lost for chapter in chapters),
            text.stories_in_file > 1,
            round(_slips(text) / _SLIPS),
            -sum(chapter.emphasis for chapter in chapters),
            -sum(chapter.marks for chapter in chapters),
            -sum(1 for stated in (told.title, told.author, text.numbers) if stated),
            at,
        )

    return sorted(group, key=flaws)


def _slips(text: Text) -> float:
    """How rich its vocabulary is for its length: of two copies, slips make the richer one."""
    words = sum(chapter.vocabulary for chapter in text.chapters)
    return words / float(max(text.words, 1) ** 0.6)


def _twin(texts: Sequence[Text], at: int, best: int) -> Twin:
    one, other = texts[at], texts[best]
    if one.digest == other.digest:
        kind = "same" if one.sha256 == other.sha256 else "rewrapped"
        return Twin(at, best, kind, 1.0)
    shared = overlap(one.sketch, other.sketch)
    return Twin(at, best, _kind(one, other, shared), round(shared.likeness, 3))


def _kind(one: Text, other: Text, shared: Overlap) -> str:
    if doubled(one.sketch) >= _TWICE > doubled(other.sketch):
        return "pasted-twice"
    begins, stops = shared.other
    if stops - begins >= _COVERS:
        return "revised"
    return "cut-short" if begins < 1 - stops else "beheaded"
